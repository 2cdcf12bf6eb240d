"""What a product's link offers to whoever opens it. Buying and asking begin here."""

from channels.telegram import buying
from channels.telegram.faces import Face
from handlers.telegram.front import Front
from orders.model import Account, Product, Seller
from orders.ratings import Rating


async def offered(front: Front, who: Account, code: str) -> tuple[Product, Seller, Rating] | Face:
    """The product of a link, who sells it and how others liked that, or why this person cannot have it."""
    async with front.office.store.read() as uow:
        product = await uow.products.by_code(code)
        seller = await uow.people.seller(product.seller_id) if product else None
        rating = await uow.feedback.rating(seller.id) if seller else Rating()
    if product is None or seller is None or seller.disabled_at is not None:
        return buying.gone(front.voice(who))
    if who.seller is not None and who.seller.id == seller.id:
        return buying.own_product(front.voice(who))
    return product, seller, rating
