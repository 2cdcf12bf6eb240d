"""Command menus, name and descriptions: whose they are, and Telegram's limits."""

import re

import pytest
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from channels.telegram import menus
from channels.texts.catalogues import LOCALES
from channels.texts.html import units
from orders.states import Actor
from tests.unit.channels.samples import TEXTS, voice

#: Limits of a command and its description. Source: FACTS; Bot API, BotCommand.
MAX_COMMAND, MAX_EXPLANATION = 32, 256


def _names(*actors: Actor) -> list[str]:
    return [c.command for c in menus.commands(actors, voice())]


def test_each_role_has_its_commands() -> None:
    """Source: CONTRACT, commands."""
    seller = [
        "start",
        "orders",
        "neworder",
        "find",
        "customers",
        "products",
        "statement",
        "settings",
        "help",
        "privacy",
        "cancel",
    ]
    assert _names(Actor.SELLER) == seller
    assert _names(Actor.CUSTOMER) == ["orders", "help", "privacy"]
    assert _names(Actor.ADMINISTRATION) == ["admin", "help", "privacy"]
    assert set(_names(Actor.SELLER, Actor.ADMINISTRATION)) == {*seller, "admin"}


def test_a_stranger_sees_what_a_customer_sees() -> None:
    """Nobody's menu is empty."""
    assert _names() == _names(Actor.CUSTOMER)


def test_the_same_command_is_explained_to_each_in_their_words() -> None:
    """A seller's orders are not a customer's."""
    said = {a: menus.commands([a], voice())[:2] for a in (Actor.SELLER, Actor.CUSTOMER)}
    assert said[Actor.SELLER][1].description == "Your orders by status"
    assert said[Actor.CUSTOMER][0].description == "My orders"


@pytest.mark.parametrize("locale", LOCALES)
def test_commands_are_within_telegrams_limits(locale: str) -> None:
    """Lower-case names, explained in a few words."""
    for command in menus.commands(tuple(Actor), voice(locale)):
        assert re.fullmatch(r"[a-z0-9_]+", command.command)
        assert len(command.command) <= MAX_COMMAND
        assert 1 <= units(command.description) <= MAX_EXPLANATION


def test_everyones_menu_is_set_for_each_language() -> None:
    """English for all languages that we do not speak."""
    found = list(menus.default_menus(TEXTS))
    assert [menu.language_code for menu in found] == [None, "uk"]
    assert all(isinstance(menu.scope, BotCommandScopeAllPrivateChats) for menu in found)
    assert found[1].commands[0].description == "Мої замовлення"


def test_a_persons_menu_is_for_their_chat_alone() -> None:
    """It holds for whatever language their phone has: theirs was chosen already."""
    menu = menus.personal_menu(11, (Actor.SELLER,), voice("uk"))
    assert menu.scope == BotCommandScopeChat(11)
    assert menu.language_code is None
    assert menu.commands[1].description == "Ваші замовлення за статусом"


def test_the_bots_texts_are_within_telegrams_limits() -> None:
    """Name, description before Start, and the text of the profile, in each language."""
    found = list(menus.abouts(TEXTS))
    assert [about.language_code for about in found] == [None, "uk"]
    for about in found:
        assert 1 <= units(about.name) <= menus.MAX_NAME
        assert 1 <= units(about.description) <= menus.MAX_DESCRIPTION
        assert 1 <= units(about.short_description) <= menus.MAX_SHORT
