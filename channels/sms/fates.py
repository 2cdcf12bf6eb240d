"""An SMS was lost, or nothing was heard of it: what it told goes the next way. Reports come by `handlers`."""

from dataclasses import replace

import structlog

from channels.sms.client import Texter
from channels.sms.failures import UNFIT_LATER
from orders import escalation
from orders.errors import ChannelError
from orders.ports import Delivered, Office, UnitOfWork
from orders.sendings import Because, SmsFate
from orders.work import NewWork, Work

_log = structlog.get_logger(__name__)


async def look(office: Office, texter: Texter | None, work: Work) -> Delivered:
    """What became of the SMS that the row names; where it has not arrived, write the next way's rows."""
    sid, now = work.details["sid"], office.clock.now()
    async with office.store.read() as uow:
        sendings = await uow.sendings.by_sid(sid)
    fate, error = await _asked(texter, sid, sendings[0].fate, sendings[0].error)
    because = Because.SMS_FAILED if fate.is_lost else Because.SMS_SILENT
    rows: list[NewWork] = []
    if not fate.has_arrived:
        async with office.store.read() as uow:
            for sending in sendings:
                reach = await uow.reaches.of(sending.to, sending.order_number)
                row = escalation.after_sms(sending, because, reach, office.policy, now)
                rows += [] if row is None else [row]

    async def follow(uow: UnitOfWork) -> None:
        await uow.sendings.report(sid, fate, error, now)
        await uow.work.add(rows)
        if error in UNFIT_LATER:
            known = await uow.reaches.phone(sendings[0].address)
            await uow.reaches.put_phone(replace(known, unfit=UNFIT_LATER[error]))

    lost = fate.is_lost and not rows
    why = f"SMS {fate} {error}".strip()
    return Delivered(why=why, lost=lost, effect=follow, wakes=bool(rows))


async def _asked(
    texter: Texter | None, sid: str, fate: SmsFate | None, error: str
) -> tuple[SmsFate, str]:
    """What was reported; where that is not the end of it, what Twilio knows: a report can be lost."""
    assert fate is not None, "an SMS has one"
    if texter is None or fate.is_lost or fate.has_arrived:
        return fate, error
    try:
        told = await texter.look(sid)
    except ChannelError as failure:
        _log.warning("Twilio does not say what became of an SMS", sid=sid, why=str(failure))
        return fate, error
    return (told.fate, told.error) if told.fate.rank > fate.rank else (fate, error)
