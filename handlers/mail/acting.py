"""`/a/<token>`: the page of a letter's link. To open it does nothing; the button on it takes the step.

Whoever opens it is told how the order stands and what is possible now, whatever the link was for.
"""

from dataclasses import replace

import structlog
from starlette.requests import Request
from starlette.responses import Response

from channels.mail import answers
from channels.mail.answers import What
from channels.mail.letters import Step
from channels.mail.tokens import BadToken
from handlers.mail import order_pages
from handlers.mail.desk import MailDesk
from handlers.mail.forms import form
from handlers.mail.order_pages import RENEW, Sight, asked_again, reason_of, unknown
from handlers.mail.pages import Page, Printer
from orders.commands import Command, Outcome
from orders.decide import has_part
from orders.desk import act_within
from orders.errors import (
    BadValue,
    Conflict,
    NotAllowed,
    NotYours,
    ReasonWanted,
    UnknownOrder,
    UnknownParty,
)
from orders.ports import UnitOfWork
from orders.states import ENDED, Action

_log = structlog.get_logger(__name__)

#: A form of ours is far smaller.
MAX_FORM = 16 * 1024


class ActionPages:
    """Shows the page, and takes the step."""

    def __init__(self, desk: MailDesk, printer: Printer) -> None:
        self._desk = desk
        self._printer = printer

    async def show(self, request: Request, token: str) -> Response:
        """GET and HEAD: mail scanners do the same, so nothing is done."""
        async with self._desk.office.store.read() as uow:
            sight = await self._sight(uow, token)
        if sight is None:
            return self._printer.answer(unknown(self._desk.foreign(_language(request))))
        return self._printer.answer(self._page(sight))

    async def act(self, request: Request, token: str) -> Response:
        """POST: take the step, once however often it is pressed."""
        fields = await form(request, MAX_FORM)
        office = self._desk.office
        try:
            async with office.store.write() as uow:
                sight = await self._sight(uow, token)
                if sight is None:
                    page = unknown(self._desk.foreign(_language(request)))
                elif sight.expired:
                    page = await self._renewed(uow, sight, fields)
                else:
                    page = await self._acted(uow, sight, fields)
        except (NotAllowed, Conflict) as error:
            _log.info("a letter's link came too late", why=str(error))
            return self._printer.answer(replace(await self._looked(token), status=409))
        except (ReasonWanted, BadValue):
            return self._printer.answer(asked_again(await self._looked(token), fields))
        office.wake()
        return self._printer.answer(page)

    async def _looked(self, token: str) -> Page:
        async with self._desk.office.store.read() as uow:
            sight = await self._sight(uow, token)
        assert sight is not None, "it was there a moment ago, and orders stay"
        return self._page(sight)

    async def _sight(self, uow: UnitOfWork, token: str) -> Sight | None:
        """None: nobody here has made such a link, or it is no longer theirs."""
        try:
            link = self._desk.paper.tokens.read_action(token)
            view = await uow.orders.view(link.number)
            voice = await self._desk.voice(uow, link.by, link.number)
        except (BadToken, UnknownOrder, UnknownParty):
            return None
        if not has_part(view.order, link.by):
            return None
        return Sight(link, view, voice, self._desk.office.clock.now())

    async def _acted(self, uow: UnitOfWork, sight: Sight, fields: dict[str, str]) -> Page:
        office, link = self._desk.office, sight.link
        command = Command(
            link.number,
            link.action,
            link.by,
            link.request_id,
            link.version,
            reason_of(fields) if link.action is Action.CANCEL else None,
            fields.get("text", "") if link.action is Action.CANCEL else "",
        )
        try:
            outcome = await act_within(uow, command, sight.now, office.policy)
        except NotYours:
            return unknown(sight.voice)
        if not outcome.repeated:
            await self._confirm(uow, outcome, sight)
        seen = replace(sight, view=await uow.orders.view(link.number))
        return order_pages.done(seen, outcome, self._steps(seen))

    async def _confirm(self, uow: UnitOfWork, outcome: Outcome, sight: Sight) -> None:
        """Who has no Telegram finds the next step in a letter, too: the page is closed soon."""
        reach = await uow.reaches.of(sight.link.by, sight.link.number)
        if outcome.order.state not in ENDED and not reach.telegram:
            row = answers.row(What.STEP, sight.link.by, sight.link.number, sight.now)
            await uow.work.add([row])

    async def _renewed(self, uow: UnitOfWork, sight: Sight, fields: dict[str, str]) -> Page:
        """New links go to the mailbox, never to whoever has an old one."""
        page = self._page(sight)
        if fields.get("what") != RENEW or sight.view.order.state in ENDED:
            return page
        row = answers.row(What.LINKS, sight.link.by, sight.link.number, sight.now)
        await uow.work.add([row])
        return order_pages.renewed(page)

    def _page(self, sight: Sight) -> Page:
        return order_pages.page(sight, self._steps(sight))

    def _steps(self, sight: Sight) -> tuple[Step, ...]:
        """What is possible now; these links live no longer than the one that led here."""
        link, order = sight.link, sight.view.order
        return tuple(
            Step(sight.voice.plain(f"action.{action}"), url)
            for action, url in self._desk.paper.steps(order, link.by, link.expires_at)
        )


def _language(request: Request) -> str:
    return request.headers.get("accept-language", "")
