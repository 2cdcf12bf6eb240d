"""People who block the bot, come back, or leave Telegram: nothing is lost, and others learn of it."""

from orders.states import Actor
from tests.journeys.test_groups import moved_in
from tests.journeys.town import SECOND, Town, read


async def test_a_customer_who_blocks_is_shown_on_the_sellers_card(town: Town) -> None:
    """At once, so that the seller calls; the toast says so, too."""
    olena = await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    taras.blocks_bot()
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Can’t be reached in Telegram any more: please call." in card.text
    answer = await (await olena.taps("Approve")).answered()
    assert answer.text == "Approved. The customer can’t be told in Telegram: please call."
    await town.passes(10 * SECOND)


async def test_a_seller_who_blocks_is_shown_on_the_customers_card(town: Town) -> None:
    """At once, and no longer when they are back; not for a shop that works in its group."""
    olena = await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    away = "The seller can’t be reached in Telegram at the moment."
    olena.blocks_bot()
    await town.settles()
    assert away in (await town.card(placed.number, Actor.CUSTOMER, taras)).text
    olena.unblocks_bot()
    await town.settles()
    assert away not in (await town.card(placed.number, Actor.CUSTOMER, taras)).text
    group = town.world.group("Clay & Co team", [olena], forum=True, with_bot=False)
    await moved_in(town, olena, group)
    olena.blocks_bot()
    await town.settles()
    assert away not in (await town.card(placed.number, Actor.CUSTOMER, taras)).text


async def test_a_customer_who_comes_back_sees_where_things_stand(town: Town) -> None:
    """Unblocked: a fresh card with all that happened meanwhile, and the seller's card says nothing more."""
    olena = await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    taras.blocks_bot()
    await town.settles()
    await (await olena.taps("Approve")).answered()
    await town.passes(10 * SECOND)
    before = len(taras.messages)
    taras.unblocks_bot()
    await town.settles()
    assert len(taras.messages) == before + 1
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert card is taras.last_message
    assert "Confirmed" in card.text
    assert "Can’t be reached" not in (await town.card(placed.number, Actor.SELLER, olena)).text


async def test_start_after_a_block_brings_each_card_once(town: Town) -> None:
    """Telegram says both "unblocked" and /start: no card comes twice."""
    olena = await town.seller()
    first = await town.shop.places()
    await town.settles()
    olena.blocks_bot()
    second = await town.shop.places()
    await town.settles()
    before = len(olena.messages)
    await olena.starts()
    await town.settles()
    heads = sorted(m.text.splitlines()[0] for m in olena.messages[before:] if m.buttons)
    assert heads == [f"🔔 New order #{first.number}", f"🔔 New order #{second.number}"]


async def test_the_administration_learns_of_an_alert_that_rang_nobody(town: Town) -> None:
    """A seller who blocked the bot: order, shop and what to do, once for each new order."""
    olena = await town.seller()
    olena.blocks_bot()
    await town.settles()
    placed = await town.shop.places()
    await town.customer(placed)
    await town.settles()
    told = [read(m) for m in town.administrator.messages if "can’t be reached" in m.text]
    assert len(told) == 1
    for line in (
        f"Order: #{placed.number}",
        "To: the seller",
        "Who: Clay & Co, +380 50 111 2233",
        "Please call",
    ):
        assert line in told[0]


async def test_the_administration_learns_of_an_order_for_a_seller_not_linked_yet(
    town: Town,
) -> None:
    """Nobody would know of it otherwise; the card waits for the seller."""
    link = await town.shop.adds_seller()
    placed = await town.shop.places()
    await town.administrator.sees(f"Order: #{placed.number}")
    olena = town.world.person("Olena Koval")
    olena.follows(link)
    await olena.sees(f"New order #{placed.number}")


async def test_a_seller_whose_account_is_gone(town: Town) -> None:
    """Telegram itself refuses: remembered, the administration told, no endless tries."""
    olena = await town.seller()
    olena.deletes_account()
    placed = await town.shop.places()
    await town.administrator.sees("user is deactivated")
    await town.settles()
    refused = len(town.world.telegram.calls("sendMessage", olena.id))
    await town.shop.caller.acts(placed.number, "approve", "clay")
    await town.passes(60 * SECOND)
    assert len(town.world.telegram.calls("sendMessage", olena.id)) == refused


async def test_a_customer_whose_account_is_gone_is_shown_not_alarmed_about(town: Town) -> None:
    """The seller sees it on the card; the administration has nothing to do with it."""
    olena = await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    taras.deletes_account()
    await (await olena.taps("Approve")).answered()
    await town.passes(10 * SECOND)
    assert "please call" in (await town.card(placed.number, Actor.SELLER, olena)).text
    assert all("reached" not in m.text for m in town.administrator.messages)


async def test_blocking_and_coming_back_all_the_time_loses_nothing(town: Town) -> None:
    """In whatever order it arrives, the last word counts."""
    await town.seller()
    placed = await town.shop.places()
    taras = await town.customer(placed)
    for _ in range(3):
        taras.blocks_bot()
        taras.unblocks_bot()
    await town.settles()
    card = await town.card(placed.number, Actor.CUSTOMER, taras)
    assert "The seller has your request" in card.text
