"""A stranger who tries: forged taps, garbage, somebody else's link."""

from datetime import timedelta

from bot.demo.scenes.selling import history
from bot.demo.tale import Tale
from bot.demo.transcript import Scene
from channels.telegram.buttons import encode
from channels.telegram.card_taps import ActTap
from orders.states import Action

#: What no button of ours carries: bytes that are no text.
GARBAGE = b"\xff\xfe\x00orders;--"


async def stranger_interferes(stage: Tale, scene: Scene) -> None:
    """Who has no part in an order neither moves it nor sees it."""
    await stage.passes(timedelta(minutes=10))
    before = await history(stage, stage.number)
    scene.tells(
        "Max has nothing to do with this order. He finds the bot, guesses the order’s number, "
        "forges what a button would send, and has got hold of Taras’s link."
    )
    await stage.max.starts()
    await stage.max.sees("Hello!")
    forged = encode(ActTap(Action.MARK_PAID, stage.number, 2))
    refusal = await (await stage.max.taps_data(forged)).answered()
    scene.deed(f"Max forges a tap, `{forged}` → “{refusal.text}”")
    scene.expects_words("the answer to the forged tap", "can’t find this order", refusal.text)
    refusal = await (await stage.max.taps_data(GARBAGE)).answered()
    scene.deed(f"Max sends bytes that are no text → “{refusal.text}”")
    scene.expects("an alert in answer to garbage", True, refusal.show_alert)
    stage.max.follows(stage.customer_link)
    refused = await stage.max.sees("already used")
    scene.deed(f"Max opens Taras’s link → “{refused.text}”")
    seen = [message.text for message in stage.max.messages if "mug" in message.text]
    scene.expects("what Max saw of the order", [], seen)
    scene.expects("what happened to the order", before, await history(stage, stage.number))
    scene.holds("Nothing moved, and Max saw nothing of the order.")
