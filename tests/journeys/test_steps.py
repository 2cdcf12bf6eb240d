"""The seller's buttons: steps, cancelling, Undo, double taps, two devices, old cards."""

import asyncio
from datetime import timedelta

from orders.model import CancelReason
from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both, taps
from tests.journeys.town import ALWAYS, EARLY, OPEN, SECOND, Town

REASONS = {
    CancelReason.CHANGED_MIND: ("Customer changed their mind", "you changed your mind"),
    CancelReason.NO_ANSWER: ("Customer does not answer", "could not reach you"),
    CancelReason.NOT_PAID: ("Not paid", "the payment did not come"),
    CancelReason.CANNOT_MAKE: ("Out of stock or cannot make it", "out of stock"),
    CancelReason.TERMS_NOT_AGREED: ("Terms or deadline not agreed", "could not be agreed"),
    CancelReason.DUPLICATE: ("Duplicate or test", "a duplicate or a test"),
    CancelReason.FRAUD: ("Suspected fraud", "the seller cannot take this order"),
}


def labels(person: Person) -> list[str]:
    """The buttons under the last message."""
    return [button.plain for row in person.last_message.buttons for button in row]


async def test_each_status_has_the_buttons_of_the_table(town: Town) -> None:
    """Only what is legal now can be tapped; Undo stands apart."""
    olena, _, _ = await both(town)
    assert labels(olena) == ["Approve", *EARLY, "Cancel order"]
    await taps(town, olena, "Approve")
    assert labels(olena) == ["Mark as paid", *EARLY, "Cancel order", "Undo"]
    await taps(town, olena, "Mark as paid")
    assert labels(olena) == ["Mark as sent", "Close order", *OPEN, "Cancel order", "Undo"]
    await taps(town, olena, "Mark as sent")
    feedback = "Remind about feedback"
    words = [*ALWAYS, feedback, *OPEN[len(ALWAYS) :]]
    assert labels(olena) == ["Close order", *words, "Cancel order", "Undo"]
    await taps(town, olena, "Close order")
    assert labels(olena) == [
        *ALWAYS,
        feedback,
        "Another amount",
        "Complain",
        "Repeat order",
        "Undo",
    ]


async def test_a_paid_order_handed_over_in_person_is_closed_at_once(town: Town) -> None:
    """Paid, then Close order without sending."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Approve", "Mark as paid", "Close order")
    assert town.fee(placed.number) == "sale"
    await taras.sees("Closed")


async def test_cancelling_asks_why_in_place(town: Town) -> None:
    """The reasons replace the buttons; the customer reads the reason in words meant for them."""
    olena = await town.seller()
    taras = town.world.person("Taras Shevchuk")
    for label, told in REASONS.values():
        placed = await town.shop.places()
        taras.follows(placed.link)
        await olena.sees(f"New order #{placed.number}")
        await town.settles()
        before = len(olena.messages)
        await taps(town, olena, "Cancel order")
        assert f"Why is order #{placed.number} cancelled?" in olena.last_message.text
        assert len(labels(olena)) == len(CancelReason) + 1
        assert (await taps(town, olena, label)).startswith("Cancelled.")
        assert len(olena.messages) == before
        assert "Cancelled by you." in olena.last_message.text
        await town.passes(10 * SECOND)
        assert told in taras.last_message.text
        assert f"order #{placed.number} “" in taras.last_message.text
    assert not any("fraud" in message.text.lower() for message in taras.messages)


async def test_back_brings_the_card_back(town: Town) -> None:
    """Nothing was cancelled, nobody told."""
    olena, taras, placed = await both(town)
    before = len(taras.messages)
    await taps(town, olena, "Cancel order", "Back")
    assert labels(olena) == ["Approve", *EARLY, "Cancel order"]
    assert town.events(placed.number) == ["placed"]
    assert len(taras.messages) == before


async def test_another_reason_is_typed(town: Town) -> None:
    """Other asks for a message; both cards show it as it was written."""
    olena, taras, _ = await both(town)
    await taps(town, olena, "Cancel order", "Other")
    assert "Write it in one message" in olena.last_message.text
    await olena.says("The kiln <broke> & I am sorry 🏺")
    await olena.sees("Reason: The kiln <broke> & I am sorry 🏺")
    await town.passes(10 * SECOND)
    assert "Reason: The kiln <broke> & I am sorry 🏺" in taras.last_message.text


async def test_a_command_gets_out_of_typing_a_reason(town: Town) -> None:
    """What is written afterwards is no reason, the customer does not get it, the card has its buttons."""
    olena, taras, placed = await both(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    for said in ("/orders", "/help", "/cancel", "/start", "/find mug"):
        await (await olena.taps("Cancel order", on=card)).answered()
        await (await olena.taps("Other", on=card)).answered()
        await olena.says(said)
        await town.settles()
        await olena.says("what a day")
        await town.settles()
        assert not any("what a day" in message.text for message in taras.messages)
        assert [b.plain for row in card.buttons for b in row] == [
            "Approve",
            *EARLY,
            "Cancel order",
        ]
    assert sum("Which order is it about?" in message.text for message in olena.messages) == 1
    assert town.events(placed.number) == ["placed"]


async def test_back_gets_out_of_typing_a_reason(town: Town) -> None:
    """Back shows the card; what is written afterwards is no reason."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Cancel order", "Other", "Back")
    assert labels(olena) == ["Approve", *EARLY, "Cancel order"]
    await olena.says("what a day")
    await olena.sees("Which order is it about?")
    assert town.events(placed.number) == ["placed"]


async def test_a_reason_too_long_is_asked_again(town: Town) -> None:
    """One calm sentence, and the question stays open."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Cancel order", "Other")
    await olena.says("ї" * 501)
    await olena.sees("at most 500 characters")
    await olena.says("ї" * 500)
    await olena.sees("Cancelled by you.")
    assert town.events(placed.number) == ["placed", "cancelled"]


async def test_a_reason_typed_too_late_cancels_nothing(town: Town) -> None:
    """The customer was faster: the seller reads so once, and the question is closed."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Cancel order", "Other")
    await taps(town, taras, "Cancel request", "Yes")
    await olena.says("no clay")
    await olena.sees("Already cancelled.")
    await olena.says("hello?")
    await olena.sees("Which order is it about?")
    assert town.events(placed.number) == ["placed", "cancelled"]


async def test_a_photo_is_no_reason(town: Town) -> None:
    """Only words can be kept; the question stays open."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Cancel order", "Other")
    await olena.sends_photo(b"\x89PNG", "broken")
    await olena.sees("I can only take words here")
    await olena.says("broken")
    await olena.sees("Reason: broken")
    assert town.events(placed.number) == ["placed", "cancelled"]


async def test_undo_in_time_rings_nobody(town: Town) -> None:
    """The customer's card changes at once, both ways; the notice that rings was held and never goes."""
    olena, taras, placed = await both(town)
    rings = taras.rings
    await taps(town, olena, "Approve")
    assert "Confirmed" in (await town.card(placed.number, Actor.CUSTOMER, taras)).text
    await town.passes(9 * SECOND)
    said = await taps(town, olena, "Undo")
    assert said == "Taken back. The order is again: New."
    assert "New" in (await town.card(placed.number, Actor.CUSTOMER, taras)).text
    await town.passes(timedelta(minutes=5))
    assert taras.rings == rings
    assert labels(olena) == ["Approve", *EARLY, "Cancel order"]


async def test_the_notice_is_held_for_ten_seconds(town: Town) -> None:
    """Not a second earlier, and with sound."""
    olena, taras, _ = await both(town)
    rings = taras.rings
    await taps(town, olena, "Approve")
    await town.passes(10 * SECOND - timedelta(milliseconds=1))
    assert taras.rings == rings
    await town.passes(timedelta(milliseconds=1))
    assert taras.rings == rings + 1
    assert "is confirmed: Clay & Co has taken it" in taras.last_message.text


async def test_undo_after_the_notice_sends_a_correction(town: Town) -> None:
    """Who was told wrongly is told so."""
    olena, taras, _ = await both(town)
    await taps(town, olena, "Approve", "Mark as paid")
    await town.passes(15 * SECOND)
    rings = taras.rings
    await taps(town, olena, "Undo")
    assert taras.rings == rings + 1
    assert "was marked as paid by mistake. It is again: Confirmed." in taras.last_message.text


async def test_undo_leaves_the_card_after_a_minute(town: Town) -> None:
    """The button goes by itself; the card needs no other reason to change."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Approve")
    await town.passes(timedelta(seconds=60) - timedelta(milliseconds=1))
    assert "Undo" in labels(olena)
    await town.passes(timedelta(milliseconds=1))
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert card.button("Undo") is None
    assert card.button("Mark as paid") is not None


async def test_undo_a_moment_too_late_is_refused(town: Town) -> None:
    """A finger that was slower than the minute reads why, and sees the card as it is."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Approve")
    undo = olena.last_message.button("Undo")
    assert undo is not None
    await town.passes(timedelta(seconds=60))
    tap = await olena.taps_data(undo.data)
    assert (await tap.answered()).text == "It is too late to take this back."
    assert town.events(placed.number) == ["placed", "approved"]


async def test_undo_of_a_close_takes_back_the_fee(town: Town) -> None:
    """No sale, no fee; closed again, the fee is due again, once."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Approve", "Mark as paid", "Close order")
    assert town.fee(placed.number) == "sale"
    await taps(town, olena, "Undo")
    assert town.fee(placed.number) is None
    assert "Mark as sent" in labels(olena)
    await taps(town, olena, "Close order")
    assert town.fee(placed.number) == "sale"


async def test_undo_of_a_cancellation_opens_the_order_again(town: Town) -> None:
    """Its deadline stands as before."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Cancel order", "Not paid", "Undo")
    assert labels(olena) == ["Approve", *EARLY, "Cancel order"]
    await town.passes(timedelta(days=24))
    assert town.events(placed.number)[-1] == "expired"


async def test_undo_takes_back_one_step_only(town: Town) -> None:
    """After an Undo there is nothing more to undo."""
    olena, _, _ = await both(town)
    await taps(town, olena, "Approve", "Mark as paid", "Undo")
    assert "Undo" not in labels(olena)
    assert labels(olena) == ["Mark as paid", *EARLY, "Cancel order"]


async def test_a_second_tap_says_already(town: Town) -> None:
    """An impatient finger does nothing twice."""
    olena, taras, placed = await both(town)
    card = olena.last_message
    first, second = await olena.taps("Approve", on=card), await olena.taps("Approve", on=card)
    assert (await first.answered()).text.startswith("Approved.")
    answer = await second.answered()
    assert (answer.text, answer.show_alert) == ("Already approved.", True)
    assert town.events(placed.number) == ["placed", "approved"]
    await town.passes(10 * SECOND)
    assert sum("is confirmed" in message.text for message in taras.messages) == 1


async def test_two_devices_tap_different_buttons_at_once(town: Town) -> None:
    """One of them counts; the other is told that the order changed, and sees it as it is."""
    olena, _, placed = await both(town)
    await taps(town, olena, "Approve", "Mark as paid")
    card = olena.last_message
    sent, closed = await asyncio.gather(
        olena.taps("Mark as sent", on=card), olena.taps("Close order", on=card)
    )
    answers = sorted([(await sent.answered()).text, (await closed.answered()).text])
    await town.settles()
    assert len(town.events(placed.number)) == 4
    assert any("The order has changed meanwhile" in said for said in answers)


async def test_telegram_and_the_marketplace_act_at_once(town: Town) -> None:
    """The same step from two sides is taken once, and each side is answered."""
    olena, _, placed = await both(town)
    tap, reply = await asyncio.gather(
        olena.taps("Approve"), town.shop.caller.acts(placed.number, "approve", "clay")
    )
    said = (await tap.answered()).text
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]
    assert (reply.status, said) in [
        (200, "Already approved."),
        (409, "Approved. The customer will be told in 10 s; Undo stops it."),
    ]


async def test_a_step_by_http_changes_the_cards_and_tells_the_customer(town: Town) -> None:
    """One door: whoever acts for the seller, everybody sees the same."""
    olena, taras, placed = await both(town)
    reply = await town.shop.caller.acts(placed.number, "approve", "clay")
    assert reply.document["allowed_actions"] == ["mark_paid", "cancel"]
    await olena.sees("Confirmed")
    await taras.sees("Confirmed")
    await town.passes(10 * SECOND)
    assert "is confirmed" in taras.last_message.text


async def test_a_tap_on_an_older_card_makes_it_the_live_one(town: Town) -> None:
    """Of two cards of one order the tapped one lives on; the other goes."""
    olena, _, placed = await both(town)
    lost = town.world.telegram.faults.lost_reply("sendMessage", olena.id)
    second = await town.shop.places()
    await olena.sees(f"New order #{second.number}")
    await town.settles()
    await town.passes(timedelta(seconds=5))
    assert lost.hits == 1
    older, newer = [m for m in olena.messages if f"New order #{second.number}" in m.text]
    await olena.taps("Approve", on=older)
    await olena.sees(f"Order #{second.number} · Confirmed")
    await town.settles()
    assert await town.card(second.number, Actor.SELLER, olena) is older
    assert newer.deleted
    assert town.events(placed.number) == ["placed"]


async def test_a_customer_outside_telegram_must_be_called(town: Town) -> None:
    """The seller's toast does not promise a notice that nobody would get."""
    olena = await town.seller()
    await town.shop.places()
    assert "please call" in await taps(town, olena, "Approve")
