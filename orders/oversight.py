"""What the administration is told of: a row for each of them, so that none of it is lost. It decides nothing."""

from orders.model import Event, Order, Party
from orders.ports import Office
from orders.states import Actor
from orders.work import Kind, NewWork, Priority, Topic


def rows(office: Office, order: Order, event: Event) -> list[NewWork]:
    """Tell every administrator of the event, but who caused it."""
    parties = (Party(Actor.ADMINISTRATION, each) for each in sorted(office.administrators))
    return [
        NewWork(
            Kind.TELEGRAM,
            Topic.OVERSIGHT,
            party,
            event.at,
            Priority.NOTICE,
            order.number,
            event.version,
        )
        for party in parties
        if party != event.by
    ]
