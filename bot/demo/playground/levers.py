"""The levers of the playground: orders, time, the bot's life, newcomers, the story, starting over.

The levers of Telegram itself (taps, faults, forged updates) are the simulator's.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import aiohttp

from bot.demo.playground import deeds, ordering
from bot.demo.playground.cast import CASTS
from bot.demo.playground.host import Playground
from bot.demo.playground.progress import progress
from bot.demo.playground.refusals import refusal
from bot.demo.playground.shown import due_shown, look
from bot.demo.process import BotDied
from bot.demo.transcript import Broken
from simulator.control.asked import Asked, Lever
from simulator.sight import NotSeen

#: People on one page; more have no room on it.
MAX_PEOPLE = 12
MAX_NAME = 64  # Telegram's first_name. Source: Bot API, limits of names in clients.
#: Characters of a log's line that a visitor is shown.
MAX_WHY = 200
#: How far time goes at once, days.
MAX_DAYS = 366
#: A jump in time waits so long for the bot to come to rest, seconds.
_REST_S = 3.0
#: A deadline has passed this much after it.
_AFTER = timedelta(seconds=1)
ROLES = ("seller", "customer", "stranger")

Pulled = Callable[[Playground, Asked], Awaitable[object]]


async def _order(play: Playground, asked: Asked) -> object:
    ground = play.ground
    if not ground.stage.plays:
        raise refusal(play.language, "bot_down")
    placed, product = await ground.views(), asked.body.get("product")
    form = ordering.proposed(ground.cast, ground.customer, placed, product)
    form |= {name: value for name, value in asked.body.items() if name in form}
    if ordering.person_of(form) not in ground.people:
        form["person"] = ground.customer.id
    reply = await ground.places(form)
    if reply.status in (200, 201):
        return {"number": reply.document["number"]}
    if fields := ordering.faulty(reply.document):
        raise refusal(play.language, "invalid", *fields)
    raise refusal(play.language, "rejected", why=reply.document.get("detail", reply.status))


async def _time(play: Playground, asked: Asked) -> object:
    try:
        hours = asked.real("hours")
    except (TypeError, ValueError):
        hours = 0.0
    if not 0 < hours <= MAX_DAYS * 24:
        raise refusal(play.language, "hours", limit=MAX_DAYS)
    await play.ground.passes(timedelta(hours=hours), _REST_S)
    return True


async def _deadline(play: Playground, asked: Asked) -> object:
    ground = play.ground
    due = (await look(ground)).due
    if due is None:
        raise refusal(play.language, "no_deadline")
    await ground.passes(due.at - ground.now() + _AFTER, _REST_S)
    return due_shown(due)


async def _kill(play: Playground, asked: Asked) -> object:
    await play.ground.life.kills()
    return {"bot": play.ground.life.state}


async def _start(play: Playground, asked: Asked) -> object:
    await play.ground.life.starts()
    return {"bot": play.ground.life.state}


async def _person(play: Playground, asked: Asked) -> object:
    ground = play.ground
    role = asked.text("role", "stranger")
    language = asked.text("language", play.language)
    name = " ".join(asked.text("name", ground.cast.stranger).split())
    if role not in ROLES:
        raise refusal(play.language, "role")
    if language not in CASTS:
        raise refusal(play.language, "language")
    if not 1 <= len(name) <= MAX_NAME:
        raise refusal(play.language, "name", limit=MAX_NAME)
    if len(ground.people) >= MAX_PEOPLE:
        raise refusal(play.language, "crowd", limit=MAX_PEOPLE)
    if role != "seller":
        return {"id": ground.adds(name, role, language).id}
    if not ground.stage.plays:
        raise refusal(play.language, "bot_down")
    reply = await ground.joins(f"seller-{len(ground.people) + 1}", name, language)
    if reply.status not in (200, 201):
        raise refusal(play.language, "rejected", why=reply.document.get("detail", reply.status))
    person = ground.adds(name, role, language)
    link = reply.document["invite_link"]
    ground.writes(person, CASTS[language].invited.format(name=name, link=link))
    return {"id": person.id}


async def _reset(play: Playground, asked: Asked) -> object:
    language = asked.text("locale", play.language)
    if language not in CASTS:
        raise refusal(play.language, "language")
    await play.begins(language)
    return True


async def _go(play: Playground, asked: Asked) -> object:
    wanted = asked.text("step")
    if wanted not in deeds.STEPS:
        raise refusal(play.language, "step")
    for step, deed in deeds.STEPS.items():
        told = await progress(play.ground, await play.ground.views())
        if step == wanted:
            return {"done": [*told.done]}
        if step in told.done:
            continue
        if told.problem:
            raise refusal(play.language, "story_problem")
        await _does(play, step, deed)
    raise AssertionError("the wanted step is one of them")


async def _does(play: Playground, step: str, deed: deeds.Deed) -> None:
    if step != "crash":
        await play.ground.life.starts()
    try:
        await deed(play.ground)
    except (Broken, NotSeen) as unmet:
        raise refusal(play.language, "stuck") from unmet
    await play.looks()


_LEVERS: Mapping[str, Pulled] = {
    "order": _order,
    "time": _time,
    "time/deadline": _deadline,
    "bot/kill": _kill,
    "bot/start": _start,
    "person": _person,
    "reset": _reset,
    "story/go": _go,
}


def levers(play: Playground) -> Mapping[str, Lever]:
    """The levers by name; each waits until the one before is done."""
    return {name: _alone(play, pulled) for name, pulled in _LEVERS.items()}


def _alone(play: Playground, pulled: Pulled) -> Lever:
    async def lever(asked: Asked) -> object:
        async with play.lock:
            try:
                return await pulled(play, asked)
            except BotDied as died:
                why = str(died).splitlines()[-1][:MAX_WHY]
                raise refusal(play.language, "bot_died", why=why) from died
            except Broken as unmet:
                raise refusal(play.language, "stuck") from unmet
            except aiohttp.ClientError as gone:
                raise refusal(play.language, "bot_down") from gone
            finally:
                await play.looks()

    return lever
