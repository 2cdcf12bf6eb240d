"""Reading a customer's record for a seller who knows them. It changes nothing."""

from orders.model import Party
from orders.patrons import Acquaintance, ways
from orders.ports import Office
from orders.states import Actor


async def known(
    office: Office, seller_id: int, customer_id: int, number: int | None = None
) -> Acquaintance | None:
    """What the seller may know, reached as given with this order (None: with their newest one here).

    None for whoever neither ordered from the seller nor asked them something.
    """
    async with office.store.read() as uow:
        dossier = await uow.patrons.dossier(seller_id, customer_id)
        if dossier is None:
            return None
        customer = Party(Actor.CUSTOMER, dossier.customer.id)
        reach = await uow.reaches.of(customer, number or dossier.newest)
        quiet = await uow.peace.of(seller_id, customer.id)
    return Acquaintance(dossier, ways(reach, office.policy), quiet)
