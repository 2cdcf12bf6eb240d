"""The story: which steps there are, and playing them one after the other until one breaks."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import aiohttp

from bot.demo.process import BotDied
from bot.demo.scenes import buying, crashing, ending, interfering, selling, texting
from bot.demo.stage import opened
from bot.demo.tale import Tale
from bot.demo.transcript import Broken, Scene, Transcript
from simulator.sight import NotSeen

Play = Callable[[Tale, Scene], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story."""

    title: str
    play: Play


STEPS = (
    Step("The shop opens", selling.shop_opens),
    Step("An order rings", selling.order_rings),
    Step("The customer follows it", selling.customer_follows),
    Step("Tapped twice, counted once", selling.approved_once),
    Step("The customer is told", selling.customer_told),
    Step("A stranger interferes", interfering.stranger_interferes),
    Step("A slip of the thumb", selling.slip_undone),
    Step("Paid", selling.paid),
    Step("kill -9 in the middle of a tap", crashing.killed),
    Step("Started again", crashing.restarted),
    Step("Closed, and the fee is noted", selling.closed),
    Step("Somebody buys in Ukrainian", buying.buys),
    Step("She changes her mind", buying.changes_her_mind),
    Step("A seller without Telegram", texting.works_by_text),
    Step("A forgotten order", ending.clock_closes),
    Step("All orders at a glance", ending.all_orders),
    Step("The books", ending.books),
)

OPENING = (
    "Orderbell is the order desk a craftsman has inside Telegram: orders ring, buttons work them, "
    "and the customer always sees where things stand.",
    "In this story Ira makes pottery, Taras wants two mugs, Olena buys in Ukrainian, Oksana works "
    "by SMS, and Max tries to interfere. The bot is the real one, in a process of its own; Telegram, "
    "the phones and the post are simulated on this machine. Nothing leaves it, and no token is needed. Days pass in seconds, because the story’s "
    "clock is moved by hand; the milliseconds are real.",
)


async def perform(transcript: Transcript, steps: Sequence[Step] = STEPS) -> int:
    """Play the steps on a stage of their own; 0 when every step held, else 1."""
    transcript.opens("Orderbell: the life of an order", OPENING)
    since = perf_counter()
    try:
        async with opened(Tale) as stage:
            await stage.starts_bot()
            for number, step in enumerate(steps, 1):
                if not await _played(transcript, number, step, stage):
                    return 1
    except BotDied as died:
        transcript.breaks(0, "The bot starts", "a bot that is connected to Telegram", str(died))
        return 1
    transcript.closes(
        f"All {len(steps)} steps held, in {perf_counter() - since:.1f} s. "
        "The bot was stopped and the temporary data removed.\n"
        "With a bot of your own: ORDERBELL_TELEGRAM_TOKEN=… orderbell run"
    )
    return 0


async def _played(transcript: Transcript, number: int, step: Step, stage: Tale) -> bool:
    scene, since = Scene(transcript.colour), perf_counter()
    broken: Broken | None = None
    try:
        await step.play(stage, scene)
    except Broken as unmet:
        broken = unmet
    except (NotSeen, BotDied, aiohttp.ClientError, asyncio.IncompleteReadError) as error:
        broken = Broken("the step to go on", error)
    ms = (perf_counter() - since) * 1000
    transcript.step(number, step.title, ms, scene, held=broken is None)
    if broken is not None:
        transcript.breaks(number, step.title, broken.expected, broken.seen)
    return broken is None
