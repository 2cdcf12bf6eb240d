"""Once it is paid the administration decides what an order costs: asked on the card, decided with a tap, the fee follows."""

import pytest

from orders.states import Actor
from simulator.people import Person
from tests.journeys.scenes import both, heard, taps
from tests.journeys.shop import Placed
from tests.journeys.test_amounts import amount, says
from tests.journeys.test_bad_input import NOT_YOURS, forges
from tests.journeys.test_fees import scene
from tests.journeys.town import ADMINISTRATOR, Town, read

#: See `conftest`.
ONE_WAY = True


async def paid(town: Town, *more: str) -> tuple[Person, Person, Placed]:
    """A seller with an order that is paid (and more), and its customer."""
    olena, taras, placed = await both(town)
    for label in ("Approve", "Mark as paid", *more):
        card = await town.card(placed.number, Actor.SELLER, olena)
        await (await olena.taps(label, on=card)).answered()
        await town.settles()
    return olena, taras, placed


async def requests(town: Town, olena: Person, placed: Placed, text: str = "850 a lid broke") -> str:
    """From the card to the administration."""
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Another amount", on=card)).answered()
    await says(town, olena, text)
    return await taps(town, olena, "Ask the administration")


async def card_of(town: Town, olena: Person, placed: Placed) -> str:
    """What the seller's card says."""
    return read(await town.card(placed.number, Actor.SELLER, olena))


async def second(town: Town) -> Person:
    """Another administrator, known after the service has started again."""
    boris = town.world.person("Boris Ministration")
    await boris.starts()
    await town.settles()
    town.settings = town.settings.model_copy(update={"admins": (ADMINISTRATOR, boris.id)})
    await town.restarts()
    return boris


async def test_the_administration_grants_another_amount(town: Town) -> None:
    """Asked in the card's place, rung at the administration, granted: both are told, the card tells by whom."""
    olena, taras, placed = await paid(town)
    ada, quiet = town.administrator, len(taras.messages)
    rings = ada.rings
    assert await requests(town, olena, placed) == "Asked. You are told what is decided."
    assert ada.rings == rings + 1
    [asked] = heard(ada, "asks for another amount of order #1001")
    assert "900.00 UAH → 850.00 UAH (−50.00 UAH). The customer is Olena Koval." in read(asked)
    assert "Reason: a lid broke\nThe order is: Paid" in read(asked)
    assert "Asked for 850.00 UAH" in await card_of(town, olena, placed)
    assert len(taras.messages) == quiet
    assert await amount(town, placed) == "900.00"
    await taps(town, ada, "Grant")
    assert "Ada Ministration granted the other amount" in read(asked)
    assert not asked.buttons
    assert await amount(town, placed) == "850.00"
    assert len(heard(olena, "Granted: order #1001 “Clay mug” costs 850.00 UAH now")) == 1
    [told] = heard(taras, "was changed by the administration")
    assert "900.00 UAH → 850.00 UAH (−50.00 UAH)" in read(told)
    shown = await card_of(town, olena, placed)
    assert "Total: 900.00 UAH 850.00 UAH" in shown
    assert "850.00 UAH was granted by Ada Ministration" in shown
    events = ["placed", "approved", "marked_paid", "amount_requested", "amount_granted"]
    assert town.events(placed.number) == events


async def test_two_administrators_decide_at_once(town: Town) -> None:
    """Over a restart; the first decision holds, the second reads who made it, nothing is done twice."""
    olena, _, placed = await paid(town)
    boris, ada = await second(town), town.administrator
    await requests(town, olena, placed)
    [to_ada], [to_boris] = heard(ada, "asks for another"), heard(boris, "asks for another")
    first = await ada.taps("Grant", on=to_ada)
    late = await boris.taps("Decline", on=to_boris)
    await first.answered()
    await late.answered()
    await town.settles()
    if heard(boris, "Why is another amount"):
        # Boris was asked why before Ada had decided: his words come too late.
        await says(town, boris, "No proof")
        assert "granted the other amount" in read(boris.last_message)
    else:
        assert "Ada Ministration granted the other amount" in read(to_boris)
    again = await boris.taps_data("am:refuse:1001:4", on=to_boris)
    assert (await again.answered()).text == "Somebody else has seen to it already."
    await town.settles()
    assert "Ada Ministration granted the other amount" in read(to_boris)
    assert await amount(town, placed) == "850.00"
    assert town.events(placed.number)[-2:] == ["amount_requested", "amount_granted"]
    assert len(heard(boris, "Order #1001: Ada Ministration granted")) >= 1


async def test_declined_with_the_reason(town: Town) -> None:
    """The seller reads by whom and why; the customer hears nothing; the seller may ask anew."""
    olena, taras, placed = await paid(town, "Mark as sent")
    await town.settles()
    quiet = len(heard(taras, "amount"))
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Another amount", on=card)).answered()
    assert "The administration reads it" in read(await says(town, olena, "1500"))
    await says(town, olena, "they want more")
    await taps(town, olena, "Ask the administration")
    await taps(town, town.administrator, "Decline")
    said = await says(town, town.administrator, "Show <b>proof</b> first")
    assert "Ada Ministration declined the other amount" in read(said)
    [told] = heard(olena, "The administration declined 1,500.00 UAH")
    assert "Reason: Show <b>proof</b> first" in read(told)
    assert "declined by Ada Ministration" in await card_of(town, olena, placed)
    assert len(heard(taras, "amount")) == quiet
    assert await amount(town, placed) == "900.00"
    assert await requests(town, olena, placed) == "Asked. You are told what is decided."


async def test_the_fee_of_a_closed_order_follows(town: Town) -> None:
    """By the plan it was placed under, in the same transaction; the statement says the new sum."""
    olena, placed = await scene(town)
    await taps(town, olena, "Approve", "Mark as paid", "Close order")
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "🧾 Fee: 45.00 UAH (10 % of 450.00 UAH)" in read(card)
    await requests(town, olena, placed, "400 a lid broke")
    await taps(town, town.administrator, "Grant")
    assert "🧾 Fee: 40.00 UAH (10 % of 400.00 UAH)" in await card_of(town, olena, placed)
    await olena.says("/statement")
    page = read(await olena.sees("Fees · November 2026"))
    assert "40.00 UAH for 1 closed order." in page
    assert "40.00 UAH: 10 % of 400.00 UAH" in page
    assert await amount(town, placed) == "400.00"


async def test_the_seller_takes_the_request_back(town: Town) -> None:
    """One at a time; taken back it can no longer be granted."""
    olena, _, placed = await paid(town)
    ada = town.administrator
    await requests(town, olena, placed)
    again = await forges(town, olena, "am:ask:1001")
    assert again.startswith("You have asked for another amount already.")
    card = await town.card(placed.number, Actor.SELLER, olena)
    tap = await olena.taps("Take the request back", on=card)
    assert (await tap.answered()).text == "The request is taken back."
    await town.settles()
    assert "Asked for" not in await card_of(town, olena, placed)
    [asked] = heard(ada, "asks for another")
    await (await ada.taps("Grant", on=asked)).answered()
    await town.settles()
    assert "the seller took the request back" in read(asked)
    assert await amount(town, placed) == "900.00"


async def test_open_requests_stand_under_admin(town: Town) -> None:
    """/admin shows what waits for a decision, with its buttons."""
    olena, _, placed = await paid(town)
    ada = town.administrator
    await requests(town, olena, placed)
    await ada.says("/admin")
    await town.settles()
    assert len(heard(ada, "asks for another amount of order #1001")) == 2
    await taps(town, ada, "Grant")
    await ada.says("/admin")
    await town.settles()
    assert len(heard(ada, "asks for another amount of order #1001")) == 1


@pytest.mark.parametrize("step", ["grant", "decline", "refuse", "withdraw"])
async def test_nobody_else_decides(town: Town, step: str) -> None:
    """Another seller, the customer, and (but for taking it back) its own seller: answered as if it were not there."""
    olena, taras, placed = await paid(town)
    await requests(town, olena, placed)
    ira = await town.seller("Ira", "wool", "Wool")
    people = [taras, ira] if step == "withdraw" else [olena, taras, ira]
    for person in people:
        for number in (placed.number, 999_999):
            assert await forges(town, person, f"am:{step}:{number}:4") == NOT_YOURS
    assert town.events(placed.number)[-1] == "amount_requested"
    assert await amount(town, placed) == "900.00"


@pytest.mark.parametrize(("typed", "said"), [("abc", "I don’t see an amount"), ("-5", "more than")])
async def test_what_is_no_amount_is_asked_for_again(town: Town, typed: str, said: str) -> None:
    """The same words as for a change, and the next line is still the answer."""
    olena, _, placed = await paid(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    await (await olena.taps("Another amount", on=card)).answered()
    assert "so the administration decides" in read(card)
    assert said in read(await says(town, olena, typed))
    assert "900.00 UAH → 450.00 UAH" in read(await says(town, olena, "₴ 450 for one"))
    assert town.events(placed.number)[-1] == "marked_paid"
