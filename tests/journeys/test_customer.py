"""The customer's side: the live card with its timeline, cancelling while new, notices."""

from orders.states import Actor
from tests.journeys.scenes import both, taps
from tests.journeys.town import ENDED, SECOND, Town, read

#: See `conftest`.
ONE_WAY = True


async def test_the_card_tells_where_the_order_stands(town: Town) -> None:
    """Steps made with their time, steps ahead without, and one sentence on what comes next."""
    olena, taras, placed = await both(town)
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "from Clay & Co" in read(card)
    assert "✔️ Placed · 22 Nov, 12:00\n○ Confirmed\n○ Paid\n○ Sent\n○ Closed" in card.text
    await town.passes(3600 * SECOND)
    await taps(town, olena, "Approve", "Mark as paid")
    assert "✔️ Confirmed · 22 Nov, 13:00\n✔️ Paid · 22 Nov, 13:00\n○ Sent" in card.text
    assert "Next the seller sends your order" in card.text
    assert "ready by 2 Dec" in card.text


async def test_the_card_speaks_the_customers_language(town: Town) -> None:
    """The seller reads English, the customer Ukrainian."""
    olena, taras, placed = await both(town, "uk")
    await taps(town, olena, "Approve")
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "Замовлення №1001 · Підтверджене" in card.text
    assert "✔️ Підтверджено · 22 листопада, 12:00" in card.text
    await town.passes(10 * SECOND)
    assert "Ваше замовлення №1001 «" in taras.last_message.text
    assert "Confirmed" in (await town.card(placed.number, Actor.SELLER, olena)).text


async def test_cards_change_silently_and_notices_ring(town: Town) -> None:
    """One ring a step, none for the card."""
    olena, taras, _ = await both(town)
    rings = taras.rings
    await taps(town, olena, "Approve")
    assert taras.rings == rings
    await town.passes(10 * SECOND)
    assert taras.rings == rings + 1


async def test_a_notice_opens_the_card(town: Town) -> None:
    """From the sentence to the whole order in one tap."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Approve")
    await town.passes(10 * SECOND)
    await taps(town, taras, "Open the order")
    assert await town.card(placed.number, Actor.CUSTOMER, taras) is taras.last_message


async def test_a_customer_cancels_while_new(town: Town) -> None:
    """Asked twice; then the seller's card changes, and the seller is told with a sound at once."""
    olena, taras, placed = await both(town)
    rings = olena.rings
    await taps(town, taras, "Cancel request")
    assert "Cancel this request?" in taras.last_message.text
    assert town.events(placed.number) == ["placed"]
    said = await taps(town, taras, "Yes, cancel it")
    assert said == "Your request is cancelled. The seller will be told."
    assert "You cancelled the request." in taras.last_message.text
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Cancelled by the customer. Nothing to do." in card.text
    assert [b.plain for row in card.buttons for b in row] == [*ENDED]
    assert olena.rings == rings + 1
    assert "cancelled order #1001" in olena.last_message.text


async def test_a_customer_thinks_again(town: Town) -> None:
    """Keep it: the card is back, nothing happened."""
    _, taras, placed = await both(town)
    await taps(town, taras, "Cancel request", "Keep it")
    assert "The seller has your request" in taras.last_message.text
    assert taras.last_message.button("Cancel request") is not None
    assert town.events(placed.number) == ["placed"]


async def test_a_customer_cannot_cancel_once_confirmed(town: Town) -> None:
    """The button is gone; one that was still on the screen is refused, and the card shows why."""
    olena, taras, placed = await both(town)
    button = taras.last_message.button("Cancel request")
    assert button is not None
    await taps(town, olena, "Approve")
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert card.button("Cancel request") is None
    tap = await taras.taps_data(button.data, on=card)
    assert (await tap.answered()).text == "Not possible now. The order is: Confirmed."
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


async def test_the_seller_was_faster_than_the_second_question(town: Town) -> None:
    """Asked whether really, while the seller approves: the card changes, and Yes is refused."""
    olena, taras, placed = await both(town)
    await taps(town, taras, "Cancel request")
    yes = taras.last_message.button("Yes")
    assert yes is not None
    await taps(town, olena, "Approve")
    assert "Confirmed" in taras.last_message.text
    tap = await taras.taps_data(yes.data)
    assert (await tap.answered()).show_alert
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


async def test_an_approval_undone_lets_the_customer_cancel_again(town: Town) -> None:
    """The table decides, not the history."""
    olena, taras, placed = await both(town)
    await taps(town, olena, "Approve", "Undo")
    await taps(town, taras, "Cancel request", "Yes, cancel it")
    assert town.events(placed.number)[-1] == "cancelled"


async def test_help_and_privacy(town: Town) -> None:
    """Everybody reads what the bot does for them, and what is kept about them."""
    olena, taras, _ = await both(town)
    for person, command, wanted in (
        (olena, "/help", "Your orders ring here"),
        (taras, "/help", "Here you follow your orders"),
        (taras, "/privacy", "To have your data deleted"),
        (taras, "/cancel", "There is nothing to leave"),
        (taras, "/thanks", "I didn’t get that. Your orders are here"),
    ):
        await person.says(command)
        await person.sees(wanted)
    helped = await olena.sees("Your orders ring here")
    assert all(f"/{c}" in helped.text for c in olena.commands)
