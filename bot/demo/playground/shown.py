"""What the page is told of the playground beside the phones: one JSON object, the "stage".

It changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.playground import ordering
from bot.demo.playground.due import Due, next_due
from bot.demo.playground.ground import Ground
from bot.demo.playground.progress import Progress, progress
from bot.demo.stage import ZONE
from orders.model import Product, Seller
from orders.ports import OrderView
from simulator.telegram.faults import Fault


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rows said when they were last looked at."""

    views: Sequence[OrderView]
    sellers: Sequence[Seller]
    products: Sequence[tuple[str, Product]]
    due: Due | None
    progress: Progress


async def look(ground: Ground) -> Looked:
    """Read the rows."""
    views = await ground.views()
    async with ground.stage.rows.read() as uow:
        sellers = await uow.people.sellers()
        products = [
            (seller.ref, product)
            for seller in sellers
            for product in await uow.products.of_seller(seller.id)
        ]
        due = await next_due(uow.work.state_of, views, ground.now())
    return Looked(views, sellers, products, due, await progress(ground, views))


def described(ground: Ground, looked: Looked) -> dict[str, object]:
    """The "stage" object."""
    form = ordering.proposed(ground.cast, ground.customer, looked.views)
    order = ordering.body(form, ground.cast, ground.customers)
    told = looked.progress
    return {
        "locale": ground.cast.language,
        "bot": ground.life.state,
        "faults": [
            _fault(fault) for fault in ground.stage.world.telegram.faults.active if fault.left != 0
        ],
        "deadline": due_shown(looked.due),
        "form": form,
        "curl": ordering.curl(ground.stage.port, ground.stage.marketplace.key, order),
        "products": [_product(ref, product) for ref, product in looked.products],
        "sellers": [
            {"ref": seller.ref, "name": seller.name, "person": seller.telegram_id}
            for seller in looked.sellers
        ],
        "orders": [
            {"number": view.order.number, "status": view.order.state} for view in looked.views
        ],
        "story": {
            "done": [*told.done],
            "number": told.order.number if told.order is not None else None,
            "problem": told.problem,
        },
    }


def due_shown(due: Due | None) -> dict[str, object] | None:
    """What the clock does next, as the page takes it."""
    if due is None:
        return None
    return {"at": _local(due.at), "what": due.what, "number": due.number}


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "kind": fault.kind,
        "value": fault.value,
        "left": fault.left,
        "method": fault.method,
        "chat": None if fault.chat is None else str(fault.chat),
    }


def _product(seller_ref: str, product: Product) -> dict[str, object]:
    return {
        "ref": product.ref,
        "seller": seller_ref,
        "title": product.title,
        "price": str(product.price),
        "currency": product.price.currency,
        "production_days": product.production_days,
    }


def _local(at: datetime) -> str:
    return at.astimezone(ZoneInfo(ZONE)).isoformat(timespec="seconds")
