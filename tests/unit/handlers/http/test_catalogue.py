"""Sellers and products over HTTP."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from orders.linking import Visitor, accept_invite
from tests.marketplace import Place, new_file, opened, order

OKSANA = Visitor(7001, "Oksana", "uk")


async def test_a_seller_is_added_then_changed(place: Place) -> None:
    """201 the first time, 200 afterwards; what is left out takes its default."""
    body = {"name": "Ira Pottery", "phone": "050 123 45 67", "email": "ira@example.com"}
    added = await place.marketplace.sends("PUT", "/sellers/ira", body)
    assert added.status == 201
    assert added.document | {"invite_link": ""} == {
        "seller_ref": "ira",
        "name": "Ira Pottery",
        "phone": "+380501234567",
        "email": "ira@example.com",
        "locale": "en",
        "timezone": "UTC",
        "tariff": None,
        "telegram_linked": False,
        "disabled_at": None,
        "invite_link": "",
    }
    changed = await place.marketplace.sends(
        "PUT", "/sellers/ira", {"name": "Ira", "locale": "uk", "timezone": "Europe/Kyiv"}
    )
    assert changed.status == 200
    assert (changed.document["name"], changed.document["phone"]) == ("Ira", None)


async def test_the_invite_link_binds_an_account_once(place: Place) -> None:
    """It is given until an account is linked; then there is none to give."""
    link = (await place.marketplace.adds_seller()).document["invite_link"]
    start, _, token = link.partition("?start=s_")
    assert start == "https://t.me/orderbell_bot"
    assert len(token) == 32  # 192 bits
    await accept_invite(place.office, OKSANA, token)
    again = (await place.marketplace.adds_seller()).document
    assert (again["telegram_linked"], again["invite_link"]) == (True, None)


async def test_without_the_bots_name_there_are_no_links(tmp_path: Path) -> None:
    """Until Telegram has been reached, links are null; orders are taken all the same."""
    async with opened(await new_file(tmp_path), username=None) as place:
        seller = (await place.marketplace.adds_seller()).document
        placed = (await place.marketplace.places(order())).document
        assert (seller["invite_link"], placed["customer_link"]) == (None, None)
        place.links.username = "late_bot"
        looked = (await place.marketplace.sends("GET", f"/orders/{placed['number']}")).document
        assert looked["customer_link"].startswith("https://t.me/late_bot?start=o_")


async def test_changing_a_seller_keeps_it_disabled(place: Place) -> None:
    """Whether a seller takes orders is the operator's decision, not a side effect."""
    await place.marketplace.adds_seller()
    async with place.office.store.write() as uow:
        seller = await uow.people.seller_by_ref("ira")
        await uow.people.put_seller(replace(seller, disabled_at=place.clock.now()))
    changed = await place.marketplace.adds_seller()
    assert changed.document["disabled_at"] == "2026-11-22T10:00:00Z"
    refused = await place.marketplace.places(order())
    assert (refused.status, refused.pointers) == (422, ["#/seller_ref"])
    assert "no orders" in refused.document["detail"]


async def test_a_product_is_added_then_changed(place: Place) -> None:
    """Its Buy link stays the same: it may be printed somewhere."""
    await place.marketplace.adds_seller()
    body = {
        "seller_ref": "ira",
        "title": "Clay mug",
        "price": {"amount": "450", "currency": "UAH"},
        "production_days": 10,
    }
    added = await place.marketplace.sends("PUT", "/products/mug-1", body)
    assert added.status == 201
    assert added.document["price"] == {"amount": "450.00", "currency": "UAH"}
    place.clock.passes(timedelta(days=1))
    body["price"] = {"amount": "500.00", "currency": "UAH"}
    changed = await place.marketplace.sends("PUT", "/products/mug-1", body)
    assert changed.status == 200
    assert changed.document["price"]["amount"] == "500.00"
    assert changed.document["buy_link"] == added.document["buy_link"]
    assert "?start=buy_" in added.document["buy_link"]


async def test_a_product_has_one_seller(place: Place) -> None:
    """Another seller's product cannot be taken over, nor an unknown seller's be added."""
    await place.marketplace.adds_seller("ira")
    await place.marketplace.adds_seller("petro")
    body = {"title": "Mug", "price": {"amount": "1.00", "currency": "UAH"}}
    await place.marketplace.sends("PUT", "/products/mug-1", {**body, "seller_ref": "ira"})
    for seller in ("petro", "nobody"):
        reply = await place.marketplace.sends(
            "PUT", "/products/mug-1", {**body, "seller_ref": seller}
        )
        assert (reply.status, reply.pointers) == (422, ["#/seller_ref"])


@pytest.mark.parametrize("ref", ["%00", "%20", "a%0Ab", "x" * 121])
async def test_a_ref_in_the_path_is_held_to_the_same_rules(place: Place, ref: str) -> None:
    """No control characters, not empty, at most 120 characters."""
    for kind, parameter in (("sellers", "seller_ref"), ("products", "product_ref")):
        reply = await place.marketplace.sends("PUT", f"/{kind}/{ref}", {"name": "x"})
        assert (reply.status, reply.pointers) == (422, [parameter])


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("timezone", "Kyiv"),
        ("timezone", "../../etc/passwd"),
        ("timezone", "/etc/localtime"),
        ("locale", "english please"),
        ("email", "ira"),
        ("phone", "call me"),
        ("name", ""),
        ("tariff", "gold"),
    ],
)
async def test_a_sellers_wrong_value_is_named(place: Place, member: str, value: str) -> None:
    """Also one that we do not know yet: ignoring it silently would promise something."""
    reply = await place.marketplace.sends("PUT", "/sellers/ira", {"name": "Ira", member: value})
    assert (reply.status, reply.pointers) == (422, [f"#/{member}"])
