"""Albums: several messages that belong together."""

import aiohttp
import pytest

from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused


async def test_album_stays_together(world: World, bot: BotClient, olena: Person) -> None:
    """One media_group_id, one sound, the caption on one item; copies stay albums."""
    form = aiohttp.FormData({"chat_id": str(olena.id)})
    form.add_field(
        "media",
        '[{"type":"photo","media":"attach://a","caption":"both"},'
        '{"type":"video","media":"attach://b","duration":7}]',
    )
    form.add_field("a", b"one", filename="a.jpg")
    form.add_field("b", b"two", filename="b.mp4")
    one, two = await bot.upload("sendMediaGroup", form)
    assert one["media_group_id"] == two["media_group_id"]
    assert (one["caption"], two["video"]["duration"]) == ("both", 7)
    assert olena.rings == 1
    ids = [one["message_id"], two["message_id"]]
    copy = {"chat_id": olena.id, "from_chat_id": olena.id, "message_ids": ids}
    copied = await bot("copyMessages", remove_caption=True, **copy)
    messages = [olena.chat.history[item["message_id"]] for item in copied]
    assert len({message.media_group_id for message in messages}) == 1
    assert messages[0].media_group_id != one["media_group_id"]
    assert [message.text for message in messages] == ["", ""]
    forwarded = await bot("forwardMessages", **copy)
    assert olena.chat.history[forwarded[0]["message_id"]].text == "both"


async def test_albums_of_people_arrive_message_by_message(bot: BotClient, olena: Person) -> None:
    """Each its own update, tied by media_group_id."""
    await olena.sends_album([b"1", b"2", b"3"], "three")
    messages = [update["message"] for update in (await bot.updates())[1:]]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["three", None, None]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["photo"], "an album has 2 to 10 items, not 1"),
        (["photo"] * 11, "an album has 2 to 10 items, not 11"),
        (["photo", "document"], "can't use the media of the specified type in the album"),
        (["voice", "voice"], "type 'voice' is unsupported"),
    ],
)
async def test_album_that_cannot_be_is_refused(
    world: World, bot: BotClient, olena: Person, kinds: list[str], told: str
) -> None:
    """2 to 10 items that go together; nothing is sent otherwise."""
    media = [{"type": kind, "media": world.telegram.files.add(kind, b"x").id} for kind in kinds]
    with pytest.raises(Refused, match=told):
        await bot("sendMediaGroup", chat_id=olena.id, media=media)
    assert len(olena.messages) == 1
