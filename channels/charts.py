"""A seller's weeks as one picture: orders, income, time to the first answer, where the orders stand. It knows no messenger."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Of the picture: inches at dots per inch are pixels. A phone shows it some 300 wide.
WIDTH, HEIGHT, _DPI = 4.8, 8.4, 225
#: What each part takes of the height.
_PARTS = (3.4, 2.3, 2.3, 2.4)
_CAME, _SUCCEEDED, _INK, _RULE = "#9ec5f4", "#2a78d6", "#3c4043", "#dadce0"
_SMALL, _HEAD = 10, 13
#: Bars that there is room for where shares are shown.
_STATES = 6
# The library that draws keeps state of its own, and many weeks end at once: one pen for all.
_PEN = ThreadPoolExecutor(1, "pen")


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar for each week: how high, and what stands over it (empty: nothing)."""

    title: str
    heights: Sequence[float]
    labels: Sequence[str]
    #: Said where there is no bar at all.
    nothing: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many orders are in a state, and how it is said."""

    name: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be drawn, in words of the person who looks at it."""

    title: str
    came: str
    succeeded: str
    #: Under the bars, one for each week.
    labels: Sequence[str]
    #: Bars, one of each for each week.
    placed: Sequence[int]
    closed: Sequence[int]
    income: Bars
    answers: Bars
    shares_title: str
    shares: Sequence[Share]


async def picture(chart: Chart) -> bytes:
    """The chart as a PNG, drawn beside the event loop, one at a time."""
    return await asyncio.get_running_loop().run_in_executor(_PEN, drawn, chart)


def drawn(chart: Chart) -> bytes:
    """The chart as a PNG. Takes a quarter of a second, the first one more: not for an event loop."""
    # A second of every start for a picture a week.
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=_DPI, layout="constrained")
    figure.get_layout_engine().set(hspace=0.07)  # type: ignore[union-attr, call-arg]
    orders, income, answers, shares = figure.subplots(4, height_ratios=_PARTS)
    _orders(orders, chart)
    _bars(income, chart.income, chart.labels)
    _bars(answers, chart.answers, chart.labels)
    _shares(shares, chart)
    written = BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _orders(axes: "Axes", chart: Chart) -> None:
    from matplotlib.ticker import MaxNLocator

    places = range(len(chart.labels))
    for shift, counts, colour, label in (
        (-0.2, chart.placed, _CAME, chart.came),
        (0.2, chart.closed, _SUCCEEDED, chart.succeeded),
    ):
        bars = axes.bar([x + shift for x in places], counts, 0.38, color=colour, label=label)
        # No number over a bar that is not there.
        axes.bar_label(bars, [str(n) if n else "" for n in counts], color=_INK, fontsize=_SMALL)
    _dressed(axes, chart.title, max(1, *chart.placed, *chart.closed), pad=26)
    axes.set_xticks(list(places), list(chart.labels), color=_INK, fontsize=_SMALL)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.grid(axis="y", color=_RULE)
    axes.legend(
        frameon=False,
        loc="lower left",
        bbox_to_anchor=(-0.02, 0.99),
        ncols=2,
        labelcolor=_INK,
        fontsize=_SMALL,
    )


def _bars(axes: "Axes", said: Bars, weeks: Sequence[str]) -> None:
    """Every bar says what it is: an axis would only repeat it."""
    places = list(range(len(weeks)))
    bars = axes.bar(places, said.heights, 0.62, color=_SUCCEEDED)
    axes.bar_label(bars, list(said.labels), color=_INK, fontsize=_SMALL - 1)
    _dressed(axes, said.title, max(said.heights, default=0) or 1)
    axes.set_xticks(places, list(weeks), color=_INK, fontsize=_SMALL)
    axes.set_yticks([])
    axes.axhline(0, color=_RULE)
    if not any(said.heights):
        middle = (len(weeks) - 1) / 2
        axes.text(middle, 0.5, said.nothing, color=_INK, fontsize=_SMALL, ha="center", va="center")


def _shares(axes: "Axes", chart: Chart) -> None:
    places = list(range(len(chart.shares)))
    bars = axes.barh(places, [share.count for share in chart.shares], 0.66, color=_SUCCEEDED)
    axes.bar_label(
        bars, [share.label for share in chart.shares], color=_INK, fontsize=_SMALL, padding=4
    )
    _dressed(axes, chart.shares_title, None)
    axes.set_yticks(places, [share.name for share in chart.shares], color=_INK, fontsize=_SMALL)
    # As thick where there is one as where there are all.
    axes.set_ylim(_STATES - 0.5, -0.5)
    axes.set_xticks([])
    # Room for what stands behind the longest bar.
    axes.set_xlim(0, max([share.count for share in chart.shares], default=1) * 1.3)


def _dressed(axes: "Axes", title: str, highest: float | None, *, pad: float = 6) -> None:
    axes.set_title(title, loc="left", color=_INK, fontsize=_HEAD, pad=pad)
    if highest is not None:
        axes.set_ylim(0, highest * 1.15)
    axes.set_xmargin(0.02)
    axes.tick_params(length=0, labelcolor=_INK)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
