"""Ask the seller about a product before there is an order: by its link, or by the button under it."""

from channels.telegram import buying
from channels.telegram.buy_taps import AskTap
from channels.telegram.faces import Face
from handlers.telegram.front import Front
from handlers.telegram.leaving import leave
from handlers.telegram.offers import offered
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import asking
from orders.messages import Post, Spot
from orders.model import Account


async def begin(said: Spoken, code: str) -> None:
    """Somebody opened a product's link to ask about it."""
    face, number = await _asked(said.front, said.account, code)
    for message_id in await said.say(face):
        await _remember(said.front, Spot(said.message.chat.id, message_id), number)


async def tap(tap: AskTap, tapped: Tapped) -> None:
    """The button under a product: what is half ordered is kept aside, for the words are for the seller."""
    await leave(tapped.front, tapped.account.telegram_id)
    face, number = await _asked(tapped.front, tapped.account, tap.code)
    await tapped.answer()
    message_id = await tapped.sender.send(
        tapped.chat_id, face, silent=True, topic_id=tapped.topic_id
    )
    await _remember(tapped.front, Spot(tapped.chat_id, message_id), number)


async def _asked(front: Front, who: Account, code: str) -> tuple[Face, int | None]:
    """What to show, and the number of the conversation, if one can be had."""
    offer = await offered(front, who, code)
    if isinstance(offer, Face):
        return offer, None
    product, seller, rating = offer
    enquiry = await asking.ask(front.office, who, product)
    return buying.ask_seller(product, seller.name, front.voice(who), rating), enquiry.number


async def _remember(front: Front, spot: Spot, number: int | None) -> None:
    """Who replies to it speaks to the seller."""
    if number is not None:
        async with front.office.store.write() as uow:
            await uow.talk.put_post(Post(spot, number))
