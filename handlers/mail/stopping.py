"""`/u/<token>`: where a letter's person says that they want no more of its kind. To open it does nothing.

Mail readers post there by themselves where their person asked them to (RFC 8058), with no page in between.
"""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from channels.mail.tokens import BadToken, UnsubscribeLink, Unwanted
from channels.texts import Voice
from handlers.mail.acting import MAX_FORM
from handlers.mail.desk import MailDesk
from handlers.mail.forms import form
from handlers.mail.order_pages import unknown
from handlers.mail.pages import Form, Page, Printer
from orders.errors import UnknownParty
from orders.ports import UnitOfWork
from orders.reach import Choices

#: What the form wants done; whatever else is posted there wants no more letters.
_STOP, _RESUME = "stop", "resume"


class StopPages:
    """Shows the page, and does as it is told."""

    def __init__(self, desk: MailDesk, printer: Printer) -> None:
        self._desk = desk
        self._printer = printer

    async def show(self, request: Request, token: str) -> Response:
        """GET and HEAD."""
        async with self._desk.office.store.read() as uow:
            found = await self._read(uow, token)
        if found is None:
            return self._unknown(request)
        link, voice = found
        return self._printer.answer(question(voice, link.what))

    async def choose(self, request: Request, token: str) -> Response:
        """POST: no more of them, or some again; the same however often it is posted."""
        fields = await form(request, MAX_FORM)
        wanted = fields.get("what") == _RESUME
        async with self._desk.office.store.write() as uow:
            found = await self._read(uow, token)
            if found is None:
                return self._unknown(request)
            link, voice = found
            known = (await uow.reaches.of(link.by)).choices
            await uow.reaches.choose(link.by, _changed(known, link.what, wanted=wanted))
        return self._printer.answer(chosen(voice, link.what, wanted=wanted))

    async def _read(self, uow: UnitOfWork, token: str) -> tuple[UnsubscribeLink, Voice] | None:
        try:
            link = self._desk.paper.tokens.read_unsubscribe(token)
            return link, await self._desk.voice(uow, link.by)
        except (BadToken, UnknownParty):
            return None

    def _unknown(self, request: Request) -> Response:
        language = request.headers.get("accept-language", "")
        return self._printer.answer(unknown(self._desk.foreign(language)))


def question(voice: Voice, what: Unwanted) -> Page:
    """Asks first."""
    note = voice(f"page.stop.note.{what}")
    stop = Form(voice.plain("page.stop.yes"), _STOP)
    return Page(voice, voice.plain(f"page.stop.{what}"), (note,), stop)


def chosen(voice: Voice, what: Unwanted, *, wanted: bool) -> Page:
    """How it is from now on; and the way back."""
    if wanted:
        return Page(voice, voice.plain("page.resumed"))
    again = Form(voice.plain("page.resume"), _RESUME)
    return Page(voice, voice.plain(f"page.stopped.{what}"), form=again)


def _changed(known: Choices, what: Unwanted, *, wanted: bool) -> Choices:
    if what is Unwanted.COPIES:
        return replace(known, copies=wanted)
    return replace(known, bulletins=wanted)
