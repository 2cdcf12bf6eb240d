"""Several texts as one message: nothing lost, each with its own formatting."""

from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.bursts import joined
from orders.messages import Content, Form
from simulator.telegram.entities import units


def bold(text: str) -> Content:
    """All of it in bold."""
    return Content(Form.TEXT, text, ({"type": "bold", "offset": 0, "length": units(text)},))


texts = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=6)


@given(texts)
def test_each_text_keeps_its_place_and_formatting(said: list[str]) -> None:
    """Astral signs count twice, as Telegram counts."""
    whole = joined([bold(text) for text in said])
    assert whole.text == "\n".join(said)
    coded = whole.text.encode("utf-16-le")
    found = []
    for mark in whole.marks:
        offset, length = mark["offset"], mark["length"]
        assert isinstance(offset, int)
        assert isinstance(length, int)
        found.append(coded[2 * offset : 2 * (offset + length)].decode("utf-16-le"))
    assert found == said
