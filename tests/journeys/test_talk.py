"""Customer and seller talk about an order through the bot, each in their own chat."""

import pytest

from orders.attention import MAX_STRAYS
from orders.states import Actor
from orders.talk import CATCH_UP, UNDELIVERED_HOLD
from simulator.people import Person
from simulator.telegram.calls import Call
from simulator.telegram.faults import Fault
from tests.journeys.scenes import DETAILS, both, heard
from tests.journeys.shop import Placed
from tests.journeys.town import SECOND, Town, read
from tests.unit.simulator.page.shots import png

HOUR = 3600 * SECOND
WHICH = "Which order is it about?"


async def two_orders(town: Town) -> tuple[Person, Person, Person, Placed, Placed]:
    """Two sellers with an order each, and the customer of both."""
    olena = await town.seller()
    ivan = await town.seller("Ivan Franko", "wood", "Wood & Son")
    one = await town.shop.places(customer={"ref": "c-1", "name": "Taras"})
    two = await town.shop.places("wood", customer={"ref": "c-1", "name": "Taras"})
    return olena, ivan, await town.customer(one), one, two


async def test_what_one_writes_reaches_the_other_under_the_order(town: Town) -> None:
    """The only order that is open needs no choice; the answer to a message goes back to its author."""
    olena, taras, placed = await both(town)
    rings = olena.rings
    asked = await taras.says("Could the handle be bigger?")
    await town.settles()
    got = olena.last_message
    assert read(got) == f"💬 Olena Koval · #{placed.number}\nCould the handle be bigger?"
    assert olena.rings == rings + 1
    assert got.reply_to is not None
    assert f"New order #{placed.number}" in got.reply_to.text
    await olena.says("Yes, gladly!", reply_to=got)
    await town.settles()
    answer = taras.last_message
    assert read(answer) == f"💬 Clay & Co · #{placed.number}\nYes, gladly!"
    assert answer.reply_to is not None
    assert answer.reply_to.id == asked.id


async def test_several_orders_are_asked_about_once(town: Town) -> None:
    """The first message is passed on too; the talk goes on without a question, until it rests."""
    olena, ivan, taras, one, two = await two_orders(town)
    await taras.says("Hello!")
    await taras.says("Is it ready?")
    await town.settles()
    assert len(heard(taras, WHICH)) == 1
    assert heard(olena, "Hello!") == heard(ivan, "Hello!") == []
    await taras.taps(f"{two.number} ")
    await taras.says("I am in no hurry.")
    await town.settles()
    said = [read(m).split("\n")[1] for m in heard(ivan, f"💬 Taras · #{two.number}")]
    assert said == ["Hello!", "Is it ready?", "I am in no hurry."]
    assert heard(olena, f"💬 Taras · #{one.number}") == []
    await town.passes(3 * HOUR)
    await taras.says("And the other one?")
    await town.settles()
    assert len(heard(taras, WHICH)) == 1  # the answered question no longer stands there
    await taras.taps(f"{one.number} ")
    await town.settles()
    assert len(heard(olena, "And the other one?")) == 1


async def test_a_reply_decides_whatever_was_spoken_of_before(town: Town) -> None:
    """A reply to a card, a notice or a message is about its order."""
    olena, ivan, taras, one, two = await two_orders(town)
    card = await town.card(one.number, Actor.CUSTOMER, taras)
    await taras.says("About the mug", reply_to=card)
    await taras.says("Still the mug")
    await (await ivan.taps("Approve")).answered()
    await town.passes(10 * SECOND)
    notice = taras.last_message
    assert str(two.number) in read(notice)
    await taras.says("About the spoon", reply_to=notice)
    await town.settles()
    assert len(heard(olena, "the mug")) == 2
    assert [read(m).split("\n")[1] for m in heard(ivan, "the spoon")] == ["About the spoon"]


async def test_a_reply_to_what_the_bot_no_longer_knows_is_asked_about(town: Town) -> None:
    """To a greeting, to a message without an order: it is kept, asked about, and passed on."""
    olena, _, taras, one, _ = await two_orders(town)
    await taras.says("/help")
    page = await taras.sees("Here you follow your orders.")
    await taras.says("Is it ready?", reply_to=page)
    await town.settles()
    assert len(heard(taras, WHICH)) == 1
    await taras.taps(f"{one.number} ")
    await town.settles()
    assert len(heard(olena, "Is it ready?")) == 1


async def test_what_another_seller_wrote_is_not_answered_to_the_wrong_one(town: Town) -> None:
    """After a message about another order the bot asks again: yes must not go to the wrong shop."""
    _, ivan, taras, one, two = await two_orders(town)
    await taras.says("Hello", reply_to=await town.card(one.number, Actor.CUSTOMER, taras))
    await town.settles()
    await ivan.says(
        "Shall I send it today?", reply_to=await town.card(two.number, Actor.SELLER, ivan)
    )
    await town.settles()
    await taras.says("Yes, please")
    await town.settles()
    assert len(heard(taras, WHICH)) == 1


async def test_message_on_a_card_says_where_the_next_words_go(town: Town) -> None:
    """For the seller with many orders, and for the customer; the toast names the other side."""
    olena, ivan, taras, one, two = await two_orders(town)
    toast = await (
        await taras.taps("Message seller", on=await town.card(two.number, Actor.CUSTOMER, taras))
    ).answered()
    assert (
        toast.text == f"Write your message now: it goes to Wood & Son, about order #{two.number}."
    )
    await taras.says("Thank you!")
    await town.settles()
    assert len(heard(ivan, "Thank you!")) == 1
    third = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await olena.sees(f"New order #{third.number}")
    toast = await (
        await olena.taps("Message", on=await town.card(one.number, Actor.SELLER, olena))
    ).answered()
    assert f"order #{one.number}." in toast.text
    await olena.says("It is in the kiln.")
    await town.settles()
    assert len(heard(taras, "It is in the kiln.")) == 1


async def test_an_edit_changes_what_the_other_side_sees(town: Town) -> None:
    """The relayed message itself changes; every version is kept; waiting ones change where they wait."""
    olena, taras, placed = await both(town)
    said = await taras.says("Matte, please")
    await town.settles()
    await taras.edits(said, "Glossy, please")
    await town.settles()
    [relayed] = heard(olena, "y, please")
    assert read(relayed) == f"💬 Olena Koval · #{placed.number}\nGlossy, please"
    assert relayed.edited_at is not None
    async with town.service.office.store.read() as uow:
        [message] = await uow.talk.newest(placed.number, limit=9)
        kept = await uow.talk.versions(message.id)
    assert [content.text for _, _, content in kept] == ["Matte, please"]
    assert (message.version, message.content.text) == (2, "Glossy, please")


async def test_an_edit_of_what_waits_for_its_order_changes_it_there(town: Town) -> None:
    """The other side never sees the first version."""
    olena, _, taras, one, _ = await two_orders(town)
    said = await taras.says("Matte, please")
    await town.settles()
    await taras.edits(said, "Glossy, please")
    await town.settles()
    await taras.taps(f"{one.number} ")
    await town.settles()
    assert [read(m).split("\n")[1] for m in heard(olena, "y, please")] == ["Glossy, please"]


async def test_an_edit_of_what_nobody_got_is_said_to_be_lost(town: Town) -> None:
    """A message that belongs to no conversation cannot be changed for anybody."""
    _, taras, _ = await both(town)
    said = await taras.says("/unknown")
    await town.settles()
    assert "I didn’t get that." in read(taras.last_message)
    await taras.edits(said, "Hello")
    await town.settles()
    assert "Your change reached nobody" in read(taras.last_message)


async def test_formatting_and_long_texts_arrive_whole(town: Town) -> None:
    """A text of 4096 units does not fit under a head: it comes in two pieces, and loses nothing."""
    olena, taras, placed = await both(town)
    text = "🏺" * 2048
    said = await taras.says(text)
    await town.settles()
    head = f"💬 Olena Koval · #{placed.number}"
    pieces = [m for m in olena.messages if "🏺" in m.text]
    assert "".join(m.text for m in pieces) == f"{head}\n{text}"
    assert len(pieces) == 2
    await taras.edits(said, "Short now")
    await town.settles()
    assert [m for m in olena.messages if "🏺" in m.text] == []
    assert read(pieces[0]) == f"{head}\nShort now"


async def test_a_long_text_edited_while_half_of_it_has_arrived(town: Town) -> None:
    """The piece that is there is changed with the rest: never half of one version and half of another."""
    olena, taras, placed = await both(town)

    def breaks(call: Call) -> None:
        if call.method == "sendMessage" and "🏺" in str(call.params.get("text")) and not broken:
            broken.append(faults.server_error("sendMessage", olena.id))

    faults, broken = town.world.telegram.faults, list[Fault]()
    town.world.telegram.listen(breaks)
    said = await taras.says("🏺" * 2048)
    await town.settles()
    assert len(heard(olena, "🏺")) == 1
    await taras.edits(said, "🧶" * 2048)
    await town.settles()
    await town.passes(10 * SECOND)
    pieces = [m.text for m in olena.messages if "🏺" in m.text or "🧶" in m.text]
    assert "".join(pieces) == f"💬 Olena Koval · #{placed.number}\n{'🧶' * 2048}"


async def test_a_photo_and_its_caption(town: Town) -> None:
    """A copy with the head over the caption; the caption edited; a caption too long follows the photo."""
    olena, taras, placed = await both(town)
    head = f"💬 Olena Koval · #{placed.number}"
    said = await taras.sends_photo(png(2, 2), "Like this one")
    await town.settles()
    photo = olena.last_message
    assert (photo.kind, read(photo)) == ("photo", f"{head}\nLike this one")
    assert photo.forward_origin is None
    await taras.edits(said, "Or like that one")
    await town.settles()
    assert read(photo) == f"{head}\nOr like that one"
    long = "ї" * 1024
    await taras.sends_photo(png(2, 2), long)
    await town.settles()
    photo, rest = olena.messages[-2:]
    assert (photo.kind, read(photo), rest.text) == ("photo", head, long)


@pytest.mark.parametrize(
    "kind", ["video", "animation", "audio", "voice", "video_note", "document", "sticker"]
)
async def test_every_kind_of_file_goes_both_ways(town: Town, kind: str) -> None:
    """As a copy under the order's card; those with captions carry the head."""
    olena, taras, placed = await both(town)
    await taras.sends_file(kind, b"x" * 64, details=DETAILS.get(kind))
    await town.settles()
    got = olena.last_message
    assert got.kind == kind
    assert got.reply_to is not None
    assert f"#{placed.number}" in got.reply_to.text
    await olena.sends_file(kind, b"y" * 64, reply_to=got, details=DETAILS.get(kind))
    await town.settles()
    assert taras.last_message.kind == kind
    captionless = kind in ("video_note", "sticker")
    assert read(got) == ("" if captionless else f"💬 Olena Koval · #{placed.number}")


async def test_a_file_too_large_for_a_bot_goes_both_ways(town: Town) -> None:
    """Bots can fetch no more than 20 MB; what is copied never passes through us."""
    olena, taras, placed = await both(town)
    huge = {"file_size": 1_900_000_000}
    await taras.sends_file("video", b"x", "All of it", details={**DETAILS["video"], **huge})
    await town.settles()
    got = olena.last_message
    assert (got.kind, read(got)) == ("video", f"💬 Olena Koval · #{placed.number}\nAll of it")
    await olena.sends_file("document", b"y", reply_to=got, name="plan.zip", details=huge)
    await town.settles()
    assert taras.last_message.kind == "document"
    assert town.world.telegram.calls("getFile") == []


async def test_places_and_contacts_go_through(town: Town) -> None:
    """Where to bring it, and whom to call."""
    olena, taras, _ = await both(town)
    await taras.sends_location(49.84, 24.03)
    await taras.shares_contact()
    await town.settles()
    assert [m.kind for m in olena.messages[-2:]] == ["location", "contact"]


async def test_a_place_that_moves_is_passed_on_once(town: Town) -> None:
    """A live location is edited every few seconds for hours: no versions, and nobody is answered."""
    olena, taras, placed = await both(town)
    sent = await taras.sends_location(49.84, 24.03)
    await town.settles()
    before = len(olena.messages), len(taras.messages)
    user = {"id": taras.id, "is_bot": False, "first_name": "Taras"}
    for n in range(3):
        town.world.telegram.updates.inject_raw(
            {
                "edited_message": {
                    "message_id": sent.id,
                    "date": 1_790_000_000,
                    "edit_date": 1_790_000_001 + n,
                    "chat": {"id": taras.id, "type": "private", "first_name": "Taras"},
                    "from": user,
                    "location": {"latitude": 49.85 + n, "longitude": 24.03, "live_period": 900},
                }
            }
        )
    await town.settles()
    assert (len(olena.messages), len(taras.messages)) == before
    async with town.service.office.store.read() as uow:
        [message] = await uow.talk.newest(placed.number, limit=9)
    assert (message.version, message.content.text) == (1, "49.84000, 24.03000")


async def test_an_album_stays_an_album(town: Town) -> None:
    """Its parts come one by one, and go out together, with their captions."""
    olena, taras, placed = await both(town)
    await taras.sends_album([png(1, 1)] * 3, "Three of them")
    await town.settles()
    assert olena.last_message.kind == "text"
    await town.passes(SECOND)
    parts = olena.messages[-3:]
    assert [m.kind for m in parts] == ["photo"] * 3
    assert len({m.media_group_id for m in parts}) == 1
    assert parts[0].media_group_id
    assert read(parts[0]) == f"💬 Olena Koval · #{placed.number}\nThree of them"


async def test_an_album_whose_parts_come_around_a_restart(town: Town) -> None:
    """What has come goes out; the rest follows; nothing is lost or doubled."""
    olena, taras, _ = await both(town)
    for n in range(2):
        await taras.sends_file("photo", png(1, 1), f"part {n}", album="a1")
    await town.settles()
    await town.restarts()
    await town.passes(SECOND)
    for n in range(2, 4):
        await taras.sends_file("photo", png(1, 1), f"part {n}", album="a1")
    await town.settles()
    await town.passes(SECOND)
    photos = [m for m in olena.messages if m.kind == "photo"]
    assert [read(m).split("\n")[-1] for m in photos] == [f"part {n}" for n in range(4)]
    assert len({m.media_group_id for m in photos}) == 2


async def test_a_restart_between_message_and_relay_loses_nothing(town: Town) -> None:
    """The message is a row before anything is sent."""
    olena, taras, _ = await both(town)
    town.world.telegram.faults.add(Fault("server_error", "sendMessage", olena.id, value=500))
    await taras.says("Are you there?")
    await taras.says("Hello?")
    await town.settles()
    await town.restarts()
    await town.passes(10 * SECOND)
    said = [read(m).split("\n")[1] for m in heard(olena, "💬 Olena Koval")]
    assert said == ["Are you there?", "Hello?"]


async def test_who_cannot_be_reached_gets_it_when_they_come(town: Town) -> None:
    """The author is told once, with the phone to call; the first message is not lost."""
    olena = await town.seller()
    placed = await town.shop.places()
    card = await olena.sees(f"New order #{placed.number}")
    await olena.says("Which glaze do you want?", reply_to=card)
    await olena.says("I have blue and green.", reply_to=card)
    await town.settles()
    await town.passes(UNDELIVERED_HOLD)
    [told] = heard(olena, "Not delivered")
    assert "📞 +380" in read(told)
    taras = await town.customer(placed)
    said = [read(m).split("\n")[1] for m in heard(taras, "💬 Clay & Co")]
    assert said == ["Which glaze do you want?", "I have blue and green."]


async def test_however_much_was_said_meanwhile_all_of_it_goes_out(town: Town) -> None:
    """A long absence loses nothing, and what is said later comes after it."""
    olena = await town.seller()
    placed = await town.shop.places()
    card = await olena.sees(f"New order #{placed.number}")
    lines = [f"line {n};" for n in range(CATCH_UP + 5)]
    for line in lines:
        await olena.says(line, reply_to=card)
    await town.settles()
    taras = await town.customer(placed)
    await olena.says("At last!")
    await town.settles()
    said = [read(m).split("\n")[1] for m in heard(taras, "💬 Clay & Co")]
    assert said == [*lines, "At last!"]


async def test_a_customer_who_blocked_the_bot_is_shown_and_catches_up(town: Town) -> None:
    """Both the seller's card and the answer to their message say so; what was said waits."""
    olena, taras, placed = await both(town)
    taras.blocks_bot()
    await town.settles()
    card = await town.card(placed.number, Actor.SELLER, olena)
    assert "Can’t be reached in Telegram any more" in read(card)
    await olena.says("Hello?", reply_to=card)
    await town.settles()
    await town.passes(UNDELIVERED_HOLD)
    assert len(heard(olena, "Not delivered")) == 1
    await taras.starts()
    await town.settles()
    assert [read(m).split("\n")[1] for m in heard(taras, "💬 Clay & Co")] == ["Hello?"]


async def test_an_edit_that_could_not_arrive_is_made_up_for(town: Town) -> None:
    """Who comes back sees the newest version where the first one stands, not a second message."""
    olena, taras, placed = await both(town)
    card = await town.card(placed.number, Actor.SELLER, olena)
    said = await olena.says("It is 400", reply_to=card)
    await town.settles()
    taras.blocks_bot()
    await town.settles()
    await olena.edits(said, "It is 450")
    await town.settles()
    await town.passes(UNDELIVERED_HOLD)
    assert len(heard(olena, "Not delivered")) == 1
    await taras.starts()
    await town.settles()
    assert [read(m) for m in heard(taras, "It is")] == [
        f"💬 Clay & Co · #{placed.number}\nIt is 450"
    ]


async def test_a_caption_that_is_taken_away_is_gone_on_the_other_side(town: Town) -> None:
    """Also from a later part of an album, where no head stands above it."""
    olena, taras, placed = await both(town)
    parts = [await taras.sends_file("photo", png(1, 1), f"part {n}", album="a1") for n in range(2)]
    await town.settles()
    await town.passes(SECOND)
    for part in parts:
        await taras.edits(part, "")
    await town.settles()
    photos = [m for m in olena.messages if m.kind == "photo"]
    assert [read(m) for m in photos] == [f"💬 Olena Koval · #{placed.number}", ""]


async def test_what_cannot_be_passed_on_is_said(town: Town) -> None:
    """A poll cannot be copied for the other side."""
    olena, taras, _ = await both(town)
    before = len(olena.messages)
    await taras.sends_poll("Blue or green?", ["Blue", "Green"])
    await town.settles()
    assert "This I can’t pass on." in read(taras.last_message)
    assert len(olena.messages) == before


async def test_no_order_no_conversation(town: Town) -> None:
    """Somebody who follows no order is told what is possible."""
    await town.seller()
    stranger = town.world.person("Nemo")
    await stranger.starts()
    await stranger.says("Hello?")
    await town.settles()
    assert "I didn’t get that." in read(stranger.last_message)


async def test_an_order_that_has_ended_can_still_be_talked_about(town: Town) -> None:
    """It is asked about, because nothing is open; its card has Message, too."""
    olena, taras, placed = await both(town)
    await (await taras.taps("Cancel request")).answered()
    await (await taras.taps("Yes, cancel it")).answered()
    await town.settles()
    await taras.says("Sorry, I was too quick.")
    await town.settles()
    await taras.taps(f"{placed.number} ")
    await town.settles()
    assert len(heard(olena, "Sorry, I was too quick.")) == 1


async def test_a_reply_to_the_other_side_is_no_answer_to_the_bot(town: Town) -> None:
    """While a reason is asked for, a reply to a message still goes to its author."""
    olena, taras, placed = await both(town)
    await taras.says("Please wait")
    await town.settles()
    got = olena.last_message
    for label in ("Cancel order", "Other"):
        await (await olena.taps(label)).answered()
        await town.settles()
    await olena.says("I will", reply_to=got)
    await town.settles()
    assert len(heard(taras, "I will")) == 1
    assert town.events(placed.number) == ["placed"]


async def test_message_gets_out_of_a_question(town: Town) -> None:
    """A button always does: the words are for the customer, not the reason of a cancellation."""
    olena, taras, placed = await both(town)
    await (await olena.taps("Cancel order")).answered()
    await (await olena.taps("Other")).answered()
    await town.settles()
    second = await town.shop.places(customer={"ref": "c-2", "name": "Petro"})
    await olena.sees(f"New order #{second.number}")
    await (
        await olena.taps("Message", on=await town.card(second.number, Actor.SELLER, olena))
    ).answered()
    await town.settles()
    await olena.says("Hello Petro")
    await town.settles()
    assert town.events(placed.number) == ["placed"]
    await town.passes(UNDELIVERED_HOLD)
    assert heard(taras, "Hello Petro") == []
    assert len(heard(olena, "Not delivered")) == 1


async def test_too_many_messages_before_the_choice(town: Town) -> None:
    """The one that is not kept is said so; those that are kept all go out."""
    olena, _, taras, one, _ = await two_orders(town)
    for n in range(MAX_STRAYS + 1):
        await taras.says(f"line {n};")
    await town.settles()
    assert "was not kept" in read(taras.last_message)
    await taras.taps(f"{one.number} ")
    await town.settles()
    said = [read(m).split("\n")[1] for m in heard(olena, "💬")]
    assert said == [f"line {n};" for n in range(MAX_STRAYS)]


async def test_a_forged_choice_opens_no_foreign_order(town: Town) -> None:
    """Authority is looked up for every tap."""
    olena, taras, placed = await both(town)
    stranger = town.world.person("Mallory")
    await stranger.starts()
    for data in (f"m:{placed.number}", f"w:{placed.number}"):
        card = await town.card(placed.number, Actor.CUSTOMER, taras)
        answer = await (await stranger.taps_data(data, on=card)).answered()
        assert answer.text.startswith("I can’t find this order among yours.")
    await stranger.says("Give it to me")
    await town.settles()
    assert heard(olena, "Give it to me") == []
