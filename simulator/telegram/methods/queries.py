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
    for result in results:
        if not isinstance(result, dict) or not result.get("type"):
            raise bad_request("can't parse inline query result: Can't find field \"type\"")
        if not 1 <= len(str(result.get("id", "")).encode()) <= limits.MAX_CALLBACK_BYTES:
            raise bad_request("RESULT_ID_INVALID")
    query_id = params.text("inline_query_id")
    if query_id not in telegram.inline_queries:
        raise bad_request(_TOO_OLD)
    telegram.inline_queries[query_id] = [item for item in results if isinstance(item, dict)]
    telegram.changes.notify()
    return True


METHODS: dict[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
