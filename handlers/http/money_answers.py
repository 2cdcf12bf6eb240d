"""What the API answers of money."""

from typing_extensions import TypedDict

from orders.money import Money


class MoneyAnswer(TypedDict):
    """An amount of money."""

    amount: str
    currency: str


def money(value: Money) -> MoneyAnswer:
    """An amount."""
    return {"amount": str(value), "currency": value.currency}
