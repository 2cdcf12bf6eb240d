"""The marketplace's timings: each is offered as it is by default, and only what is offered can be set."""

from dataclasses import fields
from datetime import timedelta

import pytest

from orders import timings
from orders.errors import BadValue
from orders.policy import Policy
from orders.timings import TIMINGS, applied
from tests.unit.orders.office import Shop

TODAY = timedelta(days=14)


def test_every_timing_of_the_policy_is_a_setting_and_its_default_is_offered() -> None:
    """Nobody can leave the default without being able to come back."""
    durations = {
        field.name
        for field in fields(Policy)
        if isinstance(getattr(Policy(), field.name), timedelta | tuple)
    }
    assert {timing.name for timing in TIMINGS} == durations
    for timing in TIMINGS:
        assert timing.of(Policy()) in timing.choices
        assert len(set(timing.choices)) == len(timing.choices)


def test_what_was_chosen_is_applied_and_what_is_not_offered_is_left_alone() -> None:
    """A setting of a later version, or a duration that is offered no more, is as if it was never chosen."""
    day = timedelta(days=1)
    chosen = {
        "auto_close_after": (7 * day,),
        "closing_warnings": (7 * day, 2 * day),
        "unanswered_after": (99 * day,),
        "something_to_come": (day,),
        "talk_burst": (day,),
    }
    policy = applied(Policy(), chosen)
    assert policy == Policy(auto_close_after=7 * day, closing_warnings=(7 * day, 2 * day))


async def test_a_choice_holds_at_once_and_after_a_restart(shop: Shop) -> None:
    """For this office, and for whoever recalls it."""
    office = shop.office
    office.configured = office.policy = Policy()
    await timings.choose(office, "auto_close_after", (timedelta(days=28),), 7)
    assert office.policy.auto_close_after == timedelta(days=28)
    office.policy = Policy()
    await timings.recall(office)
    assert office.policy == Policy(auto_close_after=timedelta(days=28))
    await timings.choose(office, "auto_close_after", (timedelta(days=14),), 7)
    assert office.policy == Policy()


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("auto_close_after", (timedelta(days=13),)),
        ("auto_close_after", ()),
        ("nothing", (timedelta(days=14),)),
        ("talk_burst", (timedelta(days=14),)),
    ],
)
async def test_what_is_not_offered_is_refused(
    shop: Shop, name: str, choice: tuple[timedelta, ...]
) -> None:
    """Nothing changes."""
    with pytest.raises(BadValue):
        await timings.choose(shop.office, name, choice, 7)
    async with shop.office.store.read() as uow:
        assert await uow.timings.all() == {}
