"""What an SMS asks for, however it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.sms import words
from channels.sms.vocabulary import ACTIONS, BY_SKELETON, WORDS, Word, skeleton
from channels.sms.words import (
    Act,
    Cancel,
    Intention,
    Note,
    Say,
    Show,
    Start,
    Step,
    Stop,
    Unclear,
    Wrong,
)
from orders.states import Action
from tests.unit.channels.gallery_sms import sms_of
from tests.unit.channels.samples import TEXTS, TIMEZONE

#: Latin capitals that a Ukrainian keyboard has the likes of.
LOOK_ALIKES = str.maketrans("ABCEHKMOPTXI", "АВСЕНКМОРТХІ")
STEPS = [w for w in (*ACTIONS, Word.OK) if w is not Word.CANCEL]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1043 OK", Step(1043)),
        ("ok", Step(None)),
        ("№1043 ОК", Step(1043)),
        ("# 1043: ok.", Step(1043)),
        ("1043 - OK", Step(1043)),
        ("1O43 paid", Act(1043, Action.MARK_PAID)),
        ("надіслано 1043", Act(1043, Action.MARK_SENT)),
        ("1043", Show(1043)),
        ("1043 PAID not yet", Unclear(1043)),
        ("1043 CANCEL", Cancel(1043)),
        ("1043 cancel 3", Cancel(1043, "3", 3)),
        ("1043 Cancel: Too  Late…", Cancel(1043, "Too  Late…")),
        ("CANCEL", Stop()),
        ("скасувати", Cancel(None)),
        ("STOP", Stop()),
        ("yes", Start(sure=False)),
        ("MSG 1043 Ready on  Friday!", Say(1043, "Ready on  Friday!")),
        ("MSG 5 pieces left", Say(None, "5 pieces left")),
        ("1043 note", Note(1043, "")),
        ("1043 wrong", Wrong(1043)),
        ("Помилка!", Wrong()),
        ("Wrong address, please use the other one", Unclear()),
        ("", Unclear()),
        ("🙂", Unclear()),
        ("When will it be ready?", Unclear()),
    ],
)
def test_a_text_means(text: str, meant: Intention) -> None:
    """Each form of CONTRACT's words, and what people make of them."""
    assert words.parse(text) == meant


def test_no_two_words_look_alike() -> None:
    """What is one letter to us must not make two words one."""
    for spellings in WORDS.values():
        for word, typed in spellings.items():
            assert all(words.parse(t) == words.parse(typed[0]) for t in typed if t != "CANCEL")
            assert all(BY_SKELETON[skeleton(t)] is word for t in typed)


@given(
    st.sampled_from([(w, t) for ws in WORDS.values() for w in STEPS for t in ws[w]]),
    st.integers(1000, 10**9),
    st.sampled_from(["{} {}", " {}\n\t{} ", "#{}  {}", "№{}: {}!", "{}. {}", "{}{}"]),
    st.booleans(),
    st.booleans(),
    st.data(),
)
def test_how_it_is_typed_changes_nothing(
    spelt: tuple[Word, str], number: int, form: str, alike: bool, zeros: bool, data: st.DataObject
) -> None:
    """Case, spaces, signs, and letters and figures that look alike."""
    word, typed = spelt
    meant = words.parse(f"{number} {typed}")
    assert meant == (Step(number) if word is Word.OK else Act(number, ACTIONS[word]))
    if alike:
        typed = typed.translate(LOOK_ALIKES)
    typed = "".join(data.draw(st.sampled_from([s.upper(), s.lower()])) for s in typed)
    figures = str(number)
    if zeros and form != "{}{}":
        figures = figures[0] + figures[1:].translate(str.maketrans("01", "Оl"))
    assert words.parse(form.format(figures, typed)) == meant
    assert words.parse(f"{typed} {figures}") == meant


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever comes means something."""
    words.parse(text)
    words.grades(text)
    words.addressed(text)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("5 5 lovely mug", (5, 5, "lovely mug")),
        ("5/4", (5, 4, "")),
        ("5,5. Thanks", (5, 5, "Thanks")),
        ("55", None),
        ("5 50 UAH", None),
        ("6 5", None),
        ("lovely", None),
    ],
)
def test_two_grades(text: str, given: tuple[int, int, str] | None) -> None:
    """Feedback is two grades and a word; anything else is talk."""
    assert words.grades(text) == given


@pytest.mark.parametrize("locale", ["en", "uk"])
def test_what_our_sms_say_to_reply_is_understood(locale: str) -> None:
    """Each word that an SMS of ours asks for, in its own language, is one that we know."""
    asked_for = [
        match[1]
        for _, said in sms_of(TEXTS.voice(locale, TIMEZONE))
        for match in re.finditer(r"1043 ([A-ZА-ЯІЇЄҐ]{2,})", said)
    ]
    assert len(set(asked_for)) >= 4
    for word in set(asked_for):
        assert not isinstance(words.parse(f"1043 {word}"), Unclear), word
