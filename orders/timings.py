"""The marketplace's timings as the administration sets them: which there are, what may be chosen, what holds now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from orders.errors import BadValue
from orders.policy import Policy
from orders.ports import Office

#: What a timing is set to: one duration, or several (the warnings before an order closes by itself).
Choice = tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """One setting of `Policy`, and what may be chosen for it."""

    name: str
    choices: tuple[Choice, ...]

    def of(self, policy: Policy) -> Choice:
        """What it is set to."""
        value: timedelta | Choice = getattr(policy, self.name)
        return value if isinstance(value, tuple) else (value,)


def _each(**units: tuple[int, ...]) -> tuple[Choice, ...]:
    return tuple((timedelta(**{unit: n}),) for unit, ns in units.items() for n in ns)


def _days(*sets: tuple[int, ...]) -> tuple[Choice, ...]:
    return tuple(tuple(timedelta(days=n) for n in days) for days in sets)


#: All of them. Their places, and those of their choices, are in buttons: add at the end.
TIMINGS = (
    Timing("auto_close_after", _each(days=(7, 10, 14, 21, 28, 42))),
    Timing("closing_warnings", _days((7, 2), (5, 1), (3, 1), (2,), (1,), ())),
    Timing("unanswered_after", _each(hours=(1, 2, 4, 8, 24))),
    Timing("unclosed_after", _each(days=(5, 7, 10, 12))),
    Timing("undo_window", _each(seconds=(30, 60), minutes=(2, 5))),
    Timing("notice_hold", _each(seconds=(0, 5, 10, 30))),
    Timing("invite_life", _each(days=(1, 3, 7, 14, 30))),
    Timing("dialogue_life", _each(days=(1, 3, 7, 14))),
    Timing("talk_life", _each(minutes=(30,), hours=(1, 2, 4, 12))),
    Timing("talk_window", _each(seconds=(30,), minutes=(1, 2, 5))),
    Timing("enquiry_life", _each(days=(7, 14, 30, 60, 90))),
    Timing("fee_payable_after", _each(days=(5, 10, 14, 20, 30))),
    Timing("feedback_after", _each(days=(3, 5, 7, 10, 14))),
    Timing("feedback_again", _each(days=(3, 5, 7, 14))),
    Timing("feedback_editable", _each(days=(1, 2, 3, 7))),
    Timing("feedback_reminder_every", _each(hours=(12, 24, 48))),
    Timing("unopened_after", _each(minutes=(5, 10, 20, 30, 60))),
    Timing("out_of_reach_after", _each(seconds=(8, 30), minutes=(2, 5))),
    Timing("sms_silent_after", _each(seconds=(30, 60), minutes=(2, 5))),
)
_BY_NAME = {timing.name: timing for timing in TIMINGS}


def applied(policy: Policy, chosen: Mapping[str, Choice]) -> Policy:
    """The policy with what was chosen; what this version does not know or offer is left alone."""
    known = {
        name: choice if isinstance(getattr(policy, name), tuple) else choice[0]
        for name, choice in chosen.items()
        if name in _BY_NAME and choice in _BY_NAME[name].choices
    }
    return replace(policy, **known)  # type: ignore[arg-type]  # of the fields' own types


async def recall(office: Office) -> None:
    """Let the office keep the timings that were chosen, here or on another replica."""
    async with office.store.read() as uow:
        chosen = await uow.timings.all()
    office.policy = applied(office.configured, chosen)


async def choose(office: Office, name: str, choice: Choice, by: int) -> None:
    """Set a timing from now on; `by` is the administrator's Telegram id.

    What was promised already (an order's day of closing, a row that waits) stays as it was.
    Raises `BadValue`.
    """
    timing = _BY_NAME.get(name)
    if timing is None or choice not in timing.choices:
        raise BadValue("timing", "unknown")
    async with office.store.write() as uow:
        await uow.timings.put(name, choice, by, office.clock.now())
    await recall(office)
