"""What can be wrong with the database itself. Refused commands are `orders.errors`, not this."""


class StorageError(Exception):
    """The database cannot be used; the message is one calm line for the person who runs it."""


class RowRefused(Exception):
    """A row breaks a constraint: a defect of ours that the database caught. Nothing was kept."""
