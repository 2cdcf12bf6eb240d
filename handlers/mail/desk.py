"""What the pages and answers of e-mail need, handed over by whoever assembles the service. It does nothing."""

from dataclasses import dataclass

from channels.mail.stationery import Stationery
from channels.texts import Texts, Voice
from orders.model import Party
from orders.ports import Office, UnitOfWork


@dataclass(frozen=True, slots=True)
class MailDesk:
    """Everything that comes back from letters is worked here."""

    office: Office
    texts: Texts
    paper: Stationery
    #: Where people without a time zone of their own read times.
    timezone: str
    #: With which the mail provider signs what it posts; None: it posts nothing.
    webhook_key: bytes | None = None

    async def voice(self, uow: UnitOfWork, to: Party, number: int | None = None) -> Voice:
        """How to speak to somebody. Raises `UnknownParty`."""
        reach = await uow.reaches.of(to, number)
        return self.texts.voice(reach.locale, reach.timezone or self.timezone)

    def foreign(self, accepted: str) -> Voice:
        """How to speak to somebody unknown, by the first language of an Accept-Language header."""
        return self.texts.voice(accepted.partition(",")[0].partition(";")[0].strip(), self.timezone)
