"""What callers send, as pydantic models: shape, lengths and forms.

Prices, phones and refs leave here checked and in one spelling, so that equal requests are equal.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from channels import phones
from orders import model, money
from orders.errors import BadValue

#: Longest e-mail address. Source: RFC 5321, 4.5.3.1.3 (path of 256 with its brackets).
MAX_EMAIL = 254
#: Telegram ids have at most 52 significant bits. Source: Bot API, User.id.
MAX_TELEGRAM_ID = 2**52

#: No control characters at all; texts of several lines may break lines and use tabs.
_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def _line(limit: int) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=1, max_length=limit, pattern=_ONE_LINE
    )


def _lines(limit: int, least: int = 1) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=least, max_length=limit, pattern=_LINES
    )


def _bad(why: str, limit: int | None = None) -> PydanticCustomError:
    return PydanticCustomError("bad_value", "{why}", {"why": why, "limit": limit})


def _phone(value: str, info: ValidationInfo) -> str:
    try:
        return _e164(value, (info.context or {}).get("region", ""))
    except BadValue as error:
        raise _bad(error.why, error.limit) from None


@lru_cache(maxsize=4096)
def _e164(value: str, region: str) -> str:
    # Recognising a number costs as much as half the rest of a request.
    return phones.parse(value, region)


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise _bad("not_email")
    return value


def _timezone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ValueError, OSError, LookupError):
        raise _bad("not_timezone") from None


def _rfc3339(value: object) -> object:
    # Pydantic takes a number, also as text, for seconds since 1970.
    if not isinstance(value, str) or "T" not in value.upper():
        raise _bad("not_time")
    return value


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise _bad("not_time") from None


Ref = Annotated[str, _line(model.MAX_REF)]
Name = Annotated[str, _line(model.MAX_NAME)]
Phone = Annotated[str, _line(40), AfterValidator(_phone)]
Email = Annotated[str, _line(MAX_EMAIL), AfterValidator(_email)]
Locale = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}$", max_length=20)
]
Timezone = Annotated[str, _line(64), AfterValidator(_timezone)]
ProductionDays = Annotated[int, Field(ge=0, le=model.MAX_PRODUCTION_DAYS)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Price(_Body):
    """An amount of money."""

    # Before the amount: how many decimals are right depends on it.
    currency: Annotated[str, Field(description="ISO 4217", examples=["UAH"])]
    amount: Annotated[
        str, Field(description="Decimal with a point, more than zero", examples=["450.00"])
    ]

    @field_validator("currency")
    @classmethod
    def _exists(cls, value: str) -> str:
        if value not in money.CURRENCIES:
            raise _bad("unknown_currency")
        return value

    @field_validator("amount")
    @classmethod
    def _exact(cls, value: str, info: ValidationInfo) -> str:
        if "currency" not in info.data:
            return value
        try:
            return str(money.parse(value, info.data["currency"]))
        except BadValue as error:
            raise _bad(error.why, error.limit) from None

    def money(self) -> money.Money:
        """The price as the rules count it."""
        return money.parse(self.amount, self.currency)


class PutSeller(_Body):
    """A seller, new or changed. What is left out takes its default."""

    name: Name
    phone: Phone | None = None
    email: Email | None = None
    locale: Locale | None = None
    timezone: Timezone | None = None
    tariff: Annotated[
        Ref | None, Field(description="Name of a tariff plan; left out: it stays as it is")
    ] = None


class PutProduct(_Body):
    """A product, new or changed."""

    seller_ref: Ref
    title: Annotated[str, _line(model.MAX_TITLE)]
    price: Price
    production_days: ProductionDays | None = None
    description: Annotated[str, _lines(model.MAX_DESCRIPTION, 0)] = ""


class Buyer(_Body):
    """Who orders."""

    ref: Annotated[Ref | None, Field(description="The marketplace's own name for the customer")] = (
        None
    )
    name: Name
    phone: Phone | None = None
    email: Email | None = None
    telegram_id: Annotated[int, Field(ge=1, le=MAX_TELEGRAM_ID)] | None = None
    locale: Locale | None = None
    registered_at: (
        Annotated[
            AwareDatetime,
            # In strict mode a string is no time, even where only strings are let through.
            Field(strict=False),
            BeforeValidator(_rfc3339),
            AfterValidator(_utc),
        ]
        | None
    ) = None


class OrderItem(_Body):
    """One line of an order."""

    product_ref: Ref | None = None
    title: Annotated[str, _line(model.MAX_TITLE)]
    quantity: Annotated[int, Field(ge=1, le=model.MAX_QUANTITY)]
    price: Annotated[Price, Field(description="Of one piece")]


_EXAMPLE: JsonDict = {
    "external_id": "A-1043",
    "seller_ref": "ira",
    "customer": {"ref": "c-7", "name": "Olena Koval", "phone": "+380501234567"},
    "items": [
        {
            "product_ref": "mug-1",
            "title": "Clay mug",
            "quantity": 2,
            "price": {"amount": "450.00", "currency": "UAH"},
        }
    ],
    "shipping_address": "Kyiv, Khreshchatyk 1",
    "comment": "Blue, please",
    "production_days": 10,
}


class PlaceOrder(_Body):
    """A purchase request."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    external_id: Annotated[Ref, Field(description="The caller's own id of this order")]
    seller_ref: Ref
    customer: Buyer
    items: Annotated[list[OrderItem], Field(min_length=1, max_length=model.MAX_ITEMS)]
    shipping_address: Annotated[str, _lines(model.MAX_ADDRESS)]
    comment: Annotated[str, _lines(model.MAX_COMMENT, 0)] = ""
    production_days: ProductionDays | None = None

    @field_validator("items")
    @classmethod
    def _one_currency(cls, value: list[OrderItem]) -> list[OrderItem]:
        if any(item.price.currency != value[0].price.currency for item in value):
            raise _bad("mixed")
        return value


class Act(_Body):
    """Who acts, and why."""

    by: Annotated[Ref, Field(description="The seller_ref of the order's seller")]
    reason: Annotated[
        model.CancelReason | None, Field(description="Required by cancel, and only there")
    ] = None
    text: Annotated[
        str,
        _lines(model.MAX_REASON, 0),
        Field(description="In the seller's words; required by the reason `other`"),
    ] = ""
