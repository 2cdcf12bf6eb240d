"""The bot is killed at the worst moment, and started again."""

from datetime import timedelta
from time import perf_counter

import aiohttp

from bot.demo.scenes.selling import history
from bot.demo.stage import HELD, timed
from bot.demo.tale import Tale
from bot.demo.transcript import Broken, Scene
from simulator.telegram.calls import Call

VASE = {
    "external_id": "A-2",
    "seller_ref": "ira",
    "customer": {"ref": "taras", "name": "Taras Shevchuk", "phone": "+380671234567"},
    "items": [
        {"title": "Tall vase", "quantity": 1, "price": {"amount": "1200.00", "currency": "UAH"}}
    ],
    "shipping_address": "Lviv, Rynok Square 1",
}
REDRAW = "editMessageText"


async def killed(stage: Tale, scene: Scene) -> None:
    """Killed between a tap and its card: the phones see no more of it than that."""
    await stage.passes(timedelta(days=4))
    await stage.quiet()
    bot = stage.running
    scene.tells(
        "The mugs are in the post and Ira taps Mark as sent. The tap is taken; before her card "
        "is drawn anew, the bot is killed: kill -9, no time to tidy up."
    )

    def strike(call: Call) -> None:
        if call.method == REDRAW and str(call.chat) == str(stage.ira.id):
            bot.strike()

    stage.world.telegram.faults.cut(REDRAW, chat=stage.ira.id)
    stage.world.telegram.listen(strike)
    await stage.ira.taps("Mark as sent")
    await bot.ended()
    card = await stage.ira.sees("· Paid")
    scene.deed(f"Ira taps [ Mark as sent ]. Her card still says: “{card.text.splitlines()[0]}”")
    await stage.taras.says("/orders")
    scene.deed("Taras sends /orders. Nobody answers.")
    try:
        reply = await stage.marketplace.sends("POST", "/orders", VASE)
    except aiohttp.ClientConnectionError:
        scene.deed("The marketplace: POST /api/v1/orders, another order → connection refused.")
    else:
        raise Broken("nobody to answer the marketplace", f"status {reply.status}")


async def restarted(stage: Tale, scene: Scene) -> None:
    """After a restart everything that was taken is finished, once."""
    rings = stage.taras.rings
    scene.tells("The bot is started again.")
    since = perf_counter()
    await stage.starts_bot()
    connected_ms = (perf_counter() - since) * 1000
    _, redrawn_ms = await timed(stage.ira.sees("· Sent"))
    scene.deed(f"Started and connected after {connected_ms:,.0f} ms.")
    card = await stage.ira.sees("· Sent")
    scene.deed(
        f"{redrawn_ms:.0f} ms later Ira’s card says: “{card.text.splitlines()[0]}”, "
        "without another tap."
    )
    await stage.taras.sees("My orders")
    scene.deed("Taras gets the answer to his /orders.")
    await _retried(stage, scene)
    happened = await history(stage, stage.number)
    scene.expects("how often it was marked as sent", 1, happened.count("marked_sent"))
    await stage.passes(HELD)
    await stage.taras.sees("on its way")
    await stage.quiet()
    scene.expects("rings of Taras’s phone", 1, stage.taras.rings - rings)
    scene.holds("Taras hears that the mugs are on their way: once.")


async def _retried(stage: Tale, scene: Scene) -> None:
    first = await stage.marketplace.sends("POST", "/orders", VASE)
    again = await stage.marketplace.sends("POST", "/orders", VASE)
    scene.expects("the repeated order’s answers", (201, 200), (first.status, again.status))
    stage.forgotten = first.document["number"]
    scene.expects("the number of both answers", stage.forgotten, again.document["number"])
    scene.deed(
        f"The marketplace tries its order again → 201 Created: order {stage.forgotten}; "
        "and once more, to be sure → 200 OK, the same order."
    )
    await stage.ira.sees(f"#{stage.forgotten}")
