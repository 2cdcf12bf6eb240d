"""The loops of one bot: updates in, messages out by each way, deadlines. Nothing runs by itself here."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from handlers.telegram.intake import Handled, Intake
from orders.ports import Channel, Office, Pending
from orders.work import Kind, Work
from scheduler.backoff import MAX_TRIES
from scheduler.deadlines import Deadlines
from scheduler.delivery import Delivery, Ended
from scheduler.patience import Patience
from scheduler.worker import Worker

#: Updates handled, and messages sent, at the same time. Source: DESIGN, order per person.
PARALLEL = 32


@dataclass(frozen=True, slots=True)
class Way:
    """One way out, and the pace that is kept on it."""

    channel: Channel
    patience: Patience
    #: Sent at the same time.
    parallel: int = PARALLEL
    #: How often something is tried before it is given up.
    tries: int = MAX_TRIES


class Workers:
    """Updates, messages by each way and deadlines, each with a loop of its own."""

    def __init__(
        self,
        office: Office,
        intake: Intake,
        ways: Mapping[Kind, Way],
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
        token = secrets.token_hex(8)
        self.couriers: dict[Kind, Worker[Work, Ended]] = {}
        for kind, way in ways.items():
            delivery = Delivery(
                office,
                kind,
                way.channel,
                pace=way.patience,
                administrators=administrators,
                on_stop=on_stop,
                token=token,
                tries=way.tries,
            )
            self.couriers[kind] = Worker(
                kind,
                claim=delivery.claim,
                work=delivery.carry,
                settle=delivery.settle,
                capacity=way.parallel,
                slots=way.patience.slots,
                lane=_lane if kind is Kind.TELEGRAM else _person,
            )
        self.deadlines = Deadlines(office, administrators=administrators, unavailable=unavailable)

    @property
    def sending(self) -> int:
        """Messages at work, by whatever way."""
        return sum(courier.in_flight for courier in self.couriers.values())

    def wake(self) -> None:
        """Something may have become due."""
        self.inbox.wake()
        for courier in self.couriers.values():
            courier.wake()
        self.deadlines.wake()


def _lane(work: Work) -> object:
    """Two deliveries of one card at once would both find none and send two."""
    return None if work.order_number is None else (work.order_number, work.to)


def _person(work: Work) -> object:
    """What one SMS to a person has said, the next need not say."""
    return work.to
