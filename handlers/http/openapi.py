"""The API's description: request bodies, problems and the key, beyond what FastAPI sees by itself."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from handlers.http import bodies, idempotency, message_bodies
from handlers.http.problems import KINDS, MEDIA_TYPE

#: A piece of an OpenAPI document; its shape is OpenAPI's, not ours.
Piece = dict[str, Any]

BODIES: tuple[type[BaseModel], ...] = (
    bodies.PutSeller,
    bodies.PutProduct,
    bodies.PlaceOrder,
    bodies.Act,
    message_bodies.Say,
)
#: What any request under /api/v1 may be answered.
ALWAYS = ("unauthenticated", "internal", "unavailable")
#: What any request with a body may be answered.
WITH_BODY = ("malformed", "too-large", "not-json", "invalid")
WITH_IDEMPOTENCY_KEY = (
    "idempotency-key-invalid",
    "request-in-progress",
    "idempotency-key-reused",
)
DESCRIPTION = """\
Orders, sellers and products of the marketplace.

Every request carries `Authorization: Bearer <api key>` (`orderbell apikey add NAME`). Money is a
decimal string with an ISO 4217 currency; times are RFC 3339 in UTC. Every refusal is a problem
document (RFC 9457): its `type` says which, `detail` what to do, `errors` names each wrong value by
JSON pointer. `POST` takes an `Idempotency-Key`; its answers are kept for a day.
"""

_REF = "#/components/schemas/{model}"
_PROBLEM: Piece = {
    "type": "object",
    "description": "A refusal, as RFC 9457 has it. Nothing was changed.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "Into the body: #/items/0/title"},
                    "parameter": {"type": "string", "description": "In the path or the query"},
                },
            },
        },
        "allowed_actions": {"type": "array", "items": {"type": "string"}},
        "order_status": {"type": "string"},
    },
}


def refusals(*kinds: str) -> dict[int | str, Piece]:
    """The `responses` of a route for these kinds of problems and those that are always possible."""
    found: dict[int | str, Piece] = {}
    for kind in (*kinds, *ALWAYS):
        status, title = KINDS[kind]
        line = f"`{kind}`: {title}"
        if status in found:
            found[status]["description"] += f"  \n{line}"
            continue
        content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
        found[int(status)] = {"description": line, "content": content}
    return found


def takes(model: type[BaseModel], *, idempotent_key: bool = False) -> Piece:
    """The `openapi_extra` of a route that reads this body."""
    schema = {"$ref": _REF.format(model=model.__name__)}
    piece: Piece = {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}
    }
    if idempotent_key:
        piece["parameters"] = [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "A quoted string; the same request under it is carried out once.",
                "schema": {"type": "string", "maxLength": idempotency.MAX_KEY + 2},
            }
        ]
    return piece


def describer(app: FastAPI) -> Callable[[], Piece]:
    """What `app.openapi` should be: the description, made when first asked for."""

    def describe() -> Piece:
        if app.openapi_schema is None:
            app.openapi_schema = _made(app)
        return app.openapi_schema

    return describe


def _made(app: FastAPI) -> Piece:
    document: Piece = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    components: Piece = document.setdefault("components", {})
    schemas: Piece = components.setdefault("schemas", {})
    _, definitions = models_json_schema([(m, "validation") for m in BODIES], ref_template=_REF)
    schemas.update(definitions["$defs"])
    schemas["Problem"] = _PROBLEM
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = {"apiKey": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{"apiKey": []}]
    _without_fastapis_own_422(document["paths"])
    return document


def _without_fastapis_own_422(paths: Mapping[str, Mapping[str, Piece]]) -> None:
    # FastAPI adds its own error shape to routes with parameters; ours is a problem document.
    for operations in paths.values():
        for operation in operations.values():
            answer = operation["responses"].get("422", {})
            if "HTTPValidationError" in str(answer):
                operation["responses"].update({str(k): v for k, v in refusals("invalid").items()})
