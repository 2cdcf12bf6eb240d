"""The post that a text to the account's number makes, signed well or badly. It does not send it."""

from dataclasses import dataclass
from typing import Final

from simulator.posting import Form, Post
from simulator.twilio.messages import Text
from simulator.twilio.signing import HEADER, signature
from simulator.twilio.spec import VERSION
from simulator.twilio.words import opt_out_type


@dataclass(frozen=True, slots=True)
class Signed:
    """How a webhook is signed."""

    #: The URL that goes into the signature; empty for the one that is posted to.
    url: str = ""
    #: This very header instead; None for the right one.
    header: str | None = None
    #: False: there is no header.
    at_all: bool = True


SIGNED: Final = Signed()
UNSIGNED: Final = Signed(at_all=False)
WRONGLY: Final = Signed(header="d3JvbmcgYnV0IGJhc2U2NCwgMjA=")


def form_of(text: Text, *, advanced: bool) -> Form:
    """Fields of an inbound message; `advanced` opt-out names Twilio's own words in them."""
    country = {"FromCountry": "", "FromState": "", "FromCity": "", "FromZip": ""}
    fields = {
        "ToCountry": "US",
        "ToState": "",
        "SmsMessageSid": text.sid,
        "NumMedia": str(len(text.media)),
        "ToCity": "",
        **country,
        "SmsSid": text.sid,
        "SmsStatus": "received",
        "Body": text.body,
        "To": text.to,
        "ToZip": "",
        "NumSegments": str(text.segments),
        "MessageSid": text.sid,
        "AccountSid": text.account_sid,
        "From": text.sender,
        "ApiVersion": VERSION,
    }
    for number, url in enumerate(text.media):
        fields[f"MediaUrl{number}"] = url
        fields[f"MediaContentType{number}"] = "image/jpeg"
    if advanced and (kind := opt_out_type(text.body)) is not None:
        fields["OptOutType"] = kind
    return list(fields.items())


def post_of(url: str, form: Form, auth_token: str, signed: Signed) -> Post:
    """The post of `form` to `url`."""
    headers = {}
    if signed.at_all:
        header = signed.header
        headers[HEADER] = header or signature(auth_token, signed.url or url, form)
    return Post(url, form, headers)
