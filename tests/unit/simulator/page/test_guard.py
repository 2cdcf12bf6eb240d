"""Who may speak to the page."""

import asyncio

import pytest
from aiohttp.test_utils import make_mocked_request
from yarl import URL

from simulator.control.asked import Refused
from simulator.page import guard
from simulator.page.answers import HEADERS
from simulator.people import Person
from tests.unit.simulator.page.browser import Browser, texts


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "[::1]:1", ""]
)
async def test_name_that_is_made_to_mean_this_machine_is_misdirected(
    browser: Browser, host: str
) -> None:
    """DNS rebinding: another name, or ours with another port."""
    for path in ("/", "/events", "/static/app.js"):
        status, _, body = await browser.get(path, Host=host.format(port=browser.port))
        assert status == 421
        assert b'"wrong_host"' in body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
async def test_own_names_are_welcome(browser: Browser, host: str) -> None:
    """However this machine is called by itself."""
    status, _, _ = await browser.get("/", Host=f"{host}:{browser.port}")
    assert status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_foreign_page_cannot_pull_a_lever_or_send_a_file(
    browser: Browser, olena: Person, headers: dict[str, str]
) -> None:
    """Not even blindly: nothing is done."""
    named = {name: value.format(port=browser.port) for name, value in headers.items()}
    query = {"person": str(olena.id), "kind": "document"}
    for path in ("/do/say", "/upload"):
        url = URL(f"{browser.root}{path}").with_query(query)
        body = {"person": olena.id, "text": "forged"}
        async with browser.http.post(url, json=body, headers=named) as answer:
            assert await browser.said(answer) == (
                403,
                {"code": "foreign", "text": "Another page may not do this."},
            )
    assert [message.text for message in olena.messages] == ["/start"]


async def test_own_page_may(browser: Browser, olena: Person) -> None:
    """The Origin and the site that a browser tells of our page."""
    headers = {"Origin": browser.root, "Sec-Fetch-Site": "same-origin"}
    body = {"person": olena.id, "text": "hello"}
    async with browser.http.post(f"{browser.root}/do/say", json=body, headers=headers) as answer:
        assert answer.status == 200
    async with browser.stream() as stream:
        assert "hello" in texts(stream.world, olena.id)


async def test_link_from_anywhere_leads_to_the_page_and_nowhere_else(browser: Browser) -> None:
    """A visit is welcome; state and files are not for other pages."""
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await browser.get("/?scenario=undo", **visit))[0] == 200
    assert (await browser.get("/events", **visit))[0] == 403
    assert (await browser.get("/", **{"Sec-Fetch-Site": "cross-site"}))[0] == 403


async def test_every_answer_carries_the_headers(browser: Browser) -> None:
    """Pages, files, refusals, streams."""
    for path in ("/", "/static/vendor/htm-preact.module.js", "/nothing", "/do/say", "/files/x"):
        _, headers, _ = await browser.get(path)
        assert {name: headers[name] for name in HEADERS} == HEADERS, path
    async with browser.stream() as stream:
        for name in set(HEADERS) - {"Cache-Control"}:
            assert stream.answer.headers[name] == HEADERS[name]
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/do/say"),
        ("GET", "/upload"),
        ("POST", "/events"),
        ("HEAD", "/events"),
        ("DELETE", "/files/x"),
        ("PUT", "/"),
        ("OPTIONS", "/do/say"),
    ],
)
async def test_other_methods_are_refused(browser: Browser, method: str, path: str) -> None:
    """Reading does nothing, doing is no reading."""
    async with browser.http.request(method, f"{browser.root}{path}") as answer:
        assert answer.status == 405
    async with browser.http.head(browser.root) as answer:
        assert answer.status == 200


class Wire(asyncio.Transport):
    """A connection from somewhere."""

    def __init__(self, address: str) -> None:
        super().__init__({"peername": (address, 50_000)})


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.5", "2001:db8::1", ""])
def test_other_machines_are_refused(address: str) -> None:
    """Should the port ever be reachable from elsewhere: nothing is served."""
    headers = {"Host": "127.0.0.1:8090"}
    request = make_mocked_request("GET", "/", headers, transport=Wire(address))
    with pytest.raises(Refused) as refused:
        guard.admit(request, 8090)
    assert (refused.value.code, refused.value.status) == ("not_here", 403)
    for near in ("127.0.0.1", "127.3.2.1", "::1"):
        guard.admit(make_mocked_request("GET", "/", headers, transport=Wire(near)), 8090)
