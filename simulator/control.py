"""Levers under /control/ for another process: people's deeds, faults, counts. Loopback only.

It adds nothing to the world that a test in the same process could not do.
"""

from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web

from simulator.people import PATIENCE_S, Person, Tap
from simulator.sight import NotSeen
from simulator.telegram.calls import Call
from simulator.telegram.faults import Fault, FaultKind
from simulator.telegram.flood import Strictness
from simulator.telegram.messages import Message
from simulator.world import World

_PREFIX = "/control/"
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_KINDS: dict[str, FaultKind] = {
    "lost_reply": "lost_reply",
    "server_error": "server_error",
    "cut": "cut",
    "slow": "slow",
    "flood": "flood",
}
_STRICTNESS: dict[str, Strictness] = {
    "off": "off",
    "documented": "documented",
    "harsh": "harsh",
}


class Order:
    """One request's JSON: what is wanted, and of whom."""

    def __init__(self, world: World, body: dict[str, object]) -> None:
        self.world = world
        self.body = body

    @property
    def person(self) -> Person:
        """The person that "person" names by id; raises KeyError."""
        return self.world.people[self.whole("person")]

    @property
    def message(self) -> Message | None:
        """The message that "message_id" names in the person's chat, if any."""
        return self.person.chat.message(self.whole("message_id"))

    def text(self, name: str, default: str = "") -> str:
        """A string; raises TypeError for anything else."""
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a string")
        return value

    def real(self, name: str, default: float = 0.0) -> float:
        """A number; digits in a string will do. Raises TypeError, ValueError."""
        value = self.body.get(name, default)
        if not isinstance(value, str | int | float):
            raise TypeError(f"{name} must be a number")
        return float(value)

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number."""
        return int(self.real(name, default))

    def optional(self, name: str) -> int | None:
        """A whole number, None if absent."""
        return self.whole(name) if self.body.get(name) is not None else None


Lever = Callable[[Order], Awaitable[object]]


async def _create(order: Order) -> object:
    made = [
        order.world.person(
            order.text("name", "Person"),
            language=order.text("language", "en"),
            username=order.text("username"),
            phone=order.text("phone"),
        )
        for _ in range(order.whole("count", 1))
    ]
    return [{"id": person.id, "name": person.name} for person in made]


async def _start(order: Order) -> object:
    return _message(await order.person.starts(order.text("payload")))


async def _say(order: Order) -> object:
    said = await order.person.says(
        order.text("text"), reply_to=order.message, thread=order.optional("thread")
    )
    return _message(said)


async def _edit(order: Order) -> object:
    message = order.message
    if message is None:
        raise KeyError("message_id")
    return _message(await order.person.edits(message, order.text("text")))


async def _press(order: Order) -> object:
    return _message(order.person.presses(order.text("label")).outcome)


async def _contact(order: Order) -> object:
    return _message(await order.person.shares_contact(order.text("phone")))


async def _tap(order: Order) -> object:
    return await _answered(order, await _tapped(order.person, order))


async def _taps(order: Order) -> object:
    """Tap once for each of many people ("people": ids, or everyone), not waiting for answers."""
    wanted = order.body.get("people")
    ids = wanted if isinstance(wanted, list) else list(order.world.people)
    for person_id in ids:
        await _tapped(order.world.people[person_id], order)
    return len(ids)


async def _tapped(person: Person, order: Order) -> Tap:
    message = person.chat.message(order.whole("message_id"))
    if "data" in order.body:
        return await person.taps_data(order.text("data"), on=message)
    within_s = order.real("within_s", PATIENCE_S)
    return await person.taps(order.text("label"), on=message, within_s=within_s)


async def _answered(order: Order, tap: Tap) -> object:
    answer_s = order.real("answer_within_s")
    if not answer_s:
        return {"button": tap.button.label}
    toast = await tap.answered(answer_s)
    return {"button": tap.button.label, "answer": toast.text, "show_alert": toast.show_alert}


async def _sees(order: Order) -> object:
    return _message(await order.person.sees(order.text("text"), order.real("within_s", PATIENCE_S)))


async def _messages(order: Order) -> object:
    return [_message(message) for message in order.person.messages]


async def _block(order: Order) -> object:
    order.person.blocks_bot()
    return True


async def _unblock(order: Order) -> object:
    order.person.unblocks_bot()
    return True


async def _flood(order: Order) -> object:
    flood = order.world.telegram.flood
    flood.strictness = _STRICTNESS[order.text("strictness", flood.strictness)]
    flood.per_second = order.whole("per_second", flood.per_second)
    flood.private_burst = order.whole("private_burst", flood.private_burst)
    flood.group_per_minute = order.whole("group_per_minute", flood.group_per_minute)
    return {"strictness": flood.strictness, "refusals": flood.refusals}


async def _fault(order: Order) -> object:
    fault = Fault(
        kind=_KINDS[order.text("kind")],
        method=order.text("method") or None,
        chat=order.optional("chat"),
        times=order.whole("times", 1) or None,
        value=order.real("value"),
    )
    order.world.telegram.faults.add(fault)
    return True


async def _no_faults(order: Order) -> object:
    order.world.telegram.faults.clear()
    return True


async def _settings(order: Order) -> object:
    telegram = order.world.telegram
    for name in ("has_topics_enabled", "ignores_wrong_threads", "revoked"):
        if name in order.body:
            setattr(telegram, name, order.body[name] is True)
    return True


async def _inject(order: Order) -> object:
    update = order.body["update"]
    if not isinstance(update, dict):
        raise TypeError("update must be an object")
    return order.world.telegram.updates.inject(update)


async def _repeat(order: Order) -> object:
    order.world.telegram.updates.repeat_last()
    return True


async def _renumber(order: Order) -> object:
    order.world.telegram.updates.restart_numbering(order.whole("first_id"))
    return True


async def _counts(order: Order) -> object:
    telegram = order.world.telegram
    calls: dict[str, dict[str, int]] = {}
    for (method, status), count in telegram.log.counts.items():
        calls.setdefault(method, {})[str(status)] = count
    return {
        "calls": calls,
        "violations": telegram.violations,
        "pending_updates": len(telegram.updates.queue),
        "unanswered_taps": len(telegram.taps),
        "people": len(order.world.people),
    }


async def _log(order: Order) -> object:
    calls = order.world.telegram.calls(order.text("method") or None, order.optional("chat"))
    return [_call(call) for call in calls[-order.whole("tail", 50) :]]


def _call(call: Call) -> dict[str, object]:
    return {
        "at": call.at,
        "method": call.method,
        "params": call.params,
        "answer": call.answer,
        "status": call.status,
        "description": call.description,
    }


def _message(message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "from_bot": message.sender is not None and message.sender.is_bot,
        "kind": message.kind,
        "text": message.text,
        "html": message.html,
        "thread_id": message.thread_id,
        "notify": message.notify,
        "edited": message.edited_at is not None,
        "versions": len(message.versions),
        "buttons": [
            [{"label": b.label, "data": b.data, "url": b.url, "style": b.style} for b in row]
            for row in message.buttons
        ],
    }


LEVERS: dict[str, Lever] = {
    "people/create": _create,
    "start": _start,
    "say": _say,
    "edit": _edit,
    "press": _press,
    "contact": _contact,
    "tap": _tap,
    "taps": _taps,
    "sees": _sees,
    "messages": _messages,
    "block": _block,
    "unblock": _unblock,
    "flood": _flood,
    "fault": _fault,
    "faults/clear": _no_faults,
    "settings": _settings,
    "updates/inject": _inject,
    "updates/repeat": _repeat,
    "updates/renumber": _renumber,
    "counts": _counts,
    "log": _log,
}


class Control:
    """Answers /control/<lever> with JSON in and out: {"ok": true, "result": …}."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, request: web.BaseRequest) -> web.Response | None:
        """Pull the lever; None when the path is not under /control/."""
        if not request.path.startswith(_PREFIX):
            return None
        lever = LEVERS.get(request.path.removeprefix(_PREFIX))
        if lever is None or request.remote not in _LOOPBACK:
            return _answer(404, f"no lever {request.path}")
        try:
            body = await _body(request)
            return _answer(200, await lever(Order(self._world, body)))
        except NotSeen as unseen:
            return _answer(404, str(unseen))
        except (KeyError, TypeError, ValueError) as wrong:
            return _answer(400, f"{type(wrong).__name__}: {wrong}")


async def _body(request: web.BaseRequest) -> dict[str, object]:
    body: dict[str, object] = dict(request.query)
    raw = await request.content.read()
    if raw:
        found = orjson.loads(raw)
        if not isinstance(found, dict):
            raise TypeError("a JSON object is wanted")
        body |= found
    return body


def _answer(status: int, result: object) -> web.Response:
    key = "result" if status == 200 else "error"
    body = orjson.dumps({"ok": status == 200, key: result}, default=str)
    return web.Response(status=status, body=body, content_type="application/json")
