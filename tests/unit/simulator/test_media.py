"""Files in and out: uploads, downloads, albums, captions."""

import asyncio

import aiohttp
import pytest

from simulator.people import Person
from simulator.telegram import limits
from simulator.telegram.params import Upload
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused

KINDS = ("photo", "video", "animation", "audio", "voice", "video_note", "document", "sticker")


def method_of(kind: str) -> str:
    """`video_note` -> `sendVideoNote`."""
    return "send" + "".join(part.title() for part in kind.split("_"))


def upload(field: str, body: bytes, **params: object) -> aiohttp.FormData:
    """A multipart body with one file."""
    fields = {name: str(value) for name, value in params.items()}
    form = aiohttp.FormData(fields, quote_fields=False)
    form.add_field(field, body, filename="звіт.pdf", content_type="application/pdf")
    return form


def file_id(message: dict[str, object]) -> str:
    """The file_id in a message's wire form, the largest of a photo."""
    for kind in KINDS:
        media = message.get(kind)
        if isinstance(media, list):
            return str(media[-1]["file_id"])
        if isinstance(media, dict):
            return str(media["file_id"])
    raise AssertionError(message)


@pytest.mark.parametrize("kind", KINDS)
async def test_upload_can_be_downloaded_and_sent_again(
    world: World, bot: BotClient, olena: Person, kind: str
) -> None:
    """Byte for byte; the file_id works for the same kind again."""
    body = bytes(range(256)) * 10
    sent = await bot.upload(method_of(kind), upload(kind, body, chat_id=olena.id))
    file = await bot("getFile", file_id=file_id(sent))
    assert file["file_size"] == len(body)
    where = f"{world.telegram.api_url}/file/bot{world.telegram.token}/{file['file_path']}"
    async with bot.http.get(where) as answer:
        assert await answer.read() == body
    again = await bot(method_of(kind), chat_id=olena.id, **{kind: file_id(sent)})
    assert file_id(again) == file_id(sent)
    assert olena.last_message.file is not None
    assert (olena.last_message.kind, olena.last_message.file.body) == (kind, body)


async def test_download_needs_the_token_and_a_known_path(world: World, bot: BotClient) -> None:
    """Otherwise 401 or 404."""
    wrong = world.telegram.token[:-1] + "x"
    for token, status in [(wrong, 401), (world.telegram.token, 404)]:
        url = f"{world.telegram.api_url}/file/bot{token}/photos/file_9.jpg"
        async with bot.http.get(url) as answer:
            assert answer.status == status


async def test_photo_has_two_sizes_and_the_last_is_the_largest(
    bot: BotClient, olena: Person
) -> None:
    """As the real server lists them."""
    await olena.sends_photo(b"jpeg", "look")
    message = (await bot.updates(offset=-1))[0]["message"]
    small, large = message["photo"]
    assert small["width"] < large["width"]
    assert message["caption"] == "look"
    assert "text" not in message


async def test_attached_file_is_found_by_its_name(bot: BotClient, olena: Person) -> None:
    """`attach://name` points at another part of the body."""
    form = upload(
        "report",
        b"%PDF",
        chat_id=olena.id,
        document="attach://report",
        caption="<b>x</b>",
        parse_mode="HTML",
    )
    sent = await bot.upload("sendDocument", form)
    assert sent["document"]["file_name"] == "звіт.pdf"
    assert sent["document"]["mime_type"] == "application/pdf"
    assert olena.last_message.html == "<b>x</b>"
    with pytest.raises(Refused, match="wrong file identifier/HTTP URL specified"):
        await bot("sendDocument", chat_id=olena.id, document="attach://report")


async def test_spoilers_and_captions_above_are_echoed(
    world: World, bot: BotClient, olena: Person
) -> None:
    """Two looks of media."""
    photo = world.telegram.files.add("photo", b"x").id
    looks = {"has_spoiler": True, "show_caption_above_media": True}
    sent = await bot("sendPhoto", chat_id=olena.id, photo=photo, caption="x", **looks)
    assert sent["has_media_spoiler"] is True
    assert sent["show_caption_above_media"] is True


async def test_places_have_no_media_to_edit(world: World, bot: BotClient, olena: Person) -> None:
    """Neither contacts nor locations become photos."""
    place = await bot("sendLocation", chat_id=olena.id, latitude=1, longitude=1)
    edit = {"chat_id": olena.id, "message_id": place["message_id"]}
    media = {"type": "photo", "media": world.telegram.files.add("photo", b"x").id}
    with pytest.raises(Refused, match="message can't be edited"):
        await bot("editMessageMedia", media=media, **edit)


async def test_what_is_no_file_is_refused(world: World, bot: BotClient, olena: Person) -> None:
    """Nothing, made up, an address, another kind, empty."""
    photo = world.telegram.files.add("photo", b"x").id
    for document, told in [
        ("", "there is no document in the request"),
        ("AgACxyz", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/x.pdf", "failed to get HTTP URL content"),
        (photo, "can't use file of type Photo as Document"),
    ]:
        with pytest.raises(Refused) as refused:
            await bot("sendDocument", chat_id=olena.id, document=document)
        assert refused.value.description == f"Bad Request: {told}"
    with pytest.raises(Refused, match="file must be non-empty"):
        await bot.upload("sendPhoto", upload("photo", b"", chat_id=olena.id))
    with pytest.raises(Refused, match="invalid file_id"):
        await bot("getFile", file_id="AgACxyz")


async def test_sizes_have_limits(
    bot: BotClient, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Photos 10 MB, uploads 50 MB (413), downloads 20 MB; here a thousandth of it."""
    for name in ("MAX_UPLOAD_BYTES", "MAX_PHOTO_BYTES", "MAX_DOWNLOAD_BYTES"):
        monkeypatch.setattr(limits, name, getattr(limits, name) // 1000)
    with pytest.raises(Refused, match="file of size 10001 bytes is too big for a photo"):
        await bot.upload("sendPhoto", upload("photo", b"x" * 10_001, chat_id=olena.id))
    with pytest.raises(Refused, match="413 Request Entity Too Large"):
        await bot.upload("sendDocument", upload("document", b"x" * 50_001, chat_id=olena.id))
    sent = await bot.upload("sendDocument", upload("document", b"x" * 20_001, chat_id=olena.id))
    with pytest.raises(Refused, match="file is too big"):
        await bot("getFile", file_id=file_id(sent))


async def test_body_far_over_the_limit_is_not_even_read(world: World) -> None:
    """Content-Length alone refuses it."""
    port = int(world.telegram.api_url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /bot{world.telegram.token}/sendMessage HTTP/1.1\r\nHost: x\r\n"
        "Content-Type: application/json\r\nContent-Length: 60000000\r\n\r\n".encode()
    )
    assert b"413" in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()


async def test_file_names_are_taken_literally(bot: BotClient, olena: Person) -> None:
    """A client that percent-encodes them shows people percent signs, as on the real server."""
    form = aiohttp.FormData({"chat_id": str(olena.id)}, quote_fields=True)
    form.add_field("document", b"x", filename="ї.pdf")
    sent = await bot.upload("sendDocument", form)
    assert sent["document"]["file_name"] == "%D1%97.pdf"


async def test_captions_have_1024_units(bot: BotClient, olena: Person) -> None:
    """Counted after parsing; edits keep the same limit."""
    photo = file_id(await bot.upload("sendPhoto", upload("photo", b"x", chat_id=olena.id)))
    fits = "<i>" + "😀" * 512 + "</i>"
    sent = await bot("sendPhoto", chat_id=olena.id, photo=photo, caption=fits, parse_mode="HTML")
    edit = {"chat_id": olena.id, "message_id": sent["message_id"]}
    for call in (
        bot("sendPhoto", chat_id=olena.id, photo=photo, caption="x" * 1025),
        bot("editMessageCaption", caption="x" * 1025, **edit),
    ):
        with pytest.raises(Refused, match="Bad Request: message caption is too long"):
            await call


async def test_caption_and_media_can_be_edited(world: World, bot: BotClient, olena: Person) -> None:
    """In place; the same again is not modified; text has no caption."""
    photo = world.telegram.files.add("photo", b"one").id
    other = world.telegram.files.add("photo", b"two").id
    sent = await bot("sendPhoto", chat_id=olena.id, photo=photo, caption="one")
    edit = {"chat_id": olena.id, "message_id": sent["message_id"]}
    await bot("editMessageCaption", caption="uno", **edit)
    with pytest.raises(Refused, match="message is not modified"):
        await bot("editMessageCaption", caption="uno", **edit)
    media = {"type": "photo", "media": other, "caption": "two"}
    await bot("editMessageMedia", media=media, **edit)
    message = await olena.sees("two")
    assert message.file is not None
    assert (message.file.body, message.versions) == (b"two", ["one", "uno"])
    with pytest.raises(Refused, match="message is not modified"):
        await bot("editMessageMedia", media=media, **edit)
    text = await bot("sendMessage", chat_id=olena.id, text="x")
    with pytest.raises(Refused, match="there is no caption in the message to edit"):
        await bot(
            "editMessageCaption", chat_id=olena.id, message_id=text["message_id"], caption="y"
        )
    await bot("editMessageMedia", chat_id=olena.id, message_id=text["message_id"], media=media)
    assert olena.last_message.kind == "photo"


async def test_copy_takes_the_file_and_may_change_the_caption(
    world: World, bot: BotClient, olena: Person
) -> None:
    """Media by copy, as relaying does."""
    ivan = world.person("Ivan")
    await ivan.starts()
    said = await olena.sends_document(b"data", "order.csv", "mine", mime="text/csv")
    source = {"chat_id": ivan.id, "from_chat_id": olena.id, "message_id": said.id}
    await bot("copyMessage", **source)
    assert (ivan.last_message.text, ivan.last_message.file) == ("mine", said.file)
    await bot("copyMessage", caption="<b>hers</b>", parse_mode="HTML", **source)
    assert ivan.last_message.html == "<b>hers</b>"


async def test_voice_and_any_other_media_of_people(bot: BotClient, olena: Person) -> None:
    """What people send arrives under its kind."""
    await olena.sends_voice(b"ogg")
    await olena.sends_file("video_note", b"mp4")
    await olena.sends_location(50.45, 30.52)
    kinds = [set(u["message"]) & {*KINDS, "location"} for u in (await bot.updates())[1:]]
    assert kinds == [{"voice"}, {"video_note"}, {"location"}]


async def test_uploads_are_logged_by_name(world: World, bot: BotClient, olena: Person) -> None:
    """The record of calls does not keep the bytes."""
    await bot.upload("sendPhoto", upload("photo", b"x" * 1000, chat_id=olena.id))
    (call,) = world.telegram.calls("sendPhoto")
    assert call.params == {"chat_id": olena.id, "photo": "звіт.pdf"}
    assert not any(isinstance(value, Upload) for value in call.params.values())
