"""Answers to taps and inline queries. People make the queries."""

from simulator.telegram import limits
from simulator.telegram.errors import bad_request
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram, Toast

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(telegram: Telegram, params: Params) -> object:
    """AnswerCallbackQuery; a second answer to the same tap is refused as too old."""
    text = params.text("text")
    if len(text) > limits.MAX_TOAST_CHARS:
        raise bad_request("MESSAGE_TOO_LONG")
    pending = telegram.waiting_tap(params.text("callback_query_id"))
    if pending is None:
        raise bad_request(_TOO_OLD)
    pending.answer = Toast(text, params.flag("show_alert"), params.text("url"))
    telegram.changes.notify()
    return True


def answer_inline_query(telegram: Telegram, params: Params) -> object:
    """AnswerInlineQuery."""
    results = params.items("results")
    if len(results) > limits.MAX_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    query_id = params.text("inline_query_id")
    if query_id not in telegram.inline_queries:
        raise bad_request(_TOO_OLD)
    if len(params.text("next_offset").encode()) > limits.MAX_CALLBACK_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    ids = [_checked(telegram, result) for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    telegram.inline_queries[query_id] = [item for item in results if isinstance(item, dict)]
    telegram.changes.notify()
    return True


def _checked(telegram: Telegram, result: object) -> str:
    """The result's id; refuses what lacks a field that its kind must have."""
    if not isinstance(result, dict) or not result.get("type"):
        raise bad_request("can't parse inline query result: Can't find field \"type\"")
    kind, result_id = result["type"], str(result.get("id", ""))
    if not 1 <= len(result_id.encode()) <= limits.MAX_CALLBACK_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if kind == "article":
        if not result.get("title"):
            raise bad_request("can't parse inline query result: Can't find field \"title\"")
        if not isinstance(result.get("input_message_content"), dict):
            raise bad_request("MESSAGE_EMPTY")
    file_id = result.get("photo_file_id")
    if file_id is not None and telegram.files.by_id(str(file_id)) is None:
        raise bad_request("DOCUMENT_INVALID")
    return result_id


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
