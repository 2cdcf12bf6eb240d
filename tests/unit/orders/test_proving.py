"""Proving a phone by a code: what counts as the code, how long, how often, and what changes then."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import proving
from orders.dialogues import Dialogue
from orders.errors import BadValue, UnknownParty
from orders.model import Account, Party
from orders.policy import Policy
from orders.proving import CODE, CODE_LIFE, TRIES, Verdict, begin, check, coded, judge
from orders.reach import Phone, Unfit
from orders.states import Actor
from orders.work import Kind
from tests.unit.orders.examples import NOW
from tests.unit.orders.office import Shop, open_shop

NUMBER, OTHER = "+380501112233", "+48501234567"
TELEGRAM_ID = 77
MOMENT = timedelta(microseconds=1)


def signed(text: str) -> str:
    """Stands for the keyed hash: the same for the same, and another for another."""
    return f"<{text}>"


def asked(code: str = "048213") -> Dialogue:
    """A dialogue whose code is on its way."""
    return coded(begin(NOW, Policy()), NUMBER, code, "salt", NOW, signed)


@pytest.mark.parametrize("typed", ["048213", " 048 213\n", "048-213", "Code: 048213.", "٠٤٨٢١٣"])
def test_the_code_is_known_however_it_is_typed(typed: str) -> None:
    """Its six digits, in order, with whatever stands around them."""
    assert judge(asked(), typed, NOW, signed) == proving.Answered(Verdict.RIGHT, NUMBER)


@pytest.mark.parametrize("typed", ["", "48213", "0482133", "hello", "½", "²²²²²²"])
def test_what_is_no_code_is_no_try(typed: str) -> None:
    """Somebody who asks what this is has not guessed."""
    with pytest.raises(BadValue, match="not_a_code"):
        judge(asked(), typed, NOW, signed)


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_no_other_code_will_do(code: int, typed: int) -> None:
    """Nor one that begins like it."""
    verdict = judge(asked(f"{code:06}"), f"{typed:06}", NOW, signed).verdict
    assert (verdict is Verdict.RIGHT) == (code == typed)


def test_a_code_lives_for_ten_minutes() -> None:
    """To the moment; then neither the right one nor another says anything."""
    for typed in ("048213", "000000"):
        assert judge(asked(), typed, NOW + CODE_LIFE, signed).verdict is Verdict.EXPIRED
    assert judge(asked(), "048213", NOW + CODE_LIFE - MOMENT, signed).verdict is Verdict.RIGHT


def test_the_fifth_wrong_code_is_the_last() -> None:
    """Each one before says how many are left."""
    dialogue, left = asked(), []
    for _ in range(TRIES):
        answered = judge(dialogue, "111111", NOW, signed)
        left.append((answered.verdict, answered.tries_left))
        dialogue = dialogue.answered("wrong", str(TRIES - answered.tries_left), CODE)
    assert left == [*((Verdict.WRONG, n) for n in (4, 3, 2, 1)), (Verdict.SPENT, 0)]


def test_the_code_itself_is_not_kept() -> None:
    """Only what a key makes of it, and of a salt."""
    kept = coded(begin(NOW, Policy()), NUMBER, "048213", "salt", NOW, lambda text: "hash").answers
    assert "048213" not in str(kept)
    assert kept["proof"] == "hash"


@pytest.mark.parametrize(
    ("phone", "kind", "allowed", "why"),
    [
        (Phone(NUMBER), Unfit.LANDLINE, True, "landline"),
        (Phone(NUMBER, unfit=Unfit.INVALID), None, True, "invalid"),
        (Phone(NUMBER, opted_out_at=NOW), None, True, "opted_out"),
        (Phone(NUMBER), None, False, "abroad"),
    ],
)
def test_a_number_that_takes_no_sms_is_refused(
    phone: Phone, kind: Unfit | None, allowed: bool, why: str
) -> None:
    """By its digits, by what was learnt of it, by its owner's wish, by its country."""
    with pytest.raises(BadValue, match=rf"phone: {why}"):
        check(phone, kind, allowed=allowed)
    check(Phone(NUMBER), None, allowed=True)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    """A shop with two sellers; the first is linked to an account."""
    async with open_shop(tmp_path) as opened:
        async with opened.office.store.write() as uow:
            await uow.people.meet(TELEGRAM_ID, "Anna", "en", NOW)
            await uow.people.link_seller(1, TELEGRAM_ID)
        yield opened


async def account(shop: Shop) -> Account:
    """The first seller's account."""
    async with shop.office.store.read() as uow:
        found = await uow.people.account(TELEGRAM_ID)
    assert found is not None
    return found


async def code_to(shop: Shop, number: str) -> str:
    """Have a code sent; what its SMS says."""
    said: list[str] = []

    def word(code: str) -> str:
        said.append(code)
        return f"Code {code}"

    await proving.send_code(shop.office, await account(shop), number, word)
    return said[-1]


async def answer(shop: Shop, typed: str) -> proving.Answered:
    """Type a code."""
    async with shop.office.store.read() as uow:
        dialogue = await uow.dialogues.get(TELEGRAM_ID, shop.clock.at)
    assert dialogue is not None
    return await proving.take_code(shop.office, await account(shop), dialogue, typed, 5)


async def number_of(shop: Shop) -> str | None:
    """The first seller's phone."""
    async with shop.office.store.read() as uow:
        return (await uow.people.seller(1)).phone


async def test_the_phone_changes_with_the_code_and_not_before(shop: Shop) -> None:
    """The SMS goes to the new number; the old one is the seller's until the code comes back."""
    before = await number_of(shop)
    code = await code_to(shop, NUMBER)
    [row] = await shop.due(Kind.SMS, shop.clock.at)
    assert row.details == {"because": "asked", "to": NUMBER, "text": f"Code {code}"}
    assert row.to == Party(Actor.SELLER, 1)
    assert await number_of(shop) == before != NUMBER
    assert (await answer(shop, code)).verdict is Verdict.RIGHT
    assert await number_of(shop) == NUMBER
    async with shop.office.store.read() as uow:
        assert (await uow.reaches.phone(NUMBER)).proved_at == shop.clock.at
        dialogue = await uow.dialogues.get(TELEGRAM_ID, shop.clock.at)
    assert dialogue is not None
    assert not dialogue.waiting
    assert dialogue.took(5), "the same message, come again, is no word to a customer"


async def test_another_sellers_number_is_taken_when_it_is_proved(shop: Shop) -> None:
    """Two people may share a phone; who else has it is known, for the log."""
    async with shop.office.store.write() as uow:
        other = await uow.people.seller(2)
        await uow.people.put_seller(replace(other, phone=NUMBER))
    code = await code_to(shop, NUMBER)
    assert (await answer(shop, code)).others == (other.ref,)


async def test_a_second_code_makes_the_first_one_void(shop: Shop) -> None:
    """Of two SMS the newer one counts."""
    first = await code_to(shop, NUMBER)
    second = await code_to(shop, NUMBER)
    assert first != second, "one time in a million"
    assert (await answer(shop, first)).verdict is Verdict.WRONG
    assert (await answer(shop, second)).verdict is Verdict.RIGHT


async def test_three_codes_an_hour_for_a_person(shop: Shop) -> None:
    """Whatever the numbers; an hour after the first there is another one."""
    for number in (NUMBER, OTHER, NUMBER):
        await code_to(shop, number)
    with pytest.raises(BadValue, match="code: too_many"):
        await code_to(shop, OTHER)
    shop.clock.passes(timedelta(hours=1))
    await code_to(shop, OTHER)


async def test_five_codes_a_day_for_a_number(shop: Shop) -> None:
    """Whoever asks for them; a day later they are forgotten."""
    async with shop.office.store.write() as uow:
        for person in range(5):
            await uow.sms_requests.add("code", person, NUMBER, shop.clock.at)
    with pytest.raises(BadValue, match="phone: too_many"):
        await code_to(shop, NUMBER)
    await code_to(shop, OTHER)
    shop.clock.passes(timedelta(days=1))
    await code_to(shop, NUMBER)


async def test_the_own_number_and_one_without_sms_are_refused(shop: Shop) -> None:
    """Nothing is sent, nothing is counted."""
    await answer(shop, await code_to(shop, NUMBER))
    async with shop.office.store.write() as uow:
        await uow.reaches.put_phone(Phone(OTHER, opted_out_at=NOW))
    await shop.due(Kind.SMS, shop.clock.at)
    for number, why in ((NUMBER, "same"), (OTHER, "opted_out")):
        with pytest.raises(BadValue, match=why):
            await code_to(shop, number)
    assert await shop.due(Kind.SMS, shop.clock.at) == []


async def test_three_test_sms_an_hour(shop: Shop) -> None:
    """They are no codes and are counted apart."""
    await code_to(shop, NUMBER)
    for _ in range(3):
        await proving.send_test(shop.office, await account(shop), NUMBER, "Test")
    with pytest.raises(BadValue, match="sms: too_many"):
        await proving.send_test(shop.office, await account(shop), NUMBER, "Test")
    assert len(await shop.due(Kind.SMS, shop.clock.at)) == 4


async def test_a_stranger_has_no_phone_to_change(shop: Shop) -> None:
    """Who neither sells nor orders is nobody whose phone it could be."""
    nobody = Account(5, "Nobody", "en")
    with pytest.raises(UnknownParty):
        await proving.send_code(shop.office, nobody, NUMBER, str)
