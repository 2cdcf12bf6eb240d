"""The administration's side: what was given up, trying it again; and what stands around the chat."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from orders.states import Actor
from simulator.telegram.faults import Fault
from tests.journeys.shop import Placed
from tests.journeys.town import PATIENCE_S, Town, read

#: See `conftest`.
ONE_WAY = True


async def gives_up(town: Town) -> tuple[Placed, Fault]:
    """An order whose alert is tried twelve times in vain; the fault still holds."""
    olena = await town.seller()
    fault = town.world.telegram.faults.server_error("sendMessage", olena.id, times=None)
    placed = await town.shop.places()
    for _ in range(12):
        await town.passes(timedelta(minutes=6))
    town.dead_expected = town.errors_expected = True
    return placed, fault


async def test_a_row_is_given_up_after_twelve_tries_and_the_administration_is_told(
    town: Town,
) -> None:
    """What, which order, to whom, why, and a button that tries it again."""
    placed, fault = await gives_up(town)
    assert fault.hits == 12
    assert len(town.works("card", "dead")) == 1
    alarm = await town.administrator.sees("could not be delivered")
    for line in (f"Order: #{placed.number}", "the order’s card", "To: the seller", "Tries: 12"):
        assert line in read(alarm)
    assert alarm.button("Try again") is not None


async def test_the_administration_tries_again_from_the_alarm(town: Town) -> None:
    """Once the cause is gone, one tap sends it."""
    placed, _ = await gives_up(town)
    town.world.telegram.faults.clear()
    answer = await (await town.administrator.taps("Try again")).answered()
    assert answer.text == "It goes out again now."
    olena = next(p for p in town.world.people.values() if p.name == "Olena Koval")
    await olena.sees(f"New order #{placed.number}")
    await town.settles()
    assert town.works("card", "dead") == []
    again = await (await town.administrator.taps("Try again")).answered()
    assert again.text == "This one no longer waits."


async def test_admin_lists_what_was_given_up(town: Town) -> None:
    """With the same button; nothing given up reads as all being well."""
    await town.administrator.says("/admin")
    await town.administrator.sees("All is well")
    placed, _ = await gives_up(town)
    await town.administrator.says("/admin")
    listed = await town.administrator.sees("1 message was given up")
    assert f"order #{placed.number}" in listed.text
    work_id = town.works("card", "dead")[0]
    town.world.telegram.faults.clear()
    await (await town.administrator.taps(f"Try {work_id} again", on=listed)).answered()
    await town.settles()
    assert town.works("card", "dead") == []


async def test_admin_is_for_the_administration_only(town: Town) -> None:
    """For everybody else the command does not exist, and the button does nothing."""
    await gives_up(town)
    olena = next(p for p in town.world.people.values() if p.name == "Olena Koval")
    town.world.telegram.faults.clear()
    await olena.says("/admin")
    await olena.sees("I didn’t get that")
    work_id = town.works("card", "dead")[0]
    tap = await olena.taps_data(f"v:{work_id}")
    assert (await tap.answered()).text == "This one no longer waits."
    assert town.works("card", "dead") == [work_id]


async def holds(condition: Callable[[], bool]) -> None:
    """Wait until the bot has said of itself what it should."""
    deadline = monotonic() + PATIENCE_S
    while not condition():
        assert monotonic() < deadline
        await asyncio.sleep(0.01)


async def test_menus_and_descriptions_are_set_in_both_languages(town: Town) -> None:
    """At start, each once; after a restart they are looked at, and not set again."""
    telegram = town.world.telegram
    await holds(lambda: "admin" in town.administrator.commands)
    anna, ganna = town.world.person("Anna"), town.world.person("Ганна", language="uk")
    assert anna.commands == ganna.commands == ["orders", "help", "privacy"]
    for texts in (telegram.profile.descriptions, telegram.profile.short_descriptions):
        assert set(texts) == {"", "uk"}
        assert texts[""] != texts["uk"]
    made = [call for call in telegram.log.calls if call.method.startswith("setMy")]
    looked = len(telegram.calls("getMyCommands"))
    await town.restarts()
    await holds(lambda: len(telegram.calls("getMyCommands")) == 2 * looked)
    assert [call for call in telegram.log.calls if call.method.startswith("setMy")] == made


async def test_each_role_has_its_menu(town: Town) -> None:
    """Sellers see more than customers, in their own language's words."""
    olena = await town.seller()
    taras = await town.customer(await town.shop.places())
    seller = [
        "start",
        "orders",
        "neworder",
        "find",
        "customers",
        "products",
        "statement",
        "settings",
        "help",
        "privacy",
        "cancel",
    ]
    assert olena.commands == seller
    assert taras.commands == ["orders", "help", "privacy"]
    await holds(lambda: "admin" in town.administrator.commands)


async def test_the_marketplace_sees_what_people_did(town: Town) -> None:
    """The history over HTTP names who did what, by the marketplace's own names."""
    olena = await town.seller()
    placed = await town.shop.places(customer={"ref": "c-7", "name": "Taras"})
    await town.customer(placed)
    await (await olena.taps("Approve")).answered()
    await (await olena.taps("Undo")).answered()
    reply = await town.shop.caller.sends("GET", f"/orders/{placed.number}/history")
    told = [(e["what"], e["by"]["role"], e["by"]["ref"]) for e in reply.document["events"]]
    assert told == [
        ("placed", "administration", None),
        ("approved", "seller", "clay"),
        ("undone", "seller", "clay"),
    ]
    looked = await town.shop.caller.sends("GET", f"/orders/{placed.number}")
    assert looked.document["status"] == "new"
    assert looked.document["version"] == 3


async def test_the_administration_without_a_chat_is_no_trouble(town: Town) -> None:
    """An administrator who has blocked the bot: alarms are let go, the order's card is not."""
    town.administrator.blocks_bot()
    await town.settles()
    olena = await town.seller()
    olena.blocks_bot()
    await town.settles()
    await town.shop.places()
    await town.settles()
    olena.unblocks_bot()
    await olena.sees("New order")
    assert town.works("alarm", "cancelled") != []
    assert (await town.card(1001, Actor.SELLER, olena)).notify
