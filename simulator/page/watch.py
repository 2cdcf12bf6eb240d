"""What changed in a world since the last look, as JSON. It does not decide when to look.

A look costs about a microsecond a message: only what differs is drawn anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import orjson

from simulator.page import chats, lines
from simulator.page.messages import Fingerprint, fingerprint, view
from simulator.page.record import Record
from simulator.post.letters import Letter
from simulator.telegram.chats import Chat, Message
from simulator.twilio.messages import Text
from simulator.world import World

Facts = dict[str, object]
T = TypeVar("T")
#: One message as it is now: its number, how it looks (None: it is not there any more), itself.
_Item = tuple[int, Fingerprint | None, T]


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
        self._chats: dict[str, _Seen] = {}

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
                    key: seen.header | {"messages": [drawn for _, drawn in seen.messages.values()]}
                    for key, seen in self._chats.items()
                },
                "calls": list(self._record.lines),
            },
            default=str,
        )

    def change(self, *, always: bool = False) -> bytes | None:
        """Look again: what differs from the last look; None if nothing does, unless `always`."""
        found = self._top_changes()
        changed = {key: difference for key, difference in self._differences() if difference}
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
            "lines": lines.state(self._world),
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

    def _differences(self) -> Iterator[tuple[str, Facts]]:
        """What differs in every chat, texts and letters among them."""
        world = self._world
        outside = (one.chat for one in world.outsides)
        for chat in (*world.telegram.chats.values(), *outside):
            header = chats.header(chat, world.telegram)
            yield str(chat.id), self._look(str(chat.id), header, _said(chat), self._message)
        for person in world.people.values():
            if texts := list(lines.texts(person, world)):
                key = lines.sms_key(person)
                header = lines.header("sms", key, world.twilio.number, lines.got(texts))
                yield key, self._look(key, header, _texts(texts), partial(lines.text_view, person))
            if letters := lines.letters(person, world):
                key = lines.mail_key(person)
                header = lines.header("mail", key, person.email, 0)
                yield key, self._look(key, header, _letters(letters), lines.letter_view)

    def _message(self, message: Message) -> Facts:
        return view(message, self._world.telegram, self._world.people)

    def _look(
        self, key: str, header: Facts, items: Iterable[_Item[T]], draw: Callable[[T], Facts]
    ) -> Facts:
        seen = self._chats.get(key)
        if seen is None:
            seen = self._chats[key] = _Seen()
        found = {k: v for k, v in header.items() if k not in seen.header or seen.header[k] != v}
        seen.header = header
        gone, changed = [], []
        for number, now, item in items:
            known = seen.messages.get(number)
            if now is None:
                if known is not None:
                    del seen.messages[number]
                    gone.append(number)
                continue
            if known is None or known[0] != now:
                fragment = orjson.Fragment(orjson.dumps(draw(item), default=str))
                seen.messages[number] = (now, fragment)
                changed.append(fragment)
        if changed:
            found["messages"] = changed
        if gone:
            found["gone"] = gone
        return found

    def _now(self) -> str:
        return self._world.telegram.now().isoformat(timespec="seconds")


def _said(chat: Chat) -> Iterator[_Item[Message]]:
    for message in chat.history.values():
        yield message.id, None if message.deleted else fingerprint(message), message


def _texts(found: Iterable[tuple[int, Text]]) -> Iterator[_Item[tuple[int, Text]]]:
    for number, text in found:
        yield number, lines.fingerprint(text), (number, text)


def _letters(found: Iterable[Letter]) -> Iterator[_Item[Letter]]:
    for letter in found:
        yield letter.number, (), letter
