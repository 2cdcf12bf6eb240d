"""Telegram's marks as HTML: whatever comes, the text is whole and the tags nest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.texts.html import clean, shown, units
from channels.texts.marks import Mark, marked

TYPES = ("bold", "italic", "code", "pre", "text_link", "blockquote", "mention", "spoiler")
marks = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(TYPES),
            "offset": st.integers(-1, 12),
            "length": st.integers(-1, 12),
            "url": st.sampled_from(('https://x.y/?a=1&b="2"', "javascript:alert(1)")),
        }
    ),
    max_size=6,
)


def mark(type: str, offset: int, length: int, **more: object) -> Mark:
    """One mark."""
    return {"type": type, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("text", "given", "html"),
    [
        ("a<b", [], "a&lt;b"),
        ("bold", [mark("bold", 0, 4)], "<b>bold</b>"),
        ("🎁 x", [mark("italic", 3, 1)], "🎁 <i>x</i>"),
        ("abc", [mark("bold", 0, 3), mark("italic", 1, 1)], "<b>a<i>b</i>c</b>"),
        ("abc", [mark("bold", 0, 3), mark("italic", 0, 3)], "<b><i>abc</i></b>"),
        ("abc", [mark("bold", 0, 2), mark("italic", 1, 2)], "<b>ab</b>c"),
        ("abc", [mark("code", 0, 3), mark("bold", 1, 1)], "<code>abc</code>"),
        ("abc", [mark("bold", 2, 9), mark("blockquote", 0, 3)], "abc"),
        (
            "abc",
            [mark("text_link", 0, 1, url="https://x.y/?a&b"), mark("bold", 1, 2)],
            '<a href="https://x.y/?a&amp;b">a</a><b>bc</b>',
        ),
        ("abc", [mark("text_link", 0, 1, url="javascript:x")], "abc"),
        ("abc", [{"type": "bold"}, {"offset": 0, "length": "x"}], "abc"),
        ("", [mark("bold", 0, 1)], ""),
    ],
)
def test_marks_become_tags(text: str, given: list[Mark], html: str) -> None:
    """Each as Telegram writes it; what crosses another, or is unknown, is left out."""
    assert marked(text, given) == html


@given(st.text(alphabet="ab<&>🎁\n\u202e", max_size=12), marks)
def test_nothing_is_lost_and_tags_nest(text: str, given: list[Mark]) -> None:
    """The text is what it was; every tag is closed by its own."""
    html = marked(text, given)
    whole = units(text) == units(clean(text)) and "🎁" not in text
    if whole:
        assert shown(html) == text
    opened: list[str] = []
    for closes, name in re.findall(r"<(/?)([\w-]+)[^>]*>", html):
        if closes:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []
