"""What stands on an order's card for its seller and for its customer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from channels.telegram import cards
from channels.telegram.faces import Face
from channels.texts import Html
from channels.texts.html import shown
from orders.model import CancelReason, Item, Record
from orders.money import Money
from orders.states import Action, Actor
from tests.unit.channels.samples import (
    BOWL,
    CLOSED,
    CONFIRMED,
    ENDINGS,
    HOUR,
    MUG,
    NEW,
    OLENA,
    PAID,
    POLICY,
    SENT,
    Story,
    begin,
    order,
    voice,
)

BLOCKED = frozenset({"customer"})


def _seller(story: Story, **view: object) -> str:
    face = cards.seller_card(story.view(**view), story.events, voice(), story.now, POLICY)  # type: ignore[arg-type]
    return shown(face.html)


def _customer(story: Story) -> str:
    return shown(cards.customer_card(story.view(), story.events, voice(), story.now).html)


def test_an_alert_tells_all_that_a_seller_asks_first() -> None:
    """Who, how to call, what, how much, where to, any wish, by when. Source: the issue."""
    story = begin(order(MUG, BOWL, comment="Blue, please."))
    text = _seller(story, record=Record(2, 1, 1, None, closed_here=1, cancelled_here=1))
    for told in (
        "New order #1043",
        "Olena Koval",
        "+380 67 123 4567",
        "olena@example.com",
        "2 earlier orders with you · 1 closed · 1 cancelled · registered in March 2024",
        "2 × Clay mug — 900.00\xa0UAH",
        "1 × Bowl “Morning” — 1,200.00\xa0UAH",
        "Total: 2,100.00\xa0UAH",
        "Kyiv, Nova Poshta 12",
        "Blue, please.",
        "Ready by 6 Dec (14 days to make)",
        "Closes by itself on 20 Dec",
    ):
        assert told in text


def test_the_phone_is_copied_by_a_tap() -> None:
    """It is set as code, which Telegram copies when tapped."""
    face = cards.seller_card(NEW.view(), NEW.events, voice(), NEW.now, POLICY)
    assert "<code>+380 67 123 4567</code>" in face.html


def test_a_first_order_is_said_to_be_one() -> None:
    """Nothing is counted that is not there."""
    text = _seller(NEW)
    assert "First order with you" in text
    assert "cancelled" not in text.replace("close or cancel it", "")


def test_only_eight_lines_of_items_are_shown() -> None:
    """The rest is counted, and the total is of all."""
    items = tuple(Item(f"Plate {n}", 1, Money(10_000, "UAH")) for n in range(11))
    text = _seller(begin(order(*items)))
    assert "Plate 7" in text
    assert "Plate 8" not in text
    assert "and 3 more items" in text
    assert "Total: 1,100.00\xa0UAH" in text


def test_exactly_eight_items_hide_none() -> None:
    """No "and 0 more"."""
    items = tuple(Item(f"Plate {n}", 1, Money(10_000, "UAH")) for n in range(8))
    assert "more item" not in _seller(begin(order(*items)))


def test_a_long_comment_folds_and_a_short_one_does_not() -> None:
    """The buttons stay in sight."""
    folded = begin(order(comment="x" * 281))
    brief = begin(order(comment="x" * 280))
    assert "<blockquote expandable>" in _html(folded)
    assert "<blockquote>" in _html(brief)


def _html(story: Story) -> str:
    return cards.seller_card(story.view(), story.events, voice(), story.now, POLICY).html


def test_how_the_customer_can_be_reached_is_said() -> None:
    """Not in Telegram, or blocked the bot: the seller should call; once ended, nobody need."""
    away = replace(OLENA, telegram_id=None)
    assert "Not in Telegram" in _seller(NEW, customer=away)
    assert "Can’t be reached in Telegram any more" in _seller(NEW, unreachable=BLOCKED)
    assert "Telegram" not in _seller(NEW)
    assert "Telegram" not in _seller(CLOSED, unreachable=BLOCKED)


def test_a_card_is_drawn_alike_as_time_goes_by() -> None:
    """An unchanged card is not sent again: only the Undo button leaves with time."""

    def drawn(after: timedelta) -> Face:
        return cards.seller_card(PAID.view(), PAID.events, voice(), PAID.now + after, POLICY)

    assert drawn(timedelta(0)).digest == drawn(timedelta(seconds=59)).digest
    assert drawn(timedelta(seconds=60)).digest == drawn(timedelta(days=3)).digest
    assert drawn(timedelta(seconds=59)).digest != drawn(timedelta(seconds=60)).digest


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_an_ended_card_says_how_and_offers_no_terms(name: str) -> None:
    """By whom and why; the deadlines are gone."""
    text = _seller(ENDINGS[name])
    assert "Closes by itself on" not in text
    assert any(word in text for word in ("Closed", "Cancelled", "Voided", "Restored"))


def test_who_cancelled_and_why_is_told_to_both() -> None:
    """The seller's reason reaches the customer in the customer's words."""
    story = CONFIRMED.then(Action.CANCEL, reason=CancelReason.NO_ANSWER)
    assert "Cancelled by you.\nReason: the customer does not answer." in _seller(story)
    assert "The seller cancelled the order.\nReason: the seller could not reach you." in _customer(
        story
    )


def test_a_customer_never_reads_a_suspicion() -> None:
    """Suspected fraud and what was written with it stay with the seller."""
    story = CONFIRMED.then(Action.CANCEL, reason=CancelReason.FRAUD, text="He lied to Ivan.")
    assert "suspected fraud. He lied to Ivan." in _seller(story)
    assert "fraud" not in _customer(story)
    assert "lied" not in _customer(story)


def test_a_customer_does_not_read_what_was_written_about_the_fee() -> None:
    """Voiding is between the administration and the seller."""
    assert "The bank says no." in _seller(ENDINGS["voided"])
    assert "The bank says no." not in _customer(ENDINGS["voided"])


def test_the_timeline_shows_what_was_done_and_what_lies_ahead() -> None:
    """Done steps have their moment, in the reader's time zone."""
    assert (
        "✔️ Placed · 22 Nov, 12:04\n✔️ Confirmed · 22 Nov, 13:04\n✔️ Paid · 22 Nov, 14:04\n"
        "○ Sent\n○ Closed" in _customer(PAID)
    )


def test_a_step_taken_back_leaves_the_timeline() -> None:
    """The customer sees where the order stands, not the seller's slips."""
    undone = PAID.then(Action.UNDO, after=timedelta(seconds=20))
    text = _customer(undone)
    assert "✔️ Paid" not in text
    assert "✔️ Confirmed · 22 Nov, 13:04\n○ Paid" in text
    again = undone.then(Action.MARK_PAID, after=2 * HOUR)
    assert _customer(again).count("✔️ Paid · 22 Nov, 16:04") == 1


def test_handed_over_in_person_was_never_sent() -> None:
    """Closed without Sent: the timeline has no step that nobody made."""
    assert "Sent" not in _customer(PAID.then(Action.CLOSE))


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (NEW, "You can cancel it until it is confirmed."),
        (CONFIRMED, "Next comes the payment"),
        (PAID, "The payment is settled."),
        (SENT, "Your order is on its way."),
        (CLOSED, "Thank you for your order!"),
        (ENDINGS["expired"], "If you still wait for it, please contact the seller."),
        (ENDINGS["cancelled by customer"], "Nothing to do."),
    ],
)
def test_a_customer_reads_what_happens_next(story: Story, said: str) -> None:
    """One calm sentence, whatever the state."""
    assert said in _customer(story)


def test_when_it_should_be_ready_is_said_while_it_is_made() -> None:
    """Not before the seller has taken it, and not after it was sent."""
    ready = "It should be ready by 6 Dec."
    assert [ready in _customer(story) for story in (NEW, CONFIRMED, PAID, SENT)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_customer_does_not_read_the_sellers_lines() -> None:
    """Record, deadline and fee are the seller's business."""
    text = _customer(ENDINGS["expired"])
    assert not any(word in text for word in ("fee", "earlier order", "registered", "First order"))


def test_a_question_stands_at_the_end_next_to_its_buttons() -> None:
    """The reasons and the second question are asked on the card itself."""
    why = cards.reasons(NEW.view(), NEW.events, voice(), NEW.now)
    sure = cards.sure(NEW.view(), NEW.events, voice(), NEW.now)
    assert shown(why.html).splitlines()[-1].startswith("❓ Why is order #1043 cancelled?")
    assert shown(sure.html).splitlines()[-1] == "❓ Cancel this request?"


def test_markup_in_peoples_texts_is_only_text() -> None:
    """Titles, names, addresses, comments and reasons cannot format, link or break the message."""
    evil = '<a href="http://x">&amp;</b>'
    first = replace(
        order(Item(evil, 1, Money(100, "UAH")), address=evil, comment=evil),
        contact=replace(order().contact, name=evil, email=evil),
    )
    story = begin(first).then(Action.CANCEL, reason=CancelReason.OTHER, text=evil)
    assert _seller(story).count(evil) == 6
    assert "<a" not in _html(story)
    assert isinstance(_html(story), Html)


def test_the_clock_is_named_as_who_closed_it() -> None:
    """Closed by itself reads differently from closed by the seller."""
    expired = PAID.then(Action.EXPIRE, Actor.CLOCK)
    assert "Closed by itself" in _seller(expired)
    assert "closed by itself" in _customer(expired)
