"""HTML and entities, counted in UTF-16 units, with the server's complaints."""

import pytest

from simulator.people import Person
from simulator.telegram.entities import units
from simulator.telegram.errors import ApiError
from simulator.telegram.formatting import formatted, recognised
from simulator.telegram.html import parse_html
from simulator.world import World
from tests.unit.simulator.bot_client import BotClient, Refused


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
        ("Ціна <br/>", 'Unsupported start tag "br/" at byte offset 9'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b y", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<span>x</span>",
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
        (
            '<tg-emoji emoji-id="x">y</tg-emoji>',
            "Invalid custom emoji identifier specified",
        ),
        ('<tg-time unix="noon">x</tg-time>', "Invalid date specified"),
        ("<a href", "Unclosed start tag at byte offset 0"),
    ],
)
def test_malformed_html_gets_the_servers_complaint(html: str, complaint: str) -> None:
    """The exact words, with offsets in UTF-8 bytes."""
    with pytest.raises(ApiError) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_tags_become_entities_in_utf16_units() -> None:
    """An emoji counts two units."""
    text, entities = parse_html("😀<b>жир <i>two</i></b>")
    assert text == "😀жир two"
    assert [(e.type, e.offset, e.length) for e in entities] == [
        ("bold", 2, 7),
        ("italic", 6, 3),
    ]


@pytest.mark.parametrize(
    ("html", "entity"),
    [
        ("<strong>x</strong>", "bold"),
        ("<em>x</em>", "italic"),
        ("<ins>x</ins>", "underline"),
        ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<a href="https://example.org">x</a>', "text_link"),
        ('<a href="tg://user?id=5">x</a>', "text_mention"),
        ('<tg-emoji emoji-id="5312536423851630001">x</tg-emoji>', "custom_emoji"),
        ('<tg-time unix="1700000000">x</tg-time>', "date_time"),
    ],
)
def test_every_tag_has_its_entity(html: str, entity: str) -> None:
    """One tag, one entity over its text."""
    text, entities = parse_html(html)
    assert (text, [(e.type, e.offset, e.length) for e in entities]) == ("x", [(entity, 0, 1)])


def test_pre_with_code_keeps_the_language() -> None:
    """Both nestings make one block."""
    _, inside = parse_html('<pre><code class="language-python">x</code></pre>')
    _, outside = parse_html('<code class="language-python"><pre>x</pre></code>')
    assert [(e.type, e.language) for e in inside] == [("pre", "python")]
    assert inside == outside


def test_references_are_decoded_and_unknown_ones_stay() -> None:
    """Four names and numbers; everything else is text."""
    text, _ = parse_html("&lt;b&gt; &amp;amp; &quot;&#1078;&#x436;&nbsp;&copy;")
    assert text == '<b> &amp; "жж&nbsp;&copy;'


def test_link_without_a_usable_address_is_plain_text() -> None:
    """As on the server: no complaint, no link."""
    assert parse_html('<a href="javascript:alert(1)">x</a>') == ("x", ())


def test_a_lone_surrogate_is_refused() -> None:
    """What is no character cannot be sent."""
    with pytest.raises(ApiError, match="invalid Unicode characters"):
        parse_html("&#xD800;")


def test_space_around_the_text_is_cut_and_entities_move() -> None:
    """Offsets count from the first visible character."""
    text, entities = formatted("  \n<b>x</b> y \n", "HTML", [])
    assert text == "x y"
    assert [(e.offset, e.length) for e in entities] == [(0, 1)]


def test_explicit_entities_are_taken_as_they_are() -> None:
    """Without a parse_mode the bot may count for itself."""
    raw: list[object] = [{"type": "bold", "offset": 2, "length": 1}]
    date = {"type": "date_time", "offset": 0, "length": 1, "unix_time": 5, "date_time_format": "d"}
    _, (told,) = formatted("x", "", [date])
    assert told.wire() == date
    text, entities = formatted("😀x", "", raw)
    assert text == "😀x"
    assert [(e.type, e.offset, e.length) for e in entities] == [("bold", 2, 1)]


@pytest.mark.parametrize("raw", ["bold", {"type": "bold"}, {"type": "bold", "offset": "0"}])
def test_malformed_entity_is_refused(raw: object) -> None:
    """An entity is an object with type, offset and length."""
    with pytest.raises(ApiError, match="can't parse MessageEntity"):
        formatted("x", "", [raw])


@pytest.mark.parametrize(
    ("mode", "told"), [("Wiki", "unsupported parse_mode"), ("MarkdownV2", "not Markdown")]
)
def test_other_parse_modes_are_refused(mode: str, told: str) -> None:
    """The product writes HTML; a slip into another mode must not pass."""
    with pytest.raises(ApiError, match=told):
        formatted("x", mode, [])


def test_links_commands_and_the_like_are_recognised() -> None:
    """As clients do for plain text."""
    text = "/start@orderbell_bot 😀 https://example.org/x, mail a@b.io @olena #new +380501234567"
    found = [
        (e.type, text.encode("utf-16-le")[e.offset * 2 :][: e.length * 2]) for e in recognised(text)
    ]
    assert [(kind, part.decode("utf-16-le")) for kind, part in found] == [
        ("bot_command", "/start@orderbell_bot"),
        ("url", "https://example.org/x"),
        ("email", "a@b.io"),
        ("mention", "@olena"),
        ("hashtag", "#new"),
        ("phone_number", "+380501234567"),
    ]


def test_nothing_is_recognised_inside_code() -> None:
    """Code stays as it is written."""
    _, entities = formatted("<code>/start</code>", "HTML", [])
    assert [e.type for e in entities] == ["code"]


def test_units_are_utf16() -> None:
    """What every limit counts."""
    assert [units(text) for text in ("abc", "жук", "😀", "")] == [3, 3, 2, 0]


def test_attribute_without_quotes_is_read() -> None:
    """As the server does."""
    _, (link,) = parse_html("<a href=example.org>x</a>")
    assert link.url == "http://example.org/"


async def test_rich_entities_go_there_and_back(bot: BotClient, olena: Person) -> None:
    """Mentions, custom emoji, dates and code with a language, on the wire and read back."""
    html = (
        '<a href="tg://user?id=5">Ivan</a> <tg-emoji emoji-id="531">x</tg-emoji> '
        '<tg-time unix="1700000000">today</tg-time>'
    )
    code = '<pre><code class="language-python">x</code></pre><code class="language-c">y</code>'
    sent = await bot("sendMessage", chat_id=olena.id, text=html + code, parse_mode="HTML")
    assert olena.last_message.html == html + "<pre>x</pre><code>y</code>"
    mention, emoji, date, pre, plain = sent["entities"]
    assert (mention["type"], mention["user"]["id"]) == ("text_mention", 5)
    assert emoji["custom_emoji_id"] == "531"
    assert date["unix_time"] == 1_700_000_000
    assert (pre["type"], pre["language"]) == ("pre", "python")
    assert (plain["type"], "language" in plain) == ("code", False)


def test_entity_over_white_space_that_is_cut_disappears() -> None:
    """Nothing is left to format."""
    assert formatted("x <b> </b>", "HTML", []) == ("x", ())


async def test_html_of_a_message_can_be_read_back(
    world: World, bot: BotClient, olena: Person
) -> None:
    """`message.html` is what the person sees, escaped and tagged."""
    html = '<b>A &amp; <i>B</i></b> <a href="https://example.org/">c</a> &lt;d&gt;'
    await bot("sendMessage", chat_id=olena.id, text=html, parse_mode="HTML")
    assert olena.last_message.html == html
    assert olena.last_message.text == "A & B c <d>"


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "x" * 4096 + "</b>"])
async def test_text_of_4096_units_after_parsing_fits(
    bot: BotClient, olena: Person, text: str
) -> None:
    """Tags do not count, emoji count twice."""
    await bot("sendMessage", chat_id=olena.id, text=text, parse_mode="HTML")
    with pytest.raises(Refused, match="Bad Request: message is too long"):
        await bot(
            "sendMessage",
            chat_id=olena.id,
            text=text.replace("x</b>", "xy</b>") + "y",
            parse_mode="HTML",
        )


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>"])
async def test_text_without_anything_visible_is_empty(
    bot: BotClient, olena: Person, text: str
) -> None:
    """White space and empty tags are nothing."""
    with pytest.raises(Refused, match="Bad Request: message text is empty"):
        await bot("sendMessage", chat_id=olena.id, text=text, parse_mode="HTML")
