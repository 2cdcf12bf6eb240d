"""Every method of the Bot API that is simulated, by name. It does not check parameter types."""

from simulator.telegram.methods import editing, profile, queries, receiving, sending, webhooks
from simulator.telegram.methods.table import Method

METHODS: dict[str, Method] = {
    **sending.METHODS,
    **editing.METHODS,
    **queries.METHODS,
    **receiving.METHODS,
    **webhooks.METHODS,
    **profile.METHODS,
}
