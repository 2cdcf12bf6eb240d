"""Deep links into the bot and the payloads they carry. It checks no authority: the desk does."""

import re
from dataclasses import dataclass

MAX_PAYLOAD = 64  # telegram.constants.DeepLinkLimit: 64 of A-Za-z0-9_-


@dataclass(frozen=True, slots=True)
class InviteLink:
    """A seller binds this account."""

    token: str


@dataclass(frozen=True, slots=True)
class OrderLink:
    """A customer follows an order."""

    number: int
    proof: str


@dataclass(frozen=True, slots=True)
class BuyLink:
    """A customer buys a product."""

    code: str


@dataclass(frozen=True, slots=True)
class AskLink:
    """A customer asks about a product."""

    code: str


Link = InviteLink | OrderLink | BuyLink | AskLink

_INVITE = re.compile(r"s_([A-Za-z0-9_-]{22,60})", re.ASCII)
_ORDER = re.compile(r"o_(\d{1,12})_([A-Za-z0-9_-]{22})", re.ASCII)
_BUY = re.compile(r"buy_([A-Za-z0-9]{4,32})", re.ASCII)
_ASK = re.compile(r"ask_([A-Za-z0-9]{4,32})", re.ASCII)


def read(payload: str) -> Link | None:
    """What a `/start` payload asks for; None for anything that no link of ours carries."""
    if match := _INVITE.fullmatch(payload):
        return InviteLink(match[1])
    if match := _ORDER.fullmatch(payload):
        return OrderLink(int(match[1]), match[2])
    if match := _BUY.fullmatch(payload):
        return BuyLink(match[1])
    if match := _ASK.fullmatch(payload):
        return AskLink(match[1])
    return None


@dataclass(slots=True)
class Links:
    """Writes links out. `username` is known once Telegram has told us who the bot is."""

    username: str | None = None

    def invite(self, token: str) -> str | None:
        """A seller's single-use link, or None while the bot's name is unknown."""
        return self._write(f"s_{token}")

    def order(self, number: int, proof: str) -> str | None:
        """A customer's link to an order, or None while the bot's name is unknown."""
        return self._write(f"o_{number}_{proof}")

    def buy(self, code: str) -> str | None:
        """A product's link, or None while the bot's name is unknown."""
        return self._write(f"buy_{code}")

    def ask(self, code: str) -> str | None:
        """The link to ask about a product, or None while the bot's name is unknown."""
        return self._write(f"ask_{code}")

    def _write(self, payload: str) -> str | None:
        if self.username is None:
            return None
        return f"https://t.me/{self.username}?start={payload}"
