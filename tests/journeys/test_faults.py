"""When Telegram or the way to it is in trouble: nothing is lost, little is doubled, all is said again."""

import asyncio
from datetime import timedelta

import pytest

from orders.states import Actor
from simulator.people import Person
from simulator.telegram.faults import Fault, FaultKind
from tests.journeys.town import SECOND, Town

SOON = 5 * SECOND


async def alerts(person: Person, number: int) -> list[int]:
    """Message ids of the order's cards in the person's chat."""
    return [m.id for m in person.messages if f"#{number}" in m.text and m.sender is not person.user]


async def test_a_lost_reply_doubles_a_card_at_most_once_and_both_work(town: Town) -> None:
    """Accepted, but the answer never came: sent again; the buttons of either are good."""
    olena = await town.seller()
    town.world.telegram.faults.lost_reply("sendMessage", olena.id)
    placed = await town.shop.places()
    await town.settles()
    await town.passes(SOON)
    cards = await alerts(olena, placed.number)
    assert len(cards) == 2
    first, second = (olena.chat.message(card) for card in cards)
    assert first is not None
    assert second is not None
    await (await olena.taps("Approve", on=first)).answered()
    await town.settles()
    assert "Confirmed" in first.text
    await (await olena.taps("Mark as paid", on=first)).answered()
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved", "marked_paid"]


async def test_a_lost_reply_to_an_edit_doubles_nothing(town: Town) -> None:
    """Edited twice to the same: "not modified" is a success."""
    olena = await town.seller()
    placed = await town.shop.places()
    await olena.sees("New order")
    town.world.telegram.faults.lost_reply("editMessageText", olena.id)
    await (await olena.taps("Approve")).answered()
    await town.settles()
    await town.passes(SOON)
    assert len(await alerts(olena, placed.number)) == 1
    assert "Confirmed" in (await town.card(placed.number, Actor.SELLER, olena)).text


async def test_a_lost_reply_to_the_answer_of_a_tap(town: Town) -> None:
    """The step was taken; the update is handled again and takes it no second time."""
    olena = await town.seller()
    placed = await town.shop.places()
    town.world.telegram.faults.lost_reply("answerCallbackQuery")
    await (await olena.taps("Approve")).answered()
    await town.may_wait(timedelta(0))
    await town.may_wait(SOON)
    assert town.events(placed.number) == ["placed", "approved"]
    await olena.sees("Confirmed")


@pytest.mark.parametrize("kind", ["server_error", "cut"])
async def test_a_failed_sending_is_tried_again_with_growing_waits(
    town: Town, kind: FaultKind
) -> None:
    """5xx or a cut connection: not at once, not given up, and rung when it works."""
    olena = await town.seller()
    fault = town.world.telegram.faults.add(Fault(kind, "sendMessage", olena.id, 3))
    placed = await town.shop.places()
    await town.settles()
    assert fault.hits == 1
    await town.passes(timedelta(milliseconds=900))
    assert fault.hits == 1, "a second try only after a second"
    for wait_s in (2, 4, 8):
        await town.passes(timedelta(seconds=wait_s))
    assert fault.hits == 3
    assert len(await alerts(olena, placed.number)) == 1


@pytest.mark.parametrize("kind", ["server_error", "cut"])
async def test_answers_to_people_are_tried_again_too(town: Town, kind: FaultKind) -> None:
    """What a person asked for comes late rather than never."""
    olena = await town.seller()
    town.world.telegram.faults.add(Fault(kind, "sendMessage", olena.id, 2))
    await olena.says("/orders")
    for wait_s in (0, 1, 2):
        await town.may_wait(timedelta(seconds=wait_s))
    await olena.sees("No new orders right now")


async def test_429_for_one_chat_does_not_delay_another(town: Town) -> None:
    """Only the chat it named waits, and as long as was asked."""
    olena = await town.seller()
    ira = await town.seller("Ira", "wool", "Wool")
    fault = town.world.telegram.faults.too_many_requests(30, "sendMessage", olena.id)
    first = await town.shop.places("clay")
    await town.settles()
    second = await town.shop.places("wool")
    await ira.sees(f"New order #{second.number}")
    assert await alerts(olena, first.number) == []
    await town.passes(timedelta(seconds=29))
    assert await alerts(olena, first.number) == []
    await town.passes(timedelta(seconds=2))
    assert len(await alerts(olena, first.number)) == 1
    assert fault.hits == 1


async def test_a_card_that_was_deleted_comes_anew(town: Town) -> None:
    """The person cleared the chat: the next change sends a fresh card, silently."""
    olena = await town.seller()
    placed = await town.shop.places()
    alert = await olena.sees("New order")
    await town.settles()
    rings = olena.rings
    await olena.deletes(alert)
    await town.shop.caller.acts(placed.number, "approve", "clay")
    card = await olena.sees("Confirmed")
    assert card is await town.card(placed.number, Actor.SELLER, olena)
    assert card.id != alert.id
    assert olena.rings == rings


async def test_telegram_is_down_at_start_and_orders_are_taken(town: Town) -> None:
    """HTTP answers meanwhile, without links that need the bot's name; the alert rings when it is back."""
    olena = await town.seller()
    await town.closes()
    telegram = town.world.telegram
    telegram.faults.cut("getMe", times=None)
    await town.opens(connected=False)
    caller = town.shop.caller
    ready = await caller.sends("GET", "//readyz")
    assert ready.status == 503
    placed = await caller.places(town.shop.body("clay"))
    assert placed.status == 201
    telegram.faults.clear()
    await olena.sees(f"New order #{placed.document['number']}")
    await town.service.connected()
    assert (await caller.sends("GET", "//readyz")).status == 200


async def test_updates_sent_while_the_service_was_away_are_not_lost(town: Town) -> None:
    """Taps and messages wait at Telegram, in queues of their own: either may come first."""
    olena = await town.seller()
    placed = await town.shop.places()
    await olena.sees("New order")
    await town.settles()
    await town.closes()
    tap = await olena.taps("Approve")
    await olena.says("/orders")
    await town.opens()
    assert (await tap.answered(10)).text.startswith("Approved.")
    await olena.sees(lambda message: message.text.startswith("Orders · "))
    await town.settles()
    assert town.events(placed.number) == ["placed", "approved"]


async def test_a_tap_found_too_late_for_its_answer_still_counts(town: Town) -> None:
    """Telegram forgets a tap after 150 s; one that was stored before is applied."""
    olena = await town.seller()
    placed = await town.shop.places()
    await olena.sees("New order")
    await town.settles()
    town.world.telegram.faults.cut("answerCallbackQuery", times=1)
    await olena.taps("Approve")
    await olena.sees("Confirmed")
    await town.may_wait(timedelta(seconds=200))
    assert town.events(placed.number) == ["placed", "approved"]


async def test_a_restart_between_tap_and_card_loses_nothing(town: Town) -> None:
    """The step is committed, its card was not yet shown: shown after the start."""
    olena = await town.seller()
    placed = await town.shop.places()
    await olena.sees("New order")
    await town.settles()
    cut = town.world.telegram.faults.cut("editMessageText", times=None)
    await (await olena.taps("Approve")).answered()
    await town.settles()
    assert cut.hits >= 1
    await town.closes()
    town.world.telegram.faults.clear()
    town.clock.passes(SOON)
    await town.opens()
    await olena.sees("Confirmed")
    assert town.events(placed.number) == ["placed", "approved"]


@pytest.mark.parametrize("way", ["polling"], indirect=True)
async def test_a_second_poller_is_said_and_survived(town: Town) -> None:
    """409: somebody else took the long poll; ours rests, says so, and goes on."""
    olena = await town.seller()
    town.world.telegram.updates.end_poll()
    await olena.says("/orders")
    await olena.sees("No new orders right now")
    assert any(call.status == 409 for call in town.world.telegram.calls("getUpdates"))


@pytest.mark.parametrize("way", ["polling"], indirect=True)
async def test_numbering_that_restarts_loses_nothing(town: Town) -> None:
    """After a quiet week Telegram's update ids begin anywhere, also lower."""
    olena = await town.seller()
    town.world.telegram.updates.restart_numbering(1000)
    await olena.says("/orders")
    await olena.sees("No new orders right now")


@pytest.mark.parametrize("way", ["polling"], indirect=True)
async def test_a_revoked_token_stops_the_service_with_advice(town: Town) -> None:
    """At work or at start: it stops, and says how to mend it."""
    await town.seller()
    town.world.telegram.revoked = True
    town.world.telegram.updates.end_poll()
    async with asyncio.timeout(10):
        await town.service.stopped.wait()
    assert "ORDERBELL_TELEGRAM_TOKEN" in town.service.why
    await town.closes()
    await town.opens(connected=False)
    async with asyncio.timeout(10):
        await town.service.stopped.wait()
    assert "BotFather" in town.service.why
    assert town.world.telegram.token not in town.service.why
    town.world.telegram.revoked = False


async def test_orders_keep_coming_while_telegram_is_slow(town: Town) -> None:
    """The marketplace does not wait for Telegram."""
    olena = await town.seller()
    town.world.telegram.faults.slow(0.3, "sendMessage", times=None)
    numbers = [(await town.shop.places()).number for _ in range(5)]
    town.world.telegram.faults.clear()
    for number in numbers:
        await olena.sees(f"New order #{number}\n")
