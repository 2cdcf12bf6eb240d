"""The transport against a real HTTP server on the loopback."""

import asyncio
import gc
import io
import socket
import traceback
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import orjson
import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData

from channels.telegram.transport import AiohttpRequest, Unsent

TOKEN = "7654321:CANARY-canary-CANARY-canary-CANARY-x"
MESSAGE = {"message_id": 5, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Approve", callback_data="a")]])
MAX_BODY = 100_000_000


def ok(result: object) -> web.Response:
    return answer(200, {"ok": True, "result": result})


def answer(status: int, body: object) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """A web server on the loopback; yields its root URL."""
    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def talking(
    conversation: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """A bare TCP server that may break every rule of HTTP."""

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError, ConnectionError):
            await conversation(reader, writer)
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def bot_at(root: str, request: AiohttpRequest | None = None) -> AsyncIterator[Bot]:
    request = request or AiohttpRequest(read_timeout=5)
    bot = Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=request)
    async with request:
        yield bot


async def _awaited(call: Awaitable[object]) -> object:
    return await call


async def error_of(call: Awaitable[object]) -> TelegramError:
    """The error that `call` raises, checked for the token on the way."""
    with pytest.raises(TelegramError) as caught:
        await asyncio.wait_for(_awaited(call), 10)
    whole = "".join(traceback.format_exception(caught.value))
    assert "CANARY" not in whole
    assert "CANARY" not in repr(caught.value)
    assert caught.value.__context__ is None or "CANARY" not in repr(caught.value.__context__)
    return caught.value


async def test_a_call_is_one_json_body() -> None:
    """Parameters travel as JSON, nested values as they are; the answer comes back parsed."""
    seen: list[tuple[str, str, object]] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append((request.path, request.content_type, orjson.loads(await request.read())))
        return ok(MESSAGE)

    async with serving(handler) as root, bot_at(root) as bot:
        message = await bot.send_message(1, "Привіт 👋", reply_markup=KEYBOARD)
    assert message.message_id == 5
    (path, content_type, body), *more = seen
    assert not more
    assert path == f"/bot{TOKEN}/sendMessage"
    assert content_type == "application/json"
    assert body == {
        "chat_id": 1,
        "text": "Привіт 👋",
        "reply_markup": {"inline_keyboard": [[{"text": "Approve", "callback_data": "a"}]]},
    }


async def test_connections_are_kept_alive() -> None:
    """Twenty calls one after another use one connection."""
    peers = set()

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return ok(True)

    async with serving(handler) as root, bot_at(root) as bot:
        for _ in range(20):
            await bot.send_chat_action(1, "typing")
    assert len(peers) == 1


@pytest.mark.parametrize(
    ("status", "description", "kind", "text"),
    [
        (400, "Bad Request: message to edit not found", BadRequest, "Message to edit not found"),
        (401, "Unauthorized", InvalidToken, "Unauthorized"),
        (403, "Forbidden: bot was blocked by the user", Forbidden, "blocked"),
        (404, "Not Found", InvalidToken, "Not Found"),
        (409, "Conflict: terminated by other getUpdates request", Conflict, "Conflict"),
        (413, "Request Entity Too Large", NetworkError, "Request Entity Too Large"),
        (500, "Internal Server Error: restart", NetworkError, "restart"),
        (502, "Bad Gateway", NetworkError, "Bad Gateway"),
    ],
)
async def test_statuses_become_ptb_errors(
    status: int, description: str, kind: type[TelegramError], text: str
) -> None:
    """The classes are those of PTB's own request class."""

    async def handler(_: web.Request) -> web.Response:
        return answer(status, {"ok": False, "error_code": status, "description": description})

    async with serving(handler) as root, bot_at(root) as bot:
        error = await error_of(bot.send_message(1, "x"))
    assert type(error) is kind
    assert text in error.message


async def test_error_parameters_are_read() -> None:
    """A flood wait and a migrated chat carry their numbers."""
    answers = [
        (429, "Too Many Requests: retry after 7", {"retry_after": 7}),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1007}),
    ]

    async def handler(_: web.Request) -> web.Response:
        status, description, parameters = answers.pop(0)
        return answer(status, {"ok": False, "description": description, "parameters": parameters})

    async with serving(handler) as root, bot_at(root) as bot:
        flood = await error_of(bot.send_message(1, "x"))
        migrated = await error_of(bot.send_message(1, "x"))
    assert isinstance(flood, RetryAfter)
    assert "7" in flood.message
    assert isinstance(migrated, ChatMigrated)
    assert migrated.new_chat_id == -1007


@pytest.mark.parametrize("status", [200, 404, 502])
async def test_an_answer_that_is_no_json_is_an_error(status: int) -> None:
    """A gateway's page instead of an answer is no success, and its text leaks no URL."""

    async def handler(request: web.Request) -> web.Response:
        text = "sorry" if status == 200 else request.path
        return web.Response(status=status, text=f"<h1>{text}</h1>")

    async with serving(handler) as root, bot_at(root) as bot:
        error = await error_of(bot.send_message(1, "x"))
    assert not isinstance(error, Unsent)


async def test_a_redirect_is_not_followed() -> None:
    """Whoever answers may not send the token elsewhere."""
    paths: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        paths.append(request.path)
        if len(paths) > 1:
            return ok(MESSAGE)
        return web.Response(status=307, headers={"Location": f"/elsewhere/{TOKEN}"})

    async with serving(handler) as root, bot_at(root) as bot:
        await error_of(bot.send_message(1, "x"))
    assert len(paths) == 1


async def test_a_broken_character_does_not_hold_up_an_answer() -> None:
    """Invalid UTF-8 in one text is replaced; the rest is read."""

    async def handler(_: web.Request) -> web.Response:
        body = orjson.dumps({"ok": True, "result": MESSAGE | {"text": "ab"}})
        return web.Response(body=body.replace(b'"ab"', b'"a\xff"'))

    async with serving(handler) as root, bot_at(root) as bot:
        assert (await bot.send_message(1, "x")).text == "a\N{REPLACEMENT CHARACTER}"


async def test_a_slow_answer_times_out_and_may_have_been_sent() -> None:
    """The read timeout leaves a doubt, and says so."""
    release = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        await release.wait()
        return ok(True)

    request = AiohttpRequest(read_timeout=0.05)
    async with serving(handler) as root, bot_at(root, request) as bot:
        error = await error_of(bot.send_message(1, "x"))
        release.set()
    assert isinstance(error, TimedOut)
    assert not isinstance(error, Unsent)


async def test_a_timeout_of_the_call_wins() -> None:
    """Timeouts passed with a call replace the defaults; None means no limit."""
    arrived = asyncio.Event()
    release = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        arrived.set()
        await release.wait()
        return ok(MESSAGE)

    async with serving(handler) as root, bot_at(root, AiohttpRequest(read_timeout=0.05)) as bot:
        call = asyncio.create_task(
            bot.send_message(1, "x", read_timeout=None, connect_timeout=None, pool_timeout=None)
        )
        await asyncio.wait_for(arrived.wait(), 5)
        await error_of(bot.send_message(2, "the default still times out"))
        assert not call.done()
        release.set()
        assert (await asyncio.wait_for(call, 5)).message_id == 5


async def test_a_refused_connection_was_certainly_not_sent() -> None:
    """Nobody listens: nothing can have been sent."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with bot_at(f"http://127.0.0.1:{taken.getsockname()[1]}") as bot:
            error = await error_of(bot.send_message(1, "x"))
    assert isinstance(error, NetworkError)
    assert isinstance(error, Unsent)
    assert not isinstance(error, TimedOut)
    assert "127.0.0.1" in error.message


async def test_a_failed_tls_handshake_was_certainly_not_sent() -> None:
    """Over https nothing goes out before the handshake has succeeded."""

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async with talking(conversation) as root, bot_at(root.replace("http:", "https:")) as bot:
        error = await error_of(bot.send_message(1, "x"))
    assert isinstance(error, NetworkError)
    assert isinstance(error, Unsent)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"ok":',
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n{",
        b"this is not HTTP\r\n\r\n",
    ],
)
async def test_a_cut_connection_may_have_been_sent(part: bytes) -> None:
    """However far the answer came before the cut, it is a network error with a doubt."""

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(part)
        await writer.drain()

    async with talking(conversation) as root, bot_at(root) as bot:
        error = await error_of(bot.send_message(1, "x"))
    assert isinstance(error, NetworkError)
    assert not isinstance(error, Unsent)


async def test_the_pool_has_a_limit() -> None:
    """A request that finds no free connection in time was certainly not sent."""
    arrived = asyncio.Event()
    release = asyncio.Event()
    calls = 0

    async def handler(_: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        arrived.set()
        await release.wait()
        return ok(MESSAGE)

    request = AiohttpRequest(pool_size=1, pool_timeout=0.02, connect_timeout=0.03)
    async with serving(handler) as root, bot_at(root, request) as bot:
        first = asyncio.create_task(bot.send_message(1, "x"))
        await asyncio.wait_for(arrived.wait(), 5)
        error = await error_of(bot.send_message(2, "x"))
        release.set()
        await asyncio.wait_for(first, 5)
    assert isinstance(error, TimedOut)
    assert isinstance(error, Unsent)
    assert calls == 1


async def test_a_cancelled_call_gives_its_connection_back() -> None:
    """Cancelling leaks no place in the pool and breaks no other call."""
    arrived = asyncio.Event()
    hold = True

    async def handler(_: web.Request) -> web.Response:
        arrived.set()
        if hold:
            await asyncio.Event().wait()
        return ok(MESSAGE)

    async with serving(handler) as root, bot_at(root, AiohttpRequest(pool_size=1)) as bot:
        for _ in range(3):
            arrived.clear()
            call = asyncio.create_task(bot.send_message(1, "x"))
            await asyncio.wait_for(arrived.wait(), 5)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
        hold = False
        assert (await bot.send_message(1, "x")).message_id == 5


async def test_an_upload_arrives_byte_for_byte() -> None:
    """Three megabytes, an awkward name, a caption in two scripts: all as they were."""
    content = bytes(range(256)) * 12_000
    name = 'рахунок "17"\r\n.bin'
    parts: dict[str, tuple[str | None, str, bytes]] = {}

    async def handler(request: web.Request) -> web.Response:
        assert request.content_length is not None
        reader = await request.multipart()
        while part := await reader.next():
            assert isinstance(part, aiohttp.BodyPartReader)
            kind = part.headers.get("Content-Type", "")
            parts[part.name or ""] = (part.filename, kind, bytes(await part.read()))
        return ok(MESSAGE)

    async with serving(handler) as root, bot_at(root) as bot:
        await bot.send_document(
            1,
            content,
            caption="Рахунок — invoice",
            filename=name,
            reply_markup=KEYBOARD,
        )
    assert parts["document"] == (
        "рахунок %2217%22%0D%0A.bin",
        "application/octet-stream",
        content,
    )
    assert parts["caption"][2].decode() == "Рахунок — invoice"
    assert parts["chat_id"][2] == b"1"
    assert orjson.loads(parts["reply_markup"][2]) == KEYBOARD.to_dict()


async def test_a_file_handle_is_read_whole() -> None:
    """PTB may hand over an open file instead of bytes."""
    seen = b""

    async def handler(request: web.Request) -> web.Response:
        nonlocal seen
        form = await request.post()
        field = form["document"]
        assert isinstance(field, web.FileField)
        seen = field.file.read()
        field.file.close()
        return ok(MESSAGE)

    async with serving(handler) as root, bot_at(root) as bot:
        file = InputFile(io.BytesIO(b"content of a file"), "a.txt", read_file_handle=False)
        await bot.send_document(1, file)
    assert seen == b"content of a file"


async def test_a_large_file_is_never_whole_in_memory() -> None:
    """It is read piece by piece while it goes out, from its beginning, and has its length beforehand."""
    size, most = 8_000_000, 0
    arrived = 0

    class Watched(io.BytesIO):
        def read(self, count: int | None = -1, /) -> bytes:
            nonlocal most
            got = super().read(count)
            most = max(most, len(got))
            return got

    async def handler(request: web.Request) -> web.Response:
        nonlocal arrived
        assert request.content_length is not None
        assert request.content_length > size
        async for piece in request.content.iter_any():
            arrived += len(piece)
        assert arrived == request.content_length
        return ok(MESSAGE)

    file = Watched(b"x" * size)
    file.seek(5)
    async with serving(handler) as root, bot_at(root) as bot:
        await bot.send_document(1, InputFile(file, "a.bin", read_file_handle=False))
    assert 0 < most <= 1 << 16
    assert not file.closed


async def test_a_stalled_upload_was_certainly_not_sent() -> None:
    """A server that stops reading in the middle never has the whole request."""
    reached = asyncio.Event()
    release = asyncio.Event()

    async def conversation(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.readexactly(10)
        reached.set()
        await release.wait()

    request = AiohttpRequest(media_write_timeout=0.1)
    async with talking(conversation) as root, bot_at(root, request) as bot:
        error = await error_of(bot.send_document(1, b"x" * 20_000_000, filename="a.bin"))
        release.set()
    assert reached.is_set()
    assert isinstance(error, TimedOut)
    assert isinstance(error, Unsent)


async def test_a_long_upload_outlives_the_read_timeout() -> None:
    """The read timeout begins when the upload has ended."""
    release = asyncio.Event()

    async def handler(request: web.Request) -> web.Response:
        async for _ in request.content.iter_any():
            await release.wait()
        return ok(MESSAGE)

    request = AiohttpRequest(read_timeout=0.4, media_write_timeout=10)
    async with serving(handler) as root, bot_at(root, request) as bot:
        call = asyncio.create_task(bot.send_document(1, b"x" * 20_000_000, filename="a.bin"))
        _, pending = await asyncio.wait({call}, timeout=0.6)
        assert call in pending
        release.set()
        assert (await asyncio.wait_for(call, 10)).message_id == 5


async def test_a_file_is_downloaded() -> None:
    """`retrieve` gives the bytes of a file as they are."""
    content = bytes(range(256)) * 100

    async def handler(request: web.Request) -> web.Response:
        if request.path.endswith("/getFile"):
            return ok({"file_id": "a", "file_unique_id": "b", "file_path": "photos/1.jpg"})
        assert request.method == "GET"
        assert request.path == f"/file/bot{TOKEN}/photos/1.jpg"
        return web.Response(body=content)

    async with serving(handler) as root, bot_at(root) as bot:
        file = await bot.get_file("a")
        assert bytes(await file.download_as_bytearray()) == content


async def test_text_that_no_encoding_takes_is_our_defect() -> None:
    """Half a surrogate pair is refused before it is sent, as Telegram would refuse it."""
    async with bot_at("http://127.0.0.1:1") as bot:
        error = await error_of(bot.send_message(1, "half \ud83d of a smile"))
    assert type(error) is BadRequest


async def test_a_closed_transport_says_so() -> None:
    """A call before `initialize` or after `shutdown` is a clear error, not a hang."""
    request = AiohttpRequest()
    bot = Bot(TOKEN, request=request)
    error = await error_of(bot.send_message(1, "x"))
    assert "not open" in error.message
    async with request:
        pass
    await error_of(bot.send_message(1, "x"))


async def test_a_transport_opens_and_closes_repeatedly_and_leaks_nothing() -> None:
    """`initialize` and `shutdown` are harmless when repeated; no session stays open."""

    async def handler(_: web.Request) -> web.Response:
        return ok(True)

    request = AiohttpRequest()
    async with serving(handler) as root:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for _ in range(2):
                await request.initialize()
                await request.initialize()
                assert await request.post(f"{root}/x", RequestData()) is True
                await request.shutdown()
                await request.shutdown()
            gc.collect()


async def test_a_shared_session_is_left_open() -> None:
    """A session from outside belongs to whoever opened it."""

    async def handler(_: web.Request) -> web.Response:
        return ok(True)

    async with serving(handler) as root, aiohttp.ClientSession() as session:
        request = AiohttpRequest(session=session)
        async with request:
            assert await request.post(f"{root}/x") is True
        assert not session.closed


async def test_a_proxy_by_argument_is_used() -> None:
    """With a proxy the whole URL goes there; without, nothing does."""
    asked: list[str] = []

    async def proxy(request: web.Request) -> web.Response:
        asked.append(request.raw_path)
        return ok(True)

    async with serving(proxy) as address, AiohttpRequest(proxy=address) as request:
        assert await request.post("http://bot-api.invalid/x") is True
    assert asked == ["http://bot-api.invalid/x"]


async def test_long_polling_adds_its_wait_to_the_read_timeout() -> None:
    """PTB builds the limit of getUpdates from `read_timeout`."""

    async def handler(request: web.Request) -> web.Response:
        assert orjson.loads(await request.read())["timeout"] == 1
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.2)
        return ok([])

    request = AiohttpRequest(read_timeout=0.05)
    async with serving(handler) as root, request:
        bot = Bot(TOKEN, base_url=f"{root}/bot", request=request, get_updates_request=request)
        assert await bot.get_updates(timeout=1) == ()
