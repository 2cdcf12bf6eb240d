"""`POST /mail/replies`: what people answer to letters lands in the conversation of its order.

The token in the address that it was sent to says whose word about which order it is; the From header has to be
that person's, too, so that a letter that was passed on speaks for nobody. What a machine wrote is let go.
"""

import asyncio

import structlog
from starlette.requests import Request
from starlette.responses import Response

from channels.mail import answers
from channels.mail.addresses import BadAddress, Mailbox, mailbox, sender_of
from channels.mail.answers import What
from channels.mail.replies import Reader
from channels.mail.tokens import BadToken, ReplyAddress
from handlers.http.problems import Problem
from handlers.mail.desk import MailDesk
from handlers.mail.forms import form
from handlers.mail.inbound import Inbound
from orders.asking import subject
from orders.errors import NotHeard, NotYours, UnknownOrder, UnknownParty
from orders.messages import Content, Form, NewMessage
from orders.ports import UnitOfWork
from orders.talk import part_of, say_within
from orders.work import Kind

_log = structlog.get_logger(__name__)

PATH = "/mail/replies"
#: The largest letter that the provider takes is 25 MB, and all of it is posted.
MAX_LETTER = 26 * 1024 * 1024
#: So many at once are held in memory; the signature is only seen when all of it was read.
AT_ONCE = 2
#: Told to the provider: taken; or not, and not to be posted again.
_TAKEN, _REFUSED = 200, 406


class Answering:
    """Takes posted letters."""

    def __init__(self, desk: MailDesk, key: bytes) -> None:
        self._desk = desk
        self._key = key
        self._reader = Reader(desk.texts)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def take(self, request: Request) -> Response:
        """One letter. Raises `Problem`: forbidden, where the post is not the provider's."""
        async with self._places:
            letter = Inbound(await form(request, MAX_LETTER))
        if not letter.is_genuine(self._key):
            # 403 is tried again: a key that was set wrong loses nothing.
            raise Problem("forbidden", "This is not signed with our key.")
        now = self._desk.office.clock.now()
        if not letter.is_fresh(now):
            return _refused("it was signed too long ago")
        try:
            address = self._desk.paper.tokens.read_reply(letter.token)
        except BadToken:
            return _refused("nobody here has made the address that it was sent to")
        async with self._desk.office.store.write() as uow:
            why = await self._worked(uow, letter, address)
        self._desk.office.wake()
        _log.info("an answer by e-mail", order=address.number, by=str(address.by.actor), became=why)
        return Response(status_code=_TAKEN)

    async def _worked(self, uow: UnitOfWork, letter: Inbound, address: ReplyAddress) -> str:
        """What became of it."""
        now, by = self._desk.office.clock.now(), address.by
        said = self._reader.read(letter.plain, letter.html, letter.stripped)
        if not await uow.arrivals.take(Kind.MAIL, letter.name, f"{by.actor}:{by.id}", said, now):
            return "let go: it came before"
        if letter.is_by_machine:
            return "let go: a machine wrote it"
        try:
            about = await subject(uow, address.number)
            part_of(about, [by])
            known = await self._is_theirs(uow, letter, address)
        except (UnknownOrder, UnknownParty, NotYours):
            return "let go: they have no part in it"
        what = await self._said(uow, letter, address, said) if known else What.STRANGER
        if what is None:
            return "passed on"
        await uow.work.add([answers.row(what, by, about.number, now)])
        return f"answered: {what}"

    async def _said(
        self, uow: UnitOfWork, letter: Inbound, address: ReplyAddress, said: str
    ) -> What | None:
        """Pass it on; or what its writer has to know."""
        if not said:
            return What.UNREADABLE
        office = self._desk.office
        about = await subject(uow, address.number)
        new = NewMessage(Content(Form.TEXT, said), f"mail:reply:{letter.name}")
        try:
            await say_within(uow, about, address.by, new, office.clock.now(), office.policy)
        except NotHeard:
            return What.UNHEARD
        return What.FILES if letter.files else None

    async def _is_theirs(self, uow: UnitOfWork, letter: Inbound, address: ReplyAddress) -> bool:
        """Whether its writer is whom our letter went to: by their address, or by one that we wrote to."""
        try:
            writer = sender_of(letter.sender)
        except BadAddress:
            return False
        reach = await uow.reaches.of(address.by, address.number)
        if reach.email is not None and _is_same(writer, reach.email):
            return True
        told = await uow.sendings.last_to(writer.address, address.number)
        return told is not None and told.to == address.by


def _is_same(writer: Mailbox, known: str) -> bool:
    try:
        return writer.is_same(mailbox(known))
    except BadAddress:
        return False


def _refused(why: str) -> Response:
    _log.warning("a letter was not taken", why=why)
    return Response(status_code=_REFUSED)
