"""Where a text names a day: dates, days of the week, "in two weeks", in English and Ukrainian. What a day is for, it does not judge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: A day is named at the beginning of a text or nowhere that matters: what lies behind is not read, characters.
MAX_READ = 1000

#: Texts without any of these name no day: it spares most messages everything else.
_MAYBE = re.compile(
    r"\d|day|week|tomorrow|понеділ|вівтор|серед|четвер|п'ятниц|субот|неділ|завтра|тиж| дн"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)"
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|понеділ(?:ок|ка)|вівтор(?:ок|ка)|серед[аиу]"
    r"|четвер(?:га)?|п'ятниц[яюі]|субот[аиу]|неділ[яюі]"
)
_COUNT = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
    "один": 1, "два": 2, "дві": 2, "три": 3, "чотири": 4, "п'ять": 5, "шість": 6, "сім": 7,
    "десять": 10,
}  # fmt: skip
#: A number with a point in it is a price or a measure as often as a date: only these words before it tell.
_UNTIL = r"(?:by|until|till|before|on|до|на|не пізніше)"
_UNIT = r"(?!\s*(?:%|[$€₴£]|uah|usd|eur|грн|гривень|cm|mm|kg|см|мм|кг|pm|am|год))"

_NAMED = re.compile(
    rf"""
    (?P<iso>(?<!\d)20\d\d-\d\d-\d\d(?!\d))
    | (?<![\d.,/])(?P<full>\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d)(?![\d])
    | \b{_UNTIL}\s+(?P<short>\d{{1,2}}[./](?:0[1-9]|1[0-2]))(?![\d]|[.,/:]\d){_UNIT}
    | (?<![\d.,:])(?P<date>\d{{1,2}}(?:st|nd|rd|th|-?го)?(?:\s+of)?\s+{_MONTH}\b(?:,?\s+20\d\d\b)?)
    | \b(?P<american>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?![.:]\d)(?:,?\s+20\d\d\b)?)
    | \b(?:by|until|till|on|for)\s+the\s+(?P<the>\d{{1,2}})(?:st|nd|rd|th)\b
    | \b(?:до|на)\s+(?P<number>\d{{1,2}})(?:-?го\b|\s+числа\b)
    | \b(?P<weekday>(?:(?:next|this|наступн\w+|цього|цієї|цю|цей)\s+)?(?:{_WEEKDAY}))\b
    | \b(?P<after>the\s+day\s+after\s+tomorrow|day\s+after\s+tomorrow|післязавтра)\b
    | \b(?P<tomorrow>tomorrow|завтра)\b
    | \b(?P<week>next\s+week|наступн(?:ого\s+тижня|ий\s+тиждень)|(?:через|за)\s+тиждень)\b
    | \b(?:in|within|через|за)\s+(?P<many>\d{{1,2}}|{"|".join(_COUNT)})\s+
      (?P<unit>days?|weeks?|дн(?:і|ів)|день|тиж(?:ні|нів|день))\b
    """,
    re.VERBOSE,
)
#: "The other two may be blue": a verb, not a month.
_MAY_BE = re.compile(r"\bmay(?=\s+(?:be|have|not|need|take|want|i|we|you|they)\b)")


@dataclass(frozen=True, slots=True)
class Named:
    """A day that a text names."""

    start: int
    end: int
    #: As `channels.days.parse` reads it.
    words: str


def folded(text: str) -> str:
    """The text as it is searched: small letters, one apostrophe, and not more than is read."""
    text = text[:MAX_READ].casefold().replace("’", "'").replace("ʼ", "'")
    return _MAY_BE.sub("···", text)


def may_name_day(text: str) -> bool:
    """Whether it is worth looking closely at a folded text. About a microsecond."""
    return _MAYBE.search(text) is not None


def named(text: str) -> Iterator[Named]:
    """The days that a folded text names, in order."""
    for match in _NAMED.finditer(text):
        yield Named(match.start(), match.end(), _words(match))


def _words(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "unit":
        count = _COUNT.get(match["many"]) or int(match["many"])
        days = count * (7 if match["unit"].startswith(("w", "т")) else 1)
        return f"in {days} days"
    if kind == "week":
        return "in 7 days"
    if kind == "after":
        return "in 2 days"
    assert kind is not None
    words = match[kind]
    return re.sub(r"(?<=\d)(?:st|nd|rd|th|-?го)\b|\bof\b", "", words) if kind == "date" else words
