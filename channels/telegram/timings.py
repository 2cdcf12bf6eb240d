"""/settings of the administration: the marketplace's timings, each with what may be chosen."""

from channels.telegram.faces import Face
from channels.telegram.keyboards import HERE, button, in_rows, markup
from channels.telegram.time_taps import TimingTap
from channels.texts import Html, Voice
from channels.texts.html import join
from orders.policy import Policy
from orders.timings import TIMINGS, Choice

_WIDTH = 3


def page(policy: Policy, voice: Voice) -> Face:
    """What each is set to, and a button that changes it."""
    rows = [
        voice(
            "timing.line", what=voice(f"timing.{timing.name}"), set=said(timing.of(policy), voice)
        )
        for timing in TIMINGS
    ]
    keys = [
        button(voice.plain(f"timing.{timing.name}"), TimingTap(place))
        for place, timing in enumerate(TIMINGS)
    ]
    return Face(
        join("\n\n", [voice("timing.head"), join("\n", rows), voice("timing.next")]),
        markup([[key] for key in keys]),
    )


def choices(place: int, policy: Policy, voice: Voice) -> Face:
    """One of them: what it is for, and what may be chosen."""
    timing = TIMINGS[place]
    here = timing.of(policy)
    keys = [
        button(said(choice, voice), TimingTap(place, number), HERE if choice == here else None)
        for number, choice in enumerate(timing.choices)
    ]
    text = voice(
        "timing.one",
        what=voice(f"timing.{timing.name}"),
        about=voice(f"timing.{timing.name}.about"),
    )
    back = button(voice.plain("rhythm.key.back"), TimingTap())
    return Face(text, markup([*in_rows(keys, _WIDTH), [back]]))


def said(choice: Choice, voice: Voice) -> Html:
    """A choice in words."""
    return join(", ", map(voice.span, choice)) if choice else voice("timing.none")
