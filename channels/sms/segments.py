"""How many segments an SMS takes: what is paid for. It shortens nothing.

Source: 3GPP TS 23.038 (alphabets), TS 23.040 (a header in each part of a longer message).
"""

from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Two places each.
_EXTENDED = frozenset("^{}\\[~]|€\f")


class _Alphabet(NamedTuple):
    #: Places in a message of one segment, and in each of several.
    single: int
    part: int


_GSM_7 = _Alphabet(160, 153)
_UCS_2 = _Alphabet(70, 67)


def is_gsm(text: str) -> bool:
    """Whether it is written in the alphabet of 7 bits: with any other sign it holds less than half."""
    return all(sign in _BASIC or sign in _EXTENDED for sign in text)


def segments(text: str) -> int:
    """Segments of the text; an empty one takes one, too.

    A sign of two places is not cut in two: it stands in the next segment.
    """
    gsm = is_gsm(text)
    places = [_gsm_places(sign) if gsm else 1 + (sign > "\uffff") for sign in text]
    alphabet = _GSM_7 if gsm else _UCS_2
    if sum(places) <= alphabet.single:
        return 1
    count, used = 1, 0
    for place in places:
        if used + place > alphabet.part:
            count, used = count + 1, 0
        used += place
    return count


def _gsm_places(sign: str) -> int:
    return 2 if sign in _EXTENDED else 1
