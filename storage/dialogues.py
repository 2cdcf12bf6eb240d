"""Half-made dialogues: one per Telegram account."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from orders.dialogues import Dialogue, DialogueKind
from storage.statement import Session, Statement
from storage.tables import dialogues
from storage.upsert import upsert

_DIALOGUE = Statement(
    select(dialogues).where(
        dialogues.c.telegram_id == bindparam("telegram_id"),
        dialogues.c.expires_at > bindparam("now", type_=dialogues.c.expires_at.type),
    )
)
_PUT_DIALOGUE = upsert(
    dialogues,
    ["telegram_id"],
    lambda new: {
        name: new[name] for name in ("kind", "step", "expires_at", "answers", "message_id")
    },
)
_DROP_DIALOGUE = Statement(
    delete(dialogues).where(dialogues.c.telegram_id == bindparam("telegram_id"))
)


class SqlDialogues:
    """See `orders.ports.Dialogues`."""

    __slots__ = ("_sql",)

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, telegram_id: int, now: datetime) -> Dialogue | None:
        """The account's dialogue, unless it has expired."""
        row = await self._sql.row(_DIALOGUE, telegram_id=telegram_id, now=now)
        if row is None:
            return None
        _, kind, step, expires_at, answers, message_id = row
        return Dialogue(DialogueKind(kind), step, expires_at, answers, message_id)

    async def put(self, telegram_id: int, dialogue: Dialogue) -> None:
        """Replace it."""
        await self._sql.run(
            _PUT_DIALOGUE,
            telegram_id=telegram_id,
            kind=dialogue.kind,
            step=dialogue.step,
            expires_at=dialogue.expires_at,
            answers=dialogue.answers,
            message_id=dialogue.message_id,
        )

    async def drop(self, telegram_id: int) -> None:
        """Forget it."""
        await self._sql.run(_DROP_DIALOGUE, telegram_id=telegram_id)
