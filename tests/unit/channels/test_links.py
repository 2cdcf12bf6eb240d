"""Deep links: written within Telegram's limits, read back exactly, and nothing else is read."""

import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.links import (
    MAX_PAYLOAD,
    AskLink,
    BuyLink,
    InviteLink,
    Links,
    OrderLink,
    read,
)
from orders.linking import INVITE_BYTES

BASE64URL = st.sampled_from("ABCxyz019_-")
PROOFS = st.text(BASE64URL, min_size=22, max_size=22)
LINKS = Links("orderbell_bot")


def _payload(url: str | None) -> str:
    assert url is not None
    host, _, payload = url.partition("?start=")
    assert host == "https://t.me/orderbell_bot"
    assert re.fullmatch(r"[A-Za-z0-9_-]+", payload)
    assert len(payload) <= MAX_PAYLOAD
    return payload


@given(st.integers(1, 10**12 - 1), PROOFS)
def test_an_order_link_is_read_back(number: int, proof: str) -> None:
    """Number and proof survive, underscores and dashes in the proof included."""
    assert read(_payload(LINKS.order(number, proof))) == OrderLink(number, proof)


@given(st.text(BASE64URL, min_size=22, max_size=60))
def test_an_invite_link_is_read_back(token: str) -> None:
    """Any base64url token of a useful length survives."""
    assert read(_payload(LINKS.invite(token))) == InviteLink(token)


def test_a_real_invite_token_fits() -> None:
    """What `linking.invite` makes is a link that Telegram carries."""
    token = secrets.token_urlsafe(INVITE_BYTES)
    assert read(_payload(LINKS.invite(token))) == InviteLink(token)


@given(st.from_regex(r"[A-Za-z0-9]{4,32}", fullmatch=True))
def test_a_buy_link_is_read_back(code: str) -> None:
    """CONTRACT: `?start=buy_<code>`; the link to ask is its sister."""
    assert read(_payload(LINKS.buy(code))) == BuyLink(code)
    assert read(_payload(LINKS.ask(code))) == AskLink(code)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "s_",
        "s_short",
        "s_" + "a" * 61,
        "buy_",
        "buy_a-b-c",
        "buy_Ünïcode",
        "BUY_aB3dE6",
        "o_1001_",
        "o__" + "a" * 22,
        "o_-1_" + "a" * 22,
        "o_1001_" + "a" * 21,
        "o_1001_" + "a" * 23,
        "o_١٠٠١_" + "a" * 22,
        "o_" + "9" * 13 + "_" + "a" * 22,
        "o_1001_" + "a" * 22 + "\n",
        "1001",
        "'; DROP TABLE orders; --",
    ],
)
def test_made_up_payloads_are_nothing(payload: str) -> None:
    """Too short, too long, other alphabets, trailing junk: no link of ours."""
    assert read(payload) is None


@given(st.text())
def test_any_text_is_read_without_error(payload: str) -> None:
    """A payload is an attacker's input; reading it never fails."""
    read(payload)


def test_no_link_without_a_name() -> None:
    """Until Telegram has told us who the bot is, there is no link to give out."""
    nameless = Links()
    assert nameless.invite("a" * 32) is nameless.order(1, "a" * 22) is nameless.buy("abcd") is None
