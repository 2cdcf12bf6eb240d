"""The table of all that was said, oldest first, each message in its newest version."""

from collections.abc import AsyncIterator, Sequence

from channels.tables.columns import Column, Kind, Row, Table
from channels.tables.reading import BATCH, to_the_end
from orders.messages import Entry
from orders.ports import Store, UnitOfWork


def entries(store: Store, seller_id: int | None) -> AsyncIterator[Sequence[Entry]]:
    """What was said with a seller, or (None) with all, in batches."""

    async def read(uow: UnitOfWork, after: int) -> Sequence[Entry]:
        if seller_id is None:
            return await uow.talk.entries(None, after=after, limit=BATCH)
        return await uow.talk.entries_with(seller_id, after=after, limit=BATCH)

    return to_the_end(store, read, lambda entry: entry.message.id)


async def _batches(store: Store, seller_id: int | None) -> AsyncIterator[Sequence[Row]]:
    async for batch in entries(store, seller_id):
        yield [_row(entry) for entry in batch]


def _row(entry: Entry) -> Row:
    message, content = entry.message, entry.message.content
    file = content.attachment
    return (
        message.order_number,
        message.id,
        message.at,
        message.by.actor.value,
        content.form.value,
        content.text,
        message.version,
        None if file is None else file.name,
        None if file is None else file.mime,
        None if file is None else file.size,
        None if file is None else file.file_id,
        entry.relay.fate.value,
    )


MESSAGES = Table(
    "messages",
    (
        Column("order", Kind.WHOLE),
        Column("id", Kind.WHOLE),
        Column("at", Kind.MOMENT),
        Column("by"),
        Column("form"),
        Column("text"),
        Column("version", Kind.WHOLE),
        Column("file_name"),
        Column("file_mime"),
        Column("file_size", Kind.WHOLE),
        Column("file_id"),
        Column("delivery"),
    ),
    _batches,
)
