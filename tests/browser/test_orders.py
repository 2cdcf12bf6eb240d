"""An order as it is worked on the phones: placed, approved, cancelled, taken back."""

from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import Desk


async def test_an_order_rings_is_approved_and_the_customer_sees_it(
    fresh: None, visit: Visit
) -> None:
    """Form → card on the seller's phone → Approve → the customer's card changes."""
    desk = await visit()
    await desk.opens("levers")
    await desk.lever("order").click()
    await desk.sees("seller", "New order #1001")
    await desk.sees("customer", "t.me/")
    await desk.phone("customer").get_by_role("button", name="START").last.click()
    await desk.reads("customer", 1001, "New")
    await desk.button("seller", "Approve").click()
    await desk.reads("seller", 1001, "Confirmed")
    await desk.reads("customer", 1001, "Confirmed")


async def test_what_the_form_says_is_what_rings(desk: Desk) -> None:
    """The seller reads the customer's own wish and the quantity that the visitor typed."""
    await desk.opens("levers")
    form = desk.panel("levers")
    await form.get_by_label("Quantity").fill("37")
    await form.get_by_label("Comment").fill("Please wrap it as a gift")
    await desk.lever("order").click()
    await desk.sees("seller", "Please wrap it as a gift")
    await desk.sees("seller", "37 ×")


async def test_a_seller_cancels_only_with_a_reason(desk: Desk) -> None:
    """Cancel asks why; the customer reads the reason."""
    number = await desk.follows_an_order()
    await desk.button("seller", "Cancel order").click()
    await desk.button("seller", "cannot make it").click()
    await desk.reads("seller", number, "Cancelled")
    await desk.reads("customer", number, "Cancelled")
    await expect(desk.card("customer", number)).to_contain_text("Reason: ")


async def test_undo_takes_a_tap_back(desk: Desk) -> None:
    """Approved by mistake: Undo brings both cards back."""
    number = await desk.follows_an_order()
    await desk.button("seller", "Approve").click()
    await desk.reads("customer", number, "Confirmed")
    await desk.button("seller", "Undo").click()
    await expect(desk.card("seller", number)).to_contain_text(f"New order #{number}")
    await desk.reads("customer", number, "New")


async def test_a_tap_is_answered_on_the_phone_that_tapped(desk: Desk) -> None:
    """The toast lies in the seller's phone and nowhere else."""
    await desk.follows_an_order()
    await desk.button("seller", "Approve").click()
    await expect(desk.phone("seller").get_by_text("Approved.")).to_be_visible()
    await expect(desk.phone("customer").get_by_text("Approved.")).to_have_count(0)
