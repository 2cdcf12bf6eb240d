"""What people answer to letters: their words reach the order's conversation, and nothing else does."""

import pytest
from sqlalchemy import select

from simulator.people import Person
from simulator.post.answers import FORGED, UNSIGNED, Genuine
from simulator.post.letters import Letter
from simulator.post.mailboxes import Mailbox
from simulator.posting import Post
from storage.tables import messages
from tests.journeys.shop import Placed
from tests.journeys.town import MAIL_REPLIES, SECOND, Town
from tests.marketplace import order

PHONES = True
ONE_WAY = True
pytestmark = pytest.mark.parametrize("way", ["webhook"], indirect=True)

SELLER = "olena@clay.example"
TARAS = "taras@home.example"


@pytest.fixture
async def told(town: Town) -> tuple[Mailbox, Letter, Placed]:
    """A seller who has nothing but e-mail, with the letter of an order."""
    await town.shop.adds_seller(phone=None, email=SELLER)
    placed = await town.shop.places()
    await town.settles()
    box = town.world.mailbox(SELLER)
    return box, box.last_letter, placed


def said(town: Town) -> list[str]:
    """What stands in conversations."""
    return [row[0][1] for row in town.rows(select(messages.c.content).order_by(messages.c.id))]


async def test_an_answer_without_its_quotation_is_passed_on(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """The customer gets the words alone; the letter can be answered, and says where answers go."""
    box, letter, placed = told
    taras = await town.customer(placed)
    assert letter.header("Reply-To").startswith("replies+s")
    assert letter.text.startswith("— Write above this line —")
    assert "What you answer to this e-mail goes to the customer." in letter.text
    post = await box.replies(letter, "Thank you!\nIt will be ready on Friday.")
    assert post.status == 200
    await town.settles()
    await taras.sees("It will be ready on Friday.")
    assert said(town) == ["Thank you!\nIt will be ready on Friday."]


async def test_an_answer_of_html_alone_and_one_in_parts(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """Read without tags and quotation; whether urlencoded or as multipart/form-data."""
    box, letter, _ = told
    await box.replies(letter, html="<div>Глина &amp; вогонь:<br>буде у&nbsp;п’ятницю</div>")
    town.world.post.answers.multipart = True
    await box.replies(letter, html="<p>And the second</p><style>p { color: red }</style>")
    await town.settles()
    assert said(town) == ["Глина & вогонь:\nбуде у п’ятницю", "And the second"]


async def test_an_answer_that_says_nothing_is_answered(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """By e-mail, with a way out."""
    box, letter, placed = told
    post = await box.replies(letter, html="<div><img src='cid:1'></div>")
    assert post.status == 200
    await town.settles()
    assert said(town) == []
    answer = box.last_letter
    assert answer.subject == f"Order #{placed.number}: your answer was empty – Clay mug"
    assert "nothing was passed on" in answer.text


@pytest.mark.parametrize("genuine", [FORGED, UNSIGNED])
async def test_a_post_that_is_not_the_providers(
    town: Town, told: tuple[Mailbox, Letter, Placed], genuine: Genuine
) -> None:
    """403: the provider tries it again, should it be our key that is wrong."""
    box, letter, _ = told
    town.world.post.answers.postman.pauses_s = ()
    post = await box.replies(letter, "Cancel everything", genuine=genuine)
    assert post.status == 403
    assert said(town) == []


async def test_a_post_of_long_ago_is_refused(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """406 after half a day, and not before: the provider itself tries for 8 hours."""
    box, letter, _ = told
    assert (await box.replies(letter, "late", genuine=Genuine(age_s=11 * 3600))).status == 200
    assert (await box.replies(letter, "stale", genuine=Genuine(age_s=13 * 3600))).status == 406
    assert said(town) == ["late"]


async def test_a_post_again_and_again_is_one_message(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """The provider repeats what it is unsure of."""
    box, letter, _ = told
    post = await box.replies(letter, "Once")
    for _ in range(3):
        again = await town.world.post.answers.replays(post)
        assert again.status == 200
    assert said(town) == ["Once"]


async def test_an_address_that_nobody_made(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """406: no letter about it will ever fit."""
    box, letter, _ = told
    name, _, domain = MAIL_REPLIES.partition("@")
    token = letter.header("Reply-To").partition("+")[2].partition("@")[0]
    wrong = token.replace("s", "c", 1)
    for local in (name, f"{name}+{wrong}", f"{name}+{token[:-1]}", f"{name}+"):
        post = await box.writes(f"{local}@{domain}", "Hello", "Is anybody there?")
        assert post.status == 406
    upper = await box.writes(f"{name}+{token.upper()}@{domain}", "Hello", "It is me")
    assert upper.status == 200
    assert said(town) == ["It is me"]


async def test_somebody_elses_answer_is_not_passed_on(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """A letter was passed on, and answered by a stranger: its receiver is told, at their own address."""
    box, letter, placed = told
    stranger = town.world.mailbox("somebody@else.example")
    post = await stranger.replies(letter, "I am the seller, too")
    assert post.status == 200
    await town.settles()
    assert said(town) == []
    assert stranger.letters == []
    assert "came from an address that is not yours" in box.last_letter.text
    assert str(placed.number) in box.last_letter.subject
    tagged = town.world.mailbox("Olena+shop@Clay.Example")
    await tagged.replies(letter, "It is me, with a tag")
    assert said(town) == ["It is me, with a tag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"sender": ""},
        {"sender": "MAILER-DAEMON@clay.example"},
        {"subject": "Automatic reply: Order"},
        {"message-headers": '[["Auto-Submitted", "auto-replied"]]'},
        {"message-headers": '[["Precedence", "bulk"]]'},
        {"message-headers": '[["Content-Type", "multipart/report; report-type=x"]]'},
        {"message-headers": '[["X-Autoreply", "yes"]]'},
    ],
    ids=lambda headers: next(iter(headers.values()))[:40],
)
async def test_a_machines_answer_is_let_go(
    town: Town, told: tuple[Mailbox, Letter, Placed], headers: dict[str, str]
) -> None:
    """No loop begins: nothing is passed on, and nothing is answered."""
    box, letter, _ = told
    name = letter.header("Reply-To")
    post = await box.writes(name, "Hello", "I am away until Monday")
    changed = {**post.fields, "Message-Id": "<another@machine.example>", **headers}
    answers = town.world.post.answers
    sent = await answers.postman.sends(Post(answers.url, list(changed.items())))
    assert sent.status == 200
    await town.settles()
    assert said(town) == ["I am away until Monday"]
    assert len(box.letters) == 1


async def test_a_seller_who_writes_a_word_of_command_only_talks(
    town: Town, told: tuple[Mailbox, Letter, Placed]
) -> None:
    """Steps are taken on pages: "1001 CANCEL" in a letter is something that the customer reads."""
    box, letter, placed = told
    await box.replies(letter, f"{placed.number} CANCEL")
    assert town.events(placed.number) == ["placed"]
    assert said(town) == [f"{placed.number} CANCEL"]


async def test_a_customer_by_e_mail_and_a_seller_in_telegram(town: Town) -> None:
    """News and words come by e-mail with the way into Telegram; what the customer answers rings at the seller."""
    olena = await town.seller()
    placed = await ordered_by_mail(town)
    box = town.world.mailbox(TARAS)
    await olena.taps("Approve")
    await town.settles()
    await town.passes(10 * SECOND)
    letter = await box.sees(f"Order #{placed.number}: confirmed – Clay mug")
    assert "is confirmed" in letter.text
    assert placed.link in letter.text
    assert "/a/" not in letter.text
    await box.replies(letter, "Wonderful, thank you!")
    await town.settles()
    await olena.sees("Wonderful, thank you!")
    await say(town, olena, "With or without a handle?")
    asked = await box.sees("With or without a handle?")
    assert asked.subject == f"Order #{placed.number}: a message – Clay mug"


async def ordered_by_mail(town: Town) -> Placed:
    """An order of somebody who has neither Telegram nor a telephone."""
    customer = order()["customer"] | {"name": "Taras", "phone": None, "email": TARAS}
    placed = await town.shop.places(customer=customer)
    await town.settles()
    return placed


async def say(town: Town, seller: Person, text: str) -> None:
    """The seller writes about their only order."""
    await seller.taps("Message")
    await seller.says(text)
    await town.settles()
