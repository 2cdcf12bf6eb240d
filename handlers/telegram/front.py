"""What every Telegram handler has at hand, and the context that carries it. No rules, no texts."""

from dataclasses import dataclass, field
from typing import Any, cast

from telegram import Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from channels.telegram.links import Links
from channels.telegram.sender import Sender
from channels.texts import Texts, Voice, choose
from orders.errors import NotYours
from orders.linking import Visitor
from orders.model import Account, Party, Seller
from orders.ports import Office
from orders.states import Actor


@dataclass(slots=True)
class Front:
    """The front desk: the office, the texts and the marketplace's defaults."""

    office: Office
    texts: Texts
    links: Links
    #: Defaults for people who told us nothing: IANA time zone and phone region.
    timezone: str
    region: str
    #: What a shop's first product costs in, ISO 4217.
    currency: str
    #: Countries whose numbers get SMS, ISO 3166.
    sms_regions: frozenset[str] = field(default_factory=frozenset)

    @property
    def administrators(self) -> frozenset[int]:
        """Telegram ids of the administration."""
        return self.office.administrators

    def voice(self, account: Account) -> Voice:
        """Texts in the account's language, and times where its shop is or where the person lives."""
        seller = account.seller
        zone = account.timezone if seller is None else seller.timezone
        return self.texts.voice(account.locale, zone or self.timezone)

    async def currency_of(self, seller: Seller) -> str:
        """That of the seller's other products; before the first one, the marketplace's."""
        async with self.office.store.read() as uow:
            found = await uow.products.page(seller.id, offset=0, limit=1)
        return found[0].price.currency if found else self.currency


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context with our front desk."""

    @property
    def front(self) -> Front:
        """The front desk."""
        return cast("FrontApplication", self.application).front

    @property
    def sender(self) -> Sender:
        """Sends and edits, with errors translated."""
        return cast("FrontApplication", self.application).sender


class FrontApplication(
    Application[ExtBot[None], BotContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
):
    """PTB's application; its errors go to whoever gave it the update, not to a log."""

    front: Front
    sender: Sender

    async def process_error(
        self, update: object, error: Exception, *_: object, **__: object
    ) -> bool:
        """Raise it: the inbox decides whether the update is tried again."""
        raise error


def visitor(user: User) -> Visitor:
    """Who speaks, in our words."""
    return Visitor(user.id, user.full_name[:120], choose(user.language_code))


def party(account: Account, actor: Actor) -> Party | None:
    """The account in one of its roles."""
    match actor:
        case Actor.SELLER:
            return Party(actor, account.seller.id) if account.seller else None
        case Actor.CUSTOMER:
            return Party(actor, account.customer.id) if account.customer else None
        case _:
            return None


def acting_as(account: Account, actor: Actor, number: int) -> Party:
    """The account in the role that a step of this order (or question) takes. Raises `NotYours`."""
    by = party(account, actor)
    if by is None:
        raise NotYours(number)
    return by


def intention(update: Update) -> str:
    """The request id of what this update asks for.

    Telegram's update ids restart at random after a quiet week, so a tap's own id stands beside it.
    """
    tap = update.callback_query
    return f"tg:{update.update_id}:{tap.id if tap is not None else ''}"
