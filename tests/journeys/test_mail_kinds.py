"""What comes by e-mail besides an order's business, how it is stopped, and a mail server in trouble."""

import aiohttp
import pytest
from sqlalchemy import select

from simulator.post.letters import Letter
from storage.tables import choices, sendings
from tests.journeys.shop import Placed
from tests.journeys.test_mail import shop_by_mail
from tests.journeys.test_sms_out import NUMBER
from tests.journeys.town import DAY, SECOND, Town

PHONES = True
ONE_WAY = True
#: Links lead to an address.
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)

TARAS = "taras@example.org"


async def test_a_question_for_feedback_can_be_stopped_with_one_click(town: Town) -> None:
    """A look at the link stops nothing; the mail reader's post does, and no further question comes."""
    letter, placed = await asked_for_feedback(town)
    assert letter.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    link = letter.header("List-Unsubscribe").strip("<>")
    async with aiohttp.ClientSession() as session:
        for method in ("HEAD", "GET"):
            async with session.request(method, link) as page:
                assert page.status == 200
        assert town.rows(select(choices)) == []
        form = {"List-Unsubscribe": "One-Click"}
        async with session.post(link, data=form) as page:
            assert page.status == 200
    box = town.world.mailbox(TARAS)
    before = len(box.letters)
    await town.passes(20 * DAY)
    kinds = [row[0] for row in town.rows(select(sendings.c.topic))]
    assert kinds.count("feedback") == 1
    # What is the order's own business still comes: it has closed by itself.
    assert len(box.letters) > before
    assert f"#{placed.number}" in box.last_letter.subject


async def test_an_orders_own_business_cannot_be_stopped(town: Town) -> None:
    """Where it stands must arrive: such a letter offers no way out of it."""
    letter, _ = await asked_for_feedback(town)
    box = town.world.mailbox(TARAS)
    others = [each for each in box.letters if each is not letter]
    assert len(others) == 3
    assert {each.header("List-Unsubscribe") for each in others} == {""}


async def test_an_address_that_is_none_is_given_up_at_once(town: Town) -> None:
    """550: nobody tries it again, and the administration hears that the seller was not told."""
    box = await shop_by_mail(town)
    town.world.post.faults.refuses_recipient(box.address, times=None)
    await town.shop.places()
    await town.settles()
    await town.passes(DAY)
    assert box.letters == []
    assert sum("reached" in m.text for m in town.administrator.messages) >= 1


async def test_who_greylists_gets_the_letter_a_little_later(town: Town) -> None:
    """451 three times: each later than the one before, then once."""
    box = await shop_by_mail(town)
    fault = town.world.post.faults.greylists(times=3)
    await town.shop.places()
    for _ in range(20):
        await town.may_wait(5 * SECOND)
    assert fault.hits == 3
    assert len(box.letters) == 1


async def test_a_mail_server_that_is_gone_holds_up_nobody(town: Town) -> None:
    """The seller with a phone hears by SMS at once; the letter goes out when the server is back."""
    await town.shop.adds_seller(email="olena@clay.example")
    box = town.world.mailbox("olena@clay.example")
    await town.world.mail.shuts()
    await town.shop.places()
    await town.settles()
    assert len(town.world.phone(NUMBER).texts) == 1
    await town.world.mail.opens(town.world.post.port)
    for _ in range(10):
        await town.may_wait(5 * SECOND)
    assert len(box.letters) == 1


async def test_an_address_of_another_alphabet_gets_its_letter(town: Town) -> None:
    """IDN: the domain goes out in its ASCII form, and the person reads their own."""
    await town.shop.adds_seller(phone=None, email="olena@глина.укр")
    await town.shop.places()
    await town.settles()
    [letter] = (
        town.world.mailbox("olena@xn--80ahmqn.xn--j1amh").letters
        or town.world.mailbox("olena@глина.укр").letters
    )
    assert letter.envelope_to.isascii()


async def asked_for_feedback(town: Town) -> tuple[Letter, Placed]:
    """A customer by e-mail whose parcel went out a week ago, with the letter that asks."""
    olena = await town.seller()
    customer = {"name": "Taras Shevchuk", "email": TARAS, "locale": "en"}
    placed = await town.shop.places(customer=customer)
    await olena.sees("New order")
    for label in ("Approve", "Mark as paid", "Mark as sent"):
        await (await olena.taps(label)).answered()
        await town.settles()
        await town.passes(10 * SECOND)
    await town.passes(7 * DAY)
    [letter] = [
        each for each in town.world.mailbox(TARAS).letters if each.header("List-Unsubscribe")
    ]
    return letter, placed


async def test_a_seller_who_has_blocked_the_bot_has_the_summary_by_e_mail(town: Town) -> None:
    """Each morning on which something waits, not only the first."""
    olena = await town.seller(rounds=True)
    await town.shop.adds_seller(email="olena@clay.example")
    box = town.world.mailbox("olena@clay.example")
    olena.blocks_bot()
    await town.settles()
    await town.shop.places()
    await town.settles()
    for _ in range(3):
        await town.passes(DAY)
    summaries = [letter for letter in box.letters if letter.header("List-Unsubscribe-Post")]
    summed = [letter for letter in summaries if "#" not in letter.subject]
    assert len(summed) == 3
