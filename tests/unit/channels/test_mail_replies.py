"""What somebody wrote in an answer, however their mail reader quotes what they answer to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.mail.replies import MAX_ANSWER, Reader, text_of
from tests.unit.channels.samples import TEXTS

READER = Reader(TEXTS)
LETTER = "— Write above this line —\n\n🔔 New order #1043\n\n2 × Clay mug"
QUOTED = "\n".join(f"> {line}" for line in LETTER.splitlines())
LETTER_UK = LETTER.replace("Write above this line", "Пишіть над цим рядком")


@pytest.mark.parametrize(
    ("plain", "wanted"),
    [
        (
            f"Yes.\n\nOn Sun, 22 Nov 2026 at 10:00, Orderbell <orders@x.example> wrote:\n\n{QUOTED}",
            "Yes.",
        ),
        (
            f"Yes.\n\nOn Sun, 22 Nov 2026 at 10:00, Orderbell\n<orders@x.example> wrote:\n\n{QUOTED}",
            "Yes.",
        ),
        (
            f"Так.\n\nнд, 22 лист. 2026 р. о 10:00 Orderbell <orders@x.example> пише:\n\n{QUOTED}",
            "Так.",
        ),
        (f"Так.\r\n\r\n22.11.2026 10:00, Orderbell написав(-ла):\r\n{QUOTED}", "Так."),
        (f"Yes.\n\n-----Original Message-----\nFrom: Orderbell\nSent: Sunday\n\n{LETTER}", "Yes."),
        (
            f"Yes.\n\n________________________________\nFrom: Orderbell <orders@x.example>\n\n{LETTER}",
            "Yes.",
        ),
        (f"Yes.\n\nVon: orders@x.example\n\n{LETTER}", "Yes."),
        (f"Yes.\n\n{LETTER}", "Yes."),
        (f"Так.\n\n> > {LETTER_UK}", "Так."),
        (f"Yes.\norders@x.example:\n{QUOTED}", "Yes."),
        ("Yes.\n\nAnd no.\n", "Yes.\n\nAnd no."),
        ("Yes.\n-- \nOlena Koval\nClay & Co", "Yes."),
        ("Yes.\n\nSent from my iPhone", "Yes."),
        ("Так.\n\nНадіслано з мого Android", "Так."),
        (f"{QUOTED}\n\nIt stands below.", "It stands below."),
        ("The mug:\nblue, please", "The mug:\nblue, please"),
        ("I said: on Friday we wrote a letter", "I said: on Friday we wrote a letter"),
        (QUOTED, ""),
        ("\u200b\u2063 \n", ""),
        ("", ""),
    ],
)
def test_an_answer_ends_where_its_quotation_begins(plain: str, wanted: str) -> None:
    """By our own line, or by what mail readers write there."""
    assert READER.read(plain, "") == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Yes,<br>really.</p>", "Yes,\nreally."),
        (
            "<div>Yes</div><div class='gmail_quote'>On Sunday<blockquote>no</blockquote></div>",
            "Yes",
        ),
        (
            "<div>Yes</div><blockquote type='cite'>no<blockquote>nor</blockquote></blockquote>",
            "Yes",
        ),
        ("<style>p{}</style><script>no()</script><p>Yes</p>", "Yes"),
        ("<p>5 &lt; 6 &amp; 7&nbsp;&gt; 6</p>", "5 < 6 & 7 > 6"),
        ("<p>Yes</p><hr><div id='divRplyFwdMsg'>From: x</div>", "Yes"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<div>Yes<div>never closed", "Yes\nnever closed"),
        ("</div></div><p>Yes</p></blockquote>", "Yes"),
        ("<blockquote><p>no<p>nor</blockquote>Yes", "Yes"),
        ("<img src='cid:1' alt='x'>", ""),
    ],
)
def test_an_answer_of_html_alone(html: str, wanted: str) -> None:
    """As a person sees it, without quotations."""
    assert READER.read("", html) == wanted


def test_plain_text_comes_first_and_the_providers_attempt_next() -> None:
    """HTML is read only where there are no words besides."""
    assert READER.read("plain", "<p>html</p>", "stripped") == "plain"
    assert READER.read(QUOTED, "<p>html</p>", "stripped") == "stripped"
    assert READER.read("", "<p>html</p>", "") == "html"


@pytest.mark.parametrize(
    "nested", ["<div>", "<blockquote>", "<b", "&", "<!--", "<!-- >", "<![x>", "<?", "> " * 3]
)
def test_a_letter_made_to_be_slow(nested: str) -> None:
    """It is read in a moment, and no deeper than it goes."""
    assert len(READER.read(nested * 100_000, nested * 100_000)) <= MAX_ANSWER


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_comes_is_read(plain: str, html: str) -> None:
    """Nothing raises, and what is found says something."""
    found = READER.read(plain, html)
    assert found == "" or found.strip()
    text_of(html)
