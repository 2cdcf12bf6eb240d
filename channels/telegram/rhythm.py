"""/settings of time: a person's quiet hours, the daily summary, the week's numbers, where they live."""

from collections.abc import Iterable
from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram.faces import Face
from channels.telegram.keyboards import HERE, button, in_rows, markup
from channels.telegram.time_taps import NEVER, Part, RhythmTap
from channels.texts import Html, Voice
from channels.texts.html import join
from orders.rhythm import Rhythm, clock

#: What is offered; a person may well sleep at other hours, but hardly at other minutes.
EVENINGS = tuple(hour * 60 for hour in (18, 19, 20, 21, 22, 23, 0, 1))
MORNINGS = tuple(hour * 60 for hour in (5, 6, 7, 8, 9, 10, 11, 12))
DIGESTS = tuple(hour * 60 for hour in (6, 7, 8, 9, 10, 12, 17, 19))
#: One for each time there is, more where more people sell and buy. Their places are in buttons: add at the end.
ZONES = (
    "Europe/Kyiv", "Europe/Warsaw", "Europe/Prague", "Europe/Berlin", "Europe/Paris",
    "Europe/Rome", "Europe/Madrid", "Europe/London", "Europe/Lisbon", "Europe/Vilnius",
    "Europe/Bucharest", "Europe/Athens", "Europe/Istanbul", "Asia/Jerusalem", "Asia/Tbilisi",
    "Asia/Dubai", "Asia/Almaty", "Asia/Kolkata", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo", "America/Halifax",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "Pacific/Honolulu",
)  # fmt: skip
_TIMES, _CITIES = 4, 3


def page(rhythm: Rhythm, voice: Voice, now: datetime, *, sells: bool) -> Face:
    """What is chosen now, and a button for each part."""
    who = "seller" if sells else "customer"
    rows: list[Html] = [voice("rhythm.head")]
    if rhythm.quiet is None:
        rows.append(voice("rhythm.quiet.none"))
    else:
        begins, ends = clock(rhythm.quiet.begins), clock(rhythm.quiet.ends)
        rows.append(voice(f"rhythm.quiet.{who}", begins=begins, ends=ends))
        rows.append(voice(f"rhythm.rings.{who}" if rhythm.rings else f"rhythm.mute.{who}"))
    if sells:
        at = rhythm.digest_at
        rows.append(
            voice("rhythm.digest.none") if at is None else voice("rhythm.digest", at=clock(at))
        )
        rows.append(voice("rhythm.weekly" if rhythm.weekly else "rhythm.weekly.none"))
    rows.append(voice("rhythm.zone", city=voice.city(voice.timezone), now=voice.clock(now)))
    return Face(join("\n\n", rows), markup(_keys(rhythm, voice, sells=sells)))


def choices(part: Part, rhythm: Rhythm, voice: Voice, now: datetime) -> Face:
    """What may be chosen for one part, in place of the page."""
    rows = list(_choices(part, rhythm, voice, now))
    back = [[_key("back", RhythmTap(Part.PAGE), voice)]]
    return Face(voice(f"rhythm.ask.{part}"), markup([*rows, *back]))


def _keys(rhythm: Rhythm, voice: Voice, *, sells: bool) -> Iterable[list[InlineKeyboardButton]]:
    quiet = rhythm.quiet
    if quiet is None:
        yield [_key("quiet", RhythmTap(Part.QUIET, 1), voice)]
    else:
        yield [
            _key("from", RhythmTap(Part.FROM), voice, clock(quiet.begins)),
            _key("until", RhythmTap(Part.UNTIL), voice, clock(quiet.ends)),
        ]
        yield [
            _key(
                "mute" if rhythm.rings else "ring",
                RhythmTap(Part.RINGS, int(not rhythm.rings)),
                voice,
            )
        ]
        yield [_key("unquiet", RhythmTap(Part.QUIET, 0), voice)]
    if sells:
        yield [_key("digest", RhythmTap(Part.DIGEST), voice)]
        weekly = "unweekly" if rhythm.weekly else "weekly"
        yield [_key(weekly, RhythmTap(Part.WEEKLY, int(not rhythm.weekly)), voice)]
    yield [_key("zone", RhythmTap(Part.ZONE), voice)]


def _choices(
    part: Part, rhythm: Rhythm, voice: Voice, now: datetime
) -> Iterable[list[InlineKeyboardButton]]:
    quiet = rhythm.quiet
    match part:
        case Part.FROM:
            return _times(part, EVENINGS, None if quiet is None else quiet.begins)
        case Part.UNTIL:
            return _times(part, MORNINGS, None if quiet is None else quiet.ends)
        case Part.DIGEST:
            none = [_key("undigest", RhythmTap(part, NEVER), voice)]
            return [*_times(part, DIGESTS, rhythm.digest_at), none]
        case _:
            return _zones(voice, now)


def _times(
    part: Part, minutes: Iterable[int], here: int | None
) -> list[list[InlineKeyboardButton]]:
    return in_rows(
        [button(clock(m), RhythmTap(part, m), HERE if m == here else None) for m in minutes],
        _TIMES,
    )


def _zones(voice: Voice, now: datetime) -> list[list[InlineKeyboardButton]]:
    found = [
        button(
            voice.plain("rhythm.city", city=voice.city(zone), now=voice.clock(now, zone)),
            RhythmTap(Part.ZONE, place),
            HERE if zone == voice.timezone else None,
        )
        for place, zone in enumerate(ZONES)
    ]
    return in_rows(found, _CITIES)


def _key(what: str, tap: RhythmTap, voice: Voice, at: str = "") -> InlineKeyboardButton:
    return button(voice.plain(f"rhythm.key.{what}", at=at), tap)
