"""What a seller asks for by SMS, done and answered inside the caller's transaction. It rolls nothing back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from channels.sms import answers, words
from channels.sms.vocabulary import ACTIONS, Word
from channels.sms.words import Intention
from channels.texts import Texts, Voice
from handlers.sms.incoming import Answer, Incoming, Refused
from orders import desk, records
from orders.asking import subject
from orders.commands import Command
from orders.enquiries import is_enquiry
from orders.errors import NotAllowed, NotYours, OrderError
from orders.messages import Content, Form, NewMessage
from orders.model import CancelReason, Order, Party, Seller, within
from orders.notes import Writing
from orders.policy import Policy
from orders.ports import UnitOfWork
from orders.sendings import Sending
from orders.states import Action, Actor, allowed
from orders.talk import say_within
from orders.work import Topic

#: So many of a shop's open orders are looked at to tell which one is meant.
_OPEN = 200
#: Longest message to a customer, in characters: it must fit one message of Telegram with its heading.
MAX_SAID = 3500


class Selling:
    """One SMS of one or more sellers who share a number."""

    def __init__(
        self,
        uow: UnitOfWork,
        texts: Texts,
        sellers: Sequence[Seller],
        now: datetime,
        policy: Policy,
        timezone: str,
    ) -> None:
        self._uow = uow
        self._texts = texts
        self._sellers = {seller.id: seller for seller in sellers}
        self._now = now
        self._policy = policy
        self._timezone = timezone

    async def answer(self, sms: Incoming, asked: Intention, last: Sending | None) -> Answer:
        """Do what is asked for; the answer. Raises `Refused`."""
        open_ones = [order for id in self._sellers for order in await self._open(id)]
        by = Party(Actor.SELLER, next(iter(self._sellers)))
        voice = self._voice(by)
        match asked:
            case words.Orders():
                return Answer(by, answers.orders(voice, open_ones))
            case (
                words.Show(number=int(number))
                | words.Unclear(number=int(number))
                | words.Wrong(number=int(number))
            ):
                by, order = await self._own(number)
                return Answer(by, answers.shown(self._voice(by), order), number)
            case words.Unclear() | words.Wrong() | words.Start() | words.Stop() | words.Help():
                return self._help(asked, by, open_ones, last)
        meant = asked.number or self._said_to(asked, last) or self._only(asked, by, open_ones)
        if isinstance(meant, Answer):
            return meant
        number = meant
        if isinstance(asked, words.Say):
            return await self._say(sms, asked, number)
        by, order = await self._own(number)
        try:
            return await self._do(sms, asked, by, order)
        except OrderError as error:
            raise Refused(error, self._voice(by), by, order) from error

    async def _do(
        self, sms: Incoming, asked: words.Step | words.Act | words.Cancel | words.Note,
        by: Party, order: Order,
    ) -> Answer:  # fmt: skip
        voice, number = self._voice(by), order.number
        if isinstance(asked, words.Note):
            if not asked.text:
                return self._empty(by, number, Word.NOTE)
            await records.put_note_within(self._uow, number, by, Writing(asked.text), self._now)
            return Answer(by, answers.say(voice, "noted", number=number), number)
        command = _command(asked, order, by, sms.request_id)
        outcome = await desk.act_within(self._uow, command, self._now, self._policy)
        return Answer(by, answers.done(voice, outcome.order), number)

    async def _say(self, sms: Incoming, asked: words.Say, number: int) -> Answer:
        by = Party(Actor.SELLER, next(iter(self._sellers)))
        try:
            about = await subject(self._uow, number)
            if about.seller_id not in self._sellers:
                raise NotYours(number)
            by = Party(Actor.SELLER, about.seller_id)
            if not asked.text:
                return self._empty(by, number, Word.MSG)
            text = within(asked.text, MAX_SAID, "text")
            new = NewMessage(Content(Form.TEXT, text), sms.request_id)
            await say_within(self._uow, about, by, new, self._now, self._policy)
        except OrderError as error:
            raise Refused(error, self._voice(by), by) from error
        return Answer(by, answers.say(self._voice(by), "said", number=number), number)

    def _empty(self, by: Party, number: int, word: Word) -> Answer:
        voice = self._voice(by)
        example = answers.example(voice, number, word)
        return Answer(by, answers.say(voice, "empty", example=example), number)

    def _help(
        self, asked: Intention, by: Party, found: Sequence[Order], last: Sending | None
    ) -> Answer:
        """A sentence after a customer's message is not guessed to be an answer: it may be for anybody."""
        if (
            isinstance(asked, words.Unclear)
            and last is not None
            and last.topic is Topic.MESSAGE
            and last.to.actor is Actor.SELLER
            and last.to.id in self._sellers
            and last.order_number is not None
            and not is_enquiry(last.order_number)
        ):
            number = last.order_number
            return Answer(last.to, answers.how_to_answer(self._voice(last.to), number), number)
        return Answer(by, answers.help_with(self._voice(by), found))

    def _said_to(self, asked: Intention, last: Sending | None) -> int | None:
        """A question before there is an order has no number that anybody could name."""
        if not isinstance(asked, words.Say) or last is None or last.order_number is None:
            return None
        ours = last.to.actor is Actor.SELLER and last.to.id in self._sellers
        return last.order_number if ours and is_enquiry(last.order_number) else None

    def _only(
        self,
        asked: words.Step | words.Act | words.Cancel | words.Say | words.Note,
        by: Party,
        found: Sequence[Order],
    ) -> int | Answer:
        """The one order that it can be about; else the question which, or that there is none."""
        action = _action(asked)
        fits = [o for o in found if action is None or action in allowed(o.state, Actor.SELLER)]
        if len(fits) == 1:
            return fits[0].number
        voice = self._voice(by)
        if not fits:
            named = answers.word(voice, Word.ORDERS)
            return Answer(by, answers.say(voice, "nothing", word=named))
        numbers = [order.number for order in answers.pressing(fits)]
        return Answer(by, answers.which(voice, numbers, _word(asked)))

    async def _own(self, number: int) -> tuple[Party, Order]:
        by = Party(Actor.SELLER, next(iter(self._sellers)))
        try:
            order = await self._uow.orders.get(number)
            if order.seller_id not in self._sellers:
                raise NotYours(number)
        except OrderError as error:
            raise Refused(error, self._voice(by), by) from error
        return Party(Actor.SELLER, order.seller_id), order

    async def _open(self, seller_id: int) -> Sequence[Order]:
        return await self._uow.orders.open_of(Party(Actor.SELLER, seller_id), limit=_OPEN)

    def _voice(self, by: Party) -> Voice:
        seller = self._sellers[by.id]
        return self._texts.voice(seller.locale, seller.timezone or self._timezone)


def _command(
    asked: words.Step | words.Act | words.Cancel, order: Order, by: Party, request_id: str
) -> Command:
    if isinstance(asked, words.Step):
        steps = allowed(order.state, by.actor)
        if not steps:
            raise NotAllowed(order.number, "ok", order.state, ())
        return Command(order.number, steps[0], by, request_id)
    if isinstance(asked, words.Act):
        return Command(order.number, asked.action, by, request_id)
    command = Command(order.number, Action.CANCEL, by, request_id)
    if asked.listed is not None:
        listed = tuple(CancelReason)
        known = listed[asked.listed - 1] if asked.listed <= len(listed) else None
        return replace(command, reason=known)
    if not asked.reason:
        return command
    return replace(command, reason=CancelReason.OTHER, text=asked.reason)


def _action(asked: Intention) -> Action | None:
    match asked:
        case words.Act(action=action):
            return action
        case words.Cancel():
            return Action.CANCEL
    return None


def _word(asked: Intention) -> Word:
    match asked:
        case words.Act(action=action):
            return next(word for word, of in ACTIONS.items() if of is action)
        case words.Cancel():
            return Word.CANCEL
        case words.Say():
            return Word.MSG
        case words.Note():
            return Word.NOTE
    return Word.OK
