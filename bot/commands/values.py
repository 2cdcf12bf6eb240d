"""Values typed at the terminal, held to the same rules as those that come over HTTP."""

from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.commands.terminal import Refused
from handlers.http.bodies import Ref
from handlers.http.intake import fault

Body = TypeVar("Body", bound=BaseModel)

_REF: TypeAdapter[str] = TypeAdapter(Ref)


def ref(text: str) -> str:
    """A ref. Raises `Refused`."""
    try:
        return _REF.validate_python(text)
    except ValidationError as error:
        raise Refused(f"REF {fault(error.errors()[0]).detail}") from None


def body(model: type[Body], values: dict[str, object], region: str) -> Body:
    """Options as the body of the HTTP request that does the same; None means not given.

    Raises `Refused`, one line for each wrong value, named by its option.
    """
    given = {name: value for name, value in values.items() if value is not None}
    try:
        return model.model_validate(given, context={"region": region})
    except ValidationError as error:
        faults = (fault(detail) for detail in error.errors(include_url=False))
        lines = (f"{_option(f.pointer or '#')} {f.detail}" for f in faults)
        raise Refused("\n".join(lines)) from None


def json_body(model: type[Body], raw: bytes, region: str) -> Body:
    """A JSON document as the body of the HTTP request. Raises `Refused`, one line for each fault."""
    try:
        return model.model_validate_json(raw, context={"region": region})
    except ValidationError as error:
        details = error.errors(include_url=False)
        if details[0]["type"] == "json_invalid":
            where = details[0].get("ctx", {}).get("error", "unreadable")
            raise Refused(f"this is not JSON: {where}") from None
        faults = (fault(detail) for detail in details)
        raise Refused("\n".join(f"{f.pointer} {f.detail}" for f in faults)) from None


def _option(pointer: str) -> str:
    # Nested members of a body are options of their own: #/price/currency is --currency.
    return "--" + pointer.removeprefix("#/").removeprefix("price/").replace("_", "-").replace(
        "amount", "price"
    )
