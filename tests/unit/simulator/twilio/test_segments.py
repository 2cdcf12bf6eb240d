"""How texts are counted: what operators charge for."""

import pytest

from simulator.twilio.segments import is_gsm, segments

COUNTED = {
    "nothing": ("", 1),
    "160 of GSM": ("x" * 160, 1),
    "161 of GSM": ("x" * 161, 2),
    "two full parts": ("x" * 306, 2),
    "one more": ("x" * 307, 3),
    "an escape counts two": ("€" * 80, 1),
    "81 escapes": ("€" * 81, 2),
    "an escape is not cut in half": ("x" * 152 + "€" + "x" * 152 + "x", 3),
    "the same, were it packed": ("x" * 151 + "€" + "x" * 153, 2),
    "70 of Cyrillic": ("ї" * 70, 1),
    "71 of Cyrillic": ("ї" * 71, 2),
    "134 of Cyrillic": ("ї" * 134, 2),
    "135 of Cyrillic": ("ї" * 135, 3),
    "one dash spoils it": ("x" * 70 + "—", 2),
    "emoji are two units": ("🏺" * 35, 1),
    "36 emoji": ("🏺" * 36, 2),
    "an emoji is not cut in half": ("ї" * 66 + "🏺" + "ї" * 66, 3),
}


@pytest.mark.parametrize(("text", "count"), COUNTED.values(), ids=COUNTED.keys())
def test_segments(text: str, count: int) -> None:
    """160/153 septets, 70/67 UTF-16 units, nothing that counts two cut in half."""
    assert segments(text) == count


def test_alphabet() -> None:
    """The whole default alphabet and its extension are GSM; look-alikes are not."""
    assert is_gsm("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€\f")
    assert not any(map(is_gsm, ("’", "–", "\xa0", "і", "ç", "`", "\t", "🏺")))
