"""One call from its name and raw parameters to its answer. It knows nothing of HTTP."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from time import perf_counter

from simulator.telegram.calls import Call
from simulator.telegram.errors import ApiError, Drift
from simulator.telegram.methods import METHODS
from simulator.telegram.params import Params, Upload, check
from simulator.telegram.service import Telegram
from simulator.telegram.spec import CANONICAL
from simulator.telegram.spec import METHODS as SIGNATURES


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller gets: a result, or a refusal."""

    result: object = None
    error: ApiError | None = None


def canonical(method: str) -> str:
    """The method's documented spelling; unknown ones stay as they are."""
    return CANONICAL.get(method.lower(), method)


def refused(
    telegram: Telegram, method: str, raw: Mapping[str, object], error: ApiError, since: float
) -> Answer:
    """Record a call that came `since` (`perf_counter`) and is refused before it starts."""
    took_ms = (perf_counter() - since) * 1000
    call = Call(telegram.now(), method, _named(raw), None, error.code, error.description, took_ms)
    telegram.log.add(call)
    return Answer(error=error)


async def handle(
    telegram: Telegram, method: str, raw: Mapping[str, object], since: float
) -> Answer:
    """Check and do one call that came `since` (`perf_counter`), and record it."""
    implementation = METHODS.get(method)
    if implementation is None:
        telegram.violations.append(f"unknown method {method!r}")
        return refused(telegram, method, raw, ApiError(404, "Not Found: method not found"), since)
    try:
        params = check(method, raw, SIGNATURES[method])
        if telegram.logged_out:
            raise ApiError(400, "Logged out")
        result = implementation(telegram, params)
        if isinstance(result, Awaitable):
            result = await result
    except Drift as drift:
        telegram.violations.append(drift.problem)
        return refused(telegram, method, raw, drift.answer, since)
    except ApiError as error:
        return refused(telegram, method, raw, error, since)
    took_ms = (perf_counter() - since) * 1000
    telegram.log.add(Call(telegram.now(), method, _loggable(params), result, 200, took_ms=took_ms))
    return Answer(result)


def _loggable(params: Params) -> dict[str, object]:
    """Parameters for the record; files are named, not kept."""
    values = params.values
    if any(isinstance(value, Upload) for value in values.values()) or params.uploads:
        return _named(values | params.uploads)
    return values


def _named(values: Mapping[str, object]) -> dict[str, object]:
    return {key: v.name if isinstance(v, Upload) else v for key, v in values.items()}
