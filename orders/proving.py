"""SMS that a person asks for: a test, and the code that proves whose a new number is. It sends and words nothing.

A person's phone changes when the code that went to the new number comes back in their chat. Of the code
only a keyed hash is kept here; the row that sends it has it, until it is swept: it is void long before.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, UnknownParty
from orders.model import Account, Party
from orders.policy import Policy
from orders.ports import Office, UnitOfWork
from orders.reach import Phone, Unfit
from orders.rhythm import listeners
from orders.sendings import Because
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic

#: The dialogue's questions.
NUMBER, CODE = "number", "code"
DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
#: Wrong codes that end it: of a million codes, one person tries 15 an hour at most.
TRIES = 5
#: Codes to one person an hour, and to one number a day, whoever asks: nobody is pestered.
CODES_AN_HOUR, CODES_A_DAY = 3, 5
TESTS_AN_HOUR = 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: A keyed hash, see `Office.sign`.
Sign = Callable[[str], str]


class Asked(StrEnum):
    """What an SMS that somebody asked for is."""

    CODE = "code"
    TEST = "test"


class Verdict(StrEnum):
    """What came of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    #: Wrong, and the last try.
    SPENT = "spent"
    #: It came too late.
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Answered:
    """A code was typed."""

    verdict: Verdict
    #: E.164.
    number: str
    tries_left: int = 0
    #: Other sellers who have the same number.
    others: tuple[str, ...] = ()


def begin(now: datetime, policy: Policy) -> Dialogue:
    """Ask for the number."""
    return Dialogue(DialogueKind.PHONE, NUMBER, now + policy.talk_life)


def coded(
    dialogue: Dialogue, number: str, code: str, salt: str, now: datetime, sign: Sign
) -> Dialogue:
    """The dialogue once a code is on its way; an earlier code is void."""
    answers = {
        "phone": number,
        "salt": salt,
        "proof": sign(_proof(salt, code)),
        "until": (now + CODE_LIFE).isoformat(),
        "wrong": "0",
    }
    return replace(dialogue, step=CODE, answers=answers)


def judge(dialogue: Dialogue, typed: str, now: datetime, sign: Sign) -> Answered:
    """Whether this is the code. Raises `BadValue`: it is none at all, and counts as no try."""
    code = _digits(typed)
    if len(code) != DIGITS:
        raise BadValue("code", "not_a_code")
    known = dialogue.answers
    if now >= datetime.fromisoformat(known["until"]):
        return Answered(Verdict.EXPIRED, known["phone"])
    if hmac.compare_digest(sign(_proof(known["salt"], code)), known["proof"]):
        return Answered(Verdict.RIGHT, known["phone"])
    left = TRIES - int(known["wrong"]) - 1
    return Answered(Verdict.WRONG if left else Verdict.SPENT, known["phone"], left)


def check(phone: Phone, kind: Unfit | None, *, allowed: bool) -> None:
    """Whether an SMS may go to the number; `kind` is what its digits tell. Raises `BadValue`."""
    unfit = kind or phone.unfit
    if unfit is not None:
        raise BadValue("phone", unfit.value)
    if phone.opted_out_at is not None:
        raise BadValue("phone", "opted_out")
    if not allowed:
        raise BadValue("phone", "abroad")


async def send_code(
    office: Office,
    account: Account,
    number: str,
    word: Callable[[str], str],
    *,
    taken: int | None = None,
) -> None:
    """Send a fresh code to the number, and ask for it. `word` makes the SMS of it.

    `taken`: the message that named the number. Raises `BadValue`, also where too many were sent.
    """
    now, code = office.clock.now(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    async with office.store.write() as uow:
        known = await uow.dialogues.get(account.telegram_id, now)
        if known is None or known.kind is not DialogueKind.PHONE:
            known = begin(now, office.policy)
        if not listeners(account):
            raise UnknownParty(f"account {account.telegram_id}")
        check(await uow.reaches.phone(number), None, allowed=True)
        if {number} == {await _number_of(uow, party) for party in listeners(account)}:
            raise BadValue("phone", "same")
        if (
            await uow.sms_requests.of_person(Asked.CODE, account.telegram_id, now - HOUR)
            >= CODES_AN_HOUR
        ):
            raise BadValue("code", "too_many")
        if await uow.sms_requests.to_number(Asked.CODE, number, now - DAY) >= CODES_A_DAY:
            raise BadValue("phone", "too_many")
        await _send(uow, Asked.CODE, account, number, word(code), now)
        asked = coded(known.resumed(), number, code, secrets.token_hex(16), now, office.sign)
        await uow.dialogues.put(account.telegram_id, asked if taken is None else asked.taken(taken))
    office.wake()


async def take_code(
    office: Office, account: Account, dialogue: Dialogue, typed: str, taken: int
) -> Answered:
    """The code was typed in the message `taken`: the right one changes the person's phone there and then.

    Raises `BadValue`.
    """
    now = office.clock.now()
    answered = judge(dialogue, typed, now, office.sign)
    async with office.store.write() as uow:
        after = dialogue.taken(taken)
        match answered.verdict:
            case Verdict.RIGHT:
                others = await _change(uow, account, answered.number, now)
                answered, after = replace(answered, others=others), after.paused()
            case Verdict.SPENT:
                after = after.paused()
            case Verdict.WRONG:
                after = after.answered("wrong", str(TRIES - answered.tries_left), CODE)
        await uow.dialogues.put(account.telegram_id, after)
    office.wake()
    return answered


async def send_test(office: Office, account: Account, number: str, text: str) -> None:
    """Send an SMS that says nothing but that it has come. Raises `BadValue`: too many were sent."""
    now = office.clock.now()
    async with office.store.write() as uow:
        check(await uow.reaches.phone(number), None, allowed=True)
        sent = await uow.sms_requests.of_person(Asked.TEST, account.telegram_id, now - HOUR)
        if sent >= TESTS_AN_HOUR:
            raise BadValue("sms", "too_many")
        await _send(uow, Asked.TEST, account, number, text, now)
    office.wake()


async def _send(
    uow: UnitOfWork, asked: Asked, account: Account, number: str, text: str, now: datetime
) -> None:
    await uow.sms_requests.add(asked, account.telegram_id, number, now)
    details = {"because": Because.ASKED.value, "to": number, "text": text}
    to = listeners(account)[0]
    row = NewWork(Kind.SMS, Topic.ANSWER, to, now, Priority.NOW, details=details)
    await uow.work.add([row])


async def _number_of(uow: UnitOfWork, party: Party) -> str | None:
    phone = (await uow.reaches.of(party)).phone
    return None if phone is None else phone.number


async def _change(uow: UnitOfWork, account: Account, number: str, now: datetime) -> tuple[str, ...]:
    """The person has this number from now on, as seller and as customer; who else sells with it."""
    parties: Sequence[Party] = listeners(account)
    for party in parties:
        if party.actor is Actor.SELLER:
            seller = await uow.people.seller(party.id)
            await uow.people.put_seller(replace(seller, phone=number))
        else:
            customer = await uow.people.customer(party.id)
            await uow.people.put_customer(replace(customer, phone=number))
    await uow.reaches.put_phone(replace(await uow.reaches.phone(number), proved_at=now))
    at = await uow.people.sellers_at(number)
    return tuple(s.ref for s in at if Party(Actor.SELLER, s.id) not in parties)


def _proof(salt: str, code: str) -> str:
    """What is signed; no order's number, which is signed with the same key, looks like it."""
    return f"phone:{salt}:{code}"


def _digits(typed: str) -> str:
    """The digits of it, of whatever alphabet, as plain ones."""
    return "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())
