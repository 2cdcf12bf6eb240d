"""What the rules need from the outside, as protocols. Implementations live in storage and bot."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from orders.asks import Asking
from orders.complaints import Complaint, ComplaintType, NewComplaint, Stated
from orders.dialogues import Dialogue
from orders.enquiries import Enquiry, Subject
from orders.messages import Content, Entry, Message, NewMessage, Post, Relay, Spot
from orders.model import (
    Account,
    Contact,
    Customer,
    Event,
    ExternalId,
    Fee,
    NewOrder,
    Order,
    Party,
    Product,
    Record,
    Seller,
)
from orders.money import Money
from orders.notes import Jotting, Note
from orders.patrons import Dossier, Patronage
from orders.places import Assistant, Hush, Quiet, Role, Room, Venue
from orders.policy import Policy
from orders.ratings import Feedback, Rating
from orders.reach import Choices, Phone, Reach
from orders.rhythm import Rhythm
from orders.sendings import Sending, SmsFate, Spent
from orders.shelves import Shelf
from orders.states import Action, Actor, State
from orders.tariffs import Tariff
from orders.templates import Template
from orders.work import Kind, NewWork, Topic, Work


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The present, aware, UTC."""


@dataclass(frozen=True, slots=True)
class OrderView:
    """All that a card, a notice or an HTTP answer shows of an order, read in one go."""

    order: Order
    seller: Seller
    customer: Customer
    record: Record
    #: When the viewed party's Telegram account blocked the bot; None: reachable or not linked.
    unreachable: frozenset[str] = frozenset()
    #: What the customer thinks of it, once they have said so.
    feedback: Feedback | None = None
    #: Complaints that stand against the customer, by type; read for one order, not for lists.
    complaints: Mapping[ComplaintType, int] = field(default_factory=dict)

    @property
    def subject(self) -> Subject:
        """What its people talk about."""
        return self.order

    @property
    def asker(self) -> str:
        """The customer's name, as given with the order."""
        return self.order.contact.name

    @property
    def phone(self) -> str | None:
        """Where to call the customer, as given with the order."""
        return self.order.contact.phone

    @property
    def customer_in_reach(self) -> bool:
        """Whether Telegram reaches the customer."""
        return self.customer.telegram_id is not None and Actor.CUSTOMER not in self.unreachable


@dataclass(frozen=True, slots=True)
class EnquiryView:
    """All that is shown of a conversation that no order has yet."""

    enquiry: Enquiry
    seller: Seller
    customer: Customer

    @property
    def subject(self) -> Subject:
        """What its people talk about."""
        return self.enquiry

    @property
    def asker(self) -> str:
        """The customer's name."""
        return self.enquiry.asker

    @property
    def phone(self) -> str | None:
        """Where to call the customer, as far as that is known."""
        return self.customer.phone


#: A conversation with its people.
TalkView = OrderView | EnquiryView


@dataclass(frozen=True, slots=True)
class Card:
    """The live message that shows an order to a party."""

    order_number: int
    to: Party
    chat_id: int
    message_id: int
    thread_id: int | None
    #: Version of the order the card last showed, and a digest of what was sent.
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Line:
    """One order in a list."""

    number: int
    state: State
    title: str
    more_items: int
    customer_name: str
    seller_name: str
    amount: Money
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; `total` counts all pages' lines."""

    lines: tuple[Line, ...]
    total: int
    #: Whether there are more lines than `total`, of which nobody has counted the rest.
    more: bool = False


@dataclass(frozen=True, slots=True)
class Patron:
    """A customer as one seller knows them: as given with their newest order, and what came of all."""

    customer_id: int
    contact: Contact
    #: How many orders with this seller, in all and by how they ended.
    orders: int
    closed: int
    cancelled: int
    first_at: datetime
    last_at: datetime
    #: When they joined the marketplace, where it told us.
    registered_at: datetime | None = None


class Orders(Protocol):
    """Orders and their history."""

    async def add(self, draft: NewOrder) -> Order:
        """Store a new order under the next number, version 1. Its event comes from the caller."""

    async def get(self, number: int) -> Order:
        """The order; inside a write unit it stays as read until commit. Raises `UnknownOrder`."""

    async def view(self, number: int) -> OrderView:
        """The order with its people and the customer's record. Raises `UnknownOrder`."""

    async def save(self, order: Order, event: Event) -> None:
        """Replace the order and append the event. Raises `Conflict` unless version was one less."""

    async def free(self, numbers: Sequence[int]) -> Mapping[int, Order]:
        """Those of these orders that nobody else is changing, by number; so they stay until commit.

        It waits for nobody. Raises `UnknownOrder` for a number that no order has.
        """

    async def step_many(self, steps: Sequence[tuple[Order, Event]]) -> frozenset[int]:
        """`save` for many orders of which only state, version and last step are new.

        Those whose version was not one less are left alone: their numbers are returned.
        """

    async def append(self, event: Event) -> None:
        """Append an event without changing the order (the first one: placed)."""

    async def events(self, number: int) -> tuple[Event, ...]:
        """The order's history, oldest first."""

    async def caused_by(self, request_id: str) -> Event | None:
        """The event that this intention caused, if it was carried out before."""

    async def external(self, key_id: int, external_id: str) -> tuple[int, ExternalId] | None:
        """Number and digest of the order that the caller placed under this id."""

    async def of_party(self, party: Party, state: State | None, *, offset: int, limit: int) -> Page:
        """The party's orders in a state (None: any), newest first."""

    async def counts(self, party: Party) -> Mapping[State, int]:
        """How many orders the party has in each state (states with none are left out)."""

    async def find(self, seller_id: int, text: str, *, offset: int, limit: int) -> Page:
        """The seller's orders whose number, customer, phone, title or note contains `text`, newest first.

        `text` is matched literally: `%` and `_` mean themselves.
        """

    async def listed(
        self,
        state: State | None,
        seller_ref: str | None,
        *,
        after: int | None,
        limit: int,
    ) -> Sequence[OrderView]:
        """For HTTP: orders by number descending, below `after` (None: from the newest)."""

    async def kept(
        self, seller_id: int | None, *, after: int, limit: int
    ) -> Sequence[tuple[Order, str]]:
        """A seller's orders, or (None) all, by number above `after`, with the sellers' refs."""

    async def patrons(self, seller_id: int, *, after: int, limit: int) -> Sequence[Patron]:
        """Whoever ordered from the seller, by customer id above `after`."""

    async def open_of(self, party: Party, *, limit: int) -> Sequence[Order]:
        """The party's orders that have not ended, oldest first (for cards after linking)."""

    async def asked_amounts(self, *, limit: int) -> Sequence[int]:
        """Orders whose newest word about another amount asks for one, oldest first.

        One that has been cancelled since may be among them.
        """

    async def newest_open_of(self, party: Party, *, limit: int) -> Sequence[Order]:
        """The same, newest first (to choose from)."""


class Patrons(Protocol):
    """Sellers' customers. They are remembered by `Orders.add`."""

    async def page(self, seller_id: int, text: str, *, offset: int, limit: int) -> Patronage:
        """Whoever ordered from the seller, by last order, newest first.

        `text` is looked for in the names and phones that they gave, literally and without regard to
        case; "" finds all.
        """

    async def orders(self, seller_id: int, customer_id: int, *, offset: int, limit: int) -> Page:
        """The customer's orders with this seller, newest first."""

    async def dossier(self, seller_id: int, customer_id: int) -> Dossier | None:
        """The customer's record; None unless they ordered from the seller or asked them something."""


@dataclass(frozen=True, slots=True)
class Left:
    """An order that a step for several left alone, and where it stands."""

    number: int
    state: State


@dataclass(frozen=True, slots=True)
class Deed:
    """One step taken for several orders at once."""

    #: Unlike the account's earlier ones.
    id: int
    action: Action
    request_id: str
    #: The orders, each with its version after the step.
    done: tuple[tuple[int, int], ...]
    left: tuple[Left, ...]


class Shelves(Protocol):
    """Sellers' lists by state or filter, and where people were in them."""

    async def page(
        self, seller_id: int, shelf: Shelf, *, now: datetime, closing_by: datetime, limit: int
    ) -> tuple[Page, int]:
        """The page of `limit` lines, and which it is: of one that is not there, the last one."""

    async def kept(self, telegram_id: int) -> Shelf | None:
        """The list that the account last turned to."""

    async def keep(self, telegram_id: int, shelf: Shelf) -> None:
        """Remember it."""

    async def deed(self, telegram_id: int) -> Deed | None:
        """The account's last step for several orders."""

    async def put_deed(self, telegram_id: int, deed: Deed) -> None:
        """Remember it in place of the one before."""


class Tariffs(Protocol):
    """Tariff plans by the marketplace's names."""

    async def put(self, tariff: Tariff) -> bool:
        """Add it, or change the one of this name: orders keep what they had. Whether it is new."""

    async def get(self, ref: str) -> Tariff | None:
        """The plan."""

    async def all(self) -> Sequence[Tariff]:
        """All by name."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee with the order that owes it, for a statement."""

    fee: Fee
    title: str


@dataclass(frozen=True, slots=True)
class FeePage:
    """A page of fees; count and sums are of all that was asked for."""

    lines: tuple[FeeLine, ...]
    count: int
    #: One for each currency.
    sums: tuple[Money, ...]


class Fees(Protocol):
    """Fees that are due; at most one per order at any time."""

    async def due(self, fee: Fee) -> None:
        """Record the fee."""

    async def due_many(self, fees: Sequence[Fee]) -> None:
        """Record these fees; of an order that owes one already, that one stays."""

    async def drop(self, order_number: int) -> None:
        """Take it back."""

    async def of(self, order_number: int) -> Fee | None:
        """The order's fee, if one is due."""

    async def of_seller(
        self, seller_id: int, since: datetime, until: datetime, *, offset: int, limit: int
    ) -> FeePage:
        """What a seller owes since then and before then, newest first."""

    async def listed(
        self, *, after: int, limit: int, seller_id: int | None = None
    ) -> Sequence[tuple[Fee, str]]:
        """A seller's fees, or (None) all, by order number above `after`, with the sellers' refs."""


class People(Protocol):
    """Sellers, customers and Telegram accounts."""

    async def account(self, telegram_id: int) -> Account | None:
        """The account with its seller and customer, if the bot has met it."""

    async def meet(self, telegram_id: int, name: str, locale: str, now: datetime) -> Account:
        """Remember the account (or its new name and locale), clear its block, return it."""

    async def block(self, telegram_id: int, at: datetime | None) -> None:
        """Remember that the account blocked the bot (None: it no longer does)."""

    async def seller(self, seller_id: int) -> Seller:
        """Raises `UnknownParty`."""

    async def seller_by_ref(self, ref: str) -> Seller:
        """Raises `UnknownParty`."""

    async def put_seller(self, seller: Seller) -> tuple[Seller, bool]:
        """Insert or update by `ref` (`id` and `telegram_id` of the argument are ignored); (row, created)."""

    async def sellers(self) -> Sequence[Seller]:
        """All sellers by ref."""

    async def customer(self, customer_id: int) -> Customer:
        """Raises `UnknownParty`."""

    async def put_customer(self, customer: Customer) -> Customer:
        """Insert or update. Found by `ref`, else by `telegram_id`, else inserted; `id` is ignored.

        A known value is never replaced by None.
        """

    async def link_seller(self, seller_id: int, telegram_id: int | None) -> None:
        """Bind the seller to the account (None: unbind); another seller's binding to it is removed."""

    async def link_customer(self, customer_id: int, telegram_id: int) -> Customer:
        """Bind the customer to the account.

        Where the account already is another customer, their orders become one customer's; the
        surviving one is returned.
        """

    async def chat_of(self, party: Party) -> tuple[int, str] | None:
        """Telegram chat id and locale to write to; None when not linked or blocked."""

    async def sellers_at(self, phone: str) -> Sequence[Seller]:
        """Sellers with this number (E.164) who are not disabled, by id."""

    async def customers_at(self, phone: str) -> Sequence[Customer]:
        """Customers with this number, by id."""


class Products(Protocol):
    """What sellers offer."""

    async def put(self, product: Product) -> tuple[Product, bool]:
        """Insert or update by `ref`; `id` is ignored and `code` kept on update; (row, created).

        Raises `BadValue("seller_ref", "other_seller")` when the ref belongs to another seller.
        """

    async def by_code(self, code: str) -> Product | None:
        """The product of a Buy link, if it is still offered."""

    async def by_ref(self, ref: str) -> Product | None:
        """The product by the marketplace's name."""

    async def of_seller(self, seller_id: int) -> Sequence[Product]:
        """The seller's products by title."""

    async def save(self, product: Product) -> None:
        """Replace what the seller may change: title, price, time, description, photo, whether it is paused."""

    async def by_id(self, product_id: int) -> Product | None:
        """The product, offered or paused."""

    async def count(self, seller_id: int) -> int:
        """How many the seller has."""

    async def page(self, seller_id: int, *, offset: int, limit: int) -> Sequence[Product]:
        """Some of the seller's, newest first."""


class Invites(Protocol):
    """Single-use links by which a seller's Telegram account is bound; only hashes are stored."""

    async def add(
        self, seller_id: int, token_hash: str, expires_at: datetime, role: Role = Role.OWNER
    ) -> None:
        """Remember an invitation."""

    async def role(self, token_hash: str) -> Role:
        """What it makes of whom it invites; of an unknown one, nothing more than an owner."""

    async def redeem(self, token_hash: str, telegram_id: int, now: datetime) -> tuple[int, bool]:
        """Use it up: the seller's id, and True; opened by the same account again: the id, and False.

        Raises `LinkUnusable` ("unknown", "used", "expired").
        """


class Keys(Protocol):
    """API keys; only hashes are stored."""

    async def add(self, name: str, key_hash: str, now: datetime) -> int:
        """Remember a key; its id."""

    async def by_hash(self, key_hash: str) -> int | None:
        """The id of a key that is not revoked."""

    async def all(self) -> Sequence[tuple[int, str, datetime, datetime | None]]:
        """(id, name, created_at, revoked_at)."""

    async def revoke(self, key_id: int, now: datetime) -> bool:
        """Whether there was such a key to revoke."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored HTTP answer, for `Idempotency-Key`."""

    #: SHA-256 of method, path and body.
    digest: str
    #: None while the first request is still being worked on.
    status: int | None
    body: bytes


class Answers(Protocol):
    """Answers given under an `Idempotency-Key`, kept a day."""

    async def get(self, key_id: int, idempotency_key: str) -> Answer | None:
        """What was answered."""

    async def put(self, key_id: int, idempotency_key: str, answer: Answer, now: datetime) -> None:
        """Remember an answer, in the transaction of what it answers."""


class Dialogues(Protocol):
    """One half-made dialogue per account."""

    async def get(self, telegram_id: int, now: datetime) -> Dialogue | None:
        """The account's dialogue, unless it has expired."""

    async def put(self, telegram_id: int, dialogue: Dialogue) -> None:
        """Replace it."""

    async def drop(self, telegram_id: int) -> None:
        """Forget it."""


class Cards(Protocol):
    """Which message shows which order to whom."""

    async def get(self, number: int, to: Party) -> Card | None:
        """The party's card of the order; inside a write unit it stays as read until commit."""

    async def put(self, card: Card) -> None:
        """Remember (or replace) it."""

    async def drop(self, number: int, to: Party) -> None:
        """Forget it; the next card row sends a fresh one."""


class Talk(Protocol):
    """What is said about orders, and where it was relayed. None of it expires."""

    async def add(
        self, number: int, by: Party, new: NewMessage, answers: int | None, now: datetime
    ) -> Message:
        """Take a message down as the order's newest, in version 1."""

    async def said_before(self, request_id: str) -> Message | None:
        """The message that this intention wrote, if it was carried out before.

        Inside a write unit nobody else can carry out the same intention until commit.
        """

    async def get(self, message_id: int) -> Message:
        """The message. Raises `KeyError`: nothing but our own rows names one."""

    async def revise(self, message: Message, content: Content, now: datetime) -> Message:
        """Give it a newer version; the one it had is kept as it was."""

    async def versions(self, message_id: int) -> Sequence[tuple[int, datetime, Content]]:
        """Its earlier versions with the time at which each was replaced, oldest first."""

    async def newest(self, number: int, *, limit: int) -> Sequence[Message]:
        """The order's last messages, oldest first."""

    async def entries(self, number: int | None, *, after: int, limit: int) -> Sequence[Entry]:
        """Messages with an id above `after`, of the order or (None) of all, by id: all about each."""

    async def entries_with(self, seller_id: int, *, after: int, limit: int) -> Sequence[Entry]:
        """The same, of all that is said with a seller, before and after there was an order."""

    async def said_by(self, number: int, party: Party) -> bool:
        """Whether this party has said anything about the order."""

    async def album(self, number: int, album: str) -> Sequence[Message]:
        """The parts of an album that have come so far, in order."""

    async def written_at(self, spot: Spot) -> Message | None:
        """The message that its author wrote at this spot."""

    async def message_at(self, spot: Spot) -> Message | None:
        """The message written there, or the one that a post there relays."""

    async def order_at(self, spot: Spot) -> int | None:
        """The order that whatever stands there belongs to: a message, a post or a card."""

    async def put_post(self, post: Post) -> None:
        """Remember a message of the bot; what is known of the same spot stays."""

    async def posts(self, message_id: int) -> Sequence[Post]:
        """Where a message is relayed to, piece by piece."""

    async def put_relay(self, relay: Relay) -> None:
        """Remember (or replace) how far a message is on its way."""

    async def relays(self, message_ids: Sequence[int]) -> Mapping[int, Relay]:
        """How far these messages are, by id."""

    async def dues(self, number: int, by: Party, *, limit: int) -> Sequence[datetime]:
        """When the party's last messages about the order went or go out, newest first."""

    async def undelivered(self, to: Party, *, limit: int) -> Sequence[Message]:
        """Messages to this party that could not be delivered, oldest first."""

    async def add_stray(self, telegram_id: int, new: NewMessage, now: datetime) -> None:
        """Keep a message that waits for its order; one that is known is not kept twice."""

    async def strays(self, telegram_id: int) -> Sequence[NewMessage]:
        """Those that wait, in the order they were written."""

    async def take_strays(self, telegram_id: int) -> Sequence[NewMessage]:
        """Take them out, in the order they were written."""

    async def put_focus(self, telegram_id: int, number: int, until: datetime) -> None:
        """What the account writes is about this order, until then."""

    async def focus(self, telegram_id: int, now: datetime) -> int | None:
        """The order that the account's talk is about, if it goes on."""

    async def drop_focus(self, telegram_id: int, *, besides: int | None = None) -> None:
        """Forget it, unless it is that order."""


class Enquiries(Protocol):
    """Conversations that no order has yet."""

    async def open(self, product: Product, customer_id: int, *, since: datetime) -> Enquiry:
        """The customer's conversation about the product, unless it rests `since` then; else a new one."""

    async def get(self, number: int) -> Enquiry:
        """The enquiry; inside a write unit it stays as read until commit. Raises `UnknownOrder`."""

    async def speak(self, number: int, now: datetime) -> None:
        """Something is said in it."""

    async def of_party(self, party: Party, *, since: datetime, limit: int) -> Sequence[Enquiry]:
        """The party's that no order has taken over and that were spoken in `since`, newest first."""

    async def between(
        self, seller_id: int, customer_id: int, *, since: datetime
    ) -> Sequence[Enquiry]:
        """The same, of these two people."""

    async def adopt(self, number: int, order_number: int) -> None:
        """The order takes it over with all that was said; what is on its way goes on."""


class Venues(Protocol):
    """Where sellers work, and the topics of their orders."""

    async def of(self, seller_id: int) -> Venue:
        """The seller's choice; the default one until they choose."""

    async def put(self, venue: Venue) -> None:
        """Replace it."""

    async def in_group(self, group_id: int) -> Sequence[Venue]:
        """Whoever works in this group."""

    async def move_group(self, old: int, new: int) -> None:
        """A group has another id from now on: choices, topics, cards and posts follow."""

    async def assistants(self, seller_id: int) -> Sequence[Assistant]:
        """Who works for the shop besides its owner, by name."""

    async def put_assistant(self, assistant: Assistant) -> None:
        """Let somebody work for the shop; for another one they work no longer."""

    async def drop_assistant(self, seller_id: int, telegram_id: int) -> bool:
        """Whether they worked for the shop; they do no longer."""

    async def room(self, number: int) -> Room | None:
        """The order's topic, as far as there was one."""

    async def put_room(self, room: Room) -> None:
        """Remember (or replace) it."""

    async def drop_room(self, number: int) -> None:
        """Forget it: the order is worked somewhere else."""

    async def order_in(self, chat_id: int, topic_id: int) -> int | None:
        """The order whose topic this is."""


class Peace(Protocol):
    """How sellers hear their customers."""

    async def of(self, seller_id: int, customer_id: int) -> Quiet:
        """How the seller hears the customer."""

    async def put(self, hush: Hush) -> None:
        """Remember (or replace) it."""

    async def unheard(self, *, limit: int) -> Sequence[tuple[Hush, str, str]]:
        """Whom sellers do not hear, newest first, with the seller's and the customer's name."""


class Rhythms(Protocol):
    """How people want to be told."""

    async def of(self, party: Party) -> Rhythm:
        """The party's choices; a seller's time zone is the shop's."""

    async def put(self, party: Party, rhythm: Rhythm) -> None:
        """Remember (or replace) them."""

    async def without(self, topic: Topic, *, limit: int) -> Sequence[tuple[Party, Rhythm]]:
        """Sellers who can be reached and want this to come round, and for whom no row of it waits."""


class Timings(Protocol):
    """The marketplace's timings that were chosen."""

    async def all(self) -> Mapping[str, tuple[timedelta, ...]]:
        """What was chosen, by the name of the setting (see `orders.timings`)."""

    async def put(self, name: str, choice: tuple[timedelta, ...], by: int, now: datetime) -> None:
        """Choose it (or another); `by` is an administrator's Telegram id."""


class Rounds(Protocol):
    """What a seller's summaries are made of."""

    async def waiting(
        self,
        seller_id: int,
        *,
        now: datetime,
        closing_by: datetime,
        sent_by: datetime,
        limit: int,
    ) -> tuple[Sequence[tuple[str, int]], Sequence[tuple[str, Order]]]:
        """Open orders that wait for their seller, by what they wait with (`rounds.Waits`).

        How many of each, and the first `limit` of all, the most pressing first. `closing_by`:
        what closes by itself before; `sent_by`: what was sent before.
        """

    async def placed(
        self, seller_id: int, since: datetime
    ) -> Sequence[tuple[datetime, datetime | None, State]]:
        """When orders came to the seller since then, when each had its first answer, where it stands."""

    async def succeeded(
        self, seller_id: int, since: datetime
    ) -> Sequence[tuple[datetime, Money, Money | None]]:
        """When orders of the seller closed since then, their amounts and the fees they owe."""


class Notes(Protocol):
    """Sellers' private notes, one per order; apart from the talk, which never sees them."""

    async def get(self, number: int) -> Note | None:
        """The order's note."""

    async def typed_at(self, typed: Jotting) -> Note | None:
        """The note that was typed there, while it is the order's newest."""

    async def put(self, note: Note) -> None:
        """Keep it in place of the one that the order had, which stays among the versions."""

    async def drop(self, gone: Note) -> None:
        """Forget it; its last version, `gone` (see `Note.removed`), says by whom and when."""

    async def versions(self, number: int) -> Sequence[Note]:
        """All that the order's note has been, oldest first."""


class Feedbacks(Protocol):
    """What customers think, and how they were asked; sellers' ratings are kept with every change."""

    async def get(self, number: int) -> Feedback | None:
        """The order's feedback."""

    async def put(self, feedback: Feedback) -> None:
        """Keep it in place of the one that the order had; the seller's rating follows.

        Only in a unit that has read the order, so that nobody else changes it meanwhile.
        """

    async def rating(self, seller_id: int) -> Rating:
        """The seller's rating, as it is kept."""

    async def asking(self, number: int) -> Asking:
        """How often the order's customer was asked."""

    async def put_asking(self, number: int, asking: Asking) -> None:
        """Remember (or replace) it."""

    async def held(self, customer_id: int) -> Sequence[int]:
        """Orders about which the customer is to be asked when their quiet hours are over."""


class Complaints(Protocol):
    """What sellers complain of about customers; at most one per order that is not withdrawn."""

    async def add(self, new: NewComplaint) -> Complaint:
        """Take it down. Only in a unit that has read the order and found no complaint of it."""

    async def save(self, complaint: Complaint) -> None:
        """Keep what became of it: withdrawn, hidden, answered."""

    async def of_order(self, number: int) -> Complaint | None:
        """The order's complaint that is not withdrawn."""

    async def counts(self, customer_id: int) -> Mapping[ComplaintType, int]:
        """How many of each type stand against the customer, in the types' order."""

    async def about(self, customer_id: int, number: int, *, limit: int) -> Sequence[Stated]:
        """Those that stand against the customer, and this order's though hidden; newest first."""

    async def latest(self, *, limit: int) -> Sequence[Stated]:
        """Of all that stand, the newest first."""

    async def listed(
        self, *, after: int, limit: int, seller_id: int | None = None
    ) -> Sequence[Stated]:
        """What a seller may read (their own, and what stands against their customers), or (None) all.

        By id, above `after`.
        """


class Sendings(Protocol):
    """What went out by SMS and e-mail."""

    async def add(self, sending: Sending) -> None:
        """Remember it; what is known of its fate already stays known."""

    async def told(
        self,
        to: Party,
        number: int,
        topic: Topic,
        *,
        kind: Kind | None = None,
        event: int | None = None,
        message_id: int | None = None,
    ) -> Sending | None:
        """The newest that told the party this about the order, this way (None: any)."""

    async def of_order(self, number: int) -> Sequence[Sending]:
        """All about an order, oldest first."""

    async def last_to(self, address: str, number: int | None = None) -> Sending | None:
        """The newest about any order, or this one, that went to an address."""

    async def spent(self, to: Party, number: int | None, since: datetime) -> Spent:
        """Segments of SMS: about the order ever, and since then to the party and in all."""

    async def by_sid(self, sid: str) -> Sequence[Sending]:
        """What went out under this name: several where it told of several orders."""

    async def untold(
        self, seller_id: int, *, shown: bool, placed_by: datetime, limit: int
    ) -> Sequence[int]:
        """The seller's new orders of which no SMS told them, the oldest first.

        `shown`: those whose card they have in Telegram, or else those whose card they have not.
        """

    async def known(self, sids: Sequence[str]) -> frozenset[str]:
        """Those of these names that are sendings of ours already."""

    async def report(self, sid: str, fate: SmsFate, error: str, now: datetime) -> bool:
        """What is heard of an SMS, also before it is remembered; False: it is nothing new."""

    async def meanwhile(self, to: Party, limit: int) -> Sequence[int]:
        """Orders that the party was told of because Telegram was out of reach, and has not seen there."""

    async def seen(self, to: Party, numbers: Sequence[int], now: datetime) -> None:
        """Telegram has told the party of these again."""


class Reaches(Protocol):
    """Where people are reached besides Telegram."""

    async def of(self, party: Party, number: int | None = None) -> Reach:
        """The party's; a customer's as given with this order, before what is known of them besides.

        Raises `UnknownParty`.
        """

    async def choose(self, party: Party, choices: Choices) -> None:
        """What the party wants by e-mail from now on."""

    async def phone(self, number: str) -> Phone:
        """What is known of a number."""

    async def put_phone(self, phone: Phone) -> None:
        """Remember (or replace) it."""

    async def closed(self) -> Mapping[str, int]:
        """How many numbers get no SMS, by why: "opted_out", or how they are unfit (see `Unfit`)."""


class SmsRequests(Protocol):
    """SMS that people asked for, kept for a day; see `orders.proving`."""

    async def add(self, what: str, telegram_id: int, number: str, now: datetime) -> None:
        """Take one down."""

    async def of_person(self, what: str, telegram_id: int, since: datetime) -> int:
        """How many of these the person has asked for since then."""

    async def to_number(self, what: str, number: str, since: datetime) -> int:
        """How many of these went to the number since then, whoever asked. Nobody adds one until commit."""


class Arrivals(Protocol):
    """What people sent us by SMS and e-mail, each once."""

    async def take(self, kind: Kind, sid: str, sender: str, text: str, now: datetime) -> bool:
        """Whether it is new; so it is taken down, and nobody else takes it until commit."""


class Templates(Protocol):
    """Sellers' own ready-made replies; a seller has no two of one title."""

    async def of_seller(self, seller_id: int) -> Sequence[Template]:
        """The seller's templates, in their order."""

    async def put(self, seller_id: int, title: str, text: str) -> Template:
        """Add it as the last one, or give the one of this title another text."""

    async def drop(self, seller_id: int, template_id: int) -> None:
        """Forget it, if it is the seller's."""


@dataclass(frozen=True, slots=True)
class HeardDay:
    """A day that was offered to an order's seller."""

    day: date
    at: datetime
    #: The seller does not want it, nor another one.
    declined: bool = False


class HeardDays(Protocol):
    """Days of the talk that were offered to sellers, each once per order."""

    async def of(self, number: int) -> Sequence[HeardDay]:
        """What was offered about the order, oldest first."""

    async def put(self, number: int, heard: HeardDay) -> None:
        """Remember it; once declined, it stays so."""


class WorkQueue(Protocol):
    """The one queue. Adding is part of a use-case's transaction; claiming is the runner's."""

    async def add(self, rows: Sequence[NewWork]) -> None:
        """Write rows; a waiting row with the same merge key takes the earlier due time instead.

        A row in flight takes nothing in; when it is put back it joins the one that waits by then.
        """

    async def cancel(self, number: int, topic: Topic, event: int) -> int:
        """Cancel open rows never yet attempted; how many. A row in flight is left alone."""

    async def withdraw(self, merge_key: str) -> bool:
        """Cancel the row that waits with this key; whether there was one."""

    async def state_of(self, number: int, topic: Topic, event: int) -> str | None:
        """State of the newest such row (see `WorkState`), or None if there is none."""

    async def claim(
        self, kind: Kind, now: datetime, *, limit: int, lease_s: int, token: str
    ) -> Sequence[Work]:
        """Lease up to `limit` due rows: by priority, then due time.

        Bumping `due_at` is the lease: of a claimed row it says when the lease ends. A row waits
        while another about the same order for the same party is leased, so that what they see of
        it changes in order, whoever sends.
        """

    async def hold(self, kind: Kind, now: datetime, *, limit: int) -> Sequence[Work]:
        """Up to `limit` due rows, by priority, then due time; nobody else takes them until commit.

        They are not leased: what is not finished in this unit is due as before. Until it is
        finished a held row takes in what is added under its merge key, so finish it first.
        """

    async def finish(self, done: "Sequence[Finished]", now: datetime) -> int:
        """Complete rows, fenced by token and attempts; how many were still ours."""

    async def next_due_at(self, kind: Kind) -> datetime | None:
        """When the earliest open row of the kind is due; None when there is none."""

    async def dead(self, *, limit: int) -> Sequence[Work]:
        """Rows given up, newest first."""

    async def count_dead(self) -> int:
        """How many rows were given up."""

    async def release(self, now: datetime, *, longer_than: timedelta = timedelta(0)) -> int:
        """Give back every lease that has longer to go; how many.

        All of them only where no other process works on this database.
        """

    async def recall(self, kind: Kind, why: str, now: datetime) -> int:
        """Let all rows that were put back for this reason be due now; how many."""

    async def revive(self, work_id: int, now: datetime) -> bool:
        """Open a dead row again, due now; whether there was one."""

    async def sweep(self, before: datetime, *, limit: int) -> int:
        """Delete done and cancelled rows finished before; how many."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The end, or the next try, of a claimed row."""

    work: Work
    #: `done`, `cancelled`, `dead`, or `open` to be tried again at `due_at`.
    state: str
    due_at: datetime | None = None
    #: Why, for the log and the administration; never a secret.
    error: str = ""
    #: False: the try does not count (it was only put back for pacing).
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Received:
    """One raw update."""

    update_id: int
    #: Updates of one lane are worked in the order they came: `chat:<id>`.
    lane: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """A claimed update."""

    #: Arrival number; Telegram's own ids restart at random.
    seq: int
    update_id: int
    lane: str
    raw: bytes
    attempts: int


class Inbox(Protocol):
    """Raw updates, stored before they are acknowledged."""

    async def add(self, updates: Sequence[Received], now: datetime) -> int:
        """Store those whose update id is not known; how many were new."""

    async def claim(self, now: datetime, *, limit: int, lease_s: int) -> Sequence[Pending]:
        """Lease the oldest open update of each lane that has none leased."""

    async def hold(self, seq: int, lease_until: datetime) -> None:
        """It is still worked on: its lease goes on."""

    async def done(self, seqs: Sequence[int], now: datetime) -> None:
        """They were handled."""

    async def again(self, seq: int, due_at: datetime, error: str) -> None:
        """It failed for now; its lane waits until then."""

    async def park(self, seq: int, error: str, now: datetime) -> None:
        """It cannot be handled; kept for the administration, the lane goes on."""

    async def release(self, now: datetime, *, longer_than: timedelta = timedelta(0)) -> int:
        """Give back every lease that has longer to go; how many.

        All of them only where no other process works on this database.
        """

    async def next_due_at(self) -> datetime | None:
        """When the earliest open update is due."""

    async def heard(self, lanes: Sequence[str], since: datetime) -> bool:
        """Whether anything came in one of these lanes after that."""

    async def sweep(self, before: datetime, *, limit: int) -> int:
        """Delete handled updates received before (at least 48 h ago); how many."""


class UnitOfWork(Protocol):
    """One transaction: commits when left in peace, rolls back on an error."""

    @property
    def orders(self) -> Orders: ...
    @property
    def fees(self) -> Fees: ...
    @property
    def tariffs(self) -> Tariffs: ...
    @property
    def people(self) -> People: ...
    @property
    def products(self) -> Products: ...
    @property
    def invites(self) -> Invites: ...
    @property
    def keys(self) -> Keys: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def talk(self) -> Talk: ...
    @property
    def enquiries(self) -> Enquiries: ...
    @property
    def venues(self) -> Venues: ...
    @property
    def patrons(self) -> Patrons: ...
    @property
    def peace(self) -> Peace: ...
    @property
    def rhythms(self) -> Rhythms: ...
    @property
    def rounds(self) -> Rounds: ...
    @property
    def timings(self) -> Timings: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def feedback(self) -> Feedbacks: ...
    @property
    def complaints(self) -> Complaints: ...
    @property
    def templates(self) -> Templates: ...
    @property
    def heard_days(self) -> HeardDays: ...
    @property
    def sendings(self) -> Sendings: ...
    @property
    def reaches(self) -> Reaches: ...
    @property
    def shelves(self) -> Shelves: ...
    @property
    def sms_requests(self) -> SmsRequests: ...
    @property
    def arrivals(self) -> Arrivals: ...
    @property
    def work(self) -> WorkQueue: ...
    @property
    def inbox(self) -> Inbox: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Store(Protocol):
    """Where units of work come from."""

    def write(self) -> UnitOfWork:
        """A transaction that may write; on SQLite there is one writer at a time."""

    def read(self) -> UnitOfWork:
        """A consistent view to read from; it must not write."""


#: What must be written in the transaction that completes a row. It must not raise for reasons of
#: the order (it would never complete): it looks at the order as it then is.
Effect = Callable[[UnitOfWork], Awaitable[None]]


def in_turn(effects: Iterable[Effect | None]) -> Effect:
    """One after the other; nothing where there is none."""
    kept = [effect for effect in effects if effect is not None]

    async def follow(uow: UnitOfWork) -> None:
        for effect in kept:
            await effect(uow)

    return follow


class Pace(Protocol):
    """How fast a channel may send."""

    async def wait(self, chat_id: int) -> None:
        """Wait until one more message may go to this chat. Raises `PutBack` when that is long."""

    def pause(self, chat_id: int, seconds: float) -> None:
        """The other side said to leave this chat alone for so long."""

    def crowded(self, chat_id: int) -> bool:
        """Whether one more message would have to wait for this chat: what can go as one had better."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A row's work was carried out, or is no longer wanted."""

    #: False: the rules no longer wanted it; nothing was sent.
    wanted: bool = True
    #: Why it was not wanted, for the log.
    why: str = ""
    #: The recipient cannot be reached on this channel; the administration is told.
    lost: bool = False
    effect: Effect | None = None
    #: What the effect writes may be due at once: it is not left to the next tick.
    wakes: bool = False


class PutBack(Exception):
    """Not now, but at `due_at`, and this was no try."""

    def __init__(self, due_at: datetime, why: str) -> None:
        super().__init__(why)
        self.due_at = due_at


class Channel(Protocol):
    """Carries out claimed rows of one kind."""

    async def deliver(self, work: Work, pace: Pace) -> Delivered:
        """Do what the row says, if it is still wanted. Raises `ChannelError`, `PutBack`."""


@dataclass(slots=True)
class Office:
    """What every use-case needs: rows, time, timings, and a bell that wakes the runner."""

    store: Store
    clock: Clock
    #: As the administration has it now: it may be another one the next time (see `orders.timings`).
    policy: Policy
    #: Rung after a commit that may have made work due; must not block.
    wake: Callable[[], None]
    #: Turns a number into the secret part of a customer's link (a keyed hash), and checks nothing.
    sign: Callable[[str], str]
    #: Telegram ids of the administration.
    administrators: frozenset[int] = frozenset()
    #: The policy as it is without what the administration has chosen.
    configured: Policy = field(init=False)

    def __post_init__(self) -> None:
        self.configured = self.policy
