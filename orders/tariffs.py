"""What a seller owes for an order that succeeded: the plan, and the sum it comes to. Pure, exact, no rates."""

from dataclasses import dataclass

from orders.errors import BadValue
from orders.money import Money

#: A plan's percent is counted in hundredths: 1,250 is 12.5 %.
WHOLE = 10_000
MAX_REF = 60


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff plan. An order keeps the one that its seller had when it was placed.

    The fixed part and the bounds are minor units of `currency`; an order in another currency owes
    the percent alone.
    """

    #: The marketplace's own name for it.
    ref: str
    currency: str
    #: Hundredths of a percent of the order's amount, 0 to 10,000.
    percent: int = 0
    fixed: int = 0
    minimum: int | None = None
    maximum: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= WHOLE:
            raise BadValue("percent", "out_of_range", 100)
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise BadValue("minimum", "above_maximum")


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee with the way it was reckoned, as far as people need it to follow."""

    tariff: Tariff
    #: The order's amount.
    base: Money
    fee: Money
    #: Which bound decided: "minimum", "maximum", or neither.
    bound: str = ""

    @property
    def fixed(self) -> Money | None:
        """The fixed part, where there is one."""
        return Money(self.tariff.fixed, self.base.currency) if _applies(self) else None


def charge(tariff: Tariff, base: Money) -> Charge:
    """What an order of this amount owes: percent and fixed part within the bounds, rounded half up once."""
    own = tariff.currency == base.currency
    exact = base.minor * tariff.percent + (tariff.fixed * WHOLE if own else 0)
    bound = ""
    if own and tariff.minimum is not None and exact < tariff.minimum * WHOLE:
        exact, bound = tariff.minimum * WHOLE, "minimum"
    if own and tariff.maximum is not None and exact > tariff.maximum * WHOLE:
        exact, bound = tariff.maximum * WHOLE, "maximum"
    fee = Money((exact + WHOLE // 2) // WHOLE, base.currency)
    return Charge(tariff, base, fee, bound)


def percent_of(text: str) -> int:
    """Read "10", "7.5" or "12.25" as hundredths of a percent, exactly. Raises `BadValue` ("percent")."""
    whole, point, rest = text.strip().partition(".")
    digits = whole + rest
    fits = digits.isascii() and digits.isdecimal() and whole and (bool(rest) or not point)
    if not fits or len(whole) > 3 or len(rest) > 2:
        raise BadValue("percent", "not_decimal")
    hundredths = int(whole) * 100 + int(rest.ljust(2, "0") or "0")
    if hundredths > WHOLE:
        raise BadValue("percent", "out_of_range", 100)
    return hundredths


def percent_text(hundredths: int) -> str:
    """The shortest decimal: "10", "7.5", "12.25"."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def _applies(charge: Charge) -> bool:
    return charge.tariff.fixed > 0 and charge.tariff.currency == charge.base.currency
