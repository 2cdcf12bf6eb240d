"""A seller without Telegram, who works an order by SMS and has a letter of it."""

import asyncio
from datetime import timedelta

from bot.demo.stage import HELD, timed
from bot.demo.tale import Tale
from bot.demo.transcript import Scene

PHONE, MAILBOX = "+380501234599", "oksana@example.org"
SHOP = {
    "name": "Oksana’s Candles",
    "phone": PHONE,
    "email": MAILBOX,
    "locale": "en",
    "timezone": "Europe/Kyiv",
}
CANDLES = {
    "external_id": "A-9",
    "seller_ref": "oksana",
    "customer": {"ref": "taras", "name": "Taras Shevchuk", "phone": "+380671234567"},
    "items": [
        {"title": "Beeswax candle", "quantity": 3, "price": {"amount": "120.00", "currency": "UAH"}}
    ],
    "shipping_address": "Lviv, Rynok Square 1",
    "production_days": 2,
}


async def works_by_text(stage: Tale, scene: Scene) -> None:
    """An order reaches a seller without Telegram by SMS, with a copy by e-mail; she answers it in words."""
    scene.tells(
        "Oksana makes candles and has no Telegram. The marketplace knows her phone and her e-mail."
    )
    await stage.marketplace.sends("PUT", "/sellers/oksana", SHOP)
    phone, mailbox = stage.world.phone(PHONE), stage.world.mailbox(MAILBOX)
    (reply, _), (text, came_ms) = await asyncio.gather(
        timed(stage.marketplace.sends("POST", "/orders", CANDLES)), timed(phone.sees("New order"))
    )
    number = reply.document["number"]
    scene.deed(f"Taras orders candles. Oksana’s phone gets an SMS {came_ms:.0f} ms later:")
    scene.text("Oksana", text.body, text.segments)
    letter = await mailbox.sees(str(number))
    scene.deed(f"The copy that the marketplace promises is in her mailbox: “{letter.subject}”.")
    await phone.sends(f"{number} ok")
    scene.deed(f"Oksana answers “{number} ok”:")
    answer = await phone.sees("Confirmed")
    scene.text("Oksana", answer.body, answer.segments)
    await stage.passes(HELD + timedelta(seconds=1))
    await stage.taras.sees(lambda m: f"#{number}" in m.text and "is confirmed" in m.text)
    scene.holds("Taras reads in Telegram that it is confirmed. Every text took one segment.")
    scene.expects("segments", [1, 1], [text.segments, answer.segments])
