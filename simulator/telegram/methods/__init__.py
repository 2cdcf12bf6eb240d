"""Every method of the Bot API that is simulated, by name. It does not check parameter types."""

from simulator.telegram.methods import (
    changing,
    chats,
    copying,
    editing,
    media,
    profile,
    queries,
    receiving,
    sending,
    topics,
    webhooks,
)
from simulator.telegram.methods.table import Method

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **webhooks.METHODS,
    **sending.METHODS,
    **media.METHODS,
    **copying.METHODS,
    **editing.METHODS,
    **changing.METHODS,
    **queries.METHODS,
    **topics.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}
