"""Take an SMS in: once, together with what it does and with its answer. What it means is the others' business."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from channels import phones
from channels.sms import answers, words
from channels.sms.words import Intention
from channels.texts import Texts, Voice
from handlers.sms import buying
from handlers.sms.incoming import Answer, Incoming, Refused
from handlers.sms.selling import Selling
from orders.errors import OrderError
from orders.model import Order, Party, Seller
from orders.ports import Office, UnitOfWork
from orders.sendings import Because
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic

_log = structlog.get_logger(__name__)

#: Nobody.
STRANGER = Party(Actor.CUSTOMER, 0)
#: How long somebody unknown is not answered again.
GREETED_FOR = timedelta(days=1)
#: Source: ITU-T E.164. Names and short codes take no answer.
_E164 = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)


class Inward:
    """SMS that come in."""

    def __init__(
        self, office: Office, texts: Texts, timezone: str, allowed: Callable[[str], bool]
    ) -> None:
        self._office = office
        self._texts = texts
        self._timezone = timezone
        #: Whether SMS may go to this number's country.
        self._allowed = allowed

    async def take(self, sms: Incoming) -> None:
        """Do what it asks for and write the answer's row: once, whenever and how often it comes."""
        if not _E164.fullmatch(sms.sender):
            _log.info("an SMS from no telephone was let go", sid=sms.sid)
            return
        now = self._office.clock.now()
        try:
            async with self._office.store.write() as uow:
                if await self._is_new(uow, sms, now):
                    await self._reply(uow, sms, await self._answer(uow, sms, now), now)
        except Refused as refusal:
            _log.info("an SMS was refused", sid=sms.sid, why=str(refusal))
            async with self._office.store.write() as uow:
                if await self._is_new(uow, sms, now):
                    await self._reply(uow, sms, _refusal(refusal), now)
        self._office.wake()

    async def _is_new(self, uow: UnitOfWork, sms: Incoming, now: datetime) -> bool:
        return await uow.arrivals.take(Kind.SMS, sms.sid, sms.sender, sms.body, now)

    async def _answer(self, uow: UnitOfWork, sms: Incoming, now: datetime) -> Answer:
        phone = await uow.reaches.phone(sms.sender)
        asked = _asked(sms, stopped=phone.opted_out_at is not None)
        if isinstance(asked, words.Stop):
            await uow.reaches.put_phone(replace(phone, opted_out_at=phone.opted_out_at or now))
            return Answer(STRANGER)
        if asked == words.Start():
            # Also from somebody who has no order (any more): Twilio lets SMS through to them again.
            await uow.reaches.put_phone(replace(phone, opted_out_at=None))
        sellers = await uow.people.sellers_at(sms.sender)
        last = await uow.sendings.last_to(sms.sender)
        number = words.addressed(sms.body)[0]
        about = await buying.about(uow, sms.sender, number, last)
        if not sellers and about is None:
            return await self._greet(uow, sms, now)
        if asked == words.Start():
            to = Party(Actor.SELLER, sellers[0].id) if sellers else None
            if to is None and about is not None:
                to = Party(Actor.CUSTOMER, about.customer_id)
            assert to is not None, "somebody is known"
            return Answer(to, answers.say(await self._voice(uow, to), "start"))
        as_seller = bool(sellers) and (
            about is None or await _as_seller(uow, asked, sellers, last is None
                                              or last.to.actor is Actor.SELLER)
        )  # fmt: skip
        policy = self._office.policy
        if as_seller or about is None:
            selling = Selling(uow, self._texts, sellers, now, policy, self._timezone)
            return await selling.answer(sms, asked, last)
        voice = await self._voice(uow, Party(Actor.CUSTOMER, about.customer_id), about.number)
        return await buying.answer(uow, sms, about, voice, now, policy)

    async def _reply(self, uow: UnitOfWork, sms: Incoming, answer: Answer, now: datetime) -> None:
        text = answer.text
        if sms.files and answer.to != STRANGER:
            voice = await self._voice(uow, answer.to, answer.number)
            text = f"{answers.say(voice, 'picture')} {text}".rstrip()
        if not text:
            return
        details = {"because": Because.ASKED.value, "to": sms.sender, "text": text}
        row = NewWork(
            Kind.SMS, Topic.ANSWER, answer.to, now, Priority.NOW, answer.number, details=details
        )
        await uow.work.add([row])

    async def _greet(self, uow: UnitOfWork, sms: Incoming, now: datetime) -> Answer:
        """One short answer a day to somebody unknown, where an answer costs what is agreed to."""
        phone = await uow.reaches.phone(sms.sender)
        before = phone.greeted_at
        if before is not None and now - before < GREETED_FOR:
            return Answer(STRANGER)
        if not self._allowed(sms.sender) or phones.unfit(sms.sender) is not None:
            return Answer(STRANGER)
        await uow.reaches.put_phone(replace(phone, greeted_at=now))
        return Answer(STRANGER, answers.say(self._texts.voice(None, self._timezone), "stranger"))

    async def _voice(self, uow: UnitOfWork, to: Party, number: int | None = None) -> Voice:
        reach = await uow.reaches.of(to, number)
        return self._texts.voice(reach.locale, reach.timezone or self._timezone)


async def _as_seller(
    uow: UnitOfWork, asked: Intention, sellers: Sequence[Seller], told: bool
) -> bool:
    """Whether somebody who sells and buys writes as a seller. `told`: so we last wrote to them."""
    number = getattr(asked, "number", None)
    if number is not None:
        try:
            order: Order | None = await uow.orders.get(number)
        except OrderError:
            order = None
        if order is not None:
            return any(seller.id == order.seller_id for seller in sellers)
    if isinstance(asked, words.Unclear | words.Wrong) or asked == words.Start(sure=False):
        return told
    return True


def _asked(sms: Incoming, *, stopped: bool) -> Intention:
    """What it asks for; Twilio's own reading of its words counts. `stopped`: no SMS were wanted."""
    meant = words.parse(sms.body)
    match sms.opt_out:
        case "STOP":
            return words.Stop()
        case "HELP":
            return words.Help()
    # To Twilio every "Yes" is a START; where SMS were wanted all along, it is said to somebody.
    again = sms.opt_out == "START" or isinstance(meant, words.Start)
    return words.Start() if stopped and again else meant


def _refusal(refusal: Refused) -> Answer:
    text = answers.refused(refusal.voice, refusal.error, refusal.to.actor, refusal.order)
    number = None if refusal.order is None else refusal.order.number
    return Answer(refusal.to, text, number)
