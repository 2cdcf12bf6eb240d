"""The three loops of one bot: updates in, messages out, deadlines. Nothing runs by itself here."""

import secrets
from collections.abc import Callable, Iterable

from channels.telegram.courier import Courier
from handlers.telegram.intake import Handled, Intake
from orders.ports import Office, Pending
from orders.work import Kind, Work
from scheduler.deadlines import Deadlines
from scheduler.delivery import Delivery, Ended
from scheduler.patience import Patience
from scheduler.worker import Worker

#: Updates handled, and messages sent, at the same time. Source: DESIGN, order per person.
PARALLEL = 32


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
        unavailable: tuple[type[Exception], ...],
    ) -> None:
        self.inbox: Worker[Pending, Handled] = Worker(
            "inbox",
            claim=intake.claim,
            work=intake.handle,
            settle=intake.settle,
            capacity=PARALLEL,
        )

        delivery = Delivery(
            office,
            Kind.TELEGRAM,
            courier,
            pace=patience,
            administrators=administrators,
            on_stop=on_stop,
            token=secrets.token_hex(8),
        )
        self.couriers: Worker[Work, Ended] = Worker(
            Kind.TELEGRAM,
            claim=delivery.claim,
            work=delivery.carry,
            settle=delivery.settle,
            capacity=PARALLEL,
            slots=patience.slots,
            lane=_lane,
        )
        self.deadlines = Deadlines(office, administrators=administrators, unavailable=unavailable)

    def wake(self) -> None:
        """Something may have become due."""
        self.inbox.wake()
        self.couriers.wake()
        self.deadlines.wake()


def _lane(work: Work) -> object:
    """Two deliveries of one card at once would both find none and send two."""
    return None if work.order_number is None else (work.order_number, work.to)
