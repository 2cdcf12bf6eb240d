"""A message is cut into what Telegram takes, and nothing of it is lost on the way."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from channels.telegram.faces import MAX_TEXT
from channels.telegram.pieces import MAX_CAPTION, Piece, pieces
from channels.texts.html import units
from orders.messages import CAPTIONED, Attachment, Content, Form, Mark

HEAD = "💬 Olena Koval · #1043"
FILE = Attachment("file", "unique", "mug.jpg", "image/jpeg", 2048)
#: Letters, spaces, lines, and signs of one, two and several UTF-16 units.
SIGNS = ("a", "ї", " ", "\n", "🏺", "👩🏽‍🎨", "𝔘", "שלום ", "word " * 30, "🧶" * 90, "x" * 700)
TEXTS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=60).map("".join)
HEADS = st.sampled_from(("", HEAD, "🏺" * 60))
STYLES = st.sampled_from(("bold", "italic", "code", "spoiler"))


@st.composite
def contents(draw: st.DrawFn, forms: st.SearchStrategy[Form]) -> Content:
    """A text or caption of any length, with formatting of whole signs anywhere in it."""
    text = draw(TEXTS)
    marks = []
    for _ in range(draw(st.integers(0, 5))):
        first, last = sorted(draw(st.integers(0, len(text))) for _ in range(2))
        if first < last:
            marks.append(
                {
                    "type": draw(STYLES),
                    "offset": units(text[:first]),
                    "length": units(text[first:last]),
                }
            )
    form = draw(forms)
    return Content(form, text, tuple(marks), FILE if form in CAPTIONED else None)


def stretch(text: str, mark: Mark) -> str:
    """What a mark covers; fails where it ends inside a sign."""
    offset, length = mark["offset"], mark["length"]
    assert isinstance(offset, int)
    assert isinstance(length, int)
    coded = text.encode("utf-16-le")
    return coded[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def covered(text: str, marks: Sequence[Mark], style: str) -> list[bool]:
    """For every UTF-16 unit whether it has this style."""
    seen = [False] * units(text)
    for mark in marks:
        if mark["type"] == style:
            offset, length = mark["offset"], mark["length"]
            assert isinstance(offset, int)
            assert isinstance(length, int)
            assert 0 <= offset < offset + length <= len(seen)
            seen[offset : offset + length] = [True] * length
    return seen


def told(found: Sequence[Piece], style: str) -> list[bool]:
    """The same over all pieces, one after the other."""
    return [has for piece in found for has in covered(piece.text, piece.marks, style)]


@given(contents(st.just(Form.TEXT)), HEADS)
@example(Content(Form.TEXT, "🏺" * 2048), HEAD)
@example(Content(Form.TEXT, "x" + "🏺" * 2048), "")
def test_the_pieces_of_a_text_are_the_text(content: Content, head: str) -> None:
    """Joined they are what was written, under the head; none is too long or empty."""
    found = pieces(content, head)
    whole = f"{head}\n{content.text}" if head else content.text
    assert "".join(piece.text for piece in found) == whole
    assert all(0 < units(piece.text) <= MAX_TEXT for piece in found)
    assert not any(piece.file for piece in found)


@given(contents(st.just(Form.TEXT)), HEADS)
def test_no_sign_is_split_between_two_pieces(content: Content, head: str) -> None:
    """Half a surrogate pair is no text: Telegram would refuse the piece."""
    for piece in pieces(content, head):
        piece.text.encode("utf-16-le")  # raises where a surrogate stands alone
        for mark in piece.marks:
            assert stretch(piece.text, mark)


@given(contents(st.just(Form.TEXT)), HEADS, STYLES)
def test_formatting_covers_the_same_signs_in_the_pieces(
    content: Content, head: str, style: str
) -> None:
    """A mark over a cut goes on in the next piece; the head alone is bold besides."""
    found = pieces(content, head)
    expected = covered(content.text, content.marks, style)
    if head:
        expected = [style == "bold"] * units(head) + [False] + expected
    assert told(found, style) == expected


@given(contents(st.sampled_from(sorted(CAPTIONED))), HEADS)
@example(Content(Form.PHOTO, "y" * (MAX_CAPTION - units(HEAD) - 1), (), FILE), HEAD)
@example(Content(Form.PHOTO, "y" * (MAX_CAPTION - units(HEAD)), (), FILE), HEAD)
def test_a_caption_that_does_not_fit_follows_the_file(content: Content, head: str) -> None:
    """With the head it is one message when that fits; else the file has the head and texts follow."""
    first, *rest = pieces(content, head)
    whole = f"{head}\n{content.text}" if head else content.text
    assert first.file
    assert units(first.text) <= MAX_CAPTION
    if units(whole) <= MAX_CAPTION:
        assert (first.text, rest) == (whole, [])
    else:
        assert first.text == head
        assert "".join(piece.text for piece in rest) == content.text
    assert not any(piece.file for piece in rest)
    assert all(0 < units(piece.text) <= MAX_TEXT for piece in rest)


@given(contents(st.sampled_from(sorted(CAPTIONED))), HEADS, STYLES)
def test_formatting_of_a_caption_is_kept_wherever_it_goes(
    content: Content, head: str, style: str
) -> None:
    """In the caption or in the texts that follow it."""
    first, *rest = pieces(content, head)
    expected = covered(content.text, content.marks, style)
    if rest:
        assert told(rest, style) == expected
        assert told([first], style) == [style == "bold"] * units(head)
    else:
        assert told([first], style)[-len(expected) :] == expected


def test_a_piece_ends_where_a_line_or_a_word_does() -> None:
    """Somebody reads it: a cut in the middle of a word is the last resort."""
    for sign in ("\n", " "):
        words = sign.join(["word" * 5] * 300)
        found = pieces(Content(Form.TEXT, words), HEAD)
        assert len(found) == 2
        assert found[0].text.endswith(sign)
    assert units(pieces(Content(Form.TEXT, "w" * 5000), "")[0].text) == MAX_TEXT


def test_what_fits_is_one_piece() -> None:
    """4096 units with the head are one message, one unit more are two."""
    room = MAX_TEXT - units(HEAD) - 1
    assert len(pieces(Content(Form.TEXT, "x" * room), HEAD)) == 1
    assert len(pieces(Content(Form.TEXT, "x" * (room + 1)), HEAD)) == 2


def test_what_has_no_caption_goes_alone() -> None:
    """A sticker, a round video, a place and a contact cannot carry the head."""
    for form in sorted(set(Form) - CAPTIONED - {Form.TEXT}):
        assert pieces(Content(form, "🏺", (), FILE), HEAD) == (Piece("", file=True),)


def test_a_file_without_a_caption_has_the_head_alone() -> None:
    """And with no head (a later part of an album) nothing at all."""
    photo = Content(Form.PHOTO, attachment=FILE)
    bold = {"type": "bold", "offset": 0, "length": units(HEAD)}
    assert pieces(photo, HEAD) == (Piece(HEAD, (bold,), file=True),)
    assert pieces(photo, "") == (Piece("", file=True),)


def test_what_belongs_to_a_mark_is_kept_in_every_piece() -> None:
    """A link over a cut leads to the same place in both."""
    link = {"type": "text_link", "offset": 0, "length": 5000, "url": "https://clay.example/1"}
    found = pieces(Content(Form.TEXT, "w" * 5000, (link,)), "")
    assert [dict(mark)["url"] for piece in found for mark in piece.marks] == [link["url"]] * 2
    assert all(one.text and two.text for one, two in pairwise(found))
