"""A seller's new orders of which no SMS told them: statements only."""

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select

from orders.states import Actor, State
from orders.work import Kind, Topic
from storage.statement import Statement, given
from storage.tables import cards, orders, sendings

_has_card = exists().where(
    cards.c.order_number == orders.c.number,
    cards.c.actor == literal_column(f"'{Actor.SELLER.value}'"),
    cards.c.party_id == orders.c.seller_id,
)
_was_told = exists().where(
    sendings.c.order_number == orders.c.number,
    sendings.c.actor == literal_column(f"'{Actor.SELLER.value}'"),
    sendings.c.kind == literal_column(f"'{Kind.SMS.value}'"),
    sendings.c.topic == literal_column(f"'{Topic.CARD.value}'"),
)


def _untold(card: ColumnElement[bool]) -> Statement:
    return Statement(
        select(orders.c.number)
        .where(
            orders.c.seller_id == bindparam("seller_id"),
            orders.c.state == literal_column(f"'{State.NEW.value}'"),
            orders.c.placed_at <= given(orders.c.placed_at, "placed_by"),
            card,
            ~_was_told,
        )
        .order_by(orders.c.number)
        .limit(bindparam("limit"))
    )


#: Those whose card they have in Telegram.
UNLOOKED = _untold(_has_card)
#: Those whose card they have not.
UNSHOWN = _untold(~_has_card)
