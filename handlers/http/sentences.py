"""What is wrong with a value, in words: the short codes of our rules and of pydantic.

Each sentence continues the name of a field ("#/items/0/quantity must be a whole number"). The
value itself is never repeated: it may be personal.
"""

from collections.abc import Mapping

#: By the code in `BadValue.why`.
_OURS: dict[str, str] = {
    "changed": "is no longer what was shown",
    "control_character": "must not contain control characters",
    "disabled": "names a seller who takes no orders any more",
    "empty": "must not be empty",
    "mixed": "must have one currency in the whole order",
    "not_a_number": "must be a whole number",
    "not_a_phone": "must be a phone number that exists, best with its country: +380501234567",
    "not_decimal": 'must be a decimal with a point, such as "450.00"',
    "not_email": "must be an e-mail address",
    "not_positive": "must be more than zero",
    "not_timezone": "must be a time zone of the IANA database, such as Europe/Kyiv",
    "not_time": "must be an RFC 3339 time, such as 2026-11-22T10:00:00Z",
    "other_seller": "names a product of another seller",
    "out_of_range": "must be between 1 and {limit}",
    "too_large": "is larger than any order may be",
    "too_long": "must be at most {limit} characters long",
    "too_many": "must be at most {limit}",
    "too_many_decimals": "has more decimals than the currency (at most {limit})",
    "unknown": "is not known here",
    "unknown_currency": "must be an ISO 4217 currency, such as UAH",
}

#: By pydantic's error type; its context fills the braces.
_PYDANTIC: dict[str, str] = {
    "bool_type": "must be true or false",
    "datetime_from_date_parsing": "must be an RFC 3339 time, such as 2026-11-22T10:00:00Z",
    "datetime_parsing": "must be an RFC 3339 time, such as 2026-11-22T10:00:00Z",
    "datetime_type": "must be an RFC 3339 time, such as 2026-11-22T10:00:00Z",
    "enum": "must be one of {expected}",
    "extra_forbidden": "is not a member that is known here",
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is too large",
    "int_type": "must be a whole number",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list",
    "literal_error": "must be one of {expected}",
    "missing": "is required",
    "model_attributes_type": "must be an object",
    "model_type": "must be an object",
    "string_pattern_mismatch": "must not contain control characters",
    "string_too_long": "must be at most {max_length} characters long",
    "string_too_short": "must not be empty",
    "string_type": "must be a string",
    "string_unicode": "must be Unicode text without lone surrogates",
    "timezone_aware": "must say its time zone, best Z",
    "too_long": "must have at most {max_length} entries",
    "too_short": "must have at least {min_length} entry",
}


def sentence(why: str, limit: int | None = None) -> str:
    """The sentence for a code of our own rules."""
    return _OURS.get(why, f"is not acceptable ({why})").format(limit=limit)


def pydantic_sentence(kind: str, context: Mapping[str, object], fallback: str) -> str:
    """The sentence for pydantic's error type; `fallback` is pydantic's own message."""
    if kind == "bad_value":
        limit = context.get("limit")
        return sentence(str(context["why"]), limit if isinstance(limit, int) else None)
    if kind == "string_pattern_mismatch" and "\\x00" not in str(context.get("pattern")):
        return f"must match {context.get('pattern')}"
    template = _PYDANTIC.get(kind)
    return template.format(**context) if template else f"is not acceptable: {fallback}"
