"""Answers to taps. The taps themselves are made by people."""

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


METHODS: dict[str, Method] = {"answerCallbackQuery": answer_callback_query}
