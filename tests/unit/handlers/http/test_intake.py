"""Bodies that are too large, not JSON, or not what their headers say."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest

from handlers.http.intake import MAX_BODY
from tests.marketplace import Place, order


async def test_a_body_of_five_megabytes_is_refused(place: Place) -> None:
    """413, whether or not the caller said how long it would be; the next request is served."""
    whole = b'{"comment": "' + b"x" * 5_000_000 + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(whole), 65_536):
            yield whole[start : start + 65_536]

    for body in (BytesIO(whole), pieces()):
        reply = await place.marketplace.sends("POST", "/orders", raw=body)
        assert (reply.status, reply.kind) == (413, "too-large")
        assert reply.document["limit_bytes"] == MAX_BODY
        assert reply.headers["Connection"] == "close"
    assert (await place.marketplace.sends("GET", "/orders")).status == 200


async def test_an_endless_body_is_cut_off(place: Place) -> None:
    """A caller that never stops sending is answered, listened to a little longer, and hung up on."""
    _, writer = await asyncio.open_connection("127.0.0.1", place.port)
    head = (
        "POST /api/v1/orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n"
        f"Authorization: Bearer {place.marketplace.key}\r\nContent-Type: application/json\r\n\r\n"
    )
    writer.write(head.encode())
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    sent = 0
    try:
        while sent < 64 * 2**20:
            writer.write(piece)
            await asyncio.wait_for(writer.drain(), 10)
            sent += len(piece)
    except ConnectionError:
        pass
    assert sent < 20 * 2**20
    writer.transport.abort()


async def test_a_body_at_the_limit_is_read(place: Place) -> None:
    """The limit itself is still fine; what is wrong then is said of the content."""
    raw = b'{"comment": "' + b"x" * (MAX_BODY - 15) + b'"}'
    assert len(raw) == MAX_BODY
    reply = await place.marketplace.sends("POST", "/orders", raw=raw)
    assert reply.status == 422


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"hello",
        b"\xff\xfe{\x00}\x00",
        b'{"external_id": "\xff"}',
        b'{"external_id": "\\ud800"}',
        b'{"external_id": "a\x00b"}',
        b"[" * 100_000,
        b"\xef\xbb\xbf{}",
        b"{'external_id': 1}",
        b"{} {}",
    ],
)
async def test_a_body_that_is_not_json_is_malformed(place: Place, raw: bytes) -> None:
    """400 says where reading stopped, not what was there."""
    reply = await place.marketplace.sends("POST", "/orders", raw=raw)
    assert (reply.status, reply.kind) == (400, "malformed")
    assert "line 1" in reply.document["detail"]


@pytest.mark.parametrize("raw", [b"null", b"[]", b"1", b'"order"', b"{}", b'{"external_id": NaN}'])
async def test_json_that_is_no_order_is_invalid(place: Place, raw: bytes) -> None:
    """422 with a pointer to what is missing or wrong."""
    reply = await place.marketplace.sends("POST", "/orders", raw=raw)
    assert (reply.status, reply.kind) == (422, "invalid")
    assert reply.pointers


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin-1",
        "",
        "x",
    ],
)
async def test_another_content_type_is_refused(place: Place, kind: str) -> None:
    """415 says what is wanted."""
    reply = await place.marketplace.sends(
        "POST", "/orders", order(), headers={"Content-Type": kind}
    )
    assert (reply.status, reply.kind) == (415, "not-json")
    assert reply.headers["Accept"] == "application/json"


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']
)
async def test_json_may_say_that_it_is_utf_8(place: Place, kind: str) -> None:
    """The usual spellings are all taken."""
    await place.marketplace.adds_seller()
    reply = await place.marketplace.sends(
        "POST", "/orders", order(), headers={"Content-Type": kind}
    )
    assert reply.status == 201


async def test_texts_come_back_as_they_went_in(place: Place) -> None:
    """HTML, emoji and right-to-left text are text."""
    await place.marketplace.adds_seller()
    address = "<b>Kyiv</b> & “Львів”\nשלום 🏺 \u202eabc"
    placed = await place.marketplace.places(order(shipping_address=address))
    looked = await place.marketplace.sends("GET", f"/orders/{placed.document['number']}")
    assert looked.document["shipping_address"] == address


async def test_a_caller_that_hangs_up_is_no_error_of_ours(place: Place) -> None:
    """A connection that ends in the middle of a body stores nothing and breaks nothing."""
    await place.marketplace.adds_seller()
    _, writer = await asyncio.open_connection("127.0.0.1", place.port)
    head = (
        "POST /api/v1/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 1000\r\n"
        f"Authorization: Bearer {place.marketplace.key}\r\nContent-Type: application/json\r\n\r\n"
    )
    writer.write(head.encode() + b'{"external_id":')
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await place.marketplace.sends("GET", "/orders")).document["orders"] == []
