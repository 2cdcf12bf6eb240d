"""getMe, getUpdates and leaving. Webhooks are in `webhooks`."""

import orjson

from simulator.telegram import limits
from simulator.telegram.errors import Drift, conflict
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram


def get_me(telegram: Telegram, params: Params) -> object:
    """GetMe."""
    return telegram.bot.wire() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": telegram.has_topics_enabled,
        "allows_users_to_create_topics": False,
    }


async def get_updates(telegram: Telegram, params: Params) -> object:
    """GetUpdates: `offset` deletes everything older, then waits up to `timeout` seconds."""
    updates = telegram.updates
    if telegram.webhook.target is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    if params.has("allowed_updates"):
        updates.allowed = allowed_kinds(params)
    updates.confirm(params.whole("offset"))
    limit = min(max(params.whole("limit", limits.MAX_UPDATES), 1), limits.MAX_UPDATES)
    timeout_s = min(params.whole("timeout"), limits.MAX_POLL_S)
    found = await updates.poll(limit, timeout_s)
    return orjson.Fragment(b"[" + b",".join(update.body for update in found) + b"]")


def allowed_kinds(params: Params) -> list[str]:
    """The kinds of update asked for by name."""
    kinds = params.items("allowed_updates")
    if not all(isinstance(kind, str) for kind in kinds):
        raise Drift("allowed_updates must be an Array of String")
    return [str(kind) for kind in kinds]


def log_out(telegram: Telegram, params: Params) -> object:
    """LogOut: from now on every call is refused."""
    telegram.logged_out = True
    telegram.updates.drop()
    return True


def close(telegram: Telegram, params: Params) -> object:
    """Close."""
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "logOut": log_out,
    "close": close,
}
