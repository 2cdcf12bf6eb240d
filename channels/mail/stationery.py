"""What this marketplace's letters carry besides their words: sender, names of threads, links, reply addresses.

It words nothing; where an address is not known, letters go without what needs it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from channels.mail.addresses import Mailbox
from channels.mail.tokens import (
    LINK_LIFE,
    ActionLink,
    ReplyAddress,
    Tokens,
    UnsubscribeLink,
    Unwanted,
)
from channels.telegram.links import Links
from orders.model import Order, Party
from orders.states import Action, Actor, allowed
from orders.work import Work

#: Where the pages of links are served, under the public address.
ACTION_PATH, UNSUBSCRIBE_PATH = "/a", "/u"


@dataclass(frozen=True, slots=True)
class Stationery:
    """Filled in once, for all letters."""

    sender: Mailbox
    tokens: Tokens
    links: Links
    #: Makes the secret part of a customer's Telegram link (see `orders.ports.Office`).
    sign: Callable[[str], str]
    sender_name: str = ""
    #: Where the pages can be reached; None: letters have no links.
    public_url: str | None = None
    #: Takes answers, with a token after its local part; None: they are not read.
    replies: Mailbox | None = None

    def message_id(self, work: Work) -> str:
        """The same for the same row: a letter that goes out twice is one for mail readers."""
        return f"<{work.kind}.{work.id}.{int(work.created_at.timestamp())}@{self.sender.domain}>"

    def thread(self, number: int, to: Party) -> str:
        """What all letters to somebody about one order are answers to."""
        return f"<order.{number}.{to.actor}@{self.sender.domain}>"

    def until(self, at: datetime) -> datetime:
        """When the links of a letter that was due then no longer work."""
        return at + LINK_LIFE

    def steps(self, order: Order, by: Party, until: datetime) -> list[tuple[Action, str]]:
        """What the seller can do now, each with its link; `until`: how long the links work."""
        if self.public_url is None or by.actor is not Actor.SELLER:
            return []
        number, version = order.number, order.version
        return [
            (action, self.step(ActionLink(by, number, action, version, until)))
            for action in allowed(order.state, by.actor)
        ]

    def step(self, link: ActionLink) -> str:
        """Where the page is that asks before it does this."""
        return f"{self._root}{ACTION_PATH}/{self.tokens.action(link)}"

    def unsubscribe(self, by: Party, what: Unwanted) -> str | None:
        """Where somebody says that they want no more of these."""
        if self.public_url is None:
            return None
        return (
            f"{self._root}{UNSUBSCRIBE_PATH}/{self.tokens.unsubscribe(UnsubscribeLink(by, what))}"
        )

    def telegram(self, number: int) -> str | None:
        """Where a customer follows the order in Telegram; None while the bot's name is unknown."""
        return self.links.order(number, self.sign(f"order:{number}"))

    def reply_to(self, by: Party, number: int) -> Mailbox | None:
        """Where what this person answers about this is read."""
        if self.replies is None:
            return None
        token = self.tokens.reply(ReplyAddress(by, number))
        return Mailbox(f"{self.replies.local}+{token}", self.replies.domain)

    @property
    def _root(self) -> str:
        return (self.public_url or "").rstrip("/")
