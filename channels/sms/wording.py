"""What every text of an SMS is made with: amounts, plain signs, and a text cut to so many segments."""

from channels.sms.segments import segments
from orders.money import Money

#: A longer message of a conversation is cut: the rest is read where the link leads. Each segment is paid for.
MAX_SEGMENTS = 4
#: Typography that would double an SMS's price, and what an SMS has for it.
_PLAIN = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "‘": "'", "“": '"', "”": '"',
        "–": "-", "—": "-", "…": "...", "\u2068": None, "\u2069": None, "\u2011": "-",
    }
)  # fmt: skip


def amount(money: Money) -> str:
    """E.g. "450 UAH" or "12.50 EUR": currency signs are not in the alphabet of 7 bits."""
    decimal = str(money)
    whole, _, rest = decimal.partition(".")
    return f"{decimal if rest.strip('0') else whole} {money.currency}"


def plain(text: str) -> str:
    """The text with signs that every telephone's alphabet has, as far as there are such."""
    return text.translate(_PLAIN)


def cut(before: str, text: str, after: str = "", limit: int = MAX_SEGMENTS) -> str:
    """`text` between two texts, shortened so that all of it takes at most `limit` segments."""
    whole = f"{before}{text}{after}"
    if segments(whole) <= limit:
        return whole
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = segments(f"{before}{_shortened(text, middle)}{after}") <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    return f"{before}{_shortened(text, low)}{after}"


def _shortened(text: str, length: int) -> str:
    return f"{text[:length].rstrip()}..."
