"""The buttons of /settings about the marketplace's timings. For the administration alone."""

import structlog

from channels.telegram import timings as faces
from channels.telegram.faces import Face
from channels.telegram.time_taps import TimingTap
from channels.texts import Voice
from handlers.telegram.front import Front
from handlers.telegram.tapped import Tapped
from orders import timings
from orders.errors import UnknownParty

_log = structlog.get_logger(__name__)


async def tap(tap: TimingTap, tapped: Tapped) -> None:
    """Show all of them or one, or choose. Raises `UnknownParty`."""
    front, who = tapped.front, tapped.account.telegram_id
    if who not in front.administrators:
        raise UnknownParty(f"account {who}")
    timing = None if tap.timing is None else timings.TIMINGS[tap.timing]
    if timing is None or tap.timing is None:
        face = page(front, tapped.voice)
    elif tap.choice is None:
        face = faces.choices(tap.timing, front.office.policy, tapped.voice)
    else:
        chosen = timing.choices[tap.choice]
        await timings.choose(front.office, timing.name, chosen, who)
        _log.info("timing chosen", timing=timing.name, to=[str(t) for t in chosen], by=who)
        face = page(front, tapped.voice)
    await tapped.show(face)
    await tapped.answer()


def page(front: Front, voice: Voice) -> Face:
    """All of them, as they are now."""
    return faces.page(front.office.policy, voice)
