"""A customer who buys inside Telegram, in Ukrainian, and changes her mind."""

from datetime import timedelta

from bot.demo.tale import Tale
from bot.demo.transcript import Scene

BOWL = {
    "seller_ref": "ira",
    "title": "Миска «Соняшник»",
    "price": {"amount": "680.00", "currency": "UAH"},
    "production_days": 7,
}
THINKS = timedelta(seconds=4)


async def buys(stage: Tale, scene: Scene) -> None:
    """The Buy link asks what an order needs, in the customer's own language."""
    scene.tells(
        "Beside each product the marketplace shows a Buy link. Olena opens one; her Telegram is in "
        "Ukrainian, so the bot asks in Ukrainian: how many, name, phone, address, a wish."
    )
    reply = await stage.marketplace.sends("PUT", "/products/bowl", BOWL)
    scene.expects("PUT /products/bowl answers", 201, reply.status)
    olena = stage.olena
    olena.follows(reply.document["buy_link"])
    await _presses(stage, "Скільки", "1")
    await _presses(stage, "Як вас звати", "Olena Bondar")
    await olena.sees("номер телефону")
    await olena.presses("📞 Надіслати мій номер")
    await stage.passes(THINKS)
    await olena.sees("Куди доставити")
    await olena.says("Київ, вул. Саксаганського 12, кв. 4")
    await stage.passes(THINKS)
    await _presses(stage, "Що ще варто знати", "Пропустити")
    scene.phone("Olena", await olena.sees("Перевірте"))
    await _presses(stage, "Перевірте", "Надіслати")
    scene.deed("Olena taps [ Надіслати ], and Ira’s phone rings.")
    card = await stage.ira.sees("Соняшник")
    scene.expects("the card rings", True, card.notify)
    scene.glance("Ira", card)


async def changes_her_mind(stage: Tale, scene: Scene) -> None:
    """A request that is still new can be taken back by its customer, who is asked twice."""
    await stage.passes(timedelta(minutes=5))
    scene.tells("Five minutes later Olena has second thoughts. Nobody has approved it yet.")
    await stage.olena.taps("Скасувати запит")
    await stage.olena.sees("Скасувати цей запит?")
    toast = await (await stage.olena.taps("Так, скасувати")).answered()
    scene.deed(f"Olena taps [ Скасувати запит ], is asked once more, says yes → “{toast.text}”")
    scene.phone("Ira", await stage.ira.sees("cancelled order"))
    await stage.olena.sees("Скасовано")


async def _presses(stage: Tale, question: str, answer: str) -> None:
    """Read a question, think, press a button under it."""
    asked = await stage.olena.sees(question)
    await stage.olena.taps(answer, on=asked)
    await stage.passes(THINKS)
