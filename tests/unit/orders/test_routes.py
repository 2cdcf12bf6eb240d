"""Which way comes next: Telegram, then SMS, then e-mail, and never one that a person does not have."""

from dataclasses import replace
from datetime import timedelta

import pytest

from orders.model import Party
from orders.policy import Policy
from orders.reach import Choices, Phone, Reach, Unfit
from orders.routes import BULLETINS, MUST_ARRIVE, URGENT, besides, has_mail, no_sms, onward
from orders.sendings import Because
from orders.states import Actor
from orders.work import Kind, Priority, Topic, Work
from tests.unit.orders.examples import NOW

ALL = Policy(ways=frozenset({Kind.SMS, Kind.MAIL}))
PHONE = Phone("+380501112233")
REACH = Reach("en", None, PHONE, "olena@example.org", Choices())


def row(topic: Topic, kind: Kind = Kind.TELEGRAM) -> Work:
    """A claimed row about order 1043."""
    details = {"because": "no_telegram", "what": "answer"}
    to = Party(Actor.SELLER, 1)
    return Work(1, kind, topic, to, NOW, Priority.NOW, 1043, 1, details, 1, "t", NOW)


@pytest.mark.parametrize("topic", sorted(MUST_ARRIVE))
def test_what_must_arrive_goes_on_from_way_to_way(topic: Topic) -> None:
    """As far as there are ways; the same thing under the same key, with the newest reason."""
    sms = onward(row(topic), Because.BLOCKED, REACH, ALL, NOW)
    assert sms is not None
    assert (sms.kind, sms.topic, sms.details["because"]) == (Kind.SMS, topic, "blocked")
    mail = onward(row(topic, Kind.SMS), Because.SMS_FAILED, REACH, ALL, NOW)
    assert mail is not None
    assert (mail.kind, mail.details["because"]) == (Kind.MAIL, "sms_failed")
    assert mail.details["what"] == "answer"
    assert onward(row(topic, Kind.MAIL), Because.SMS_FAILED, REACH, ALL, NOW) is None


def test_a_way_that_a_person_does_not_have_is_left_out() -> None:
    """No number, one that takes none, one that wants none, or no such way here: e-mail at once."""
    without = [
        replace(REACH, phone=None),
        replace(REACH, phone=replace(PHONE, unfit=Unfit.LANDLINE)),
        replace(REACH, phone=replace(PHONE, opted_out_at=NOW)),
    ]
    for reach in without:
        found = onward(row(Topic.CARD), Because.NO_TELEGRAM, reach, ALL, NOW)
        assert found is not None
        assert found.kind is Kind.MAIL
    assert no_sms(without[2], ALL) is Because.OPTED_OUT
    only_mail = Policy(ways=frozenset({Kind.MAIL}))
    assert no_sms(REACH, only_mail) is Because.NO_PHONE
    nothing = replace(REACH, phone=None, email=None)
    assert onward(row(Topic.CARD), Because.NO_TELEGRAM, nothing, ALL, NOW) is None
    assert onward(row(Topic.CARD), Because.NO_TELEGRAM, REACH, Policy(), NOW) is None


def test_who_wants_no_bulletins_still_gets_an_orders_own_business() -> None:
    """Questions for feedback and summaries are theirs to stop; a notice is not."""
    quiet = replace(REACH, choices=Choices(bulletins=False), phone=None)
    assert not has_mail(quiet, Topic.FEEDBACK, ALL)
    assert has_mail(quiet, Topic.NOTICE, ALL)
    assert besides(quiet, Topic.NOTICE, ALL)
    assert not besides(quiet, Topic.FEEDBACK, ALL)


@pytest.mark.parametrize("topic", sorted(set(Topic) - MUST_ARRIVE - BULLETINS))
def test_the_rest_stays_in_telegram(topic: Topic) -> None:
    """Names of topics, summaries of the week, the bot's own housekeeping: no other way brings them."""
    assert onward(row(topic), Because.BLOCKED, REACH, ALL, NOW + timedelta(days=1)) is None


def test_what_is_urgent_must_arrive() -> None:
    """A summary is a bulletin, and comes by e-mail alone; to a seller, for it is made of a shop's orders."""
    assert URGENT < MUST_ARRIVE
    customers = replace(row(Topic.DIGEST), to=Party(Actor.CUSTOMER, 1))
    assert onward(customers, Because.BLOCKED, REACH, ALL, NOW) is None
    found = onward(row(Topic.DIGEST), Because.BLOCKED, REACH, ALL, NOW)
    assert found is not None
    assert found.kind is Kind.MAIL
