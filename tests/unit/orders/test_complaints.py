"""Complaints by the rules: who may say what, how many there are, and whom they warn."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import complaining, talk
from orders.complaints import (
    MAX_COMPLAINT,
    MAX_PROOFS,
    Complaint,
    ComplaintRefused,
    ComplaintType,
    Unfit,
    check_proofs,
    checked,
    complained,
    event_text,
    read_event,
)
from orders.errors import BadValue, NotYours, UnknownOrder
from orders.messages import Content, Form, NewMessage
from orders.model import Event, Happening, Party
from orders.states import Actor, State
from orders.work import Kind, Topic
from tests.unit.orders.examples import (
    ADMINISTRATION,
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    OTHER_SELLER,
    SELLER,
)
from tests.unit.orders.office import Shop

NUMBER = 1001
T = ComplaintType
types = st.sampled_from(ComplaintType)
#: What Telegram lets through and we keep.
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60).map(str.strip)


async def complains(
    shop: Shop,
    by: Party = SELLER,
    type: ComplaintType = T.NOT_PAID,
    text: str = "Never paid.",
    proofs: tuple[int, ...] = (),
    *,
    number: int = NUMBER,
    request: str = "k:1",
) -> Complaint:
    """A complaint about the order's customer."""
    return await complaining.add(shop.office, number, by, type, text, proofs, request_id=request)


async def happened(shop: Shop, number: int = NUMBER) -> list[str]:
    """What the history says of complaints; it is as long as the order's version says."""
    async with shop.office.store.read() as uow:
        events = await uow.orders.events(number)
        assert (await uow.orders.get(number)).version == len(events)
    return [e.what.value for e in events if e.what.value.startswith("complaint")]


async def counts(shop: Shop, customer: int = 1) -> dict[ComplaintType, int]:
    """What warns sellers of the customer."""
    async with shop.office.store.read() as uow:
        return dict(await uow.complaints.counts(customer))


async def told(shop: Shop) -> list[Party]:
    """Who is told of something now."""
    rows = await shop.due(Kind.TELEGRAM, shop.clock.at)
    return [row.to for row in rows if row.topic is Topic.NOTICE]


async def says(shop: Shop, number: int, text: str) -> int:
    """The seller says something about an order; the message's id."""
    new = NewMessage(Content(Form.TEXT, text), f"m:{number}:{text}")
    await talk.say(shop.office, number, [SELLER], new)
    async with shop.office.store.read() as uow:
        return (await uow.talk.newest(number, limit=1))[0].id


async def test_added_once_told_and_counted(shop: Shop) -> None:
    """The customer is told; the counts and the order's view warn; come again, it is the same one."""
    await shop.places()
    first = await complains(shop)
    assert await told(shop) == [CUSTOMER]
    assert await complains(shop) == first
    assert await happened(shop) == ["complaint_added"]
    assert await counts(shop) == {T.NOT_PAID: 1}
    assert await counts(shop, customer=2) == {}
    async with shop.office.store.read() as uow:
        assert (await uow.orders.view(NUMBER)).complaints == {T.NOT_PAID: 1}


async def test_an_order_has_one_at_a_time(shop: Shop) -> None:
    """A second is refused, also one that was looked up first; after withdrawing there may be another."""
    await shop.places()
    first = await complains(shop)
    with pytest.raises(ComplaintRefused) as refused:
        await complains(shop, type=T.ABUSE, request="k:2")
    assert refused.value.why is Unfit.THERE_IS_ONE
    with pytest.raises(ComplaintRefused):
        await complaining.check(shop.office, NUMBER, SELLER)
    await complaining.withdraw(shop.office, NUMBER, SELLER, first.id, request_id="k:3")
    await complaining.withdraw(shop.office, NUMBER, SELLER, first.id, request_id="k:3")
    assert await counts(shop) == {}
    second = await complains(shop, type=T.ABUSE, request="k:4")
    with pytest.raises(ComplaintRefused) as refused:
        await complaining.withdraw(shop.office, NUMBER, SELLER, first.id, request_id="k:5")
    assert refused.value.why is Unfit.NONE
    assert await counts(shop) == {second.type: 1}
    assert await happened(shop) == ["complaint_added", "complaint_withdrawn", "complaint_added"]


async def test_of_many_at_once_one_is_kept(shop: Shop) -> None:
    """The others get the calm refusal, and the history one event."""
    await shop.places()
    tries = [complains(shop, request=f"k:{i}") for i in range(8)]
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(e, Complaint) for e in ended) == 1
    refused = [e.why for e in ended if isinstance(e, ComplaintRefused)]
    assert refused == [Unfit.THERE_IS_ONE] * 7
    assert await happened(shop) == ["complaint_added"]


@pytest.mark.parametrize("by", [OTHER_SELLER, CUSTOMER, ADMINISTRATION])
async def test_only_the_orders_own_seller_complains(shop: Shop, by: Party) -> None:
    """Nor may anybody else withdraw it, or read what is known from that order."""
    await shop.places()
    with pytest.raises(NotYours):
        await complains(shop, by)
    with pytest.raises(UnknownOrder):
        await complains(shop, by, number=999)
    known = await complains(shop)
    with pytest.raises(NotYours):
        await complaining.withdraw(shop.office, NUMBER, by, known.id, request_id="k:2")
    with pytest.raises(NotYours):
        await complaining.seen_from(shop.office, NUMBER, by, limit=9)
    assert await happened(shop) == ["complaint_added"]


async def test_a_refused_seller_learns_nothing_of_the_text(shop: Shop) -> None:
    """Whose order it is comes before what is wrong with the words."""
    await shop.places()
    with pytest.raises(NotYours):
        await complains(shop, OTHER_SELLER, T.OTHER, "")


async def test_other_sellers_of_this_customer_read_it(shop: Shop) -> None:
    """With the shop's name; a seller who has no order from them cannot ask."""
    await shop.places()
    await shop.places(seller=2, request_id="http:1:A-2")
    known = await complains(shop)
    seen = await complaining.seen_from(shop.office, 1002, OTHER_SELLER, limit=9)
    assert [(s.complaint, s.shop) for s in seen] == [(known, "Seller 1")]


async def test_the_customer_answers_once(shop: Shop) -> None:
    """The seller is told; whoever sees the complaint sees the answer."""
    await shop.places()
    known = await complains(shop)
    await told(shop)
    office = shop.office
    for by in (OTHER_CUSTOMER, SELLER):
        with pytest.raises(NotYours):
            await complaining.answer(office, NUMBER, by, known.id, "No", request_id="k:0")
    for bad in ("", "x" * 501, "\x00"):
        with pytest.raises(BadValue):
            await complaining.answer(office, NUMBER, CUSTOMER, known.id, bad, request_id="k:0")
    for _ in range(2):
        await complaining.answer(office, NUMBER, CUSTOMER, known.id, " I paid. ", request_id="k:2")
    assert await told(shop) == [SELLER]
    with pytest.raises(ComplaintRefused) as refused:
        await complaining.answer(office, NUMBER, CUSTOMER, known.id, "Again", request_id="k:3")
    assert refused.value.why is Unfit.ANSWERED
    [seen] = await complaining.seen_from(office, NUMBER, SELLER, limit=9)
    assert seen.complaint.answer == "I paid."
    assert await happened(shop) == ["complaint_added", "complaint_answered"]


async def test_hidden_it_warns_nobody_and_is_not_added_anew(shop: Shop) -> None:
    """Both sides are told why; its author still sees it, other shops do not; it is not withdrawn either."""
    await shop.places()
    await shop.places(seller=2, request_id="http:1:A-2")
    known = await complains(shop)
    await told(shop)
    office = shop.office
    for by in (SELLER, CUSTOMER):
        with pytest.raises(NotYours):
            await complaining.hide(office, NUMBER, by, known.id, "Untrue", request_id="k:0")
    with pytest.raises(BadValue):
        await complaining.hide(office, NUMBER, ADMINISTRATION, known.id, " ", request_id="k:0")
    for _ in range(2):
        await complaining.hide(office, NUMBER, ADMINISTRATION, known.id, "Untrue", request_id="k:2")
    assert set(await told(shop)) == {SELLER, CUSTOMER}
    assert await counts(shop) == {}
    [own] = await complaining.seen_from(office, NUMBER, SELLER, limit=9)
    assert (own.complaint.hidden_why, own.complaint.hidden_by) == ("Untrue", ADMINISTRATION.id)
    assert await complaining.seen_from(office, 1002, OTHER_SELLER, limit=9) == []
    with pytest.raises(ComplaintRefused) as refused:
        await complains(shop, request="k:3")
    assert refused.value.why is Unfit.THERE_IS_ONE
    with pytest.raises(ComplaintRefused) as refused:
        await complaining.withdraw(office, NUMBER, SELLER, known.id, request_id="k:4")
    assert refused.value.why is Unfit.HIDDEN
    with pytest.raises(ComplaintRefused):
        await complaining.answer(office, NUMBER, CUSTOMER, known.id, "Yes", request_id="k:5")


async def test_only_messages_of_this_order_prove_it(shop: Shop) -> None:
    """Another order's, or one that is not there, is refused, and nothing is kept."""
    await shop.places()
    await shop.places(request_id="http:1:A-2")
    mine, other = await says(shop, NUMBER, "Pay, please"), await says(shop, 1002, "Hello")
    for wrong in (other, other + 99):
        with pytest.raises(BadValue):
            await complains(shop, proofs=(mine, wrong))
    assert await happened(shop) == []
    assert (await complains(shop, proofs=(mine, mine))).proofs == (mine,)


@given(types, words)
def test_an_event_keeps_type_and_words(type: ComplaintType, text: str) -> None:
    """Whatever the words are."""
    event = Event(
        NUMBER,
        2,
        Happening.COMPLAINT_ADDED,
        SELLER,
        NOW,
        State.NEW,
        "",
        text=event_text(type, 7, text),
    )
    assert read_event(event) == (type, 7, text)
    assert complained([event])


@given(types, st.text(max_size=MAX_COMPLAINT + 5))
def test_words_are_checked(type: ComplaintType, text: str) -> None:
    """`other` needs some; none is too long; what is kept can be kept again."""
    refused = None
    try:
        kept = checked(type, text)
    except BadValue as error:
        refused = (error.field, error.why)
    if refused is None:
        assert len(kept) <= MAX_COMPLAINT
        assert kept or type is not T.OTHER
        assert checked(type, kept) == kept
    elif refused == ("complaint", "empty"):
        assert type is T.OTHER
        assert not text.strip()
    else:
        assert refused[0] == "complaint"


@given(st.lists(st.integers(1, 40), max_size=60))
def test_each_proof_is_named_once(proofs: list[int]) -> None:
    """In order; never too many."""
    if len(set(proofs)) > MAX_PROOFS:
        with pytest.raises(BadValue):
            check_proofs(proofs)
    else:
        assert check_proofs(proofs) == tuple(sorted(set(proofs)))


def test_a_complaint_withdrawn_is_none() -> None:
    """As far as the card's buttons go; a hidden one is still there."""
    administration = Party(Actor.ADMINISTRATION, 1)
    events: list[Event] = []
    for what, by, there in (
        (Happening.PLACED, CUSTOMER, False),
        (Happening.COMPLAINT_ADDED, SELLER, True),
        (Happening.COMPLAINT_ANSWERED, CUSTOMER, True),
        (Happening.COMPLAINT_HIDDEN, administration, True),
        (Happening.COMPLAINT_WITHDRAWN, SELLER, False),
        (Happening.COMPLAINT_ADDED, SELLER, True),
    ):
        events.append(Event(NUMBER, len(events) + 1, what, by, NOW, State.NEW, f"{len(events)}"))
        assert complained(events) is there
