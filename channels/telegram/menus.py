"""What stands around the conversation: command menus, the bot's name and descriptions. Data, to be set at start."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from channels.texts import Texts, Voice
from channels.texts.catalogues import FALLBACK, LOCALES
from orders.states import Actor

#: Limits of setMyName, setMyDescription, setMyShortDescription. Source: Bot API; FACTS.
MAX_NAME, MAX_DESCRIPTION, MAX_SHORT = 64, 512, 120

_ALL = frozenset({Actor.SELLER, Actor.CUSTOMER, Actor.ADMINISTRATION})
#: Every command, in the order of the menu, and whose it is. Source: CONTRACT, commands.
COMMANDS: tuple[tuple[str, frozenset[Actor]], ...] = (
    ("start", frozenset({Actor.SELLER})),
    ("orders", frozenset({Actor.SELLER, Actor.CUSTOMER})),
    ("neworder", frozenset({Actor.SELLER})),
    ("find", frozenset({Actor.SELLER})),
    ("customers", frozenset({Actor.SELLER})),
    ("products", frozenset({Actor.SELLER})),
    ("admin", frozenset({Actor.ADMINISTRATION})),
    ("statement", frozenset({Actor.SELLER})),
    ("settings", frozenset({Actor.SELLER})),
    ("help", _ALL),
    ("privacy", _ALL),
    ("cancel", frozenset({Actor.SELLER})),
)
#: Nobody's menu is empty: a stranger sees what a customer sees.
_STRANGER = frozenset({Actor.CUSTOMER})


@dataclass(frozen=True, slots=True)
class Menu:
    """One `setMyCommands` call."""

    scope: BotCommandScope
    #: None: for every language that has no menu of its own.
    language_code: str | None
    commands: tuple[BotCommand, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The bot's name and texts in one language."""

    language_code: str | None
    name: str
    description: str
    short_description: str


def commands(actors: Collection[Actor], voice: Voice) -> tuple[BotCommand, ...]:
    """The commands of a person with these roles, described; no role at all is a stranger."""
    roles = frozenset(actors) or _STRANGER
    return tuple(
        BotCommand(command, voice.plain(_key(command, roles)))
        for command, whose in COMMANDS
        if whose & roles
    )


def default_menus(texts: Texts) -> Iterator[Menu]:
    """Menus of everyone whom the bot does not know as a seller or administrator, by language."""
    for code, voice in _languages(texts):
        yield Menu(BotCommandScopeAllPrivateChats(), code, commands((), voice))


def personal_menu(chat_id: int, actors: Collection[Actor], voice: Voice) -> Menu:
    """The menu of one private chat, in the person's language; it goes before the default ones."""
    return Menu(BotCommandScopeChat(chat_id), None, commands(actors, voice))


def abouts(texts: Texts) -> Iterator[About]:
    """The bot's name and texts, by language."""
    for code, voice in _languages(texts):
        yield About(
            code,
            voice.plain("about.name"),
            voice.plain("about.description"),
            voice.plain("about.short"),
        )


def _languages(texts: Texts) -> Iterator[tuple[str | None, Voice]]:
    for locale in LOCALES:
        yield (None if locale == FALLBACK else locale), texts.voice(locale, "UTC")


def _key(command: str, roles: frozenset[Actor]) -> str:
    if command == "orders":
        return "command.orders" if Actor.SELLER in roles else "command.orders.mine"
    return f"command.{command}"
