"""The ways out: Telegram, SMS, e-mail, each a channel with a pace of its own. It holds no rule and no text."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot import mailing
from bot.mailing import mail_side
from bot.settings import Settings
from bot.telegram import TelegramSide
from bot.texting import allows, texter_of
from bot.workers import Way
from channels.sms.courier import SmsCourier
from channels.telegram.carrier import Carrier
from channels.telegram.courier import Courier
from channels.telegram.crier import Crier
from channels.telegram.line import Line
from channels.telegram.links import Links
from channels.telegram.relaying import Relayer
from channels.telegram.rooms import Rooms
from channels.telegram.ticks import Ticks
from channels.telegram.topics import Topics
from channels.texts import Texts
from channels.tidings import TidingReader
from orders import escalation
from orders.ports import Office
from orders.work import Kind
from scheduler.pacing import Pacer
from scheduler.patience import Patience

#: Twilio queues what a number cannot send at once; so much its API takes without a 429, a second.
SMS_PER_S = 50.0


class Ways:
    """All of them, as the settings say, for one bot."""

    def __init__(
        self,
        settings: Settings,
        office: Office,
        telegram: TelegramSide,
        links: Links,
        texts: Texts,
        patience: Patience,
        time: Callable[[], float],
        key: bytes,
    ) -> None:
        self._office = office
        self._tasks: set[asyncio.Task[None]] = set()
        self._texter = texter_of(settings)
        #: To be told when Telegram does not answer at the start, and when it does.
        self.line = Line(office.clock, self._telegram_is_back)
        bot, sender = telegram.bot, telegram.sender
        self.ticks = Ticks(bot, patience)
        relayer = Relayer(office, Carrier(bot), self.ticks, texts, settings.timezone)
        rooms = Rooms(office, Topics(bot), sender, texts)
        crier = Crier(office, sender, texts)
        courier = Courier(
            office, sender, relayer, rooms, crier, self.line, texts, settings.timezone
        )
        reader = TidingReader(office, texts, settings.timezone)

        sms = SmsCourier(office, self._texter, reader, links, allows(settings), settings.timezone)
        self.by_kind = {
            Kind.TELEGRAM: Way(courier, patience),
            Kind.SMS: Way(sms, Patience(Pacer(SMS_PER_S), office.clock, time)),
        }
        #: Letters out, and what comes back from them; None: there is no mail server.
        self.mail = mail_side(settings, office, texts, links, key)
        if self.mail is not None:
            pace = Patience(Pacer(), office.clock, time)
            self.by_kind[Kind.MAIL] = Way(self.mail.courier, pace, mailing.PARALLEL, mailing.TRIES)

    async def close(self) -> None:
        """Finish what is on its way, close the connections."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._texter is not None:
            await self._texter.close()
        await self.ticks.close()

    def _telegram_is_back(self) -> None:
        self._keep(escalation.telegram_is_back(self._office))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
