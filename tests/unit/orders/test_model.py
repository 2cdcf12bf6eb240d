"""Values of the model: which texts are accepted, and what each action leaves in the history."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.amounts import ABOUT_AMOUNTS
from orders.complaints import ABOUT_COMPLAINTS
from orders.delays import ABOUT_DELAYS
from orders.errors import BadValue
from orders.model import HAPPENS, Happening, within
from orders.ratings import ABOUT_FEEDBACK
from orders.states import Action


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("  Olena \n", "Olena"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("from a\r\nweb form\r\n", "from a\nweb form"),
        ("x" * 20, "x" * 20),
        ("🏺 שלום <b>&amp;", "🏺 שלום <b>&amp;"),
    ],
)
def test_a_text_is_kept_without_the_space_around_it(value: str, kept: str) -> None:
    """Emoji, right-to-left, HTML and line ends pass as they are; escaping is the renderer's."""
    assert within(value, 20, "name") == kept


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "empty"),
        (" \r\n\t ", "empty"),
        ("x" * 21, "too_long"),
        ("x" * 10_000, "too_long"),
        ("a\x00b", "control_character"),
        ("a\x1b[31mb", "control_character"),
        ("a\x7fb", "control_character"),
        ("a\rb", "control_character"),
        ("half a pair \ud83d", "control_character"),
    ],
)
def test_a_bad_text_is_refused(value: str, why: str) -> None:
    """Nothing, too much, or what no message and no database can hold."""
    with pytest.raises(BadValue) as caught:
        within(value, 20, "name")
    assert (caught.value.field, caught.value.why) == ("name", why)
    assert caught.value.limit == (20 if why == "too_long" else None)


def test_a_comment_may_be_left_out() -> None:
    """What is not required may be empty, and only that."""
    assert within("  ", 20, "comment", required=False) == ""
    with pytest.raises(BadValue):
        within("x" * 21, 20, "comment", required=False)


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=30))
def test_what_is_accepted_can_be_stored(value: str) -> None:
    """Any text is refused or fits, prints and has a UTF-8 form; accepting is final."""
    try:
        text = within(value, 20, "name")
    except BadValue:
        return
    assert 0 < len(text) <= 20
    assert text.encode()
    assert "\x00" not in text
    assert within(text, 20, "name") == text


def test_every_action_leaves_its_own_entry() -> None:
    """History tells all actions apart; only placing, and talk of delays, amounts or feedback, are no actions."""
    assert set(HAPPENS) == set(Action)
    others = (
        {Happening.PLACED, Happening.DISOWNED}
        | ABOUT_AMOUNTS
        | ABOUT_COMPLAINTS
        | ABOUT_DELAYS
        | ABOUT_FEEDBACK
    )
    assert sorted(HAPPENS.values()) == sorted(set(Happening) - others)
