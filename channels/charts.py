"""Weeks as a picture: how many orders came and how many succeeded. It knows no messenger."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

#: Of the picture: inches at dots per inch are pixels. A phone shows it some 300 wide.
_SIZE, _DPI = (4.8, 3.4), 225
_CAME, _SUCCEEDED, _INK, _RULE = "#9ec5f4", "#2a78d6", "#3c4043", "#dadce0"


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


def drawn(chart: Chart) -> bytes:
    """The chart as a PNG. Takes a tenth of a second, the first one more: not for an event loop.

    One at a time: the library that draws keeps state of its own.
    """
    # A second of every start for a picture a week.
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes = figure.subplots()
    places = range(len(chart.labels))
    for shift, counts, colour, label in (
        (-0.2, chart.placed, _CAME, chart.came),
        (0.2, chart.closed, _SUCCEEDED, chart.succeeded),
    ):
        bars = axes.bar([x + shift for x in places], counts, 0.38, color=colour, label=label)
        # No number over a bar that is not there.
        axes.bar_label(bars, [str(n) if n else "" for n in counts], color=_INK, fontsize=10)
    axes.set_title(chart.title, loc="left", color=_INK, fontsize=13, pad=26)
    axes.set_xticks(list(places), list(chart.labels), color=_INK, fontsize=10)
    axes.set_ylim(0, max(1, *chart.placed, *chart.closed) * 1.1)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.tick_params(length=0, labelcolor=_INK)
    axes.grid(axis="y", color=_RULE)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)
    axes.legend(
        frameon=False,
        loc="lower left",
        bbox_to_anchor=(-0.02, 0.99),
        ncols=2,
        labelcolor=_INK,
        fontsize=10,
    )
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
