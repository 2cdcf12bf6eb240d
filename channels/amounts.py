"""Amounts as people type them: "450", "450,00", "₴ 1 200.50", "850 грн discount". It knows no order."""

import re

from orders.errors import BadValue
from orders.money import CURRENCIES, MAX_MINOR, Money, parse

#: Signs and words of currencies, in lower case. A bare dollar is whichever dollar is meant.
_SIGNS: dict[str, frozenset[str]] = {
    "₴": frozenset({"UAH"}),
    "грн": frozenset({"UAH"}),
    "гривень": frozenset({"UAH"}),
    "гривні": frozenset({"UAH"}),
    "гривня": frozenset({"UAH"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "GIP"}),
    "zł": frozenset({"PLN"}),
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"}),
} | {code.lower(): frozenset({code}) for code in CURRENCIES}
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_SPACE = "[ \u00a0\u202f\u2009'’]"
_AMOUNT = re.compile(
    rf"\s*(?P<first>{_CURRENCY})?\s*(?P<minus>[-−–])?\s*(?P<second>{_CURRENCY})?\s*"
    rf"(?P<figures>[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
    rf"(?:\s*(?P<last>{_CURRENCY})(?!\w)\.?)?(?P<rest>(?!\w).*)?",
    re.IGNORECASE | re.DOTALL,
)
#: More figures before the decimals are no amount that an order can have.
_MOST = len(str(MAX_MINOR))
#: Any space, and signs that part the amount from what follows.
_AROUND = re.compile(r"\A[\s,;:.\-–—]+|[\s,;:.\-–—]+\Z")


def read(text: str, currency: str) -> tuple[Money, str]:
    """The amount that the text begins with, and what stands behind it.

    A comma or point before exactly three last figures parts thousands, unless the currency has three
    decimals. Raises `BadValue` ("amount": "not_a_number", "not_positive", "other_currency",
    "too_many_decimals", "too_large").
    """
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise BadValue("amount", "not_a_number")
    for sign in (found["first"], found["second"], found["last"]):
        if sign is not None and currency not in _SIGNS[sign.lower()]:
            raise BadValue("amount", "other_currency")
    if found["minus"]:
        raise BadValue("amount", "not_positive")
    figures = _decimal(re.sub(_SPACE, "", found["figures"]), CURRENCIES[currency])
    if len(figures.partition(".")[0]) > _MOST:
        raise BadValue("amount", "too_large", MAX_MINOR)
    return parse(figures, currency, field="amount"), _AROUND.sub("", found["rest"] or "")


def alone(text: str, currency: str) -> Money:
    """The amount that the text is, with nothing behind it. Raises `BadValue`, as `read`."""
    amount, rest = read(text, currency)
    if rest:
        raise BadValue("amount", "not_a_number")
    return amount


def _decimal(figures: str, digits: int) -> str:
    """With a point before the decimals, and nothing between thousands. Raises `BadValue`."""
    parts = re.split(r"[.,]", figures)
    signs = re.findall(r"[.,]", figures)
    if not signs:
        return figures
    *whole, last = parts
    is_decimals = len(last) != 3 or (digits == 3 and len(signs) == 1)
    if is_decimals and signs.count(signs[-1]) > 1:
        raise BadValue("amount", "not_a_number")
    thousands = whole if is_decimals else parts
    if any(len(part) != 3 for part in thousands[1:]) or len(set(signs[: len(thousands) - 1])) > 1:
        raise BadValue("amount", "not_a_number")
    if is_decimals and len(last) > digits:
        raise BadValue("amount", "too_many_decimals", digits)
    return "".join(thousands) + (f".{last}" if is_decimals else "")
