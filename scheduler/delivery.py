"""Run a channel over its work rows: what each attempt comes to, and what is written with it.

It renders and sends nothing itself, and claims nothing the rows did not say.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from orders.errors import ChannelError, PermanentFailure, Stop, TemporaryFailure
from orders.ports import Channel, Effect, Finished, Office, PutBack
from orders.states import Actor
from orders.work import Kind, NewWork, Topic, Work, WorkState
from scheduler.alarms import alarms, names
from scheduler.backoff import MAX_TRIES, delay_s
from scheduler.patience import Patience, Turn

_log = structlog.get_logger(__name__)

#: A runner that dies gives its rows back after this long, seconds. Longer than any one request.
LEASE_S = 60


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one claimed row, to be committed together."""

    finished: Finished
    effect: Effect | None = None
    alarms: tuple[NewWork, ...] = ()
    #: Its effect has written what is due at once.
    wakes: bool = False


class Delivery:
    """Claims rows of one kind, lets the channel carry them out, settles what came of it."""

    def __init__(
        self,
        office: Office,
        kind: Kind,
        channel: Channel,
        *,
        pace: Patience,
        administrators: Iterable[int],
        on_stop: Callable[[str], None],
        token: str,
        tries: int = MAX_TRIES,
        rng: random.Random | None = None,
    ) -> None:
        """`tries`: how often a row is tried before it is given up."""
        self._office = office
        self._kind = kind
        self._channel = channel
        self._pace = pace
        self._administrators = tuple(administrators)
        self._on_stop = on_stop
        self._token = token
        self._tries = tries
        self._rng = rng or random.Random()

    async def claim(self, limit: int) -> Sequence[Work]:
        """Lease due rows."""
        async with self._office.store.write() as uow:
            rows = await uow.work.claim(
                self._kind,
                self._office.clock.now(),
                limit=limit,
                lease_s=LEASE_S,
                token=self._token,
            )
        self._pace.promise(len(rows))
        return rows

    async def carry(self, work: Work) -> Ended:
        """One attempt; never raises."""
        with self._pace.turn() as turn:
            return await self._attempt(work, turn)

    async def _attempt(self, work: Work, turn: Turn) -> Ended:
        try:
            delivered = await self._channel.deliver(work, turn)
        except PutBack as later:
            again = Finished(work, WorkState.OPEN, later.due_at, str(later), counts=False)
            return Ended(again)
        except ChannelError as failure:
            return self._failed(work, failure)
        except Exception as error:  # noqa: BLE001 - the runner's edge: a defect of ours, logged
            _log.exception("delivery failed by a defect", **names(work))
            return self._again(work, None, f"{type(error).__name__}: {error}")
        state = WorkState.DONE if delivered.wanted else WorkState.CANCELLED
        alarms: tuple[NewWork, ...] = ()
        if delivered.lost:
            _log.warning("recipient unreachable", why=delivered.why, **names(work))
            alarms = self._alarms(work, delivered.why, "unreachable")
        finished = Finished(work, state, error=delivered.why)
        return Ended(finished, delivered.effect, alarms, delivered.wakes)

    async def settle(self, batch: Sequence[Ended]) -> None:
        """Commit what became of the rows: completions, effects and alarms in one transaction."""
        alarms = [alarm for ended in batch for alarm in ended.alarms]
        async with self._office.store.write() as uow:
            await uow.work.finish([ended.finished for ended in batch], self._office.clock.now())
            for ended in batch:
                if ended.effect is not None:
                    await ended.effect(uow)
            if alarms:
                await uow.work.add(alarms)
        if alarms or any(ended.wakes for ended in batch):
            self._office.wake()

    def _failed(self, work: Work, failure: ChannelError) -> Ended:
        match failure:
            case TemporaryFailure():
                # A 429 is the pace's fault, not the row's: it does not count as a try.
                counts = failure.retry_after_s is None
                return self._again(work, failure.retry_after_s, str(failure), counts=counts)
            case Stop():
                self._on_stop(failure.reason)
                return self._again(work, None, str(failure), counts=False)
            case PermanentFailure():
                return self._dead(work, str(failure))
            case _:
                return self._again(work, None, str(failure))

    def _again(
        self, work: Work, retry_after_s: float | None, why: str, *, counts: bool = True
    ) -> Ended:
        if counts and work.attempts >= self._tries:
            return self._dead(work, why)
        wait_s = delay_s(work.attempts, self._rng, retry_after_s=retry_after_s)
        due_at = self._office.clock.now() + timedelta(seconds=wait_s)
        _log.warning("delivery put off", why=why, wait_s=round(wait_s, 1), **names(work))
        return Ended(Finished(work, WorkState.OPEN, due_at, why, counts=counts))

    def _dead(self, work: Work, why: str) -> Ended:
        _log.error("delivery given up", why=why, **names(work))
        return Ended(
            Finished(work, WorkState.DEAD, error=why), alarms=self._alarms(work, why, "dead")
        )

    def _alarms(self, work: Work, why: str, what: str) -> tuple[NewWork, ...]:
        if work.topic is Topic.ALARM or (work.to.actor is Actor.CUSTOMER and what != "dead"):
            # An alarm about an alarm helps nobody; a customer who left is shown on the card.
            return ()
        return alarms(work, why, what, self._administrators, self._office.clock.now())
