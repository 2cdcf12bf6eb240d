"""Every face of how a person is reached, for the gallery. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from channels.sms import asked
from channels.telegram import reaching
from channels.telegram.faces import Face, Prompt
from channels.texts import Voice
from orders.errors import BadValue
from orders.reach import Choices, Phone, Reach, Unfit
from orders.work import Kind
from tests.unit.channels.samples import POLICY

_NUMBER = "+380501112233"
_WAYS = replace(POLICY, ways=frozenset({Kind.SMS, Kind.MAIL}))
_REACH = Reach(
    "en", None, Phone(_NUMBER), "olena.o'neil+shop@example.com", Choices(), telegram=True
)
#: Everything that may be wrong with a number, a code, or with asking for one.
REFUSED = (
    *(BadValue("phone", unfit.value) for unfit in Unfit),
    *(BadValue("phone", why) for why in ("abroad", "opted_out", "none", "same", "too_many")),
    BadValue("code", "not_a_code"),
    BadValue("code", "too_many"),
    BadValue("sms", "too_many"),
)


def reaching_of(voice: Voice, now: datetime) -> Iterator[tuple[str, Face | Prompt]]:
    """Every message, each with the name of its situation."""
    phones = {
        "fit": Phone(_NUMBER),
        "opted out": Phone(_NUMBER, opted_out_at=now),
        "found unfit": Phone(_NUMBER, unfit=Unfit.INVALID),
        "landline": Phone("+380442345678"),
        "premium": Phone("+380900212345"),
        "none": None,
    }
    for name, phone in phones.items():
        reach = replace(_REACH, phone=phone)
        yield (
            f"channels, phone {name}",
            reaching.page(reach, _WAYS, voice, now, sells=True, allowed=True),
        )
    quiet = replace(_REACH, choices=Choices(copies=False, bulletins=False))
    abroad = reaching.page(quiet, _WAYS, voice, now, sells=True, allowed=False)
    yield "channels, phone abroad, nothing by e-mail", abroad
    page = reaching.page(_REACH, _WAYS, voice, now, sells=False, allowed=True)
    yield "channels of a customer", page
    for way in sorted(_WAYS.ways):
        one, none = replace(_WAYS, ways=frozenset({way})), replace(_REACH, email=None)
        page = reaching.page(none, one, voice, now, sells=True, allowed=True)
        yield f"channels, only {way}, no address", page
    yield "which number", reaching.ask_number(voice)
    yield "number taken", reaching.number_taken(_NUMBER, voice)
    yield "which code", reaching.ask_code(voice)
    yield "wrong code", reaching.wrong(4, voice)
    yield "wrong code, one more try", reaching.wrong(1, voice)
    yield "code expired", reaching.expired(voice)
    yield "code spent", reaching.spent(voice)
    yield "phone changed", reaching.changed(_NUMBER, voice)


def toasts_of_reaching(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every toast."""
    yield "code sent again", reaching.sent_again(_NUMBER, voice)
    yield "test sent", reaching.test_sent(_NUMBER, voice)


def sms_of_reaching(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every SMS that a person asks for."""
    yield "code for a phone", asked.code("048213", voice)
    yield "test", asked.test(voice)
