"""The secret part of customers' links: a keyed hash, the same in the bot and on the command line."""

import base64
import hashlib
import hmac
from collections.abc import Callable

from bot.secrets import CUSTOMER_LINKS, derive

#: 128 bits: 22 characters of a deep link's 64.
PROOF_BYTES = 16


def signer(key: bytes) -> Callable[[str], str]:
    """What `Office.sign` is for this master key."""
    secret = derive(key, CUSTOMER_LINKS)

    def sign(text: str) -> str:
        digest = hmac.digest(secret, text.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:PROOF_BYTES]).decode().rstrip("=")

    return sign
