"""kill -9 at random moments while people talk: every word arrives, in the order it was said."""

import random
from collections import Counter
from itertools import groupby
from pathlib import Path

import orjson
import pytest

from tests.chaos import books
from tests.chaos.books import Books
from tests.chaos.talkers import LINES, Talkers, settled
from tests.chaos.town import Town, opened

SELLERS = 20
FINISH_S = 60.0


@pytest.mark.parametrize(
    ("database", "webhook", "conversations", "kills"),
    [("sqlite", False, 200, 3), ("postgresql", True, 40, 1)],
)
async def test_killed_while_they_talk_every_word_arrives_in_order(
    url: str, webhook: bool, conversations: int, kills: int, seed: int, tmp_path: Path
) -> None:
    """None is lost; one that was in flight at a kill may come once more, right after itself."""
    async with opened(tmp_path, url, seed, sellers=SELLERS, webhook=webhook) as town:
        talkers = await settled(town, conversations)
        in_flight = await _chaos(town, talkers, kills)
        total = conversations * sum(LINES.values())
        await town.sees("every line arrived", lambda: len(talkers.arrived) == total, FINISH_S)
        assert town.bot is not None
        assert await town.bot.stop() == 0
        found = books.read(url)
        _taken_down_once(talkers, found)
        repeats = _arrived_in_order(talkers)
        print(f"{repeats.total()} came twice; {in_flight.total()} were in flight at {kills} kills")
        ids = {_text(content): key for key, _, _, content in found.said}
        assert {text: n for text, n in repeats.items() if n > in_flight[ids[text]]} == {}
        assert found.talk_in_flight == set()
        assert (found.inbox_open, found.inbox_parked, found.dead) == (0, 0, 0)
        assert town.world.telegram.violations == []


async def _chaos(town: Town, talkers: Talkers, kills: int) -> Counter[int]:
    """All write by turns and the bot is killed so many times; how often each message was in flight."""
    chance = random.Random(town.rng.random())
    lines = talkers.lines(chance)
    in_flight: set[tuple[int, int, str]] = set()
    for kill in range(kills):
        first, last = (len(lines) * n // (kills + 1) for n in (kill, kill + 1))
        await talkers.say(lines[first:last])
        in_flight |= (
            await town.is_struck(chance.randint(1, len(talkers.conversations)))
        ).talk_in_flight
    await talkers.say(lines[len(lines) * kills // (kills + 1) :])
    await town.starts_bot()
    return Counter(message for message, _, _ in in_flight)


def _taken_down_once(talkers: Talkers, found: Books) -> None:
    """Each side's messages of each order, in the order they were written."""
    kept: dict[tuple[int, str], list[str]] = {}
    for _, number, actor, content in found.said:
        kept.setdefault((number, actor), []).append(_text(content))
    wanted = {(c.number, by.value): c.lines(by) for c in talkers.conversations for by in LINES}
    assert kept == wanted


def _arrived_in_order(talkers: Talkers) -> Counter[str]:
    """Both sides have all lines in order; how often each of them came again."""
    repeats: Counter[str] = Counter()
    for talk in talkers.conversations:
        for by in LINES:
            runs = [(text, len(list(run))) for text, run in groupby(talk.heard(by))]
            assert [text for text, _ in runs] == talk.lines(by)
            repeats.update({text: times - 1 for text, times in runs if times > 1})
    return repeats


def _text(content: str) -> str:
    """What a message said. Source: storage.talk_rows.content_value."""
    return str(orjson.loads(content)[1])
