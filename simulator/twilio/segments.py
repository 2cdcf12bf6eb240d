"""How many segments a text message is charged as. It changes no text.

Written for the simulator alone: the product counts for itself, and the two check each other.
"""

from typing import Final

# Source: 3GPP TS 23.038, section 6.2.1: the default alphabet and its extension table.
_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
# Source: 3GPP TS 23.040: 140 octets, less 6 of header once there are several segments.
_GSM_SINGLE, _GSM_PART = 160, 153
_UCS2_SINGLE, _UCS2_PART = 70, 67


def is_gsm(text: str) -> bool:
    """Whether every character is in the GSM 7-bit alphabet or its extension table."""
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def segments(text: str) -> int:
    """Segments of `text`, at least 1: 160 or 153 septets each, else 70 or 67 UTF-16 units.

    What counts two is never cut in half, as networks pack it: neither an escape with its
    character nor a surrogate pair.
    """
    if is_gsm(text):
        return _packed([2 if letter in _EXTENDED else 1 for letter in text], _GSM_SINGLE, _GSM_PART)
    return _packed([2 if ord(letter) > 0xFFFF else 1 for letter in text], _UCS2_SINGLE, _UCS2_PART)


def _packed(sizes: list[int], single: int, part: int) -> int:
    if sum(sizes) <= single:
        return 1
    count, room = 1, part
    for size in sizes:
        if size > room:
            count, room = count + 1, part
        room -= size
    return count
