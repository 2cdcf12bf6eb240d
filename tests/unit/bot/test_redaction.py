"""Secrets are taken out of text however they are quoted."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import HIDDEN, Redactor

TOKEN = "7654321:CANARY-canary-CANARY-canary-CANARY-x"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/photos/1.jpg",
        f"ExtBot[token={TOKEN}]",
        f"The token `{TOKEN}` was rejected by the server.",
        TOKEN.replace(":", "%3A"),
        f'{{"token": "{TOKEN}"}}',
    ],
)
def test_a_bot_token_is_hidden_wherever_it_stands(text: str) -> None:
    """No configuration is needed to know a bot token."""
    assert "CANARY" not in Redactor().text(text)
    assert HIDDEN in Redactor().text(text)


@pytest.mark.parametrize(
    "text",
    [
        "order 17: cannot approve, state is cancelled; allowed: none",
        "2026-11-22T19:49:26.791323Z",
        "127.0.0.1:8080 answered in 12345678:90 units",
        "https://orderbell.example/api/v1/orders/1043?status=new",
        "mail to olena@example.com",
    ],
)
def test_innocent_text_stays_as_it_is(text: str) -> None:
    """Times, addresses and order numbers are no secrets."""
    assert Redactor(["hunter2hunter2"]).text(text) == text


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://user:pa55word@db/x", "smtps://a%40b:pa55word@mx:465"]
)
def test_credentials_in_a_url_are_hidden(url: str) -> None:
    """A database's or mail server's password needs no configuration either."""
    clean = Redactor().text(f"cannot connect to {url}")
    assert "pa55word" not in clean
    assert clean.endswith(url.split("@")[-1])


@given(st.text(st.characters(codec="utf-8"), min_size=8))
def test_a_secret_is_hidden_in_every_quotation(secret: str) -> None:
    """Plain, in a URL, in JSON, in a `repr`: the secret is never left whole."""
    redactor = Redactor([secret])
    for quoted in (
        secret,
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    ):
        assert redactor.text(f"[{quoted}]") == f"[{HIDDEN}]"


def test_a_short_word_is_no_secret() -> None:
    """An empty or tiny secret must not blot out every line."""
    assert Redactor(["", "on"]).text("one order on its way") == "one order on its way"


def test_values_are_cleaned_all_the_way_down() -> None:
    """Numbers stay numbers; anything unknown becomes its cleaned `repr`."""

    class Bot:
        def __repr__(self) -> str:
            return f"Bot[{TOKEN}]"

    value = {"n": 17, "ok": True, "none": None, "list": [TOKEN, (TOKEN,)], "bot": Bot(), TOKEN: 1}
    assert Redactor().value(value) == {
        "n": 17,
        "ok": True,
        "none": None,
        "list": [HIDDEN, [HIDDEN]],
        "bot": f"Bot[{HIDDEN}]",
        HIDDEN: 1,
    }
