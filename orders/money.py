"""Amounts of money: whole minor units and a currency that exists. No rates, no formatting."""

import re
from dataclasses import dataclass

from orders.errors import BadValue

#: ISO 4217 active currencies (2026 list), without funds, metals and test codes.
_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP
CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU
MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST
XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
#: ISO 4217 minor units where they are not 2.
_DIGITS = dict.fromkeys(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0
) | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
CURRENCIES: dict[str, int] = {code: _DIGITS.get(code, 2) for code in _CODES.split()}

#: An order above this many minor units is a slip of the finger, not a handmade mug.
MAX_MINOR = 100_000_000_000

_DECIMAL = re.compile(r"(\d{1,12})(?:\.(\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` whole minor units (kopiyka, cent) of ISO 4217 `currency`."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise BadValue("currency", "mixed")
        return Money(self.minor + other.minor, self.currency)

    def times(self, quantity: int) -> "Money":
        """This amount `quantity` times."""
        return Money(self.minor * quantity, self.currency)

    def __str__(self) -> str:
        """The decimal amount without the currency, as HTTP carries it: `450.00`."""
        digits = CURRENCIES[self.currency]
        whole, rest = divmod(self.minor, 10**digits)
        return f"{whole}.{rest:0{digits}d}" if digits else str(whole)


def parse(amount: str, currency: str, *, field: str = "price") -> Money:
    """Read a positive decimal with a point ("450.00") in an existing currency, exactly.

    Raises `BadValue` for a sign, a comma, an exponent, NaN, more decimals than the currency has,
    zero, more than `MAX_MINOR`, or a currency that does not exist.
    """
    if currency not in CURRENCIES:
        raise BadValue("currency", "unknown_currency")
    digits = CURRENCIES[currency]
    match = _DECIMAL.fullmatch(amount)
    if match is None:
        raise BadValue(field, "not_decimal")
    whole, rest = match[1], match[2] or ""
    if len(rest) > digits:
        raise BadValue(field, "too_many_decimals", digits)
    minor = int(whole + rest.ljust(digits, "0"))
    if minor == 0:
        raise BadValue(field, "not_positive")
    if minor > MAX_MINOR:
        raise BadValue(field, "too_large", MAX_MINOR)
    return Money(minor, currency)
