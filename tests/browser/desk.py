"""The demo page as its visitor sees it: phones with messages and buttons, and levers to pull."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, expect

from bench.crowd import world_at
from tests.browser.watch import Watch

#: The bot's process starts anew within this, on a machine that has other work.
SLOW_MS = 40_000


@dataclass(frozen=True, slots=True)
class Desk:
    """One open page."""

    page: Page
    root: str
    watch: Watch

    def phone(self, role: str) -> Locator:
        """The first phone of somebody in this role: seller, customer, administration, stranger."""
        return self.page.locator(f"[data-phone={role}]").first

    def says(self, role: str, text: str) -> Locator:
        """The newest message with `text` on that phone."""
        return self.phone(role).locator("[data-message]").filter(has_text=text).last

    def card(self, role: str, number: int) -> Locator:
        """That order's card: its first line has the number, and the status unless it is new."""
        title = re.compile(rf"New order #{number}\b|Order #{number} ·")
        return self.phone(role).locator("[data-message]").filter(has_text=title).last

    def button(self, role: str, label: str) -> Locator:
        """The newest inline button with `label` in its text on that phone."""
        return self.phone(role).locator(f'[data-label*="{label}"]').last

    def key(self, role: str, label: str) -> Locator:
        """The key of the reply keyboard with `label` in its text on that phone."""
        return self.phone(role).locator(f'[data-key*="{label}"]').last

    def lever(self, name: str) -> Locator:
        """What pulls that lever, in the drawer."""
        return self.page.locator(f'[data-panel=levers] [data-lever="{name}"]').first

    def panel(self, name: str) -> Locator:
        """levers, log or tour."""
        return self.page.locator(f"[data-panel={name}]")

    def tour(self, act: str) -> Locator:
        """The story's next, back or leave."""
        return self.page.locator(f"[data-tour={act}]").first

    async def reads(self, role: str, number: int, status: str) -> None:
        """Wait until that order's card has that status in its first line."""
        await expect(self.card(role, number)).to_contain_text(f"rder #{number} · {status}")

    async def sees(self, role: str, text: str) -> None:
        """Wait for a message with `text` on that phone."""
        await expect(self.says(role, text)).to_be_visible()

    def opener(self, panel: str) -> Locator:
        """The top bar's button for levers, log or tour."""
        return self.page.locator(f"[data-opens={panel}]").first

    def tab(self, role: str) -> Locator:
        """Where one phone is seen at a time: the tab of the first one of that role."""
        return self.page.locator(f"[role=tab][data-role={role}]").first

    async def opens(self, panel: str) -> None:
        """Open the levers, the log or the story."""
        if not await self.panel(panel).is_visible():
            await self.opener(panel).click()
        await expect(self.panel(panel)).to_be_visible()

    async def person(self, role: str) -> int:
        """The id of the first person in that role."""
        return int(await self.phone(role).get_attribute("data-person") or "")

    async def message_ids(self, role: str, *, own: bool = False) -> list[str]:
        """The messages on that phone, oldest first; with `own`, those that its owner sent."""
        messages = self.phone(role).locator(f"{'.m-out' if own else ''}[data-message]")
        ids: list[str] = await messages.evaluate_all("(all) => all.map((it) => it.dataset.message)")
        return ids

    async def asks(self, lever: str, **body: object) -> Any:
        """Pull a lever past the page, to prepare what a test looks at; its result."""
        answer = await self.page.request.post(f"{self.root}/do/{lever}", data=body, timeout=SLOW_MS)
        document = await answer.json()
        assert document["ok"], document
        return document["result"]

    async def follows_an_order(self) -> int:
        """An order has rung at the seller's, its customer has opened the link to it; its number."""
        number: int = (await self.asks("order"))["number"]
        customer = await self.person("customer")
        await self.asks("follow", person=customer, link=await self._link_of(number))
        await expect(self.card("customer", number)).to_be_visible()
        await expect(self.card("seller", number)).to_contain_text("New order")
        return number

    async def _link_of(self, number: int) -> str:
        """What the marketplace wrote to the customer who placed that order."""
        chats = (await world_at(self.root))["chats"].values()
        [link] = [
            message["preview"]["link"]
            for chat in chats
            for message in chat["messages"]
            if message.get("preview") and f"#{number}" in message["text"]
        ]
        return str(link)
