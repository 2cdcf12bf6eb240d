"""What a seller owes, month by month in their own time zone. Look, never change."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from orders.model import Seller
from orders.ports import FeePage, Office

#: Fees on one page.
PAGE_SIZE = 6


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar, from 1."""

    year: int
    month: int

    @classmethod
    def of(cls, at: datetime, timezone: str) -> "Month":
        """The month that it is there."""
        there = at.astimezone(ZoneInfo(timezone))
        return cls(there.year, there.month)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before it."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def begins(self, timezone: str) -> datetime:
        """Its first moment there, UTC."""
        return datetime(self.year, self.month, 1, tzinfo=ZoneInfo(timezone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Statement:
    """A page (from 1) of a month's fees."""

    month: Month
    fees: FeePage
    page: int
    #: The month's first moment, and the day until which its fees are to be paid.
    since: datetime
    payable_by: datetime
    #: Whether the month is not over yet.
    running: bool

    @property
    def last_page(self) -> int:
        """Number of the last page."""
        return max(1, -(-self.fees.count // PAGE_SIZE))


async def statement(
    office: Office, seller: Seller, month: Month | None = None, page: int = 1
) -> Statement:
    """The seller's fees of a month (None: the present one); a page that is not there is the last."""
    now, zone = office.clock.now(), seller.timezone
    present = Month.of(now, zone)
    month = present if month is None else min(month, present)
    since, until = month.begins(zone), month.next.begins(zone)
    payable_by = until + office.policy.fee_payable_after
    async with office.store.read() as uow:
        start = (page - 1) * PAGE_SIZE
        fees = await uow.fees.of_seller(seller.id, since, until, offset=start, limit=PAGE_SIZE)
    found = Statement(month, fees, page, since, payable_by, month == present)
    if page > found.last_page:
        return await statement(office, seller, month, found.last_page)
    return found
