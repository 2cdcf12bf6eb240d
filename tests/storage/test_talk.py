"""What is said about an order is kept as it was said, and everything of it is found again."""

from dataclasses import replace

import pytest

from orders.messages import Attachment, Content, Fate, Form, Message, NewMessage, Post, Relay, Spot
from orders.model import Order, Party
from orders.ports import Card
from orders.states import Actor
from storage.errors import RowRefused
from storage.unit import SqlStore
from tests.storage import examples
from tests.storage.examples import HARD_TEXTS, NOW, SECOND

BOLD = {"type": "bold", "offset": 0, "length": 4}
LINK = {"type": "text_link", "offset": 5, "length": 3, "url": "https://clay.example/?a=1&b='"}
PHOTO = Attachment("file-1", "unique-1", "кухоль.jpg", "image/jpeg", 2**40)


def said(text: str, request_id: str = "", **changes: object) -> NewMessage:
    """A text somebody wrote."""
    known = NewMessage(Content(Form.TEXT, text), request_id or f"tg:{text[:20]}:")
    return replace(known, **changes)  # type: ignore[arg-type]


def customer_of(order: Order) -> Party:
    return Party(Actor.CUSTOMER, order.customer_id)


def seller_of(order: Order) -> Party:
    return Party(Actor.SELLER, order.seller_id)


async def add(store: SqlStore, order: Order, *new: NewMessage) -> list[Message]:
    """The customer says these; they are on their way to the seller."""
    async with store.write() as uow:
        found = []
        for each in new:
            message = await uow.talk.add(order.number, customer_of(order), each, None, NOW)
            await uow.talk.put_relay(Relay(message.id, seller_of(order), Fate.WAITING))
            found.append(message)
        return found


@pytest.mark.parametrize("form", list(Form))
async def test_a_message_is_kept_with_everything(store: SqlStore, form: Form) -> None:
    """Text, marks, file, place, album and what it answers, whatever people write."""
    order = await examples.order(store)
    (first,) = await add(store, order, said("first"))
    async with store.write() as uow:
        for n, text in enumerate(HARD_TEXTS):
            content = Content(form, text, (BOLD, LINK), PHOTO if n % 2 else None)
            new = NewMessage(content, f"tg:{n}:", Spot(7, n), f"album{n}")
            added = await uow.talk.add(order.number, seller_of(order), new, first.id, NOW)
            assert added == Message(
                added.id, order.number, seller_of(order), NOW, content, 1,
                Spot(7, n), f"album{n}", first.id,
            )  # fmt: skip
            assert await uow.talk.get(added.id) == added
            assert await uow.talk.written_at(Spot(7, n)) == added
    async with store.read() as uow:
        with pytest.raises(KeyError):
            await uow.talk.get(999_999)


async def test_an_intention_writes_one_message(store: SqlStore) -> None:
    """It is known by its request id; a second one of the same name is refused."""
    order = await examples.order(store)
    (message,) = await add(store, order, said("Hello", "tg:1:"))
    async with store.write() as uow:
        assert await uow.talk.said_before("tg:1:") == message
        assert await uow.talk.said_before("tg:2:") is None
    with pytest.raises(RowRefused):
        await add(store, order, said("Again", "tg:1:"))


async def test_every_version_of_a_message_is_kept(store: SqlStore) -> None:
    """With the time at which it was replaced; the message itself has the newest."""
    order = await examples.order(store)
    (message,) = await add(store, order, said("Blue"))
    versions = [Content(Form.PHOTO, text, (BOLD,), PHOTO) for text in HARD_TEXTS]
    async with store.write() as uow:
        for n, content in enumerate(versions, 1):
            message = await uow.talk.revise(message, content, NOW + n * SECOND)
            assert (message.version, message.content) == (n + 1, content)
    async with store.read() as uow:
        assert await uow.talk.get(message.id) == message
        before = [Content(Form.TEXT, "Blue"), *versions[:-1]]
        assert list(await uow.talk.versions(message.id)) == [
            (n, NOW + n * SECOND, content) for n, content in enumerate(before, 1)
        ]


async def test_a_conversation_is_read_page_by_page(store: SqlStore) -> None:
    """In the order it was said, of this order only."""
    order, other = await examples.order(store), await examples.order(store)
    for n in range(5):
        await add(store, order, said(f"mine {n}"))
        await add(store, other, said(f"other {n}"))
    read, after = [], 0
    async with store.read() as uow:
        while page := await uow.talk.entries(order.number, after=after, limit=2):
            assert len(page) <= 2
            read += [entry.message.content.text for entry in page]
            after = page[-1].message.id
        last = await uow.talk.newest(order.number, limit=2)
    assert read == [f"mine {n}" for n in range(5)]
    assert [message.content.text for message in last] == ["mine 3", "mine 4"]


async def test_an_album_is_its_parts_in_order(store: SqlStore) -> None:
    """Another order's album of the same name is another one."""
    order, other = await examples.order(store), await examples.order(store)
    parts = await add(store, order, *(said(f"{n}", album="g1") for n in range(3)))
    await add(store, order, said("alone"), said("second album", album="g2"))
    await add(store, other, said("other", album="g1"))
    async with store.read() as uow:
        assert await uow.talk.album(order.number, "g1") == parts
        assert await uow.talk.album(order.number, "none") == []


async def test_what_stands_at_a_spot_belongs_to_its_order(store: SqlStore) -> None:
    """A message where it was written, a post that relays it, a notice, a card; nothing elsewhere."""
    order = await examples.order(store)
    (message,) = await add(store, order, said("Hello", spot=Spot(7, 1)))
    async with store.write() as uow:
        await uow.talk.put_post(Post(Spot(8, 1), order.number, message.id))
        await uow.talk.put_post(Post(Spot(8, 2), order.number))
        await uow.cards.put(Card(order.number, seller_of(order), 8, 3, None, 1, "d"))
    async with store.read() as uow:
        for spot in (Spot(7, 1), Spot(8, 1), Spot(8, 2), Spot(8, 3)):
            assert await uow.talk.order_at(spot) == order.number
        assert await uow.talk.message_at(Spot(7, 1)) == message
        assert await uow.talk.message_at(Spot(8, 1)) == message
        assert await uow.talk.message_at(Spot(8, 2)) is None
        for nowhere in (Spot(7, 2), Spot(9, 1)):
            assert await uow.talk.order_at(nowhere) is None
            assert await uow.talk.message_at(nowhere) is None
        assert await uow.talk.written_at(Spot(8, 1)) is None


async def test_posts_are_the_pieces_in_order_and_a_known_spot_stays(store: SqlStore) -> None:
    """A piece that is noted twice (the row ran again) is one post."""
    order = await examples.order(store)
    (message,) = await add(store, order, said("long"))
    posts = [Post(Spot(8, 20 - part), order.number, message.id, part) for part in range(3)]
    async with store.write() as uow:
        for post in (posts[2], posts[0], posts[1], posts[0]):
            await uow.talk.put_post(post)
        await uow.talk.put_post(Post(posts[0].spot, order.number, None, 9))
    async with store.read() as uow:
        assert await uow.talk.posts(message.id) == posts


async def test_a_relay_says_how_far_its_message_is(store: SqlStore) -> None:
    """The last word replaces the one before; a message that was never sent has none."""
    order = await examples.order(store)
    one, two = await add(store, order, said("one"), said("two"))
    done = Relay(one.id, seller_of(order), Fate.DELIVERED, 3, "", NOW)
    lost = Relay(two.id, seller_of(order), Fate.UNDELIVERED, 0, HARD_TEXTS[0], NOW)
    async with store.write() as uow:
        await uow.talk.put_relay(done)
        await uow.talk.put_relay(lost)
        assert await uow.talk.relays([one.id, two.id, 999_999]) == {one.id: done, two.id: lost}


async def test_what_could_not_be_delivered_is_found_by_who_should_have_it(store: SqlStore) -> None:
    """Oldest first, so many at most; what waits or has arrived is not among it."""
    order, other = await examples.order(store), await examples.order(store)
    messages = await add(store, order, *(said(f"{n}") for n in range(6)))
    await add(store, other, said("other"))
    async with store.write() as uow:
        for message in messages[:4]:
            await uow.talk.put_relay(
                Relay(message.id, seller_of(order), Fate.UNDELIVERED, 0, "blocked", NOW)
            )
        await uow.talk.put_relay(Relay(messages[4].id, seller_of(order), Fate.DELIVERED, 1))
    async with store.read() as uow:
        assert await uow.talk.undelivered(seller_of(order), limit=3) == messages[:3]
        assert await uow.talk.undelivered(seller_of(other), limit=9) == []
        assert await uow.talk.undelivered(customer_of(order), limit=9) == []


async def test_strays_wait_in_order_and_are_taken_once(store: SqlStore) -> None:
    """Each account's own; one that comes twice is kept once."""
    content = Content(Form.PHOTO, HARD_TEXTS[3], (BOLD, LINK), PHOTO)
    waiting = [
        NewMessage(content, "tg:1:", Spot(5, 1), "g1", Spot(5, 0)),
        *(said(text, f"tg:hard {n}:") for n, text in enumerate(HARD_TEXTS)),
    ]
    async with store.write() as uow:
        for new in (*waiting, waiting[0]):
            await uow.talk.add_stray(5, new, NOW)
        await uow.talk.add_stray(6, said("theirs"), NOW)
    async with store.write() as uow:
        assert await uow.talk.strays(5) == waiting
        assert await uow.talk.take_strays(5) == waiting
        assert await uow.talk.take_strays(5) == []
        assert await uow.talk.strays(6) == [said("theirs")]


async def test_a_talk_goes_on_about_one_order_until_its_time(store: SqlStore) -> None:
    """The newest order replaces the one before; at the very moment of its end it is over."""
    one, two = await examples.order(store), await examples.order(store)
    async with store.write() as uow:
        talk = uow.talk
        assert await talk.focus(5, NOW) is None
        await talk.put_focus(5, one.number, NOW + SECOND)
        await talk.put_focus(6, one.number, NOW + SECOND)
        await talk.put_focus(5, two.number, NOW + 2 * SECOND)
        assert await talk.focus(5, NOW) == two.number
        assert await talk.focus(5, NOW + 2 * SECOND) is None
        await talk.drop_focus(5, besides=two.number)
        assert await talk.focus(5, NOW) == two.number
        await talk.drop_focus(5, besides=one.number)
        assert await talk.focus(5, NOW) is None
        assert await talk.focus(6, NOW) == one.number
        await talk.drop_focus(6)
        assert await talk.focus(6, NOW) is None


async def test_the_talk_of_two_customers_who_are_one_follows(store: SqlStore) -> None:
    """What they wrote is theirs still, and what could not reach them finds them."""
    known, guest = await examples.shop(store)
    order = await examples.order(store, seller_id=known.id, customer_id=guest.id)
    (mine,) = await add(store, order, said("Hello", spot=Spot(6, 1)))
    async with store.write() as uow:
        answer = await uow.talk.add(order.number, seller_of(order), said("Hi"), mine.id, NOW)
        lost = Relay(answer.id, customer_of(order), Fate.UNDELIVERED, 0, "unlinked", NOW)
        await uow.talk.put_relay(lost)
        named = await uow.people.put_customer(examples.customer(ref="c9"))
        await uow.people.link_customer(guest.id, 6)
        kept = Party(Actor.CUSTOMER, (await uow.people.link_customer(named.id, 6)).id)
    assert kept != customer_of(order)
    async with store.read() as uow:
        assert (await uow.talk.get(mine.id)).by == kept
        assert (await uow.talk.get(answer.id)).by == seller_of(order)
        assert await uow.talk.relays([answer.id]) == {answer.id: replace(lost, to=kept)}
        assert await uow.talk.undelivered(kept, limit=9) == [answer]
        assert await uow.talk.undelivered(customer_of(order), limit=9) == []
        assert (await uow.talk.relays([mine.id]))[mine.id].to == seller_of(order)
