"""Commands, names and descriptions of the bot, with their limits."""

import re

from simulator.telegram import limits
from simulator.telegram.errors import bad_request
from simulator.telegram.methods.table import Method
from simulator.telegram.params import Params
from simulator.telegram.profile import DEFAULT_SCOPE, Scope
from simulator.telegram.service import Telegram

_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_LANGUAGE = re.compile(r"([a-z]{2})?\Z")
_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)


def set_my_commands(telegram: Telegram, params: Params) -> object:
    """SetMyCommands."""
    commands = [_command(item) for item in params.items("commands")]
    if len(commands) > limits.MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _key(telegram, params)
    if commands:
        telegram.profile.commands[key] = commands
    else:
        telegram.profile.commands.pop(key, None)
    return True


def get_my_commands(telegram: Telegram, params: Params) -> object:
    """GetMyCommands: exactly this scope and language, nothing inherited."""
    return telegram.profile.commands.get(_key(telegram, params), [])


def delete_my_commands(telegram: Telegram, params: Params) -> object:
    """DeleteMyCommands."""
    telegram.profile.commands.pop(_key(telegram, params), None)
    return True


def _command(raw: object) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command, description = raw.get("command"), raw.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: command and description expected")
    command = command.removeprefix("/")
    if not _COMMAND.match(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description.strip()) <= limits.MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _key(telegram: Telegram, params: Params) -> tuple[Scope, str]:
    return _scope(telegram, params.mapping("scope")), language(params)


def _scope(telegram: Telegram, raw: dict[str, object]) -> Scope:
    if not raw:
        return DEFAULT_SCOPE
    kind, chat_id, user_id = str(raw.get("type", "")), raw.get("chat_id"), raw.get("user_id")
    if kind in _PLAIN_SCOPES:
        return (kind, 0, 0)
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not isinstance(chat_id, int) or chat_id not in telegram.chats:
        raise bad_request("chat not found")
    if kind != "chat_member":
        return (kind, chat_id, 0)
    if not isinstance(user_id, int) or user_id not in telegram.users:
        raise bad_request("user not found")
    return (kind, chat_id, user_id)


def language(params: Params) -> str:
    """The language_code, two small letters or empty."""
    code = params.text("language_code")
    if not _LANGUAGE.match(code):
        raise bad_request("invalid language code specified")
    return code


def set_my_name(telegram: Telegram, params: Params) -> object:
    """SetMyName."""
    return _set(telegram.profile.names, params, "name", limits.MAX_NAME)


def set_my_description(telegram: Telegram, params: Params) -> object:
    """SetMyDescription: what an empty chat shows."""
    return _set(telegram.profile.descriptions, params, "description", limits.MAX_DESCRIPTION)


def set_my_short_description(telegram: Telegram, params: Params) -> object:
    """SetMyShortDescription: what the profile shows."""
    values = telegram.profile.short_descriptions
    return _set(values, params, "short_description", limits.MAX_SHORT_DESCRIPTION)


def _set(values: dict[str, str], params: Params, name: str, longest: int) -> bool:
    text, code = params.text(name), language(params)
    if len(text) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    if text:
        values[code] = text
    else:
        values.pop(code, None)
    return True


def get_my_name(telegram: Telegram, params: Params) -> object:
    """GetMyName."""
    names = telegram.profile.names
    return {"name": names.get(language(params)) or names.get("", telegram.bot.first_name)}


def get_my_description(telegram: Telegram, params: Params) -> object:
    """GetMyDescription."""
    return _get(telegram.profile.descriptions, params, "description")


def get_my_short_description(telegram: Telegram, params: Params) -> object:
    """GetMyShortDescription."""
    return _get(telegram.profile.short_descriptions, params, "short_description")


def _get(values: dict[str, str], params: Params, name: str) -> dict[str, object]:
    return {name: values.get(language(params)) or values.get("", "")}


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
}
