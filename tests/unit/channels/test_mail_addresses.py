"""Addresses as mail servers take them, and those that nobody can write to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.mail.addresses import BadAddress, mailbox, sender_of


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("olena@example.com", "olena@example.com"),
        ("Olena.Koval+shop@Example.COM", "Olena.Koval+shop@example.com"),
        ("olena@пошта.укр", "olena@xn--80a1acn3a.xn--j1amh"),
        ("o'neil@example.com", "o'neil@example.com"),
        ('"two words"@example.com', '"two words"@example.com'),
        ('"a\\"b"@example.com', '"a\\"b"@example.com'),
    ],
)
def test_an_address_on_the_wire(given: str, wanted: str) -> None:
    """The domain in ASCII, quotes where they are needed."""
    assert mailbox(given).address == wanted


@pytest.mark.parametrize(
    "given",
    [
        "",
        "olena",
        "olena@",
        "@example.com",
        "olena@example",
        "olena@example.com\r\nBcc: all@example.com",
        "olena@example.com\nRCPT TO:<all@example.com>",
        "olena @example.com",
        "olena@exa mple.com",
        "olena@-example.com",
        "olena@[127.0.0.1]",
        "a@b@example.com",
        "<olena@example.com>",
        "olena@example.invalid",
        f"{'o' * 65}@example.com",
    ],
)
def test_an_address_that_nobody_has(given: str) -> None:
    """Refused before a mail server is asked; the address itself is in no log."""
    with pytest.raises(BadAddress) as refused:
        mailbox(given)
    assert given not in str(refused.value) or not given


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Olena@Example.com", "olena@example.com", True),
        ("olena+shop@example.com", "olena@example.com", True),
        ("olena@xn--80a1acn3a.xn--j1amh", "olena@пошта.укр", True),
        ("olena@example.com", "olena@example.org", False),
        ("olena@example.com", "taras@example.com", False),
    ],
)
def test_who_answers_from_their_own_address(one: str, other: str, same: bool) -> None:
    """Case, a tag and the spelling of a domain make no other person."""
    assert sender_of(f"Olena <{one}>").is_same(mailbox(other)) is same


def test_an_address_beyond_ascii_needs_smtputf8() -> None:
    """Its local part has no other spelling."""
    assert not mailbox("олена@example.com").is_ascii
    assert mailbox("olena@пошта.укр").is_ascii


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_taken_stands_on_one_line(local: str, name: str) -> None:
    """No address and no name beside one ever breaks a header."""
    try:
        box = mailbox(f"{local}@example.com")
    except BadAddress:
        return
    header = str(box.header(name))
    assert not any(sign in header + box.address for sign in "\r\n\x00")
