"""An order's history, page by page: what each side sees of it, and that every page can be sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.telegram import history
from channels.telegram.buttons import decode
from channels.telegram.card_taps import Back
from channels.telegram.faces import MAX_TEXT, Face
from channels.telegram.history import PAGE_SIZE
from channels.telegram.keyboards import NEWEST
from channels.telegram.talk_taps import HistoryTap
from channels.texts.html import shown, units
from orders.history import Told, merged
from orders.messages import Attachment, Content, Entry, Fate, Form, Replaced
from orders.model import MAX_NAME, MAX_REASON, CancelReason, Contact, Party
from orders.states import Action
from simulator.telegram.html import parse_html
from tests.unit.channels.gallery import labels
from tests.unit.channels.gallery_history import entry
from tests.unit.channels.samples import (
    CONFIRMED,
    CUSTOMER,
    ENDINGS,
    NEW,
    OLENA,
    PLACED_AT,
    SELLER,
    SHOP,
    voice,
)
from tests.unit.channels.test_cards_limits import NASTY

MINUTE = timedelta(minutes=1)
SAID = Content(Form.TEXT, "Is it ready?")


def words(count: int) -> list[Entry]:
    """Messages of the customer, numbered from 1, one a minute."""
    return [
        entry(n, CUSTOMER, Content(Form.TEXT, f"word {n}."), PLACED_AT + n * MINUTE)
        for n in range(1, count + 1)
    ]


def page(told: Sequence[Told], number: int = NEWEST, viewer: Party = SELLER) -> Face:
    now = PLACED_AT + 60 * MINUTE
    return history.page(NEW.view(), viewer, told, number, voice(), now)


def said(face: Face) -> list[str]:
    """The page's entries, the head left out."""
    return shown(face.html).split("\n\n")[1:]


def test_what_happened_and_what_was_said_stand_in_the_order_of_time() -> None:
    """Of the same moment, what happened comes first."""
    approved = CONFIRMED.events[1]
    late = entry(3, SELLER, Content(Form.TEXT, "Thank you"), approved.at)
    told = merged(CONFIRMED.events, [*words(2), late])
    assert told == (CONFIRMED.events[0], *words(2), approved, late)
    first, *_, last_but_one, last = said(page(told))
    assert first == "Olena Koval · 22 Nov, 12:04\n🛒 The order was placed"
    assert last_but_one == "You · 22 Nov, 13:04\n✅ Confirmed"
    assert last == "You · 22 Nov, 13:04\nThank you"


def test_the_newest_page_comes_first_and_pages_lead_to_all() -> None:
    """Pages count from the oldest, so that they stay as they are while new ones come."""
    told = merged((), words(2 * PAGE_SIZE + 1))
    newest = page(told)
    assert ["word 17." in one for one in said(newest)] == [True]
    assert labels(newest)[0] == ["‹", "3/3", "›"]
    seen = [line.split("\n")[1] for n in (1, 2, 3) for line in said(page(told, n))]
    assert seen == [f"word {n}." for n in range(1, 18)]
    keyboard = page(told, 2).keyboard
    assert keyboard is not None
    turns, *_, leave = keyboard.inline_keyboard
    taps = [decode(str(b.callback_data)) for b in turns]
    assert taps == [HistoryTap(1043, n) for n in (1, 2, 3)]
    assert [decode(str(b.callback_data)) for b in leave] == [Back(1043)]


def test_one_page_needs_no_turning() -> None:
    """Eight entries stand on one."""
    assert len(labels(page(words(PAGE_SIZE)))) < len(labels(page(words(PAGE_SIZE + 1))))


def test_what_has_not_arrived_is_marked_for_its_author_alone() -> None:
    """The other side either has the message, or will get it by itself."""
    waiting = entry(1, SELLER, SAID, PLACED_AT, Fate.WAITING)
    lost = entry(2, SELLER, SAID, PLACED_AT, Fate.UNDELIVERED)
    arrived = entry(3, SELLER, SAID, PLACED_AT)
    heads = [one.split("\n")[0] for one in said(page([waiting, lost, arrived]))]
    when = "22 Nov, 12:04"
    assert heads == [f"You · {when} · ⏳ on its way", f"You · {when} · 📭 not delivered",
                     f"You · {when}"]  # fmt: skip
    told = shown(page([waiting, lost], viewer=CUSTOMER).html)
    assert not {"⏳", "📭", "You"} & set(told.split())


def test_an_edited_message_says_so_and_a_file_says_what_it_is() -> None:
    """The newest words are shown; what stood there before is in the file."""
    sketch = Content(
        Form.DOCUMENT, "With a <handle>", (), Attachment("i", "u", "sketch <2>.pdf", "", 5)
    )
    before = Replaced(1, PLACED_AT, SAID)
    (one,) = said(page([entry(1, CUSTOMER, sketch, PLACED_AT, earlier=(before,))]))
    assert one == (
        "Olena Koval · 22 Nov, 12:04 · ✏️ edited\n📎 File: sketch <2>.pdf\nWith a <handle>"
    )


def test_a_customer_learns_of_no_suspicion_and_no_fee() -> None:
    """Those are between the seller and the administration."""
    fraud = CONFIRMED.then(Action.CANCEL, reason=CancelReason.FRAUD, text="He never pays")
    for story, hidden in (
        (fraud, ("fraud", "never")),
        (ENDINGS["voided"], ("Voided", "fee", "bank")),
        (ENDINGS["restored"], ("Restored", "fee", "phone")),
    ):
        to_seller, to_customer = (
            shown(history.page(story.view(), who, story.events, 1, voice(), story.now).html)
            for who in (SELLER, CUSTOMER)
        )
        assert not any(word in to_customer for word in hidden)
        assert any(word in to_seller for word in hidden)


signs = st.sampled_from(NASTY)
texts = signs.map(lambda sign: sign * 4096) | st.text(signs, max_size=4096)
names = signs.map(lambda sign: sign * MAX_NAME) | st.text(signs, min_size=1, max_size=MAX_NAME)


@settings(max_examples=60, deadline=None)
@given(texts, names, st.sampled_from(Form), st.sampled_from(["en", "uk"]))
def test_every_page_fits_a_message(text: str, person: str, form: Form, locale: str) -> None:
    """However long and strange what people wrote, and whatever they sent."""
    content = Content(form, text, (), Attachment("i", "u", text, "", 5))
    before = (Replaced(1, PLACED_AT, content),)
    talk = [
        entry(n, by, content, PLACED_AT, Fate.UNDELIVERED, before)
        for n, by in enumerate((SELLER, CUSTOMER) * 5, start=1)
    ]
    story = CONFIRMED.then(Action.CANCEL, reason=CancelReason.OTHER, text=f"x{text}"[:MAX_REASON])
    contact = Contact(person, None, None)
    view = story.view(seller=replace(SHOP, name=person), customer=replace(OLENA, name=person))
    view = replace(view, order=replace(view.order, number=10**12 - 1, contact=contact))
    for viewer in (SELLER, CUSTOMER):
        for number in (1, 2):
            face = history.page(
                view, viewer, merged(story.events, talk), number, voice(locale), story.now
            )
            seen, entities = parse_html(face.html)
            assert 0 < units(seen) <= MAX_TEXT
            assert len(entities) <= 100
