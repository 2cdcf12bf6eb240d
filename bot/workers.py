"""The three workers of one bot: updates in, messages out, deadlines. Nothing runs by itself here."""

import secrets
from collections.abc import Callable, Iterable

from channels.telegram.courier import Courier
from handlers.telegram.intake import Handled, Intake
from orders.ports import Channel, Office, Pending
from orders.work import Kind, Work
from scheduler.deadlines import Deadlines
from scheduler.delivery import Delivery, Ended
from scheduler.pacing import Pacer
from scheduler.patience import Patience
from scheduler.worker import Worker

#: Updates handled, and messages sent, at the same time. Source: DESIGN, order per person.
PARALLEL = 32
#: Deadlines send nothing: no pace of any channel holds them, messages per second.
_UNHURRIED = 1e6


class Workers:
    """Updates, messages and deadlines, each with a loop of its own."""

    def __init__(
        self,
        office: Office,
        intake: Intake,
        courier: Courier,
        patience: Patience,
        administrators: Iterable[int],
        on_stop: Callable[[str], None],
    ) -> None:
        self.inbox: Worker[Pending, Handled] = Worker(
            "inbox",
            claim=intake.claim,
            work=intake.handle,
            settle=intake.settle,
            capacity=PARALLEL,
        )

        def outbound(kind: Kind, channel: Channel, pace: Patience) -> Worker[Work, Ended]:
            delivery = Delivery(
                office,
                kind,
                channel,
                pace=pace,
                administrators=administrators,
                on_stop=on_stop,
                token=secrets.token_hex(8),
            )
            return Worker(
                kind,
                claim=delivery.claim,
                work=delivery.carry,
                settle=delivery.settle,
                capacity=PARALLEL,
                slots=pace.slots,
                lane=_lane,
            )

        self.couriers = outbound(Kind.TELEGRAM, courier, patience)
        unhurried = Patience(Pacer(_UNHURRIED), office.clock)
        self.deadlines = outbound(Kind.CLOCK, Deadlines(office), unhurried)

    def wake(self) -> None:
        """Something may have become due."""
        for worker in (self.inbox, self.couriers, self.deadlines):
            worker.wake()


def _lane(work: Work) -> object:
    """Two deliveries of one card at once would both find none and send two."""
    return None if work.order_number is None else (work.order_number, work.to)
