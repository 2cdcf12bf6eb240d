"""Whom and what the draft of an added order names: a contact of the phone book, a customer, a product. It asks nothing."""

from dataclasses import replace

from telegram import Message

from channels import amounts, phones
from handlers.telegram.front import Front
from handlers.telegram.spoken import Spoken
from orders import adding
from orders.dialogues import Dialogue
from orders.errors import BadValue
from orders.model import Customer, Seller
from orders.patrons import Dossier
from orders.ports import UnitOfWork

#: Keys of a draft that are no answers: who was looked for, the account of a contact.
TYPED, ACCOUNT = "typed", "account"


async def shared(said: Spoken, seller: Seller, draft: Dialogue) -> tuple[Dialogue, bool]:
    """The draft with a contact of the phone book; True: it has no phone. Raises `BadValue`."""
    contact = said.message.contact
    assert contact is not None
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    draft = without(draft, TYPED, ACCOUNT)
    if draft.step == "name":
        draft = adding.answer(draft, name)
        if contact.user_id is not None:
            draft = replace(draft, answers=draft.answers | {ACCOUNT: str(contact.user_id)})
    if not contact.phone_number:
        return draft, True
    if draft.step == "phone":
        draft = adding.answer(draft, phones.parse(contact.phone_number, said.front.region))
    return await recognised(said.front, seller, draft), False


async def recognised(front: Front, seller: Seller, draft: Dialogue) -> Dialogue:
    """Whoever ordered here with this phone is that customer, whatever they are called today."""
    if adding.customer_id(draft) is not None:
        return draft
    async with front.office.store.read() as uow:
        found = await uow.patrons.page(seller.id, draft.answers["phone"], offset=0, limit=2)
    same = [line for line in found.lines if line.phone == draft.answers["phone"]]
    return adding.known_as(draft, same[0].customer_id) if len(same) == 1 else draft


async def finds(front: Front, seller: Seller, text: str) -> bool:
    """Whether a customer of the seller's is called like that."""
    async with front.office.store.read() as uow:
        return (await uow.patrons.page(seller.id, text, offset=0, limit=1)).total > 0


async def known(uow: UnitOfWork, seller: Seller, draft: Dialogue) -> Customer | None:
    """Whom the draft is for: somebody whom the seller knows, or who came to the bot. Raises `BadValue`."""
    if (customer_id := adding.customer_id(draft)) is not None:
        return (await _dossier(uow, seller, customer_id)).customer
    account = await uow.people.account(int(draft.answers.get(ACCOUNT, "0")))
    return None if account is None else account.customer


async def customer(uow: UnitOfWork, seller: Seller, customer_id: int) -> tuple[Customer, str]:
    """A customer of the seller's as last written to, and their address. Raises `BadValue`."""
    found = await _dossier(uow, seller, customer_id)
    customer = replace(found.customer, name=found.contact.name)
    if found.contact.phone:
        customer = replace(customer, phone=found.contact.phone)
    return customer, found.address


async def _dossier(uow: UnitOfWork, seller: Seller, customer_id: int) -> Dossier:
    found = await uow.patrons.dossier(seller.id, customer_id)
    if found is None:
        raise BadValue("customer", "unknown")
    return found


def value(message: Message, draft: Dialogue, front: Front) -> str:
    """What the message answers. Raises `BadValue`."""
    if message.text is None:
        raise BadValue(draft.step, "not_text")
    if draft.step == "phone":
        return phones.parse(message.text, front.region)
    if draft.step == "price":
        return str(amounts.alone(message.text, draft.answers["currency"]))
    return message.text


def without(draft: Dialogue, *keys: str) -> Dialogue:
    """The draft, with these answers forgotten."""
    return replace(draft, answers={k: v for k, v in draft.answers.items() if k not in keys})
