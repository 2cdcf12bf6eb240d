"""What operators and their machines look at: /healthz, /readyz and /metrics.

They are for the machine that the process is bound to: a request that a proxy forwarded gets 404.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from handlers.http.answers import encode
from handlers.http.problems import Problem

OK = "ok"
#: Source: the Prometheus text exposition format 0.0.4.
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure. Names end in `_total` for counters and in a unit where there is one."""

    name: str
    #: `gauge` or `counter`.
    kind: str
    help: str
    value: float


Ready = Callable[[], Awaitable[Mapping[str, str]]]
Metrics = Callable[[], Awaitable[Sequence[Metric]]]


def add_health(app: FastAPI, ready: Ready, metrics: Metrics) -> None:
    """Serve the three. `ready` says per part `ok` or what is wrong."""

    async def healthz(request: Request) -> Response:
        _from_here(request)
        return Response(encode({"status": OK}), media_type="application/json")

    async def readyz(request: Request) -> Response:
        _from_here(request)
        parts = dict(await ready())
        fine = all(said == OK for said in parts.values())
        document = encode({"status": OK if fine else "not ready", "parts": parts})
        return Response(document, 200 if fine else 503, media_type="application/json")

    async def metrics_page(request: Request) -> Response:
        _from_here(request)
        return Response(exposition(await metrics()), media_type=METRICS_TYPE)

    for path, page in (("/healthz", healthz), ("/readyz", readyz), ("/metrics", metrics_page)):
        app.add_api_route(path, page, methods=["GET"], include_in_schema=False)


def exposition(metrics: Iterable[Metric]) -> str:
    """The figures in Prometheus' text format."""
    return "".join(
        f"# HELP {m.name} {m.help}\n# TYPE {m.name} {m.kind}\n{m.name} {m.value:g}\n"
        for m in metrics
    )


def _from_here(request: Request) -> None:
    if "forwarded" in request.headers or "x-forwarded-for" in request.headers:
        raise Problem("not-found", "Nothing is served under this address.")
