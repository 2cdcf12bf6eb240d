"""What the bot says of itself: commands per scope and language, names, descriptions, menu.

It does not check lengths.
"""

from dataclasses import dataclass, field

#: (scope type, chat id, user id)
Scope = tuple[str, int, int]
DEFAULT_SCOPE: Scope = ("default", 0, 0)


@dataclass(slots=True)
class Profile:
    """Values by language code; "" is the default for every language."""

    commands: dict[tuple[Scope, str], list[dict[str, object]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    #: Menu button per private chat; 0 is the default one.
    menus: dict[int, dict[str, object]] = field(default_factory=dict)

    def commands_for(self, scopes: list[Scope], language: str) -> list[dict[str, object]]:
        """What a person sees: the first scope with commands, their language before the default."""
        for scope in scopes:
            for code in (language, ""):
                if found := self.commands.get((scope, code)):
                    return found
        return []
