"""How long to wait before the next try. It knows no rows and counts no tries itself."""

import random

#: After this many tries a row is dead. Source: DESIGN; with the waits below, about 20 minutes.
MAX_TRIES = 12
CAP_S = 300.0  # DESIGN: 5 minutes
_BASE_S = 2.0
#: Those who were told to come back at the same second do not come at the same moment.
_SPREAD_S = 1.0


def delay_s(attempts: int, rng: random.Random, *, retry_after_s: float | None = None) -> float:
    """Seconds until the next try, after `attempts` (1 or more) tries.

    Doubles from 2 s to 5 min, of which the upper half is random. What the other side asked for
    (`retry_after_s`) wins, is not capped, and is never undercut.
    """
    if retry_after_s is not None:
        return max(retry_after_s, 0.0) + rng.uniform(0.0, _SPREAD_S)
    doublings = min(max(attempts, 1) - 1, 10)  # beyond that the cap has long been reached
    whole_s = min(_BASE_S * 2.0**doublings, CAP_S)
    return rng.uniform(whole_s / 2, whole_s)
