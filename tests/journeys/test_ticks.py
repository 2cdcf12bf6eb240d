"""A quiet sign under a message says that it has reached the other side."""

from channels.telegram.ticks import ARRIVED
from orders.states import Actor
from simulator.telegram.chats import Message
from simulator.telegram.faults import Fault
from tests.journeys.scenes import both, heard
from tests.journeys.town import SECOND, Town
from tests.unit.simulator.page.shots import png


async def ticked(town: Town, message: Message) -> bool:
    """Whether the sign stands under the message, once nothing is under way."""
    await town.settles()
    await town.service.ways.ticks.done()
    return message.reactions == (ARRIVED,)


async def test_who_writes_sees_that_it_has_arrived(town: Town) -> None:
    """On both sides, without a sound; an album has it under its first part, as Telegram shows it."""
    olena, taras, _ = await both(town)
    asked = await taras.says("Is it ready?")
    assert await ticked(town, asked)
    rings = taras.rings
    answered = await olena.says("It is", reply_to=olena.last_message)
    assert await ticked(town, answered)
    assert taras.rings == rings + 1
    first, second = await taras.sends_album([png(2, 2), png(3, 3)])
    await town.settles()
    await town.passes(2 * SECOND)
    assert await ticked(town, first)
    assert not await ticked(town, second)


async def test_no_sign_where_nobody_was_reached(town: Town) -> None:
    """It comes when they do."""
    olena = await town.seller()
    placed = await town.shop.places()
    card = await town.card(placed.number, Actor.SELLER, olena)
    said = await olena.says("Hello!", reply_to=card)
    assert not await ticked(town, said)
    await town.customer(placed)
    assert await ticked(town, said)


async def test_a_sign_that_cannot_be_put_holds_nothing_up(town: Town) -> None:
    """A deleted message, a server that fails, one that has enough: what is said arrives all the same."""
    olena, taras, _ = await both(town)
    faults = town.world.telegram.faults
    for fault in (
        Fault("server_error", "setMessageReaction", times=1, value=500),
        Fault("cut", "setMessageReaction", times=1),
        Fault("flood", "setMessageReaction", times=1, value=1),
    ):
        faults.add(fault)
        said = await taras.says(fault.kind)
        assert not await ticked(town, said)
        assert fault.hits == 1
        assert len(heard(olena, fault.kind)) == 1
    assert await ticked(town, await taras.says("Again"))
