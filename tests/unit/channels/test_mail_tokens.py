"""What links and reply addresses carry: read back as it was written, and never made up."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.mail.tokens import (
    ActionLink,
    BadToken,
    ReplyAddress,
    Tokens,
    UnsubscribeLink,
    Unwanted,
)
from orders.model import Party
from orders.states import Action, Actor

TOKENS, OTHERS = Tokens(b"k" * 32), Tokens(b"o" * 32)
PARTIES = st.builds(
    Party, st.sampled_from([Actor.SELLER, Actor.CUSTOMER]), st.integers(1, 10**12 - 1)
)
LINKS = st.builds(
    ActionLink,
    PARTIES,
    st.integers(1, 10**12),
    st.sampled_from(Action),
    st.integers(1, 10**6),
    st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0)
    ),
)


@given(LINKS)
def test_a_link_is_read_as_it_was_written(link: ActionLink) -> None:
    """In letters that stand in a URL as they are."""
    token = TOKENS.action(link)
    assert TOKENS.read_action(token) == link
    assert token.replace("-", "").replace("_", "").isalnum()


@given(PARTIES, st.integers(1, 10**15))
def test_a_reply_address_is_read_as_it_was_written(by: Party, number: int) -> None:
    """In small letters or capitals, within what a local part holds beside a name."""
    address = ReplyAddress(by, number)
    token = TOKENS.reply(address)
    assert TOKENS.read_reply(token) == TOKENS.read_reply(token.upper()) == address
    assert len(token) <= 50
    with pytest.raises(BadToken):
        OTHERS.read_reply(token)


@given(LINKS, st.data())
def test_no_changed_link_is_read(link: ActionLink, data: st.DataObject) -> None:
    """One letter more, less or other, and it is nobody's."""
    token = TOKENS.action(link)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("ABCabc0129-_.= é").filter(lambda sign: sign != token[at]))
    for changed in (
        token[:at] + letter + token[at + 1 :],
        token[:at] + token[at + 1 :],
        token + letter,
        "",
    ):
        with pytest.raises(BadToken):
            TOKENS.read_action(changed)


def test_a_token_is_for_one_purpose_and_one_key() -> None:
    """What stops letters takes no step, and another house's tokens open nothing."""
    by = Party(Actor.SELLER, 1)
    stop = TOKENS.unsubscribe(UnsubscribeLink(by, Unwanted.COPIES))
    assert TOKENS.read_unsubscribe(stop) == UnsubscribeLink(by, Unwanted.COPIES)
    with pytest.raises(BadToken, match="purpose"):
        TOKENS.read_action(stop)
    with pytest.raises(BadToken, match="signed"):
        OTHERS.read_unsubscribe(stop)


def test_the_same_step_is_one_intention() -> None:
    """Of two letters about one version; another version, step or person is another one."""
    at = datetime(2026, 11, 22, tzinfo=UTC)
    seller, other = Party(Actor.SELLER, 1), Party(Actor.SELLER, 2)
    ids = {
        ActionLink(by, 1043, action, version, at).request_id
        for by in (seller, other)
        for action in (Action.APPROVE, Action.CANCEL)
        for version in (1, 2)
    }
    assert len(ids) == 8
    later = ActionLink(seller, 1043, Action.APPROVE, 1, at.replace(day=23))
    assert later.request_id in ids
