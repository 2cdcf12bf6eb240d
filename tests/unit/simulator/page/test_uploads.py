"""Files that people send from the page, and files that the page shows."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from simulator.page import Page
from simulator.people import Person
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient
from tests.unit.simulator.page.browser import Browser
from tests.unit.simulator.page.shots import png, webp


async def newest(browser: Browser, person: Person) -> dict[str, Any]:
    """The newest message of the person's chat, as the page has it."""
    async with browser.stream() as stream:
        found: dict[str, Any] = stream.world["chats"][str(person.id)]["messages"][-1]
    return found


async def test_photo_is_shown_with_its_own_sides(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """So that its place is kept while it loads; the bot gets it as any photo."""
    body = png(32, 20)
    sent = await browser.upload(body, person=olena.id, kind="photo", caption="My mug")
    message = await newest(browser, olena)
    assert (message["id"], message["text"], message["kind"]) == (sent["id"], "My mug", "photo")
    media = message["media"]
    assert (media["width"], media["height"], media["mime"]) == (32, 20, "image/png")
    assert media["size"] == len(body)
    status, headers, shown = await browser.get(f"/files/{media['file']}")
    assert (status, headers["Content-Type"], shown) == (200, "image/png", body)
    assert "Content-Disposition" not in headers
    heard = (await bot.updates(offset=-1))[0]["message"]
    assert (heard["caption"], len(heard["photo"])) == ("My mug", 2)


async def test_photo_of_the_bot_is_shown_too(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """Whatever type it said, the picture's own type is served."""
    form = aiohttp.FormData({"chat_id": str(olena.id)})
    form.add_field("photo", webp(30, 40, "VP8X"), filename="x.html", content_type="text/html")
    await bot.upload("sendPhoto", form)
    media = (await newest(browser, olena))["media"]
    assert (media["width"], media["height"], media["mime"]) == (30, 40, "image/webp")
    _, headers, _ = await browser.get(f"/files/{media['file']}")
    assert headers["Content-Type"] == "image/webp"


async def test_album_stays_together(browser: Browser, olena: Person) -> None:
    """The same token, the same album; another person's token is another one."""
    for number in range(3):
        await browser.upload(png(8, 8 + number), person=olena.id, kind="photo", album="a1")
    await browser.upload(png(8, 8), person=olena.id, kind="photo", album="a2")
    *_, one, two, three, other = olena.messages
    assert one.media_group_id == two.media_group_id == three.media_group_id != ""
    assert other.media_group_id not in {"", one.media_group_id}


async def test_voice_video_and_document_keep_their_type(
    bot: BotClient, browser: Browser, olena: Person
) -> None:
    """What a browser records is served as what it is, and parts of it for players."""
    query: dict[str, Any] = {"person": olena.id, "kind": "voice", "duration": 7}
    await browser.upload(b"0123456789", type="audio/webm", **query)
    media = (await newest(browser, olena))["media"]
    assert (media["mime"], media["duration"]) == ("audio/webm", 7)
    path = f"/files/{media['file']}"
    status, headers, body = await browser.get(path, Range="bytes=2-4")
    assert (status, body, headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    status, _, body = await browser.get(path, Range="bytes=-3")
    assert (status, body) == (206, b"789")
    assert (await browser.get(path, Range="bytes=50-"))[0] == 416
    assert (await browser.get(path, Range="bytes=a-b"))[0] == 200
    _, headers, _ = await browser.get(path)
    assert (await browser.get(path, **{"If-None-Match": headers["ETag"]}))[0] == 304
    await browser.upload(b"film", type="text/html", person=olena.id, kind="video", width=320)
    media = (await newest(browser, olena))["media"]
    assert (media["mime"], media["width"]) == ("video/mp4", 320)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page.html", "text/html"),
        ("drawing.svg", "image/svg+xml"),
        ("script.js", "text/javascript"),
        ('рахунок "№ 5".pdf', "application/pdf"),
    ],
)
async def test_document_can_be_kept_but_never_acts(
    browser: Browser, olena: Person, name: str, kind: str
) -> None:
    """Nothing that is uploaded runs as a page of ours."""
    body = b"<script>alert(1)</script>"
    await browser.upload(body, type=kind, person=olena.id, kind="document", name=name)
    media = (await newest(browser, olena))["media"]
    assert (media["name"], media["mime"]) == (name, kind)
    _, headers, kept = await browser.get(f"/files/{media['file']}")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert headers["Content-Disposition"].isascii()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert kept == body


async def test_photo_of_20_mb_is_refused_before_it_is_read(page: Page, olena: Person) -> None:
    """As Telegram does; the size that is announced is enough to say no."""
    reader, writer = await asyncio.open_connection("127.0.0.1", page.port)
    writer.write(
        f"POST /upload?person={olena.id}&kind=photo HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{page.port}\r\nContent-Length: 20000000\r\n\r\n".encode()
    )
    assert b"413" in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    assert [message.text for message in olena.messages] == ["/start"]


@pytest.mark.parametrize("announced", [True, False])
async def test_too_big_files_are_refused_in_calm_words(
    browser: Browser, olena: Person, announced: bool
) -> None:
    """Whether the size is announced or only shows."""
    body = png(8, 8, padding=20_000_000)

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 1 << 18):
            yield body[at : at + (1 << 18)]

    sent = BytesIO(body) if announced else pieces()
    status, error = await browser.upload(sent, person=olena.id, kind="photo")
    assert (status, error["code"]) == (413, "too_big")
    assert error["text"] == "Telegram takes photos of up to 10 MB. Send it as a file instead."
    kept = await browser.upload(BytesIO(body), person=olena.id, kind="document")
    assert kept["chat"] == str(olena.id)


@pytest.mark.parametrize(
    ("body", "query", "told"),
    [
        (b"", {}, (400, "empty")),
        (b"not a picture", {}, (400, "not_a_picture")),
        (b"<svg/>", {}, (400, "not_a_picture")),
        (b"x", {"kind": "poem"}, (400, "unknown_kind")),
        (b"x", {"person": 5}, (404, "unknown_person")),
        (b"x", {"person": ""}, (400, "wrong")),
        (b"x", {"chat": "-5"}, (404, "unknown_chat")),
        (b"x", {"thread": 5, "kind": "document"}, (400, "wrong")),
        (b"x", {"message_id": 99}, (404, "unknown_message")),
        (b"x", {"caption": "🔔" * 513}, (400, "too_long")),
        (b"x", {"duration": "long"}, (400, "wrong")),
    ],
)
async def test_wrong_upload_gets_a_calm_error(
    browser: Browser, olena: Person, body: bytes, query: dict[str, Any], told: tuple[int, str]
) -> None:
    """A code each, and nothing is sent."""
    asked: dict[str, Any] = {"person": olena.id, "kind": "photo"} | query
    status, error = await browser.upload(body, **asked)
    assert (status, error["code"]) == told
    assert len(olena.messages) == 1


async def test_file_goes_to_the_chat_and_as_the_answer_that_is_named(
    world: World, browser: Browser, olena: Person
) -> None:
    """Groups and chats with others, too."""
    group = world.group("Workshop", [olena])
    asked = await olena.says("?", chat=group.chat)
    query: dict[str, Any] = {"person": olena.id, "kind": "photo", "message_id": asked.id}
    sent = await browser.upload(png(9, 9), chat=group.id, **query)
    assert sent["chat"] == str(group.id)
    assert group.messages[-1].reply_to is asked


async def test_unknown_file_is_not_found(browser: Browser) -> None:
    """Ids are not paths."""
    for path in ("/files/", "/files/x", "/files/photos/file_1.bin"):
        assert (await browser.get(path))[0] == 404
