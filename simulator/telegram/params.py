"""One call's parameters, checked against the specification. It does not know what they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from simulator.telegram.errors import Drift, bad_request
from simulator.telegram.spec import Parameter, Signature

_INTEGER = re.compile(r"[+-]?\d+\Z")
_ATTACHED = "attach://"

#: How the real server refuses a call without the parameter (Client.cpp of telegram-bot-api).
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "message_thread_id": "message thread identifier is not specified",
    "phone_number": "phone number must be non-empty",
    "first_name": "first name must be non-empty",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "commands": "can't parse commands: expected an array of BotCommand",
    "file_id": "file_id not specified",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in the request's body."""

    name: str
    mime: str
    body: bytes


@dataclass(slots=True)
class Params:
    """Checked values by name, and the uploads that `attach://name` points at."""

    values: dict[str, object]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the call has the parameter."""
        return name in self.values

    def whole(self, name: str, default: int = 0) -> int:
        """An integer parameter."""
        value = self.values.get(name, default)
        return value if isinstance(value, int) else default

    def optional(self, name: str) -> int | None:
        """An integer parameter, None if absent."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def real(self, name: str, default: float = 0.0) -> float:
        """A float parameter."""
        value = self.values.get(name, default)
        return float(value) if isinstance(value, int | float) else default

    def text(self, name: str, default: str = "") -> str:
        """A string parameter."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default

    def flag(self, name: str) -> bool:
        """A boolean parameter; absent is False."""
        return self.values.get(name) is True

    def mapping(self, name: str) -> dict[str, object]:
        """A JSON object; absent is empty."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else {}

    def items(self, name: str) -> list[object]:
        """A JSON array; absent is empty."""
        value = self.values.get(name)
        return value if isinstance(value, list) else []

    def chat(self, name: str = "chat_id") -> int | str | None:
        """A chat id, an `@username`, or None."""
        value = self.values.get(name)
        return value if isinstance(value, int | str) else None

    def file(self, name: str) -> Upload | str:
        """The upload, or the string (file_id or URL) that the parameter holds."""
        value = self.values.get(name, "")
        if isinstance(value, Upload):
            return value
        return self.resolve(value if isinstance(value, str) else "")

    def resolve(self, reference: str) -> Upload | str:
        """The upload that `attach://name` means; any other string as it is."""
        if not reference.startswith(_ATTACHED):
            return reference
        upload = self.uploads.get(reference.removeprefix(_ATTACHED))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return upload


def check(method: str, raw: Mapping[str, object], signature: Signature) -> Params:
    """The converted parameters; raises `Drift` for an unknown, missing or mistyped one.

    The real server ignores unknown parameters. This one refuses, so that a misspelt name fails.
    """
    values: dict[str, object] = {}
    uploads: dict[str, Upload] = {}
    for name, value in raw.items():
        parameter = signature.get(name)
        if parameter is not None:
            values[name] = _converted(method, parameter, value)
        elif isinstance(value, Upload):
            uploads[name] = value
        else:
            raise Drift(f"unknown parameter {name!r} in {method}")
    for parameter in signature.values():
        if parameter.required and parameter.name not in values:
            told = _MISSING.get(parameter.name, f"{parameter.name} is empty")
            problem = f"missing parameter {parameter.name!r} in {method}"
            raise Drift(problem, bad_request(told))
    return Params(values, uploads)


def _converted(method: str, parameter: Parameter, value: object) -> object:
    try:
        return _CONVERT[parameter.kind](value)
    except (TypeError, ValueError) as wrong:
        what = f"parameter {parameter.name!r} of {method} must be {parameter.kind}"
        raise Drift(f"{what}, got {value!r:.80}", bad_request(what)) from wrong


def _int(value: object) -> int:
    if isinstance(value, str) and _INTEGER.match(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError


def _float(value: object) -> float:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return float(value)
    raise TypeError


def _bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise TypeError


def _str(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError


def _object(value: object) -> dict[str, object]:
    found = orjson.loads(value) if isinstance(value, str) else value
    if isinstance(found, dict):
        return found
    raise TypeError


def _array(value: object) -> list[object]:
    found = orjson.loads(value) if isinstance(value, str) else value
    if isinstance(found, list):
        return found
    raise TypeError


def _chat(value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _int(value)


def _file(value: object) -> Upload | str:
    if isinstance(value, Upload | str):
        return value
    raise TypeError


_CONVERT = {
    "int": _int,
    "float": _float,
    "bool": _bool,
    "str": _str,
    "object": _object,
    "array": _array,
    "chat": _chat,
    "file": _file,
}
