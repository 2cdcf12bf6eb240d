"""How the phones read what they are given: entities, rows, sizes. No bot takes part in it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page

MODULES = "Object.assign({}, ...await Promise.all(%s.map((name) => import(`/static/${name}.js`))))"
NAMES = ["text", "media", "attach", "chat", "inline", "notice", "chats"]


async def js(page: Page, expression: str, *given: object) -> Any:
    """The value of `expression`, in which `m` has all of the messenger's functions."""
    return await page.evaluate(
        f"async (given) => {{ const m = {MODULES % NAMES}; return {expression}; }}", list(given)
    )


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    """A MessageEntity of the Bot API."""
    return {"type": kind, "offset": offset, "length": length, **more}


def said(
    number: int, sender: object = "bot", at: str = "2026-03-02T10:00:00", **more: object
) -> Any:
    """A message of the page's wire."""
    start = {"id": number, "from": sender, "name": str(sender), "at": at, "kind": "text"}
    return {**start, "text": "", **more}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def page(browser: Browser, root: str) -> AsyncIterator[Page]:
    """One page for all: it only lends its modules."""
    async with await browser.new_context(locale="en") as context:
        page = await context.new_page()
        await page.goto(root)
        yield page


SHAPE = """(function shape(nodes) {
  return nodes.map((node) =>
    typeof node === "string" ? node : [node.entity.type, ...shape(node.children)]);
})(m.tree(given[0], given[1]))"""


async def test_entities_nest_split_and_count_in_utf16(page: Page) -> None:
    """Inner ones nest, overlapping ones are split, an emoji before them counts two units."""
    bold, italic = entity("bold", 0, 7), entity("italic", 3, 7)
    assert await js(
        page, SHAPE, "one two three", [entity("italic", 4, 3), entity("bold", 0, 7)]
    ) == [
        ["bold", "one ", ["italic", "two"]],
        " three",
    ]
    assert await js(page, SHAPE, "abcdefghij", [bold, italic]) == [
        ["bold", "abc", ["italic", "defg"]],
        ["italic", "hij"],
    ]
    assert await js(page, SHAPE, "🏺 pot", [entity("bold", 3, 3)]) == ["🏺 ", ["bold", "pot"]]


async def test_entities_outside_the_text_do_no_harm(page: Page) -> None:
    """Too long ones are cut; those that begin after the end are dropped."""
    assert await js(page, SHAPE, "pot", [entity("bold", 1, 99)]) == ["p", ["bold", "ot"]]
    assert await js(page, SHAPE, "pot", [entity("bold", 5, 2), entity("code", 0, 0)]) == ["pot"]


async def test_few_emoji_alone_are_big(page: Page) -> None:
    """Up to three, whole families too; a digit, a word or a fourth makes them text."""
    texts = ["🏺", "👨‍👩‍👧🇺🇦👍🏽", "🏺🏺🏺🏺", "7", "🏺 pot", ""]
    assert await js(page, "given.map(m.bigEmoji)", *texts) == [1, 3, 0, 0, 0, 0]


async def test_a_cut_line_ends_between_letters(page: Page) -> None:
    """Half of an emoji would be drawn as a broken sign."""
    assert await js(page, "m.oneLine(given[0], 4)", "abc🏺def") == "abc…"
    assert await js(page, "m.oneLine(given[0])", " two\n lines ") == "two lines"


async def test_dangerous_links_are_not_links(page: Page) -> None:
    """Only schemes that a messenger opens become an address to click."""
    links = ["javascript:alert(1)", "data:text/html,x", "https://example.com/"]
    found = await js(
        page,
        """given.map((url) => m.rich("pot", [{ type: "text_link", offset: 0, length: 3, url }], {})
           [0].type)""",
        *links,
    )
    assert found == ["span", "span", "a"]


async def test_pictures_have_a_size_before_they_load(page: Page) -> None:
    """Wide and tall ones fit the bubble, tiny ones stay tappable, unknown ones get a frame."""
    sizes = [(3000, 1500), (600, 3000), (20, 20), (None, None)]
    found = await js(page, "given.map(([w, h]) => m.fitted(w, h))", *sizes)
    assert found[0] == {"width": 300, "height": 150}
    assert found[1] == {"width": 90, "height": 360}
    assert found[2] == {"width": 90, "height": 45}
    assert found[3]["width"] > found[3]["height"] > 0


async def test_files_are_sent_as_what_they_are_and_refused_in_words(page: Page) -> None:
    """A photo of 11 MB is refused; the same as a file is not."""
    kinds = "given.map((type) => m.kindOf({ type }, false))"
    types = ["image/png", "image/svg+xml", "audio/ogg", "video/mp4", "application/pdf"]
    wanted = ["photo", "document", "voice", "video", "document"]
    assert await js(page, kinds, *types) == wanted
    file = {"type": "image/jpeg", "size": 11 * 2**20}
    assert "10 MB" in await js(page, "m.tooBig(given[0], 'photo')", file)
    assert await js(page, "m.tooBig(given[0], m.kindOf(given[0], true))", file) == ""


async def test_messages_stand_in_days_albums_and_runs(page: Page) -> None:
    """A new day, a run of two, an album of two although the bot spoke between them."""
    messages = [
        said(1),
        said(2),
        said(3, 7, kind="photo", album="a"),
        said(4),
        said(5, 7, kind="photo", album="a"),
        said(6, at="2026-03-03T10:00:00"),
        said(7, at="2026-03-03T10:01:00", kind="forum_topic_created"),
    ]
    found = await js(
        page,
        """m.rows(given[0], { id: 7 }).map((row) => row.day ?? (row.service ? "service"
           : [row.message.id, row.also.length, row.out, row.first, row.last]))""",
        messages,
    )
    assert found == [
        "2026-03-02",
        [1, 0, False, True, False],
        [2, 0, False, False, True],
        [3, 1, True, True, True],
        [4, 0, False, True, True],
        "2026-03-03",
        [6, 0, False, True, True],
        "service",
    ]


async def test_commands_and_queries_are_told_from_words(page: Page) -> None:
    """A slash offers what begins so; the bot's name and a space ask it; anything else is said."""
    names = [{"command": "orders"}, {"command": "help"}]
    found = "given[1].map((text) => m.matching(given[0], text).map((each) => each.command))"
    assert await js(page, found, names, ["/", "/o", "/x", "/o 1", "o"]) == [
        ["orders", "help"],
        ["orders"],
        [],
        [],
        [],
    ]
    queries = "given.map((text) => m.inlineQuery(text, { username: 'A_bot' }))"
    assert await js(page, queries, "@a_bot mug", "@a_bot ", "@a_bot", "@b_bot mug") == [
        "mug",
        "",
        None,
        None,
    ]


async def test_what_rings_is_shown_and_what_is_silent_is_not(page: Page) -> None:
    """A ring shows the bot; a silent message does not; the website shows until the bot began."""

    def chat(kind: str, rings: int, messages: int, *, started: bool = True) -> dict[str, object]:
        said = [{"id": number} for number in range(messages)]
        return {"id": kind, "kind": kind, "rings": rings, "messages": said, "started": started}

    news = """(({ rings, show }) => [rings, show && show.id])
              (m.news(given[0], Object.fromEntries(given[1].map((chat) => [chat.id, chat]))))"""
    was = [chat("bot", 0, 1)]
    assert await js(page, news, [chat("bot", 1, 2)], was) == [True, "bot"]
    assert await js(page, news, [chat("bot", 0, 2)], was) == [False, None]
    waiting = [chat("bot", 0, 0, started=False)]
    letter = chat("outside", 0, 1)
    assert await js(page, news, [*waiting, letter], waiting) == [True, "outside"]
    assert await js(page, news, [*was, letter], was) == [True, None]
    assert await js(page, news, was, waiting) == [False, "bot"]
