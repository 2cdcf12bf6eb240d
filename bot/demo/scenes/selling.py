"""An order from its first ring to its fee, as seller and customer live through it."""

import asyncio
from datetime import timedelta

from bot.demo.stage import HELD, timed
from bot.demo.tale import Tale
from bot.demo.transcript import Scene
from orders.states import FeeReason

SHOP = {"name": "Ira’s Pottery", "locale": "en", "timezone": "Europe/Kyiv"}
MUGS = {
    "external_id": "A-1",
    "seller_ref": "ira",
    "customer": {"ref": "taras", "name": "Taras Shevchuk", "phone": "+380671234567"},
    "items": [
        {"title": "Blue mug", "quantity": 2, "price": {"amount": "450.00", "currency": "UAH"}}
    ],
    "shipping_address": "Lviv, Rynok Square 1",
    "comment": "One with a big handle, please",
    "production_days": 5,
}


async def shop_opens(stage: Tale, scene: Scene) -> None:
    """The marketplace adds a seller; her invite link binds her Telegram account."""
    scene.tells(
        "Ira makes pottery and sells it on a marketplace. The marketplace tells Orderbell "
        "about her over HTTP and gets a link that works once; Ira opens it."
    )
    reply = await stage.marketplace.sends("PUT", "/sellers/ira", SHOP)
    scene.expects("PUT /sellers/ira answers", 201, reply.status)
    scene.deed("The marketplace: PUT /api/v1/sellers/ira → 201 Created, with an invite link.")
    stage.ira.follows(reply.document["invite_link"])
    scene.deed("Ira opens the link on her phone.")
    scene.phone("Ira", await stage.ira.sees("Welcome, Ira’s Pottery"))


async def order_rings(stage: Tale, scene: Scene) -> None:
    """A purchase request becomes a card that rings."""
    scene.tells("Taras buys two mugs on the marketplace, which passes the order on.")
    (reply, answered_ms), (card, rang_ms) = await asyncio.gather(
        timed(stage.marketplace.sends("POST", "/orders", MUGS)),
        timed(stage.ira.sees("New order")),
    )
    scene.expects("POST /orders answers", 201, reply.status)
    scene.expects("the card rings", True, card.notify)
    stage.number, stage.customer_link = reply.document["number"], reply.document["customer_link"]
    scene.deed(
        f"The marketplace: POST /api/v1/orders → 201 Created after {answered_ms:.0f} ms: "
        f"order {stage.number}, and a link for its customer."
    )
    scene.deed(f"Ira’s phone rings {rang_ms:.0f} ms after the request was sent.")
    scene.phone("Ira", card)


async def customer_follows(stage: Tale, scene: Scene) -> None:
    """The customer opens the order's own link and sees where it stands."""
    await stage.passes(timedelta(minutes=3))
    scene.tells("The marketplace showed Taras that link. He opens it.")
    stage.taras.follows(stage.customer_link)
    scene.phone("Taras", await stage.taras.sees("from Ira’s Pottery"))


async def approved_once(stage: Tale, scene: Scene) -> None:
    """A button tapped twice counts once; both cards change at once, the ring is held back."""
    await stage.passes(timedelta(minutes=20))
    scene.tells(
        "Ira can make the mugs and taps Approve. Her train is in a tunnel, so she taps it again."
    )
    card = await stage.ira.sees("New order")
    taps = [await stage.ira.taps("Approve", on=card) for _ in range(2)]
    first, second = [await tap.answered() for tap in taps]
    scene.deed(f"Ira taps [ Approve ] → “{first.text}”")
    scene.deed(f"Ira taps [ Approve ] → “{second.text}”")
    scene.expects_words("the first tap’s answer", "Approved.", first.text)
    scene.expects_words("the second tap’s answer", "Already approved", second.text)
    scene.glance("Ira", await stage.ira.sees("Confirmed"))
    await stage.taras.sees("Confirmed ·")
    happened = await history(stage, stage.number)
    scene.expects("what happened to the order", ["placed", "approved"], happened)
    scene.holds("Two taps, one step. Taras’s card shows it already, but his phone is still silent.")


async def customer_told(stage: Tale, scene: Scene) -> None:
    """Ten seconds after the tap the customer's phone rings, once."""
    rings = stage.taras.rings
    await stage.passes(HELD)
    scene.tells("Ten seconds later nobody has taken the tap back, and Taras is told.")
    scene.phone("Taras", await stage.taras.sees("is confirmed"))
    scene.expects("rings of Taras’s phone", rings + 1, stage.taras.rings)


async def slip_undone(stage: Tale, scene: Scene) -> None:
    """A wrong tap taken back within ten seconds rings nobody."""
    await stage.passes(timedelta(hours=4))
    rings = stage.taras.rings
    scene.tells(
        "In the afternoon Ira’s thumb slips: she taps Mark as paid, and takes it back at once."
    )
    toast = await (await stage.ira.taps("Mark as paid")).answered()
    scene.deed(f"Ira taps [ Mark as paid ] → “{toast.text}”")
    await stage.ira.sees("· Paid")
    toast = await (await stage.ira.taps("Undo")).answered()
    scene.deed(f"Ira taps [ Undo ] → “{toast.text}”")
    scene.expects_words("the answer to Undo", "Taken back", toast.text)
    await stage.ira.sees("· Confirmed")
    await stage.taras.sees("· Confirmed")
    await stage.passes(HELD)
    await stage.quiet()
    scene.expects("rings of Taras’s phone", rings, stage.taras.rings)
    scene.holds("Taras’s card is as before, and his phone did not ring.")


async def paid(stage: Tale, scene: Scene) -> None:
    """The payment really comes; the customer is told exactly once."""
    await stage.passes(timedelta(minutes=40))
    rings = stage.taras.rings
    scene.tells("Then the money comes. This time she means it.")
    toast = await (await stage.ira.taps("Mark as paid")).answered()
    scene.deed(f"Ira taps [ Mark as paid ] → “{toast.text}”")
    await stage.ira.sees("· Paid")
    await stage.passes(HELD)
    scene.phone("Taras", await stage.taras.sees("marked as paid"))
    await stage.quiet()
    scene.expects("rings of Taras’s phone since", 1, stage.taras.rings - rings)


async def closed(stage: Tale, scene: Scene) -> None:
    """The deal is done: the order closes and the marketplace's fee is noted."""
    await stage.passes(timedelta(days=3))
    scene.tells("Three days later the mugs have arrived. Ira closes the order.")
    toast = await (await stage.ira.taps("Close order")).answered()
    scene.deed(f"Ira taps [ Close order ] → “{toast.text}”")
    await stage.ira.sees("· Closed")
    await stage.passes(HELD)
    await stage.taras.sees("is closed. Thank you!")
    scene.phone("Taras", await stage.taras.sees("· Closed"))
    async with stage.rows.read() as uow:
        fee = await uow.fees.of(stage.number)
    scene.expects("the reason of the fee", FeeReason.SALE, fee.reason if fee else "no fee at all")
    scene.holds(f"Order {stage.number} is in the books: its fee is due, because it was a sale.")


async def history(stage: Tale, number: int) -> list[str]:
    """What happened to an order, as the API tells it, oldest first."""
    reply = await stage.marketplace.sends("GET", f"/orders/{number}/history")
    return [event["what"] for event in reply.document["events"]]
