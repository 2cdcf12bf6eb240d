"""Twilio as seen from here: the account, the number people see, where it posts answers. It sends nothing."""

from base64 import b64encode
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.channel_checks import is_sms_number
from bot.commands.checkup.finding import Finding, fine, note, problem
from bot.settings import Settings
from handlers.http.twilio import SMS_PATH

PART = "sms"
PATIENCE_S = 5.0
_CONSOLE = "https://console.twilio.com"
#: Source: Twilio, Message status values and A2P 10DLC.
_REGISTER = f"{_CONSOLE}/us1/develop/sms/regulatory-compliance  # A2P 10DLC: brand and campaign"


class Unheard(Exception):
    """Twilio answered with something else than what was asked for."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


async def texting(settings: Settings) -> AsyncIterator[Finding]:
    """Account first; the sender only where the account is ours. Nothing without one."""
    account, token = settings.twilio_account_sid, settings.twilio_auth_token
    if account is None or token is None or settings.twilio_from is None:
        yield note(PART, "none: ORDERBELL_TWILIO_ACCOUNT_SID is not set")
        return
    host, login = urlsplit(settings.twilio_api_url).netloc, f"{account}:{token.get_secret_value()}"
    try:
        async with aiohttp.ClientSession(
            headers={"Authorization": f"Basic {b64encode(login.encode()).decode()}"},
            timeout=aiohttp.ClientTimeout(total=PATIENCE_S),
        ) as session:
            root = f"{settings.twilio_api_url}/2010-04-01/Accounts/{account}"
            found = await _asked(session, f"{root}.json")
            yield _account(found)
            async for finding in _sender(session, root, settings):
                yield finding
    except Unheard as error:
        yield _refused(host, error.status)
    except ValueError:
        what = f"{host} does not answer as Twilio does"
        yield problem(PART, what, "unset ORDERBELL_TWILIO_API_URL, or mend it")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        what = f"{host} cannot be reached: {type(error).__name__}"
        fix = f"curl -sSI {settings.twilio_api_url}  # then mend network or proxy"
        yield problem(PART, what, fix)
    for finding in _reach(settings):
        yield finding


def _refused(host: str, status: int) -> Finding:
    if status in (401, 403, 404):
        fix = f"set ORDERBELL_TWILIO_ACCOUNT_SID and _AUTH_TOKEN  # {_CONSOLE}, Account Info"
        return problem(PART, f"{host} refuses account and token ({status})", fix)
    fix = "try again soon; https://status.twilio.com says more"
    return problem(PART, f"{host} answers with status {status}", fix)


def _account(found: Mapping[str, Any]) -> Finding:
    status = str(found.get("status"))
    if status != "active":
        what = f"the account is {status}: nothing goes out"
        return problem(PART, what, f"{_CONSOLE}/us1/billing  # mend payment, or ask Twilio why")
    trial = (
        " (a trial: SMS go only to numbers verified there)" if found.get("type") == "Trial" else ""
    )
    return fine(PART, f"the account is active{trial}")


async def _sender(
    session: aiohttp.ClientSession, root: str, settings: Settings
) -> AsyncIterator[Finding]:
    sender = settings.twilio_from or ""
    if not is_sms_number(sender):
        what = f"SMS go out under the name {sender}: nobody can answer"
        yield note(PART, what, "set ORDERBELL_TWILIO_FROM to a number, where answers are wanted")
        return
    if settings.public_url is None:
        what = "one-way: answers do not arrive, and nothing is heard of whether SMS do"
        yield note(PART, what, "set ORDERBELL_PUBLIC_URL, where answers are wanted")
    if not sender.startswith("+"):
        if settings.public_url is not None:
            wanted = settings.public_url + SMS_PATH
            what = f"a messaging service sends; its incoming messages must be posted to {wanted}"
            fix = f"{_CONSOLE}/us1/service/sms/{sender}/integration  # Send a webhook"
            yield note(PART, what, fix)
        return
    page = await _asked(session, f"{root}/IncomingPhoneNumbers.json", {"PhoneNumber": sender})
    numbers = page.get("incoming_phone_numbers") or []
    yield _number(numbers[0], root, settings) if numbers else _not_ours(sender)
    if sender.startswith("+1"):
        what = "SMS from this number to the United States arrive only once it is registered"
        yield note(PART, what, _REGISTER)


def _not_ours(sender: str) -> Finding:
    fix = f"set ORDERBELL_TWILIO_FROM  # {_CONSOLE}/us1/develop/phone-numbers/manage/incoming"
    return problem(PART, f"the account has no number {sender}", fix)


def _number(number: Mapping[str, Any], root: str, settings: Settings) -> Finding:
    shown = str(number.get("phone_number"))
    if not (number.get("capabilities") or {}).get("sms"):
        fix = f"buy one that can, and set ORDERBELL_TWILIO_FROM  # {_CONSOLE}"
        return problem(PART, f"{shown} cannot send SMS", fix)
    if settings.public_url is None:
        return fine(PART, f"{shown} is the account's and sends SMS")
    wanted = settings.public_url + SMS_PATH
    # An application of Twilio's, where one is set, goes before the URL.
    if number.get("sms_application_sid"):
        found = "to an application of the account"
    elif number.get("sms_url") != wanted:
        found = (
            f"to {urlsplit(str(number['sms_url'])).netloc}" if number.get("sms_url") else "nowhere"
        )
    elif number.get("sms_method", "POST") != "POST":
        found = "by GET"
    else:
        return fine(PART, f"answers to {shown} are posted to {wanted}")
    fix = (
        f"curl -X POST {root}/IncomingPhoneNumbers/{number.get('sid')}.json "
        f'-u "$ORDERBELL_TWILIO_ACCOUNT_SID:$ORDERBELL_TWILIO_AUTH_TOKEN" '
        f"-d SmsUrl={wanted} -d SmsMethod=POST -d SmsApplicationSid="
    )
    return problem(PART, f"answers to {shown} go {found}, not to {wanted} by POST", fix)


def _reach(settings: Settings) -> Iterator[Finding]:
    regions = sorted(settings.sms_regions)
    if regions:
        yield fine(PART, f"to numbers of {', '.join(regions)}")
    else:
        what = "no country is allowed: neither ORDERBELL_SMS_COUNTRIES nor time zone or currency name one"
        yield problem(PART, what, "echo ORDERBELL_SMS_COUNTRIES=UA >> .env  # or your own")


async def _asked(
    session: aiohttp.ClientSession, url: str, query: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """Raises `Unheard`, `ValueError` for what is no JSON object, and the session's own errors."""
    async with session.get(url, params=query, allow_redirects=False) as answer:
        if answer.status != 200:
            raise Unheard(answer.status)
        found = await answer.json(content_type=None)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found
