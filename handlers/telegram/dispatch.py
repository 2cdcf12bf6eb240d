"""Which handler gets which update. Nothing else."""

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers.telegram import (
    adding,
    administration,
    answering,
    groups,
    inlining,
    lists,
    patrons,
    plain,
    settings,
    standing,
    start,
    statements,
    taps,
    wares,
)
from handlers.telegram.front import FrontApplication

_COMMANDS = {
    "start": start.on_start,
    "orders": lists.on_orders,
    "find": lists.on_find,
    "customers": patrons.on_customers,
    "neworder": adding.on_new_order,
    "products": wares.on_products,
    "statement": statements.on_statement,
    "settings": settings.on_settings,
    "help": plain.on_help,
    "privacy": plain.on_privacy,
    "cancel": plain.on_cancel,
    "admin": administration.on_admin,
}


def add_handlers(application: FrontApplication) -> None:
    """Register them; taps first, because most updates are taps."""
    application.add_handler(CallbackQueryHandler(taps.on_tap))
    application.add_handler(InlineQueryHandler(inlining.on_query))
    for name, handler in _COMMANDS.items():
        application.add_handler(CommandHandler(name, handler, filters.ChatType.PRIVATE))
    # A list of orders, with names and phones, is not for a group to read.
    application.add_handler(
        MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, plain.on_group)
    )
    application.add_handler(
        MessageHandler(filters.ChatType.GROUPS & filters.StatusUpdate.MIGRATE, groups.on_migration)
    )
    application.add_handler(
        MessageHandler(filters.ChatType.GROUPS & ~filters.StatusUpdate.ALL, groups.on_message)
    )
    application.add_handler(
        MessageHandler(
            filters.ChatType.PRIVATE & filters.StatusUpdate.CHAT_SHARED, settings.on_group
        )
    )
    application.add_handler(
        ChatMemberHandler(standing.on_membership, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_handler(
        MessageHandler(filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, answering.on_message)
    )
