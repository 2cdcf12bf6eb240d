"""One transaction with its repositories, and the store that opens them. Holds no statement."""

from types import TracebackType
from typing import Self

from orders.ports import Clock
from storage.cards import SqlCards
from storage.clock import SystemClock
from storage.complaints import SqlComplaints
from storage.dialogues import SqlDialogues
from storage.engine import Engine, SqliteEngine, engine_for
from storage.enquiries import SqlEnquiries
from storage.feedback import SqlFeedback
from storage.fees import SqlFees
from storage.heard_days import SqlHeardDays
from storage.inbox import SqlInbox
from storage.notes import SqlNotes
from storage.orders import SqlOrders
from storage.patrons import SqlPatrons
from storage.peace import SqlPeace
from storage.people import SqlPeople
from storage.products import SqlInvites, SqlProducts
from storage.reaches import SqlArrivals, SqlReaches
from storage.rhythms import SqlRhythms
from storage.rounds import SqlRounds
from storage.sendings import SqlSendings
from storage.shelves import SqlShelves
from storage.sms_requests import SqlSmsRequests
from storage.statement import Session
from storage.talk import SqlTalk
from storage.tariffs import SqlTariffs
from storage.templates import SqlTemplates
from storage.timings import SqlTimings
from storage.venues import SqlVenues
from storage.web import SqlAnswers, SqlKeys
from storage.work import SqlWork


class SqlUnit:
    """See `orders.ports.UnitOfWork`. Used once; never await the network inside a writing one."""

    def __init__(self, engine: Engine, clock: Clock, *, writes: bool) -> None:
        self._engine = engine
        self._clock = clock
        self._writes = writes

    async def __aenter__(self) -> Self:
        self._sql: Session = await self._engine.enter(writes=self._writes)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._engine.leave(self._sql, keep=error is None)

    @property
    def orders(self) -> SqlOrders:
        """Orders and their history."""
        return SqlOrders(self._sql)

    @property
    def fees(self) -> SqlFees:
        """Fees that are due."""
        return SqlFees(self._sql)

    @property
    def tariffs(self) -> SqlTariffs:
        """Tariff plans."""
        return SqlTariffs(self._sql)

    @property
    def people(self) -> SqlPeople:
        """Sellers, customers and Telegram accounts."""
        return SqlPeople(self._sql)

    @property
    def products(self) -> SqlProducts:
        """What sellers offer."""
        return SqlProducts(self._sql)

    @property
    def invites(self) -> SqlInvites:
        """Links by which a seller's account is bound."""
        return SqlInvites(self._sql)

    @property
    def keys(self) -> SqlKeys:
        """API keys."""
        return SqlKeys(self._sql)

    @property
    def answers(self) -> SqlAnswers:
        """HTTP answers given under an `Idempotency-Key`."""
        return SqlAnswers(self._sql)

    @property
    def dialogues(self) -> SqlDialogues:
        """Half-made dialogues."""
        return SqlDialogues(self._sql)

    @property
    def cards(self) -> SqlCards:
        """Which message shows which order to whom."""
        return SqlCards(self._sql)

    @property
    def talk(self) -> SqlTalk:
        """What is said about orders."""
        return SqlTalk(self._sql)

    @property
    def enquiries(self) -> SqlEnquiries:
        """Conversations that no order has yet."""
        return SqlEnquiries(self._sql)

    @property
    def venues(self) -> SqlVenues:
        """Where sellers work."""
        return SqlVenues(self._sql)

    @property
    def patrons(self) -> SqlPatrons:
        """Sellers' customers."""
        return SqlPatrons(self._sql)

    @property
    def peace(self) -> SqlPeace:
        """How sellers hear their customers."""
        return SqlPeace(self._sql)

    @property
    def rhythms(self) -> SqlRhythms:
        """How people want to be told."""
        return SqlRhythms(self._sql)

    @property
    def rounds(self) -> SqlRounds:
        """What a seller's summaries are made of."""
        return SqlRounds(self._sql)

    @property
    def timings(self) -> SqlTimings:
        """The marketplace's timings that were chosen."""
        return SqlTimings(self._sql)

    @property
    def notes(self) -> SqlNotes:
        """Sellers' private notes."""
        return SqlNotes(self._sql)

    @property
    def feedback(self) -> SqlFeedback:
        """What customers think, and how they were asked."""
        return SqlFeedback(self._sql)

    @property
    def complaints(self) -> SqlComplaints:
        """What sellers complain of about customers."""
        return SqlComplaints(self._sql)

    @property
    def templates(self) -> SqlTemplates:
        """Sellers' ready-made replies."""
        return SqlTemplates(self._sql)

    @property
    def heard_days(self) -> SqlHeardDays:
        """Days of the talk that were offered to sellers."""
        return SqlHeardDays(self._sql)

    @property
    def sendings(self) -> SqlSendings:
        """What went out by SMS and e-mail."""
        return SqlSendings(self._sql)

    @property
    def reaches(self) -> SqlReaches:
        """Where people are reached besides Telegram."""
        return SqlReaches(self._sql)

    @property
    def shelves(self) -> SqlShelves:
        """Sellers' lists, and where people were in them."""
        return SqlShelves(self._sql)

    @property
    def sms_requests(self) -> SqlSmsRequests:
        """SMS that people asked for."""
        return SqlSmsRequests(self._sql)

    @property
    def arrivals(self) -> SqlArrivals:
        """What came in by SMS and e-mail."""
        return SqlArrivals(self._sql)

    @property
    def work(self) -> SqlWork:
        """The one queue."""
        return SqlWork(self._sql, self._clock)

    @property
    def inbox(self) -> SqlInbox:
        """Raw updates."""
        return SqlInbox(self._sql)


class SqlStore:
    """See `orders.ports.Store`. Open it (`async with`) before use; migrate first (`schema.migrate`).

    `clock` stamps when work rows were written and cancelled; without one the system's is asked.
    """

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self._engine = engine_for(url)
        self._clock = clock or SystemClock()
        #: Whether only one service works on the database; a PostgreSQL may have replicas.
        self.alone = isinstance(self._engine, SqliteEngine)

    @property
    def longest_write_s(self) -> float:
        """The longest transaction that could write since this store was opened, seconds."""
        return self._engine.longest_write_s

    async def open(self) -> None:
        """Open the connections. Raises `StorageError`."""
        await self._engine.open()

    async def close(self) -> None:
        """Close them after what is being written."""
        await self._engine.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def write(self) -> SqlUnit:
        """A transaction that may write; on SQLite there is one writer at a time."""
        return SqlUnit(self._engine, self._clock, writes=True)

    def read(self) -> SqlUnit:
        """One moment's view to read from; it cannot write."""
        return SqlUnit(self._engine, self._clock, writes=False)
