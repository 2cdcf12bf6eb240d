"""Put the HTTP side together: routes, problems, description. Serving it is the caller's business."""

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from channels.telegram.links import Links
from handlers.http import acting, openapi, placing, problems, products, reading, sellers, talking
from handlers.http.counter import Counter, Defaults
from handlers.http.health import Metrics, Ready, add_health
from handlers.http.intake import Hangup
from handlers.http.paths import PREFIX
from handlers.http.problems import Fault, Problem, invalid
from handlers.http.telegram import Receive, add_webhook
from handlers.http.twilio import TwilioSide, add_twilio
from orders.errors import OrderError
from orders.ports import Office

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
#: The first one is asked for most.
ROUTERS = (
    placing.router,
    acting.router,
    reading.router,
    talking.router,
    sellers.router,
    products.router,
)

_log = structlog.get_logger(__name__)


def create_app(
    office: Office,
    links: Links,
    *,
    version: str,
    ready: Ready,
    metrics: Metrics,
    defaults: Defaults | None = None,
    receive: Receive | None = None,
    webhook_secret: str | None = None,
    twilio: TwilioSide | None = None,
    unavailable: tuple[type[Exception], ...] = (),
) -> FastAPI:
    """The ASGI application.

    `receive` and `webhook_secret` together switch on `POST /telegram`; `receive` commits the raw
    update before it returns; `twilio` switches on its webhooks. `unavailable` are exceptions of the storage that pass by themselves:
    503 instead of 500.
    """
    app = FastAPI(
        title="Orderbell",
        version=version,
        description=openapi.DESCRIPTION,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.counter = Counter(office, links, defaults or Defaults())
    # To include the routers would make each route once more for every application, 60 ms of CPU.
    app.router.routes.extend(route for router in ROUTERS for route in router.routes)
    if receive is not None and webhook_secret:
        add_webhook(app, receive, webhook_secret)
    if twilio is not None:
        add_twilio(app, twilio)
    add_health(app, ready, metrics)
    _answer_with_problems(app, unavailable)
    app.openapi = openapi.describer(app)  # type: ignore[method-assign]  # FastAPI's documented way
    return app


def _answer_with_problems(app: FastAPI, unavailable: tuple[type[Exception], ...]) -> None:
    for kind in (Problem, OrderError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _refusal)
    for kind in unavailable:
        app.add_exception_handler(kind, _unavailable)


async def _refusal(request: Request, error: Exception) -> Response:
    match error:
        case Problem(kind="too-large"):
            return Hangup(error)
        case Problem():
            return error.response()
        case OrderError():
            return problems.of(error).response()
        case HTTPException(status_code=404):
            return Problem("not-found", "Nothing is served under this address.").response()
        case HTTPException(status_code=405):
            allow = ", ".join(_methods(request))
            detail = f"Possible here: {allow}."
            return Problem("method-not-allowed", detail, headers={"Allow": allow}).response()
        case RequestValidationError():
            faults = [Fault(str(e["msg"]), parameter=str(e["loc"][-1])) for e in error.errors()]
            return invalid(faults).response()
        case _:
            # The server logs the exception itself; the caller learns nothing of it.
            return Problem("internal", "It was logged; trying again is safe.").response()


async def _unavailable(request: Request, error: Exception) -> Response:
    # The route, not the path: a letter's link is as good as its seller.
    path = getattr(request.scope.get("route"), "path", "")
    _log.warning("answered 503", method=request.method, path=path, why=str(error))
    detail = "The database does not answer; nothing was changed. Try again in a few seconds."
    return Problem("unavailable", detail, headers={"Retry-After": "5"}).response()


def _methods(request: Request) -> list[str]:
    """The methods that this path knows; Starlette names only the first route's."""
    found: set[str] = set()
    for method in METHODS:
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            found.add(method)
    return sorted(found)
