"""Ways in: a seller's invite, a customer's link, and a stranger with neither."""

from datetime import timedelta

from orders.linking import invite
from orders.states import Actor
from simulator.people import Person
from tests.journeys.town import DAY, SECOND, Town

#: See `conftest`.
ONE_WAY = True

HELLO = "I look after orders between craftspeople and their customers"


async def opens(town: Town, person: Person, link: str) -> str:
    """What the person reads after opening the link."""
    await town.settles()
    person.follows(link)
    await town.settles()
    return person.last_message.text


async def test_an_invite_binds_the_account(town: Town) -> None:
    """The seller is welcomed with the shop's name, gets a menu of their own, and the link is gone."""
    olena = await town.seller()
    assert "Welcome, Clay & Co!" in olena.last_message.text
    assert "find" in olena.commands
    reply = await town.shop.caller.sends("PUT", "/sellers/clay", {"name": "Clay & Co"})
    assert reply.document["telegram_linked"] is True
    assert reply.document["invite_link"] is None


async def test_an_invite_opened_again_by_the_same_person_changes_nothing(town: Town) -> None:
    """/start is idempotent: welcomed again, no card comes twice."""
    link = await town.shop.adds_seller()
    placed = await town.shop.places()
    olena = town.world.person("Olena Koval")
    await opens(town, olena, link)
    await olena.sees(f"New order #{placed.number}")
    before = len(olena.messages)
    assert "Welcome, Clay & Co!" in await opens(town, olena, link)
    assert len(olena.messages) == before + 2


async def test_an_invite_used_by_another_account_is_refused(town: Town) -> None:
    """A link that leaked binds nobody else."""
    link = await town.shop.adds_seller()
    olena, mallory = town.world.person("Olena Koval"), town.world.person("Mallory")
    await opens(town, olena, link)
    assert "already used by another account" in await opens(town, mallory, link)
    await town.shop.places()
    await olena.sees("New order")
    assert not any("New order" in message.text for message in mallory.messages)


async def test_an_invite_lives_a_week(town: Town) -> None:
    """At seven days to the second it is too old; a second earlier it works."""
    early, late = await town.shop.adds_seller(), await town.shop.adds_seller("wool", "Wool")
    await town.passes(7 * DAY - SECOND)
    olena, ira = town.world.person("Olena Koval"), town.world.person("Ira")
    assert "Welcome, Clay & Co!" in await opens(town, olena, early)
    await town.passes(SECOND)
    assert "too old" in await opens(town, ira, late)


MADE_UP = ("s_" + "A" * 32, "s_", "o_1001_" + "A" * 22, "o_9_x", "nonsense", "buy_", "-" * 64)


async def test_a_made_up_link_is_refused_kindly(town: Town) -> None:
    """Nobody learns whether an order of that number exists."""
    await town.seller()
    await town.shop.places()
    mallory = town.world.person("Mallory")
    for payload in MADE_UP:
        await mallory.starts(payload)
        await town.settles()
        assert "I don’t know this link" in mallory.last_message.text, payload


async def test_open_orders_follow_their_seller(town: Town) -> None:
    """Orders placed before the seller came are brought as cards; ended ones are not."""
    link = await town.shop.adds_seller()
    first, second, third = [await town.shop.places() for _ in range(3)]
    await town.shop.caller.acts(second.number, "cancel", "clay", reason="duplicate")
    olena = town.world.person("Olena Koval")
    await opens(town, olena, link)
    heads = [m.text.splitlines()[0] for m in olena.messages if m.sender is not olena.user]
    cards = sorted(head for head in heads if "New order" in head)
    assert cards == [f"🔔 New order #{first.number}", f"🔔 New order #{third.number}"]


async def test_a_new_invite_moves_the_shop_to_another_account(town: Town) -> None:
    """The administration can hand a shop over; the old account gets nothing any more."""
    olena = await town.seller()
    office = town.service.office
    async with office.store.read() as uow:
        seller = await uow.people.seller_by_ref("clay")
    link = town.service.links.invite(await invite(office, seller.id))
    assert link is not None
    ira = town.world.person("Ira")
    await opens(town, ira, link)
    placed = await town.shop.places()
    await ira.sees(f"New order #{placed.number}")
    assert "New order" not in olena.last_message.text
    await olena.says("/orders")
    await olena.sees(HELLO)


async def test_a_customer_follows_their_order(town: Town) -> None:
    """The link shows the live card; the seller's card no longer says that the customer is absent."""
    olena = await town.seller()
    placed = await town.shop.places()
    assert "Not in Telegram" in (await olena.sees("New order")).text
    taras = await town.customer(placed)
    assert any("follow order" in message.text for message in taras.messages)
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "The seller has your request" in card.text
    assert "Not in Telegram" not in (await town.card(placed.number, Actor.SELLER, olena)).text


async def test_a_customers_link_opened_again_brings_the_card_down(town: Town) -> None:
    """The person looks at the bottom of the chat: the card is there, and it is the live one."""
    await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    await opens(town, taras, placed.link)
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert card is taras.last_message


async def test_another_account_cannot_open_a_customers_link(town: Town) -> None:
    """The first account that opens it is the customer's."""
    await town.seller()
    placed = await town.shop.places()
    await town.customer(placed)
    mallory = town.world.person("Mallory")
    assert "already used by another account" in await opens(town, mallory, placed.link)
    await mallory.says("/orders")
    await mallory.sees(HELLO)


async def test_a_seller_who_opens_the_customers_link_is_told(town: Town) -> None:
    """It is the customer's link; the seller does not become their own customer."""
    olena = await town.seller()
    placed = await town.shop.places()
    assert "your customer’s link" in await opens(town, olena, placed.link)
    await town.customer(placed)


async def test_orders_of_one_person_under_two_names_become_one_customers(town: Town) -> None:
    """Two orders, two refs, one account: both are under My orders."""
    await town.seller()
    person = {"name": "Taras", "phone": "+380671112233"}
    first = await town.shop.places(customer={"ref": "c-1", **person})
    second = await town.shop.places(customer={"ref": "c-2", **person})
    taras = await town.customer(first)
    await opens(town, taras, second.link)
    await taras.says("/orders")
    mine = await taras.sees("My orders")
    assert f"#{first.number}" in mine.text
    assert f"#{second.number}" in mine.text


async def test_a_stranger_gets_a_polite_way_in(town: Town) -> None:
    """Whoever is unknown reads how to become known, and is never scolded."""
    anna = town.world.person("Anna")
    for said, wanted in (
        ("/start", HELLO),
        ("hello", "Press /start"),
        ("/orders", HELLO),
        ("/find mug", HELLO),
        ("/help", "To follow an order, open the link that came with it"),
    ):
        await anna.says(said)
        await town.settles()
        assert wanted in anna.last_message.text


async def test_a_stranger_is_met_in_their_language(town: Town) -> None:
    """The account's language decides; one we do not speak is English."""
    anna, fritz = (
        town.world.person("Anna", language="uk"),
        town.world.person("Fritz", language="de"),
    )
    await anna.starts()
    await fritz.starts()
    await anna.sees("Я стежу за замовленнями")
    await fritz.sees(HELLO)


async def test_start_again_greets_who_is_known(town: Town) -> None:
    """/start without a link says that all is well."""
    olena = await town.seller()
    taras = await town.customer(await town.shop.places())
    await olena.starts()
    await taras.starts()
    await olena.sees("Welcome back, Clay & Co!")
    await taras.sees("Welcome back! Your orders: /orders")


async def test_an_old_invite_stays_valid_beside_a_new_one(town: Town) -> None:
    """Asking for the link again does not make the one that was sent useless."""
    first = await town.shop.adds_seller()
    await town.passes(timedelta(hours=1))
    await town.shop.adds_seller()
    olena = town.world.person("Olena Koval")
    assert "Welcome, Clay & Co!" in await opens(town, olena, first)
