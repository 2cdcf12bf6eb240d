"""What time does by itself, and what remains in the end."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.demo.stage import ZONE
from bot.demo.tale import Tale
from bot.demo.transcript import Scene
from orders.states import FeeReason


async def clock_closes(stage: Tale, scene: Scene) -> None:
    """An order that nobody closes or cancels counts as closed when its time is over."""
    before = await stage.marketplace.sends("GET", f"/orders/{stage.forgotten}")
    ends_at = datetime.fromisoformat(before.document["auto_close_at"])
    scene.tells(
        f"Nobody touches order {stage.forgotten}, the vase. By the marketplace’s rules it counts "
        "as sold when its time is over. The clock acts like anybody else."
    )
    await stage.passes(ends_at - stage.clock.now() + timedelta(minutes=1))
    scene.deed(f"Two weeks pass, until {ends_at.astimezone(ZoneInfo(ZONE)):%-d %B, %H:%M}.")
    scene.phone("Ira", await stage.ira.sees("closed by itself: it was"))
    await stage.taras.sees("closed by itself")
    async with stage.rows.read() as uow:
        fee = await uow.fees.of(stage.forgotten)
    scene.expects("the fee’s reason", FeeReason.EXPIRED, fee.reason if fee else "no fee at all")
    scene.holds("Its fee is noted too, and Taras is told as well.")


async def all_orders(stage: Tale, scene: Scene) -> None:
    """Everything at a glance, in one message that is edited in place."""
    await stage.passes(timedelta(minutes=10))
    scene.tells("Ira looks at all her orders. None is new, so the closed ones come first.")
    await stage.ira.says("/orders")
    scene.phone("Ira", await stage.ira.sees("Orders · Closed"))


async def books(stage: Tale, scene: Scene) -> None:
    """Every step of the first order stands in its history, once; Telegram had nothing to complain of."""
    reply = await stage.marketplace.sends("GET", f"/orders/{stage.number}/history")
    scene.tells(f"What the marketplace finds in the history of order {stage.number}:")
    for event in reply.document["events"]:
        at = datetime.fromisoformat(event["at"]).astimezone(ZoneInfo(ZONE))
        scene.line(
            f"{event['version']}  {at:%a %d %b %H:%M}  {event['what']:<12} {event['by']['role']}"
        )
    versions = [event["version"] for event in reply.document["events"]]
    scene.expects("the versions", list(range(1, len(versions) + 1)), versions)
    scene.expects("departures from the Bot API", [], stage.world.telegram.violations)
    scene.expects("departures from Twilio’s API", [], stage.world.twilio.violations)
    scene.expects("unsound letters", [], stage.world.post.violations)
    await stage.quiet()
    scene.expects("errors in the bot’s log", [], [*stage.errors, *stage.running.errors])
    status = await stage.running.stop()
    scene.expects("exit status of the bot when asked to stop", 0, status)
    scene.holds(
        "Every step stands there once. No call broke Telegram’s or Twilio’s rules, and no error was "
        "logged."
    )
