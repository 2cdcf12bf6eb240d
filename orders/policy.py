"""The marketplace's timings and limits, each a setting with its default. No behaviour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from orders.work import Kind


@dataclass(frozen=True, slots=True)
class Policy:
    """Durations are `timedelta`; defaults are FACTS' lists and CONTRACT's card."""

    #: An order neither closed nor cancelled this long after its last deadline counts as closed.
    auto_close_after: timedelta = timedelta(days=14)
    #: The seller is warned so long before, longest first.
    closing_warnings: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=1))
    #: The seller is reminded of a new order so long after it came, and of a sent one so long after that.
    unanswered_after: timedelta = timedelta(hours=2)
    unclosed_after: timedelta = timedelta(days=10)
    #: A customer is asked for feedback so long after the order was sent, unless it closes before.
    feedback_after: timedelta = timedelta(days=7)
    #: And once more so long after that, then never.
    feedback_again: timedelta = timedelta(days=7)
    #: A customer may change their feedback for so long.
    feedback_editable: timedelta = timedelta(hours=48)
    #: A seller may remind of feedback at most once in that time, and so many times in all.
    feedback_reminder_every: timedelta = timedelta(hours=24)
    feedback_reminders: int = 3
    #: The seller may take back the last step for this long.
    undo_window: timedelta = timedelta(seconds=60)
    #: The notice that rings waits this long, so that an undone tap rings nobody.
    notice_hold: timedelta = timedelta(seconds=10)
    #: An invite link works for this long.
    invite_life: timedelta = timedelta(days=7)
    #: A half-made draft is kept and offered again for this long.
    dialogue_life: timedelta = timedelta(days=7)
    #: A customer's messages about one order: so many within the window go out at once, the rest later.
    talk_burst: int = 30
    talk_window: timedelta = timedelta(minutes=1)
    #: What a person writes belongs to the order they last spoke about, for this long.
    talk_life: timedelta = timedelta(hours=2)
    #: A question about a product is open, to go on with or to become an order's, so long after its last word.
    enquiry_life: timedelta = timedelta(days=30)

    #: A new order that its seller has not looked at is told another way after so long.
    unopened_after: timedelta = timedelta(minutes=10)
    #: So long after Telegram was first found out of reach, what must arrive goes another way.
    out_of_reach_after: timedelta = timedelta(seconds=8)
    #: An SMS of whose arrival nothing was heard for so long is followed by an e-mail.
    sms_silent_after: timedelta = timedelta(seconds=60)
    #: At most so many segments of SMS about one order, to one person a day, and in all a day.
    sms_per_order: int = 40
    sms_per_person: int = 80
    sms_per_day: int = 5000
    #: The ways out that this marketplace has besides Telegram.
    ways: frozenset[Kind] = frozenset()

    #: A month's fees are to be paid so long after its end.
    fee_payable_after: timedelta = timedelta(days=10)

    @property
    def first_warning(self) -> timedelta:
        """How long before its closing an order is first warned of."""
        return max(self.closing_warnings, default=timedelta(0))

    def auto_close_at(
        self,
        placed_at: datetime,
        production_ends_at: datetime | None,
        agreed_delay_until: datetime | None,
    ) -> datetime:
        """The one rule: `max(placed, end of production, agreed delay) + 14 days` (FACTS)."""
        dates = (placed_at, production_ends_at, agreed_delay_until)
        return max(d for d in dates if d is not None) + self.auto_close_after
