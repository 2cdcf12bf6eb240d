"""The commands that work on rows: sellers, products, orders, keys; and the administration."""

import json
import re

import pytest

from tests.marketplace import order
from tests.terminal import Terminal


def test_a_seller_is_added_and_gets_a_link(terminal: Terminal) -> None:
    """Without Telegram the payload is printed, which does the same."""
    added = terminal.runs("seller", "add", "ira", "--name", "Ira Pottery", "--phone", "0501234567")
    assert added.status == 0
    assert re.search(r"^  /start s_[A-Za-z0-9_-]{32}$", added.out, re.MULTILINE)
    assert "ORDERBELL_TELEGRAM_TOKEN is not set" in added.err
    listed = terminal.runs("seller", "list", "--json").document
    assert [seller["seller_ref"] for seller in listed] == ["ira"]
    assert listed[0]["phone"] == "+380501234567"
    assert listed[0]["timezone"] == "Europe/Kyiv"


def test_a_seller_is_not_overwritten(terminal: Terminal) -> None:
    """Adding one that exists is refused, and says what was perhaps meant."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    again = terminal.runs("seller", "add", "ira", "--name", "Another")
    assert (again.status, again.out) == (1, "")
    assert "orderbell seller invite ira" in again.err
    assert "Ira " in terminal.runs("seller", "list").out


def test_each_wrong_option_is_named(terminal: Terminal) -> None:
    """All at once, by the option's name."""
    ran = terminal.runs(
        "seller", "add", "ira", "--name", "", "--phone", "abc", "--timezone", "Kyiv"
    )
    assert ran.status == 1
    for option in ("--name", "--phone", "--timezone"):
        assert f"orderbell: {option} must" in ran.err
    price = terminal.runs(
        "product", "add", "mug", "--seller", "ira", "--title", "Mug", "--price", "450,00"
    )
    assert (price.status, "--price must be a decimal" in price.err) == (1, True)


def test_every_invitation_is_another(terminal: Terminal) -> None:
    """A lost link is replaced by a new one."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    links = {
        terminal.runs("seller", "invite", "ira", "--json").document["invite_link"] for _ in range(2)
    }
    assert len(links) == 2
    nobody = terminal.runs("seller", "invite", "nobody")
    assert (nobody.status, "there is no seller nobody" in nobody.err) == (1, True)


def test_a_plan_is_added_changed_and_given_to_a_seller(terminal: Terminal) -> None:
    """The seller's orders from then on owe by it; as a table and as data."""
    added = terminal.runs(
        *("tariff", "add", "standard", "--percent", "7.5", "--fixed", "2.00"),
        *("--minimum", "5.00", "--maximum", "500.00"),
    )
    assert (added.status, added.out) == (0, "Tariff standard added.\n")
    terminal.runs("seller", "add", "ira", "--name", "Ira", "--tariff", "standard")
    assert terminal.runs("seller", "list", "--json").document[0]["tariff"] == "standard"
    changed = terminal.runs("tariff", "add", "standard", "--percent", "10")
    assert "changed for orders to come" in changed.out
    plain = {"tariff": "standard", "percent": "10", "fixed": None, "minimum": None, "maximum": None}
    assert terminal.runs("tariff", "list", "--json").document == [{**plain, "currency": "UAH"}]
    assert "standard" in terminal.runs("tariff", "list").out
    terminal.runs("tariff", "add", "gold", "--percent", "5")
    assert terminal.runs("seller", "tariff", "ira", "gold").status == 0
    assert terminal.runs("seller", "list", "--json").document[0]["tariff"] == "gold"


def test_a_plan_that_will_not_do_is_refused_in_words(terminal: Terminal) -> None:
    """Each wrong part by its option; an unknown plan by the command that lists them."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    for options, words in (
        (("--percent", "ten"), "--percent ten: must be from 0 to 100"),
        (("--percent", "101"), "--percent 101: must be from 0 to 100"),
        (("--fixed", "2,00"), "--fixed 2,00: not an amount of UAH"),
        (("--minimum", "6.00", "--maximum", "5.00"), "--minimum is more than --maximum"),
        (("--currency", "XXX"), "--currency XXX: must be an ISO 4217 currency"),
    ):
        ran = terminal.runs("tariff", "add", "odd", *options)
        assert (ran.status, words in ran.err) == (1, True), ran.err
    for command in (
        ("seller", "tariff", "ira", "gold"),
        ("seller", "add", "x", "--name", "X", "--tariff", "gold"),
    ):
        ran = terminal.runs(*command)
        assert (ran.status, "orderbell tariff list" in ran.err) == (1, True)
    assert terminal.runs("tariff", "list", "--json").document == []


def test_a_disabled_seller_takes_no_orders_until_enabled(terminal: Terminal) -> None:
    """And doing it twice is refused rather than repeated."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    document = json.dumps(order())
    assert terminal.runs("seller", "disable", "ira").status == 0
    assert terminal.runs("seller", "disable", "ira").status == 1
    refused = terminal.runs("order", "place", "-", stdin=document)
    assert (refused.status, "seller_ref" in refused.err) == (1, True)
    assert terminal.runs("seller", "enable", "ira").status == 0
    assert terminal.runs("order", "place", "-", stdin=document).status == 0


def test_a_product_gets_a_link_that_stays(terminal: Terminal) -> None:
    """Adding it again changes it and keeps the link."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    words = ("product", "add", "mug", "--seller", "ira", "--title", "Clay mug", "--price")
    first = terminal.runs(*words, "450.00", "--json").document
    second = terminal.runs(*words, "500.00", "--json").document
    assert first["buy_link"] == second["buy_link"]
    assert first["buy_link"].startswith("/start buy_")
    assert second["price"] == {"amount": "500.00", "currency": "UAH"}
    listed = terminal.runs("product", "list", "ira").out
    assert "500.00 UAH" in listed
    assert terminal.runs("product", "list", "nobody").status == 1


def test_an_order_is_placed_from_a_file_and_shown(terminal: Terminal) -> None:
    """The same JSON as over HTTP; the same external_id again is the same order."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    path = terminal.folder / "order.json"
    path.write_text(json.dumps(order(shipping_address="Kyiv\nKhreshchatyk \x9b1")))
    placed = terminal.runs("order", "place", "order.json")
    assert placed.out.splitlines()[0] == "Order 1001 placed."
    assert re.search(r"/start o_1001_[A-Za-z0-9_-]{22}$", placed.out, re.MULTILINE)
    again = terminal.runs("order", "place", "order.json")
    assert again.out.splitlines()[0] == "Order 1001 was placed before."
    shown = terminal.runs("order", "show", "1001").out
    assert "Olena Koval, +380501234567" in shown
    assert "Kyiv / Khreshchatyk �1" in shown  # a terminal obeys control characters
    assert "placed by administration" in shown
    document = terminal.runs("order", "show", "1001", "--json").document
    assert document["order"]["amount"] == {"amount": "900.00", "currency": "UAH"}
    assert document["events"][0]["what"] == "placed"
    assert terminal.runs("order", "show", "1002").status == 1


@pytest.mark.parametrize(
    ("stdin", "words"),
    [
        ("{", "not JSON"),
        ("", "not JSON"),
        ("[]", "must be an object"),
        (json.dumps(order(items=[])), "#/items must have"),
        (json.dumps(order(seller_ref="nobody")), "there is no seller nobody"),
        (json.dumps(order(comment="x" * 300_000)), "larger than 256 KiB"),
    ],
)
def test_an_order_that_is_none_is_refused(terminal: Terminal, stdin: str, words: str) -> None:
    """With what is wrong, one line each."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    ran = terminal.runs("order", "place", "-", stdin=stdin)
    assert (ran.status, ran.out) == (1, "")
    assert words in ran.err


def test_an_external_id_is_not_reused_for_another_order(terminal: Terminal) -> None:
    """As over HTTP."""
    terminal.runs("seller", "add", "ira", "--name", "Ira")
    terminal.runs("order", "place", "-", stdin=json.dumps(order()))
    other = terminal.runs("order", "place", "-", stdin=json.dumps(order(comment="Red")))
    assert (other.status, "already order 1001" in other.err) == (1, True)


def test_a_file_that_is_not_there_is_named(terminal: Terminal) -> None:
    """The operating system's reason, and no traceback."""
    ran = terminal.runs("order", "place", "gone.json")
    assert (ran.status, ran.err) == (1, "orderbell: gone.json: No such file or directory\n")


def test_a_key_is_printed_once_and_stored_hashed(terminal: Terminal) -> None:
    """Standard output holds the key alone, so that it can be piped into a secret store."""
    key = terminal.runs("apikey", "add", "marketplace").out.strip()
    assert re.fullmatch(r"orderbell_[A-Za-z0-9_-]{43}", key)
    stored = b"".join(path.read_bytes() for path in (terminal.folder / "data").iterdir())
    assert key.encode() not in stored
    listed = terminal.runs("apikey", "list")
    assert key not in listed.out
    assert "marketplace" in listed.out
    assert terminal.runs("apikey", "revoke", "1").status == 0
    assert terminal.runs("apikey", "revoke", "1").status == 1
    assert terminal.runs("apikey", "list", "--json").document[0]["revoked_at"]
    assert terminal.runs("apikey", "add", " ").status == 1


def test_an_administrator_is_added_to_env(terminal: Terminal) -> None:
    """The rest of the file stays as it was, and nobody else may read it afterwards."""
    env = terminal.folder / ".env"
    env.write_text("# ours\nORDERBELL_CURRENCY=EUR\nORDERBELL_ADMINS=5\n")
    env.chmod(0o600)
    added = terminal.runs("admin", "add", "6")
    assert (added.status, "restart" in added.out) == (0, True)
    assert env.read_text() == "# ours\nORDERBELL_CURRENCY=EUR\nORDERBELL_ADMINS=5,6\n"
    assert env.stat().st_mode & 0o777 == 0o600
    assert terminal.runs("admin", "add", "6").status == 1
    assert terminal.runs("admin", "add", str(2**60)).status == 1


def test_the_environment_wins_so_env_is_not_written(terminal: Terminal) -> None:
    """A line in .env would do nothing; that is said instead."""
    terminal.monkeypatch.setenv("ORDERBELL_ADMINS", "5")
    ran = terminal.runs("admin", "add", "6")
    assert (ran.status, "set in the environment" in ran.err) == (1, True)
    assert not (terminal.folder / ".env").exists()
