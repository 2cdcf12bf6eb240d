"""What callers send into a conversation, as a pydantic model; the rest of bodies is in `bodies`."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from channels.telegram.faces import MAX_TEXT
from channels.texts.html import units
from handlers.http.bodies import Ref
from orders.errors import BadValue
from orders.model import within

_EXAMPLE: JsonDict = {"by": "ira", "text": "Your mug is in the kiln; it will be ready on Friday."}


def _said(value: str) -> str:
    try:
        text = within(value, MAX_TEXT, "text")
        if units(text) > MAX_TEXT:
            raise BadValue("text", "too_long", MAX_TEXT)
        # Signs that take no room, such as spaces without width, say nothing either.
        if not any(sign.isprintable() and not sign.isspace() for sign in text):
            raise BadValue("text", "empty")
    except BadValue as error:
        context = {"why": error.why, "limit": error.limit}
        raise PydanticCustomError("bad_value", "{why}", context) from None
    return text


class Say(BaseModel):
    """What the seller tells the customer."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [_EXAMPLE]}
    )

    by: Annotated[Ref, Field(description="The seller_ref of the order's seller")]
    text: Annotated[
        str,
        AfterValidator(_said),
        Field(description=f"1 to {MAX_TEXT} UTF-16 units, which is how Telegram counts"),
    ]
