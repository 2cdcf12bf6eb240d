"""The log under the phones: calls of the bot and what comes to it, one line each.

A long poll that brings nothing is no news and is left out; one that brings updates is there.
"""

from collections import OrderedDict, deque
from collections.abc import Mapping

import orjson

from simulator.page.line_record import LineRecord
from simulator.page.summaries import of_call, of_update
from simulator.telegram.calls import Call
from simulator.telegram.updates import Update
from simulator.world import World

#: Lines kept; the page keeps as many.
KEPT = 300
#: A longer answer is told by its size.
_ANSWER_BYTES = 32_000
_KEPT_QUERIES = 1_000
_NOTHING = b"[]"


class Record:
    """Listens to one world from now on."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._number = 0
        self.lines: deque[orjson.Fragment] = deque(maxlen=KEPT)
        #: Lines that nobody has been told of.
        self._fresh: deque[orjson.Fragment] = deque(maxlen=KEPT)
        #: Who made a query that a call may answer.
        self._askers: OrderedDict[str, int] = OrderedDict()
        world.telegram.listen(self._heard)
        world.telegram.updates.listeners.append(self._queued)
        self._lines = LineRecord(world, self._add)

    def close(self) -> None:
        """Listen no more."""
        self._world.telegram.log.listeners.remove(self._heard)
        self._world.telegram.updates.listeners.remove(self._queued)
        self._lines.close()

    def fresh(self) -> list[orjson.Fragment]:
        """Lines since this was last asked."""
        found = list(self._fresh)
        self._fresh.clear()
        return found

    def _heard(self, call: Call) -> None:
        answer = _encoded(call.answer)
        if call.method == "getUpdates" and call.ok and answer == _NOTHING:
            return
        found: dict[str, object] = {"ok": call.ok}
        if call.ok:
            found["result"] = orjson.Fragment(answer)
        else:
            found |= {"error_code": call.status, "description": call.description}
        person, chat = self._whose(call)
        self._add(
            {
                "at": call.at.isoformat(timespec="milliseconds"),
                "way": "call",
                "name": call.method,
                "person": person,
                "chat": chat,
                "status": call.status,
                "ms": None if call.took_ms is None else round(call.took_ms, 1),
                "summary": of_call(call, answer),
                "params": call.params,
                "answer": found,
            }
        )

    def _queued(self, update: Update) -> None:
        payload = orjson.loads(update.body)
        who, where = _parties(payload)
        for kind in ("callback_query", "inline_query"):
            if kind in payload and who is not None:
                self._askers[str(payload[kind]["id"])] = who
        while len(self._askers) > _KEPT_QUERIES:
            self._askers.popitem(last=False)
        self._add(
            {
                "at": update.queued_at.isoformat(timespec="milliseconds"),
                "way": "update",
                "name": update.kind,
                "person": who if who in self._world.people else None,
                "chat": where,
                "status": 200,
                "ms": None,
                "summary": of_update(payload),
                "params": payload,
                "answer": {},
            }
        )

    def _whose(self, call: Call) -> tuple[int | None, str | None]:
        query = call.params.get("callback_query_id") or call.params.get("inline_query_id")
        if query is not None:
            asker = self._askers.get(str(query))
            return (asker if asker in self._world.people else None), None
        if call.chat is None:
            return None, None
        try:
            number = int(str(call.chat))
        except ValueError:
            return None, str(call.chat)
        return (number if number in self._world.people else None), str(number)

    def _add(self, line: Mapping[str, object]) -> None:
        self._number += 1
        encoded = orjson.Fragment(orjson.dumps({"n": self._number, **line}, default=str))
        self.lines.append(encoded)
        self._fresh.append(encoded)


def _encoded(answer: object) -> bytes:
    found = orjson.dumps(answer, default=str)
    return found if len(found) <= _ANSWER_BYTES else orjson.dumps(f"{len(found)} bytes")


def _parties(payload: dict[str, object]) -> tuple[int | None, str | None]:
    """Who caused an update and in which chat; forged ones may name neither."""
    for value in payload.values():
        if not isinstance(value, dict):
            continue
        message = value.get("message")
        place = message.get("chat") if isinstance(message, dict) else value.get("chat")
        sender = value.get("from")
        who = sender.get("id") if isinstance(sender, dict) else None
        where = place.get("id") if isinstance(place, dict) else None
        return (who if isinstance(who, int) else None), (None if where is None else str(where))
    return None, None
