"""A seller's weeks in pictures, in their language. It reads no rows and draws nothing itself."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from channels.charts import Bars, Chart, Share
from channels.telegram.summaries import sums
from channels.texts import Html, Voice
from channels.texts.html import join
from orders.money import CURRENCIES, Money
from orders.numbers import Numbers, Week

#: From so much in a week, in major units, income is said in thousands; below so much with a decimal.
_THOUSANDS_FROM, _DECIMAL_BELOW = 10_000, 100


def chart(numbers: Numbers, voice: Voice) -> Chart:
    """All the weeks, to be drawn."""
    weeks = numbers.weeks
    came = sum(numbers.states.values())
    return Chart(
        voice.plain("weekly.chart"),
        voice.plain("weekly.chart.placed"),
        voice.plain("weekly.chart.closed"),
        [voice.short_day(week.begins_at) for week in weeks],
        [week.placed for week in weeks],
        [week.closed for week in weeks],
        _income(weeks, voice),
        _answers(numbers, voice),
        voice.plain("weekly.chart.states"),
        [
            Share(
                voice.plain(f"state.{state}"),
                count,
                voice.plain("weekly.chart.share", number=count, percent=voice.percent(count, came)),
            )
            for state, count in numbers.states.items()
        ],
    )


def caption(numbers: Numbers, voice: Voice) -> Html:
    """The same in words, under the picture: not everybody sees it."""
    weeks = numbers.weeks
    came, closed = sum(week.placed for week in weeks), sum(week.closed for week in weeks)
    rows = [
        voice("weekly.span", count=len(weeks)),
        voice("weekly.span.placed", count=came),
        voice("weekly.span.closed", count=closed),
    ]
    if earned := _together(weeks):
        rows.append(voice("weekly.income", sum=sums(earned, voice)))
    if numbers.unanswered:
        rows.append(voice("weekly.unanswered", count=numbers.unanswered))
    return join("\n", rows)


def _income(weeks: Sequence[Week], voice: Voice) -> Bars:
    """Of the currency that most was earned in; the others stand in words."""
    earned = _together(weeks)
    currency = max(earned, key=_major).currency if earned else ""
    heights = [
        sum(_major(each) for each in week.income if each.currency == currency) for week in weeks
    ]
    title = "weekly.chart.income" if currency else "weekly.chart.income.none"
    if max(heights) >= _THOUSANDS_FROM:
        # "84.9 thousand" over each bar would run into the next one.
        heights, title = [height / 1000 for height in heights], "weekly.chart.income.thousands"
    labels = [voice.number(_short(height)) if height else "" for height in heights]
    nothing = voice.plain("weekly.chart.nothing")
    return Bars(voice.plain(title, currency=currency), heights, labels, nothing)


def _answers(numbers: Numbers, voice: Voice) -> Bars:
    times = [week.answered_in for week in numbers.weeks]
    return Bars(
        voice.plain("weekly.chart.answers"),
        [0.0 if time is None else time.total_seconds() / 3600 for time in times],
        ["" if time is None else voice.brief(max(time, timedelta(minutes=1))) for time in times],
        voice.plain("weekly.chart.nothing"),
    )


def _short(height: float) -> str:
    """At most four digits, as long as it is less than ten thousand."""
    return f"{height:.1f}" if height < _DECIMAL_BELOW else f"{height:.0f}"


def _together(weeks: Sequence[Week]) -> tuple[Money, ...]:
    minors: Counter[str] = Counter()
    for week in weeks:
        for each in week.income:
            minors[each.currency] += each.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(minors.items()))


def _major(amount: Money) -> float:
    return float(amount.minor / 10 ** CURRENCIES[amount.currency])
