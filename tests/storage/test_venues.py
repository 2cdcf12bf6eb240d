"""Where sellers work, who works for them, and the topics of their orders."""

from orders.messages import Attachment, Content, Form, NewMessage, Post, Spot
from orders.model import Party
from orders.places import Assistant, Mode, Role, Room, Venue
from orders.ports import Card
from orders.states import Actor
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import DAY, HARD_TEXTS, NOW

GROUP, MOVED = -1_002_000, -1_003_000


async def test_a_choice_is_kept_and_replaced(store: SqlStore) -> None:
    """Until there is one, it is the default; who works in a group is found by it."""
    seller, _ = await examples.shop(store)
    async with store.write() as uow:
        assert await uow.venues.of(seller.id) == Venue(seller.id)
        for title in HARD_TEXTS:
            venue = Venue(seller.id, Mode.GROUP, GROUP, title)
            await uow.venues.put(venue)
            assert await uow.venues.of(seller.id) == venue
            assert await uow.venues.in_group(GROUP) == [venue]
        await uow.venues.put(Venue(seller.id, Mode.REPLIES, GROUP, "x"))
        assert await uow.venues.in_group(GROUP) == []


async def test_a_topic_leads_to_its_order(store: SqlStore) -> None:
    """By chat and topic; a room without one leads nowhere."""
    order = await examples.order(store)
    async with store.write() as uow:
        assert await uow.venues.room(order.number) is None
        room = Room(order.number, GROUP, 17, "#1001 · New", closed=True, made=1)
        await uow.venues.put_room(room)
        assert await uow.venues.room(order.number) == room
        assert await uow.venues.order_in(GROUP, 17) == order.number
        assert await uow.venues.order_in(GROUP, 18) is None
        await uow.venues.put_room(Room(order.number, GROUP, None, made=2))
        assert await uow.venues.order_in(GROUP, 17) is None
        await uow.venues.drop_room(order.number)
        assert await uow.venues.room(order.number) is None


async def test_everything_follows_a_group_to_its_new_id(store: SqlStore) -> None:
    """The choice, topics, cards, posts and messages."""
    order = await examples.order(store)
    by = Party(Actor.SELLER, order.seller_id)
    async with store.write() as uow:
        await uow.venues.put(Venue(order.seller_id, Mode.GROUP, GROUP, "Team"))
        await uow.venues.put_room(Room(order.number, GROUP, 17))
        await uow.cards.put(Card(order.number, by, GROUP, 5, 17, 1, "d"))
        await uow.talk.put_post(Post(Spot(GROUP, 6), order.number))
        file = Attachment("id", "unique", "a.pdf", "application/pdf", 7)
        new = NewMessage(Content(Form.DOCUMENT, "x", (), file), "tg:1:", Spot(GROUP, 7))
        await uow.talk.add(order.number, by, new, None, NOW)
        await uow.venues.move_group(GROUP, MOVED)
        assert (await uow.venues.of(order.seller_id)).group_id == MOVED
        assert await uow.venues.order_in(MOVED, 17) == order.number
        for message_id in (5, 6, 7):
            assert await uow.talk.order_at(Spot(MOVED, message_id)) == order.number
            assert await uow.talk.order_at(Spot(GROUP, message_id)) is None


async def test_an_assistant_acts_for_the_shop(store: SqlStore) -> None:
    """For one shop at a time; the account's own shop goes before."""
    one, _ = await examples.shop(store, "one")
    two, _ = await examples.shop(store, "two")
    async with store.write() as uow:
        await uow.people.meet(77, "Petro", "en", NOW)
        await uow.venues.put_assistant(Assistant(77, one.id, "Petro"))
        await uow.venues.put_assistant(Assistant(77, two.id, "Petro"))
        assert await uow.venues.assistants(one.id) == []
        assert await uow.venues.assistants(two.id) == [Assistant(77, two.id, "Petro")]
        account = await uow.people.account(77)
        assert account is not None
        assert account.seller is not None
        assert (account.seller.id, account.owns_shop) == (two.id, False)
        await uow.people.link_seller(one.id, 77)
        account = await uow.people.account(77)
        assert account is not None
        assert account.seller is not None
        assert (account.seller.id, account.owns_shop) == (one.id, True)
        assert await uow.venues.drop_assistant(two.id, 77) is True
        assert await uow.venues.drop_assistant(two.id, 77) is False


async def test_an_invitation_says_what_it_makes_of_somebody(store: SqlStore) -> None:
    """An owner, unless it is for an assistant."""
    seller, _ = await examples.shop(store)
    async with store.write() as uow:
        await uow.invites.add(seller.id, "owner", NOW + DAY)
        await uow.invites.add(seller.id, "helper", NOW + DAY, Role.ASSISTANT)
        assert await uow.invites.role("owner") is Role.OWNER
        assert await uow.invites.role("helper") is Role.ASSISTANT
        assert await uow.invites.role("unknown") is Role.OWNER
