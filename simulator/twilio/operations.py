"""What each operation of the API does with parameters that are read. It speaks no HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import phonenumbers

from simulator.twilio.errors import NOT_A_PHONE, OPTED_OUT, REFUSALS, Refusal, malformed, refused
from simulator.twilio.messages import Text
from simulator.twilio.parameters import Parameters
from simulator.twilio.service import Twilio
from simulator.twilio.spec import MAX_BODY, PAGE_SIZE, VERSION

_NO_TO, _NO_FROM, _EMPTY_BODY, _NO_CONTENT, _TOO_LONG = 21604, 21603, 21602, 21619, 21617
_NOT_TWILIOS, _NOT_CAPABLE, _TO_ITSELF = 21659, 21606, 21266
NOT_FOUND = 20404


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation answers, and what begins once it did."""

    status: int
    answer: Mapping[str, object]
    then: Callable[[], None] = lambda: None


def create_message(twilio: Twilio, parameters: Parameters, _: Mapping[str, str]) -> Done:
    """CreateMessage: 201 with the queued resource."""
    to, body = parameters.text("To"), parameters.text("Body")
    media = parameters.texts("MediaUrl")
    if not to:
        raise malformed(_NO_TO, "A 'To' phone number is required.")
    if not (parameters.text("From") or parameters.text("MessagingServiceSid")):
        raise malformed(_NO_FROM, "A 'From' phone number is required.")
    if not body and not media and not parameters.has("ContentSid"):
        if parameters.has("Body"):
            raise malformed(_EMPTY_BODY, "Message body is required.")
        raise malformed(_NO_CONTENT, "A text message body or media urls must be specified.")
    if len(body) > MAX_BODY:
        raise malformed(_TOO_LONG, "The concatenated message body exceeds the 1600 character limit")
    sender = _sender(twilio, parameters)
    _reachable(twilio, to, sender)
    text = twilio.takes(
        to, body, sender=sender, media=media, callback_url=parameters.text("StatusCallback")
    )
    # The answer says "queued", however quick the phone is.
    return Done(201, text.wire(), lambda: twilio.sends_on(text))


def _sender(twilio: Twilio, parameters: Parameters) -> str:
    service, sender = parameters.text("MessagingServiceSid"), parameters.text("From")
    if service and service != twilio.messaging_service_sid:
        raise Refusal(404, NOT_FOUND, f"The requested resource {service} was not found")
    sender = sender or twilio.number
    if sender not in {twilio.number, *twilio.sender_names}:
        raise Refusal(
            400,
            _NOT_TWILIOS,
            f"'From' {sender} is not a Twilio phone number or Short Code country mismatch",
        )
    if sender == twilio.number and not twilio.sms_capable:
        raise Refusal(
            400,
            _NOT_CAPABLE,
            f"The 'From' phone number {sender} is not a valid, message-capable Twilio phone number"
            " for this destination/account",
        )
    return sender


def _reachable(twilio: Twilio, to: str, sender: str) -> None:
    if not is_number(to):
        raise refused(NOT_A_PHONE, to)
    if to == sender:
        raise Refusal(400, _TO_ITSELF, "'To' and 'From' number cannot be the same")
    phone = twilio.phone(to)
    if phone.refused_with in REFUSALS:
        raise refused(phone.refused_with, to)
    if phone.opted_out:
        raise refused(OPTED_OUT, to)


def is_number(value: str) -> bool:
    """Whether it is E.164, and a number that its country gives out."""
    if not value.startswith("+") or not value[1:].isascii() or not value[1:].isdigit():
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False


def list_message(twilio: Twilio, parameters: Parameters, path: Mapping[str, str]) -> Done:
    """ListMessage: newest first. What has not been sent has no date to be found by."""
    since, until = parameters.days()

    def fits(text: Text) -> bool:
        if parameters.has("To") and text.to != parameters.text("To"):
            return False
        if parameters.has("From") and text.sender != parameters.text("From"):
            return False
        if since is None and until is None:
            return True
        sent_at = text.sent_at
        return (
            sent_at is not None
            and (since is None or sent_at >= since)
            and (until is None or sent_at < until)
        )

    found = [text.wire() for text in reversed(twilio.messages.values()) if fits(text)]
    filters = {
        name: parameters.text(name)
        for name in ("To", "From", "DateSent", "DateSent<", "DateSent>")
        if parameters.has(name)
    }
    return _page(
        f"/{VERSION}/Accounts/{path['account']}/Messages.json",
        "messages",
        found,
        filters,
        parameters,
    )


def fetch_message(twilio: Twilio, _: Parameters, path: Mapping[str, str]) -> Done:
    """FetchMessage."""
    text = twilio.messages.get(path["sid"])
    if text is None:
        where = f"/{VERSION}/Accounts/{path['account']}/Messages/{path['sid']}.json"
        raise Refusal(404, NOT_FOUND, f"The requested resource {where} was not found")
    return Done(200, text.wire())


def fetch_account(twilio: Twilio, _: Parameters, path: Mapping[str, str]) -> Done:
    """FetchAccount; the token is not shown."""
    sid = twilio.account_sid
    return Done(
        200,
        {
            "sid": sid,
            "owner_account_sid": sid,
            "friendly_name": "Orderbell",
            "status": "active",
            "type": "Full",
            "date_created": "Mon, 02 Nov 2026 09:00:00 +0000",
            "date_updated": "Mon, 02 Nov 2026 09:00:00 +0000",
            "uri": f"/{VERSION}/Accounts/{sid}.json",
            "subresource_uris": {"messages": f"/{VERSION}/Accounts/{sid}/Messages.json"},
        },
    )


def list_numbers(twilio: Twilio, parameters: Parameters, path: Mapping[str, str]) -> Done:
    """ListIncomingPhoneNumber: the number, with the webhook it posts to."""
    sid = "PN" + twilio.account_sid.removeprefix("AC")
    number: dict[str, object] = {
        "sid": sid,
        "account_sid": twilio.account_sid,
        "api_version": VERSION,
        "phone_number": twilio.number,
        "friendly_name": twilio.number,
        "capabilities": {"sms": twilio.sms_capable, "mms": False, "voice": False, "fax": False},
        "sms_url": twilio.sms_url,
        "sms_method": "POST",
        "sms_fallback_url": "",
        "sms_fallback_method": "POST",
        "sms_application_sid": "",
        "status_callback": "",
        "status_callback_method": "POST",
        "origin": "twilio",
        "status": "in-use",
        "uri": f"/{VERSION}/Accounts/{twilio.account_sid}/IncomingPhoneNumbers/{sid}.json",
    }
    wanted = parameters.text("PhoneNumber")
    found = [number] if wanted in ("", twilio.number) else []
    filters = {"PhoneNumber": wanted} if wanted else {}
    where = f"/{VERSION}/Accounts/{path['account']}/IncomingPhoneNumbers.json"
    return _page(where, "incoming_phone_numbers", found, filters, parameters)


def _page(
    where: str,
    key: str,
    found: list[dict[str, object]],
    filters: Mapping[str, str],
    parameters: Parameters,
) -> Done:
    size = max(parameters.whole("PageSize", PAGE_SIZE), 1)
    page = parameters.whole("Page", 0, most=len(found))
    begin = page * size
    shown = found[begin : begin + size]

    def uri(number: int) -> str:
        return f"{where}?{urlencode({**filters, 'PageSize': size, 'Page': number})}"

    return Done(
        200,
        {
            key: shown,
            "page": page,
            "page_size": size,
            "start": begin,
            "end": max(begin + len(shown) - 1, begin),
            "uri": uri(page),
            "first_page_uri": uri(0),
            "next_page_uri": uri(page + 1) if begin + size < len(found) else None,
            "previous_page_uri": uri(page - 1) if page else None,
        },
    )


OPERATIONS: Mapping[str, Callable[[Twilio, Parameters, Mapping[str, str]], Done]] = {
    "CreateMessage": create_message,
    "ListMessage": list_message,
    "FetchMessage": fetch_message,
    "FetchAccount": fetch_account,
    "ListIncomingPhoneNumber": list_numbers,
}
