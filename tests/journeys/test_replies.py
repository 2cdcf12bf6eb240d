"""A seller answers with one tap: ready-made replies, filled in for the order."""

from orders.states import Actor
from simulator.inline import choose
from simulator.people import Person
from simulator.telegram.chats import Message
from tests.journeys.scenes import both, labels, taps
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read

#: See `conftest`.
ONE_WAY = True

PAY = "💳 How would you like to pay?"


async def chooses(town: Town, olena: Person, placed: Placed) -> Message:
    """Press Message on the card; the message with the replies."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Message", on=card)).answered()
    await town.settles()
    return olena.last_message


async def test_a_tapped_reply_is_what_the_seller_said(town: Town) -> None:
    """With the order's values, once however often it is tapped; the choice shows what was sent."""
    olena, taras, placed = await both(town)
    rings = olena.rings
    choice = await chooses(town, olena, placed)
    assert olena.rings == rings
    assert "Write now, or choose a reply" in read(choice)
    assert len(labels(choice)) == 4
    data = choice.buttons[1][0].data
    first, again = await olena.taps_data(data, on=choice), await olena.taps_data(data, on=choice)
    await first.answered()
    await again.answered()
    await town.settles()
    text = f"Olena Koval, your order #{placed.number} comes to 900.00 UAH."
    got = [m for m in taras.messages if text in read(m)]
    assert len(got) == 1
    assert read(got[0]).startswith(f"💬 Clay & Co · #{placed.number}\n")
    assert text in read(choice)
    assert labels(choice) == []
    await taras.says("By card, please", reply_to=got[0])
    await town.settles()
    assert read(olena.last_message).endswith("By card, please")


async def test_a_seller_keeps_replies_of_their_own(town: Town) -> None:
    """Title, text, an unknown placeholder refused; offered in place of the ready ones; removed when asked twice."""
    olena, taras, placed = await both(town)
    await chooses(town, olena, placed)
    await taps(town, olena, "My replies", "Add reply")
    before = len(taras.messages)
    for said in ("x" * 41, "On its\nway", "Track {parcel}", "{customer}: <b>#{number}</b> {"):
        await olena.says(said)
        await town.settles()
    heard = [read(m) for m in olena.messages if m.sender is not olena.user]
    assert any("at most 40 characters" in text for text in heard)
    assert any("In braces I know only {customer}" in text for text in heard)
    assert labels(olena.last_message) == ["On its way", "Add reply"]
    assert len(taras.messages) == before
    choice = await chooses(town, olena, placed)
    assert labels(choice) == ["On its way", "My replies"]
    await taps(town, olena, "On its way")
    assert read(taras.last_message).endswith(f"Olena Koval: <b>#{placed.number}</b> {{")
    await chooses(town, olena, placed)
    await taps(town, olena, "My replies", "On its way", "Remove")
    assert "Remove the reply “On its way”?" in read(olena.last_message)
    assert await taps(town, olena, "Yes, remove it") == "This reply is gone."
    assert "You have none of your own yet" in read(olena.last_message)


async def test_a_forged_reply_is_refused(town: Town) -> None:
    """Nobody speaks for another's shop, reads its replies, or removes them."""
    olena, taras, placed = await both(town)
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    await chooses(town, olena, placed)
    await taps(town, olena, "My replies", "Add reply")
    for said in ("Secret", "My secret text"):
        await olena.says(said)
        await town.settles()
    [kept] = [row[0].data for row in olena.last_message.buttons[:1]]
    template = kept.rpartition(":")[2]
    before = len(taras.messages)
    for forger in (taras, ivan):
        for data in (f"q:say:{placed.number}:1:d", f"q:say:{placed.number}:{template}"):
            answer = await (await forger.taps_data(data)).answered()
            assert answer.text.startswith("I can’t find this order among yours.")
        for step in ("open", "sure"):
            await (await forger.taps_data(f"q:{step}:{template}")).answered()
    await town.settles()
    assert len(taras.messages) == before
    assert not [m for m in (*taras.messages, *ivan.messages) if "My secret text" in read(m)]
    assert labels(await chooses(town, olena, placed)) == ["Secret", "My replies"]


async def test_a_reply_is_found_by_typing_the_bots_name(town: Town) -> None:
    """Filled in for the order that is talked about; chosen, it is what the seller said there."""
    olena, taras, placed = await both(town)
    await chooses(town, olena, placed)
    found = await olena.asks_inline("  ORDER comes ")
    assert [one["title"] for one in found] == [f"{PAY} · #{placed.number}"]
    choose(olena, str(found[0]["id"]), olena.messages[-1].chat)
    await town.settles()
    assert f"your order #{placed.number} comes to 900.00 UAH." in read(taras.last_message)


async def test_replies_are_offered_for_the_newest_orders_until_one_is_meant(town: Town) -> None:
    """Three of four; without any only what leaves nothing open; nothing to others, nor unfitting."""
    olena = await town.seller()
    assert await olena.asks_inline("pay") == []
    placed = [await town.shop.places() for _ in range(4)]
    taras = await town.customer(placed[0])
    await town.settles()
    titles = [one["title"] for one in await olena.asks_inline("pay")]
    assert titles == [f"{PAY} · #{one.number}" for one in reversed(placed[1:])]
    assert await olena.asks_inline("no such reply") == []
    assert await taras.asks_inline("") == []
    await chooses(town, olena, placed[0])
    await taps(town, olena, "My replies", "Add reply")
    for said in ("Way", "It is on its way"):
        await olena.says(said)
        await town.settles()
    [one] = await olena.asks_inline("")
    assert (one["title"], one["description"]) == ("Way", "It is on its way")


async def test_hello_is_asked_for_when_it_is_missing(town: Town) -> None:
    """Quietly, once Undo is over; not for who has spoken, nor for a step that was taken back."""
    olena, taras, _ = await both(town)
    await taps(town, olena, "Approve", "Undo", "Approve")
    rings = olena.rings
    await town.passes(60 * SECOND)
    asked = [m for m in olena.messages if "Say hello to Olena Koval?" in read(m)]
    assert len(asked) == 1
    assert olena.rings == rings
    await taps(town, olena, "Thank you for your order")
    assert "Thank you for your order #" in read(taras.last_message)
    second = await town.shop.places()
    await olena.sees(f"New order #{second.number}")
    card = await town.card(second.number, Actor.SELLER, olena)
    await (await olena.taps("Approve", on=card)).answered()
    await olena.says("Gladly!", reply_to=card)
    await town.settles()
    await town.passes(60 * SECOND)
    assert not [m for m in olena.messages if "Say hello" in read(m) and m not in asked]
