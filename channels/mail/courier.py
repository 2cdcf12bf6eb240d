"""Carry out rows that go by e-mail: read what they tell, word it, hand it to the mail server, remember it.

It claims no rows and decides no wait. What cannot arrive by e-mail has no way left.
"""

from dataclasses import dataclass, replace

from channels.mail import answers, letters
from channels.mail.addresses import BadAddress, Mailbox, mailbox
from channels.mail.client import MailClient
from channels.mail.compose import Composer
from channels.mail.gate import Gate
from channels.mail.letters import Letter
from channels.mail.stationery import Stationery
from channels.texts import Texts
from channels.tidings import Tiding, TidingReader
from orders import asking, rounds
from orders.errors import ChannelError, TemporaryFailure, Unreachable
from orders.ports import Delivered, Effect, Office, Pace, UnitOfWork, in_turn
from orders.reach import Reach
from orders.routes import BULLETINS, no_sms
from orders.sendings import Because, Sending
from orders.talk import undelivered
from orders.work import Kind, Topic, Work

#: Why nothing is sent to somebody who chose so.
_UNWANTED = "they want no such e-mail"


@dataclass(frozen=True, slots=True)
class _Errand:
    """A letter, and what is written once it has gone out, or cannot."""

    letter: Letter
    reach: Reach
    because: Because
    #: What it is about; None: about no one order.
    number: int | None = None
    then: Effect | None = None
    otherwise: Effect | None = None


class MailCourier:
    """See `orders.ports.Channel`."""

    def __init__(
        self,
        office: Office,
        client: MailClient,
        paper: Stationery,
        texts: Texts,
        timezone: str,
    ) -> None:
        self._office = office
        self._client = client
        self._paper = paper
        self._composer = Composer(paper)
        self._texts = texts
        self._timezone = timezone
        self._reader = TidingReader(office, texts, timezone)
        self._gate = Gate(office.clock)

    async def deliver(self, work: Work, pace: Pace) -> Delivered:
        """One row, if it is still wanted. Raises `ChannelError`, `PutBack`."""
        errand = await self._errand(work)
        if isinstance(errand, str):
            return Delivered(wanted=False, why=errand)
        try:
            to = mailbox(errand.reach.email or "")
            await self._send(errand, work, to)
        except BadAddress as error:
            return _lost(errand, f"no usable e-mail address ({error})")
        except Unreachable as failure:
            return _lost(errand, failure.reason)
        return Delivered(effect=in_turn((self._remember(errand, work, to), errand.then)))

    async def _send(self, errand: _Errand, work: Work, to: Mailbox) -> None:
        self._gate.check()
        now = self._office.clock.now()
        message = self._composer.compose(errand.letter, work, to, errand.number, now)
        try:
            await self._client.send(message, self._paper.sender, to)
        except TemporaryFailure as failure:
            self._gate.failed(failure)
            raise
        except ChannelError:
            self._gate.passed()
            raise
        self._gate.passed()

    async def _errand(self, work: Work) -> _Errand | str:
        match work.topic:
            case Topic.DIGEST:
                return await self._digest(work)
            case Topic.ANSWER:
                return await self._answer(work)
            case _:
                return await self._tiding(work)

    async def _tiding(self, work: Work) -> _Errand | str:
        tiding = await self._reader.read(work)
        if isinstance(tiding, str):
            return tiding
        reach = tiding.reach
        if work.topic in BULLETINS and not reach.choices.bulletins:
            return _UNWANTED
        if tiding.because is Because.COPY:
            if not reach.telegram and no_sms(reach, self._office.policy) is not None:
                # Who has no other way gets it whatever they want of copies: it is none.
                tiding = replace(tiding, because=Because.NO_TELEGRAM)
            elif not reach.choices.copies:
                return _UNWANTED
        letter = letters.letter(tiding, self._paper)
        number, unheard = tiding.view.subject.number, self._unheard(tiding)
        return _Errand(letter, reach, tiding.because, number, tiding.then, unheard)

    async def _digest(self, work: Work) -> _Errand | str:
        now, policy = self._office.clock.now(), self._office.policy
        async with self._office.store.read() as uow:
            reach = await uow.reaches.of(work.to)
            waiting = await rounds.waiting(uow, work.to.id, now, policy)
        if not reach.choices.bulletins:
            return _UNWANTED
        if not waiting.counts:
            return "nothing waits"
        voice = self._texts.voice(reach.locale, reach.timezone or self._timezone)
        letter = letters.digest(work, waiting, voice, now, self._paper)
        return _Errand(letter, reach, _because(work))

    async def _answer(self, work: Work) -> _Errand:
        number = work.order_number or 0
        async with self._office.store.read() as uow:
            view = await asking.view(uow, number)
            reach = await uow.reaches.of(work.to, number)
        voice = self._texts.voice(reach.locale, reach.timezone or self._timezone)
        letter = answers.answer(work, view, voice, self._paper)
        return _Errand(letter, reach, _because(work), view.subject.number)

    def _remember(self, errand: _Errand, work: Work, to: Mailbox) -> Effect:
        about = work.details.get("message")
        sending = Sending(
            Kind.MAIL,
            work.to,
            to.address,
            work.topic,
            errand.because,
            self._office.clock.now(),
            self._paper.message_id(work).strip("<>"),
            work.order_number,
            work.event,
            None if about is None else int(about),
            work.details,
        )

        async def remember(uow: UnitOfWork) -> None:
            await uow.sendings.add(sending)

        return remember

    def _unheard(self, tiding: Tiding) -> Effect | None:
        """What is kept of a message that cannot arrive; Telegram still brings one that it only could not yet."""
        message = tiding.message
        if message is None or tiding.is_stopgap:
            return None

        async def keep(uow: UnitOfWork) -> None:
            now = self._office.clock.now()
            await undelivered(uow, message, tiding.work.to, "no way was left", now)

        return keep


def _because(work: Work) -> Because:
    return Because(work.details["because"])


def _lost(errand: _Errand, why: str) -> Delivered:
    return Delivered(wanted=False, why=why, lost=True, effect=errand.otherwise)
