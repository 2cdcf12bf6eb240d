"""The week as a picture: of a size that phones show well, whatever the numbers."""

import struct

import pytest

from channels.charts import Chart, drawn

LABELS = tuple(f"{n}\nлист." for n in range(2, 58, 7))


def test_the_picture_is_a_png_of_its_size_and_shows_the_numbers() -> None:
    """Other numbers are another picture; the same ones are the same."""
    one = Chart(
        "Замовлення за тижнями", "Нові", "Закриті", LABELS, (3, 5, 0, 8, 6, 9, 12, 7), (1,) * 8
    )
    other = Chart(one.title, one.came, one.succeeded, LABELS, one.placed, (2,) * 8)
    pictures = [drawn(chart) for chart in (one, one, other)]
    for picture in pictures:
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", picture[16:24]) == (1080, 765)
    assert pictures[0] == pictures[1] != pictures[2]


@pytest.mark.parametrize("most", [0, 1, 10**6])
def test_any_numbers_can_be_drawn(most: int) -> None:
    """Nothing at all, one order, more than anybody sells: no warning, no error."""
    chart = Chart("Orders by week", "New", "Closed", LABELS, (0,) * 7 + (most,), (0,) * 8)
    assert drawn(chart)
