"""Telegram as seen from here: the token, where updates go, and whether our clock is right."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp
from telegram import WebhookInfo

from bot.commands.checkup.finding import Finding, fine, note, problem
from bot.commands.telegram import PATIENCE_S, asking
from bot.settings import Settings
from handlers.http.telegram import PATH
from orders.errors import ChannelError, Stop

#: A Date header has whole seconds and the answer takes some time.
MOST_SKEW_S = 10.0
#: An older failed delivery is history.
RECENT = timedelta(hours=1)


async def telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Token, webhook and clock; without a token only that."""
    if not settings.telegram_token:
        fix = "echo ORDERBELL_TELEGRAM_TOKEN=YOUR-TOKEN >> .env  # @BotFather, /newbot"
        yield problem("telegram", "ORDERBELL_TELEGRAM_TOKEN is not set", fix)
        return
    host = urlsplit(settings.telegram_api_url).netloc
    try:
        async with asking(settings) as bot:
            me = await bot.get_me()
            info = await bot.get_webhook_info()
    except Stop:
        fix = "set ORDERBELL_TELEGRAM_TOKEN to the current one  # @BotFather, /mybots, API Token"
        yield problem("telegram", f"{host} refuses the token", fix)
        return
    except ChannelError as error:
        fix = f"curl -sSI {settings.telegram_api_url}  # then mend network or proxy"
        yield problem("telegram", f"{host} cannot be reached: {error}", fix)
        return
    yield fine("telegram", f"the token is that of @{me.username}")
    yield _updates(settings, info)
    yield await _clock(settings)


def _updates(settings: Settings, info: WebhookInfo) -> Finding:
    waiting = f"{info.pending_update_count} updates waiting"
    if settings.public_url is None:
        if info.url:
            what = f"Telegram delivers to {_host(info.url)}, but ORDERBELL_PUBLIC_URL is not set"
            return note("updates", what, "orderbell run  # takes the webhook away and polls")
        return fine("updates", f"by polling, {waiting}")
    wanted = settings.public_url + PATH
    if info.url != wanted:
        where = f"to {_host(info.url)}" if info.url else "nowhere"
        return note("updates", f"Telegram delivers {where}", "orderbell run  # sets the webhook")
    failed_at = info.last_error_date
    if failed_at is not None and datetime.now(UTC) - failed_at < RECENT:
        what = f"Telegram could not deliver at {failed_at:%H:%M:%S}Z: {info.last_error_message}"
        fix = f"curl -sSI {wanted}  # must reach ORDERBELL_HTTP_BIND, with a valid certificate"
        return problem("updates", what, fix)
    return fine("updates", f"by webhook at {wanted}, {waiting}")


async def _clock(settings: Settings) -> Finding:
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.head(settings.telegram_api_url) as reply,
        ):
            there = parsedate_to_datetime(reply.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return note("clock", "Telegram's server did not say what time it is")
    skew_s = (datetime.now(UTC) - there).total_seconds()
    if abs(skew_s) > MOST_SKEW_S:
        way = "ahead" if skew_s > 0 else "behind"
        what = f"this machine's clock is {abs(skew_s):.0f} s {way}: deadlines would be wrong"
        return problem("clock", what, "sudo timedatectl set-ntp true")
    return fine("clock", "agrees with Telegram's")


def _host(url: str) -> str:
    # The path may hold somebody's secret.
    return urlsplit(url).netloc
