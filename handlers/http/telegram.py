"""`POST /telegram`: what Telegram sends by webhook. Stored before it is acknowledged, read later."""

import hmac
from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import intake
from handlers.http.problems import Problem

PATH = "/telegram"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # Bot API, setWebhook
#: An update is far smaller; one that is refused comes again for ever, so the bound is generous.
MAX_UPDATE = 4 * 1024 * 1024

Receive = Callable[[bytes], Awaitable[None]]


def add_webhook(app: FastAPI, receive: Receive, secret: str) -> None:
    """Serve the webhook: hand each raw update to `receive`, which commits it before it returns."""
    wanted = secret.encode()

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER)
        if given is None:
            raise Problem("forbidden", "This address is for Telegram.")
        # Headers are Latin-1; a secret of ours is ASCII.
        if not hmac.compare_digest(given.encode("latin-1", "replace"), wanted):
            raise Problem("forbidden", "The secret token is not ours.")
        await receive(await intake.read(request, MAX_UPDATE))
        return Response(status_code=200)

    app.add_api_route(PATH, webhook, methods=["POST"], include_in_schema=False)
