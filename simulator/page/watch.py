"""What changed in a world since the last look, as JSON. It does not decide when to look.

A look costs about a microsecond a message: only what differs is drawn anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import orjson

from simulator.page import chats
from simulator.page.messages import Fingerprint, fingerprint, view
from simulator.page.record import Record
from simulator.telegram.chats import Chat
from simulator.world import World

Facts = dict[str, object]


@dataclass(slots=True)
class _Seen:
    """One chat as it was at the last look."""

    header: Facts = field(default_factory=dict)
    messages: dict[int, tuple[Fingerprint, orjson.Fragment]] = field(default_factory=dict)


class Watch:
    """Looks at one world; `describe` tells the host's part of it."""

    def __init__(self, world: World, describe: Callable[[], Mapping[str, object]]) -> None:
        self._world = world
        self._describe = describe
        self._record = Record(world)
        #: Encoded: a host may go on changing what it gave.
        self._top: dict[str, bytes] = {}
        self._chats: dict[int, _Seen] = {}

    def close(self) -> None:
        """Look no more."""
        self._record.close()

    @property
    def somebody_types(self) -> bool:
        """Whether time alone will change something soon."""
        return any(seen.header.get("typing") for seen in self._chats.values())

    def whole(self) -> bytes:
        """The whole world as of the last look."""
        return orjson.dumps(
            {
                "now": self._now(),
                **{name: orjson.Fragment(value) for name, value in self._top.items()},
                "chats": {
                    str(number): seen.header
                    | {"messages": [drawn for _, drawn in seen.messages.values()]}
                    for number, seen in self._chats.items()
                },
                "calls": list(self._record.lines),
            },
            default=str,
        )

    def change(self, *, always: bool = False) -> bytes | None:
        """Look again: what differs from the last look; None if nothing does, unless `always`."""
        found = self._top_changes()
        changed = {
            str(chat.id): difference for chat in self._all() if (difference := self._look(chat))
        }
        if changed:
            found["chats"] = changed
        if fresh := self._record.fresh():
            found["calls"] = fresh
        if not found and not always:
            return None
        return orjson.dumps({"now": self._now(), **found}, default=str)

    def _tops(self) -> Facts:
        bot, stage = self._world.telegram.bot, dict(self._describe())
        return {
            "locale": stage.get("locale", "en"),
            "bot": {"id": bot.id, "name": bot.full_name, "username": bot.username},
            "people": [chats.person(one, self._world) for one in self._world.people.values()],
            "stage": stage,
        }

    def _top_changes(self) -> Facts:
        found: Facts = {}
        for name, value in self._tops().items():
            encoded = orjson.dumps(value, default=str)
            if self._top.get(name) != encoded:
                self._top[name] = encoded
                found[name] = orjson.Fragment(encoded)
        return found

    def _all(self) -> list[Chat]:
        outside = (one.chat for one in self._world.outsides)
        return [*self._world.telegram.chats.values(), *outside]

    def _look(self, chat: Chat) -> Facts:
        seen = self._chats.get(chat.id)
        if seen is None:
            seen = self._chats[chat.id] = _Seen()
        header = chats.header(chat, self._world.telegram)
        found = {k: v for k, v in header.items() if k not in seen.header or seen.header[k] != v}
        seen.header = header
        gone, changed = [], []
        for message in chat.history.values():
            known = seen.messages.get(message.id)
            if message.deleted:
                if known is not None:
                    del seen.messages[message.id]
                    gone.append(message.id)
                continue
            now = fingerprint(message)
            if known is None or known[0] != now:
                drawn = view(message, self._world.telegram, self._world.people)
                fragment = orjson.Fragment(orjson.dumps(drawn, default=str))
                seen.messages[message.id] = (now, fragment)
                changed.append(fragment)
        if changed:
            found["messages"] = changed
        if gone:
            found["gone"] = gone
        return found

    def _now(self) -> str:
        return self._world.telegram.now().isoformat(timespec="seconds")
