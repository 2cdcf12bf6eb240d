"""The weeks as a picture: of a size that phones show well, whatever the numbers."""

import struct
from dataclasses import replace

import pytest

from channels.charts import Bars, Chart, Share, drawn

LABELS = tuple(f"{n}\nлист." for n in range(2, 58, 7))
NOTHING = Bars("Виручка", (0.0,) * 8, ("",) * 8, "поки що нічого")
ONE = Chart(
    "Замовлення за тижнями",
    "Нові",
    "Закриті",
    LABELS,
    (3, 5, 0, 8, 6, 9, 12, 7),
    (1,) * 8,
    Bars(
        "Виручка, UAH",
        tuple(1e5 * n for n in range(8)),
        tuple(f"{n} тис." for n in range(8)),
        "нічого",
    ),
    Bars("Час до першої відповіді", (0.5,) * 8, ("30хв",) * 8, "нічого"),
    "Стан цих замовлень",
    (Share("Нове", 3, "3 · 25 %"), Share("Закрите", 9, "9 · 75 %")),
)


def test_the_picture_is_a_png_of_its_size_and_shows_the_numbers() -> None:
    """Other numbers are another picture, in each of its parts; the same ones are the same."""
    others = (
        replace(ONE, closed=(2,) * 8),
        replace(ONE, income=NOTHING),
        replace(ONE, answers=NOTHING),
        replace(ONE, shares=ONE.shares[:1]),
    )
    pictures = [drawn(chart) for chart in (ONE, ONE, *others)]
    for picture in pictures:
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", picture[16:24]) == (1080, 1890)
    assert pictures[0] == pictures[1]
    assert len(set(pictures)) == len(pictures) - 1


@pytest.mark.parametrize("most", [0, 1, 10**6])
def test_any_numbers_can_be_drawn(most: int) -> None:
    """Nothing at all, one order, more than anybody sells: no warning, no error."""
    counts = (0,) * 7 + (most,)
    shares = (Share("New", most, str(most)),) if most else ()
    assert drawn(replace(ONE, placed=counts, closed=(0,) * 8, income=NOTHING, shares=shares))
