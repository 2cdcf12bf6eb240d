"""Messages drawn for a terminal."""

from datetime import UTC, datetime

import pytest

from simulator.changes import Changes
from simulator.drawing import draw, marked
from simulator.telegram.chats import Chat, Message
from simulator.telegram.files import StoredFile
from simulator.telegram.html import parse_html
from simulator.telegram.keyboards import parse
from simulator.telegram.users import User
from simulator.widths import clipped, columns, wrapped

AT = datetime(2026, 11, 22, 12, 4, tzinfo=UTC)


def message(text: str = "", /, **extra: object) -> Message:
    """A message of the bot in a private chat; `html` and `buttons` as a bot would send them."""
    chat = Chat(1, "private", Changes(), peer=User(1, "Olena", "Koval"))
    made = Message(chat, 7, User(2, "Orderbell", is_bot=True), AT, text)
    for name, value in extra.items():
        setattr(made, name, value)
    return made


def rows(*labels: list[str]) -> object:
    """An inline keyboard with these labels."""
    return parse(
        {"inline_keyboard": [[{"text": t, "callback_data": "x"} for t in row] for row in labels]}
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", 5),
        ("Привіт", 6),
        ("✅", 2),
        ("❤️", 2),
        ("✖", 1),
        ("👨‍👩‍👧", 2),
        ("👍🏽", 2),
        ("🇺🇦🇵🇱", 4),
        ("日本", 4),
        ("e\u0301", 1),
    ],
)
def test_columns_count_what_a_terminal_shows(text: str, expected: int) -> None:
    """Emoji take two columns, Cyrillic one, joined and combined characters one place."""
    assert columns(text) == expected


def test_lines_break_at_spaces_and_keep_indentation() -> None:
    """No line is wider than asked; a word that is too long is cut."""
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("  two\n\nx", 7) == ["  two", "", "x"]
    assert wrapped("a abcdefghij", 4) == ["a", "abcd", "efgh", "ij"]
    assert wrapped("", 4) == [""]


def test_long_label_is_cut_with_an_ellipsis() -> None:
    """On one line, never wider."""
    assert clipped("Cancel order", 8) == "Cancel…"
    assert clipped("Cancel\norder", 20) == "Cancel order"


def test_card_is_a_box_with_text_and_rows_of_buttons() -> None:
    """Sender and time above, text, a rule, then the buttons."""
    card = message("Order 1043 · New", keyboard=rows(["Approve", "Cancel order"], ["Message"]))
    assert draw(card, width=32).split("\n") == [
        "╭─ Orderbell ────────────── 12:04 ─╮",
        "│ Order 1043 · New                 │",
        "├──────────────────────────────────┤",
        "│ [ Approve ] [ Cancel order ]     │",
        "│ [ Message ]                      │",
        "╰──────────────────────────────────╯",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Керамічна чашка «Світанок» ×2 👨‍👩‍👧 ❤️ 🇺🇦 👍🏽",
        "x" * 500,
        "日本" * 60,
        "\n\n",
        "word " * 100,
        "مرحبا بالعالم",
    ],
)
def test_every_line_of_a_box_is_equally_wide(text: str) -> None:
    """Whatever the text, the right border stands straight."""
    drawn = draw(message(text, keyboard=rows(["✅ " + "long label " * 9, "b"])), width=30)
    assert {columns(line) for line in drawn.split("\n")} == {34}


def test_silent_and_edited_messages_say_so() -> None:
    """The head tells what a client shows."""
    drawn = draw(message("x", notify=False, edited_at=AT))
    assert "silent · edited · 12:04" in drawn


def test_formatting_is_shown_by_simple_marks() -> None:
    """Bold, italic, code, strike, links, quotes and spoilers are told apart."""
    html = (
        "<b>bold</b> <i>it</i> <code>c</code> <s>x</s> <a href='https://e.org/'>link</a>\n"
        "<blockquote>one\ntwo</blockquote>\n<tg-spoiler>abc</tg-spoiler>"
    )
    assert marked(*parse_html(html)) == (
        "*bold* _it_ `c` ~x~ link (https://e.org/)\n▎ one\n▎ two\n▒▒▒"
    )


def test_replies_forwards_and_things_are_named() -> None:
    """What a message is besides its text stands above it."""
    asked = message("What is the price?", sender=User(1, "Olena"))
    answer = message(
        "450",
        reply_to=asked,
        forward_origin={"sender_user": {"first_name": "Ivan"}},
        kind="photo",
        reactions=("👍",),
    )
    lines = [line.strip("│ ") for line in draw(answer).split("\n")[1:-1]]
    assert lines == [
        "↷ forwarded from Ivan",
        "↪ Olena: What is the price?",
        "🖼  photo",
        "450",
        "👍",
    ]


@pytest.mark.parametrize(
    ("extra", "lines"),
    [
        (
            {"kind": "document", "file": StoredFile("i", "u", "document", b"x" * 12_300, "a.pdf")},
            ["📎 a.pdf (12 kB)"],
        ),
        (
            {"content": {"contact": {"first_name": "Ivan", "phone_number": "+380"}}},
            ["👤 Ivan", "   +380"],
        ),
        (
            {"content": {"location": {"latitude": 50.45, "longitude": 30.52}}},
            ["📍 50.45, 30.52"],
        ),
        ({"kind": "voice"}, ["🎤 voice message"]),
    ],
)
def test_files_contacts_and_places_are_drawn(extra: dict[str, object], lines: list[str]) -> None:
    """A sign and what one needs to know."""
    drawn = draw(message(**extra)).split("\n")[1:-1]
    assert [line[2:-2].rstrip() for line in drawn] == lines


@pytest.mark.parametrize(
    ("kind", "value", "line"),
    [
        ("forum_topic_created", {"name": "Order 17"}, "— topic “Order 17” was opened —"),
        ("forum_topic_edited", {"name": "Order 18"}, "— topic renamed to “Order 18” —"),
        ("forum_topic_closed", {}, "— topic closed —"),
        ("new_chat_members", [{"first_name": "Ivan"}], "— Ivan joined —"),
        ("left_chat_member", {"first_name": "Ivan"}, "— Ivan left —"),
        ("chat_shared", {"chat_id": -100}, "— shared a chat —"),
        ("migrate_to_chat_id", -100, "— the group became a supergroup —"),
    ],
)
def test_service_message_is_one_line(kind: str, value: object, line: str) -> None:
    """No box: a quiet line in the middle."""
    drawn = draw(message(kind=kind, content={kind: value}), width=40)
    assert drawn.strip() == line
    assert drawn.startswith("  ")


def test_links_and_copies_are_marked_on_buttons() -> None:
    """A button that leaves the chat, and one that copies, look different."""
    keyboard = parse(
        {
            "inline_keyboard": [
                [{"text": "Site", "url": "https://e.org"}],
                [{"text": "+380", "copy_text": {"text": "+380"}}],
            ]
        }
    )
    drawn = draw(message("x", keyboard=keyboard))
    assert "[ Site ↗ ]" in drawn
    assert "[ +380 ⧉ ]" in drawn
