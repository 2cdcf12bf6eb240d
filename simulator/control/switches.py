"""Faults, limits, forged updates, counts and the log as levers."""

from simulator.control.asked import Asked, Lever
from simulator.telegram.calls import Call
from simulator.telegram.faults import Fault, FaultKind
from simulator.telegram.flood import Strictness

_KINDS: dict[str, FaultKind] = {
    "lost_reply": "lost_reply",
    "server_error": "server_error",
    "cut": "cut",
    "slow": "slow",
    "flood": "flood",
}
_STRICTNESS: dict[str, Strictness] = {
    "off": "off",
    "documented": "documented",
    "harsh": "harsh",
}


async def _flood(asked: Asked) -> object:
    flood = asked.world.telegram.flood
    flood.strictness = _STRICTNESS[asked.text("strictness", flood.strictness)]
    flood.per_second = asked.whole("per_second", flood.per_second)
    flood.private_burst = asked.whole("private_burst", flood.private_burst)
    flood.group_per_minute = asked.whole("group_per_minute", flood.group_per_minute)
    return {"strictness": flood.strictness, "refusals": flood.refusals}


async def _fault(asked: Asked) -> object:
    fault = Fault(
        kind=_KINDS[asked.text("kind")],
        method=asked.text("method") or None,
        chat=asked.optional("chat"),
        times=asked.whole("times", 1) or None,
        value=asked.real("value"),
    )
    asked.world.telegram.faults.add(fault)
    return True


async def _no_faults(asked: Asked) -> object:
    asked.world.telegram.faults.clear()
    return True


async def _settings(asked: Asked) -> object:
    telegram = asked.world.telegram
    for name in ("has_topics_enabled", "ignores_wrong_threads", "revoked"):
        if name in asked.body:
            setattr(telegram, name, asked.body[name] is True)
    return True


async def _inject(asked: Asked) -> object:
    update = asked.body["update"]
    if not isinstance(update, dict):
        raise TypeError("update must be an object")
    return asked.world.telegram.updates.inject_raw(update)


async def _repeat(asked: Asked) -> object:
    asked.world.telegram.updates.repeat_last()
    return True


async def _renumber(asked: Asked) -> object:
    asked.world.telegram.updates.restart_numbering(asked.whole("first_id"))
    return True


async def _counts(asked: Asked) -> object:
    telegram = asked.world.telegram
    calls: dict[str, dict[str, int]] = {}
    for (method, status), count in telegram.log.counts.items():
        calls.setdefault(method, {})[str(status)] = count
    return {
        "calls": calls,
        "violations": telegram.violations,
        "pending_updates": len(telegram.updates.queue),
        "unanswered_taps": len(telegram.taps),
        "people": len(asked.world.people),
    }


async def _log(asked: Asked) -> object:
    calls = asked.world.telegram.calls(asked.text("method") or None, asked.optional("chat"))
    return [_call(call) for call in calls[-asked.whole("tail", 50) :]]


def _call(call: Call) -> dict[str, object]:
    return {
        "at": call.at,
        "method": call.method,
        "params": call.params,
        "answer": call.answer,
        "status": call.status,
        "description": call.description,
    }


LEVERS: dict[str, Lever] = {
    "flood": _flood,
    "fault": _fault,
    "faults/clear": _no_faults,
    "settings": _settings,
    "updates/inject": _inject,
    "updates/repeat": _repeat,
    "updates/renumber": _renumber,
    "counts": _counts,
    "log": _log,
}
