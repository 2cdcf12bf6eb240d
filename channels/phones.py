"""Phone numbers: what people type to E.164 and back to what people read. It calls nobody."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from orders.errors import BadValue
from orders.reach import Unfit

#: Longer input is no phone number in any notation (E.164 has 15 digits).
MAX_TYPED = 40

#: Where an SMS arrives; in some countries a number does not tell what it is of.
_TEXTED = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
#: Calls and messages to it cost their sender more than others do: what toll fraud is made with.
_DEAR = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.UAN,
    }
)


def parse(text: str, region: str | None) -> str:
    """E.164 of a number as typed; `region` (ISO 3166, e.g. "UA") completes one without "+".

    Raises `BadValue("phone", "empty" | "not_a_phone")`; only valid numbers pass.
    """
    typed = text.strip()
    if not typed:
        raise BadValue("phone", "empty")
    if len(typed) > MAX_TYPED:
        raise BadValue("phone", "not_a_phone")
    try:
        number = phonenumbers.parse(typed, region)
    except NumberParseException:
        raise BadValue("phone", "not_a_phone") from None
    if not phonenumbers.is_valid_number(number):
        raise BadValue("phone", "not_a_phone")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def pretty(e164: str) -> str:
    """The number in international notation, e.g. "+380 50 123 4567"; what is no number stays as it is."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def country(e164: str) -> str:
    """ISO 3166 of the country that the number belongs to; empty where it belongs to none alone."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return ""
    return phonenumbers.region_code_for_number(number) or ""


@lru_cache(maxsize=4096)
def unfit(e164: str) -> Unfit | None:
    """Why the number takes no SMS from us, by its kind; None: it does, as far as its digits tell."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return Unfit.INVALID
    if not phonenumbers.is_valid_number(number):
        return Unfit.INVALID
    kind = phonenumbers.number_type(number)
    if kind in _TEXTED:
        return None
    return Unfit.PREMIUM if kind in _DEAR else Unfit.LANDLINE
