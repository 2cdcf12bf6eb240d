"""setWebhook and its kin. Posting is done by `webhook`."""

import re
from urllib.parse import urlsplit

from simulator.telegram.errors import bad_request
from simulator.telegram.methods.receiving import allowed_kinds
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.service import Telegram
from simulator.telegram.webhook import DEFAULT_CONNECTIONS, WebhookTarget

_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")
_LONGEST_SECRET = 256
_PORTS = frozenset({None, 80, 88, 443, 8443})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def set_webhook(telegram: Telegram, params: Params) -> object:
    """SetWebhook; an empty url deletes it."""
    url = params.text("url")
    if not url:
        return delete_webhook(telegram, params)
    _check_url(url)
    secret = params.text("secret_token")
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    if params.has("allowed_updates"):
        telegram.updates.allowed = allowed_kinds(params)
    if params.flag("drop_pending_updates"):
        telegram.updates.drop()
    telegram.updates.end_poll("terminated by setWebhook request")
    connections = params.whole("max_connections", DEFAULT_CONNECTIONS)
    telegram.webhook.set(
        WebhookTarget(
            url,
            secret,
            min(max(connections, 1), 100),
            params.text("ip_address", "127.0.0.1"),
            params.has("certificate"),
        )
    )
    return True


def delete_webhook(telegram: Telegram, params: Params) -> object:
    """DeleteWebhook."""
    telegram.webhook.set(None)
    if params.flag("drop_pending_updates"):
        telegram.updates.drop()
    return True


def get_webhook_info(telegram: Telegram, params: Params) -> object:
    """GetWebhookInfo."""
    target = telegram.webhook.target
    found: dict[str, object] = {
        "url": target.url if target else "",
        "has_custom_certificate": target.has_certificate if target else False,
        "pending_update_count": len(telegram.updates.queue),
    }
    if target is not None:
        found |= {"max_connections": target.max_connections, "ip_address": target.ip_address}
        if telegram.webhook.last_error is not None:
            at, what = telegram.webhook.last_error
            found |= {"last_error_date": int(at.timestamp()), "last_error_message": what}
    if telegram.updates.allowed:
        found["allowed_updates"] = telegram.updates.allowed
    return found


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.hostname in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS: dict[str, Method] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
