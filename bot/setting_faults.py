"""What is wrong with the settings, a line for each: which, what was found, what is wanted. It stops nothing."""

import difflib
from collections.abc import Collection, Iterator

from pydantic import ValidationError

from bot.redaction import Redactor
from bot.setting_rules import NEEDS, PREFIX, RULES, TOGETHER

_SHOWN = 60  # characters of a wrong value


def complaints(error: ValidationError) -> Iterator[str]:
    """One line for each value that is not what it must be."""
    for problem in error.errors(include_url=False, include_context=False):
        name = str(problem["loc"][0])
        found = _found(str(problem["input"]), secret=RULES[name].secret)
        yield f"{PREFIX}{name.upper()}: found {found}, wanted {RULES[name].wanted}"


def _found(value: str, *, secret: bool) -> str:
    scheme, is_url, _ = value.partition("://")
    if secret and not is_url:
        return f"{len(value)} characters (not shown)"
    shown = Redactor().text(f"{scheme}://…" if secret else value)
    return repr(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")


def missing(given: frozenset[str], required: Collection[str]) -> Iterator[str]:
    """One line for each name that is wanted, by the start or by another setting, and not given."""

    def has(name: str) -> bool:
        return not given.isdisjoint((f"{PREFIX}{name.upper()}", f"{PREFIX}{name.upper()}_FILE"))

    wanted = dict.fromkeys(required, "")
    for group in TOGETHER:
        if any(map(has, group)):
            wanted |= dict.fromkeys(group, "")
    for name, others in NEEDS.items():
        if has(name):
            why = f"; {PREFIX}{name.upper()} needs it"
            wanted = dict.fromkeys(others, why) | wanted
    for name, why in wanted.items():
        if not has(name):
            yield f"{PREFIX}{name.upper()}: missing, wanted {RULES[name].wanted}{why}"


def misspelt(given: frozenset[str]) -> Iterator[str]:
    """One line for each name that is nearly one of ours."""
    names = {f"{PREFIX}{name.upper()}" for name in RULES}
    names |= {f"{PREFIX}{name.upper()}_FILE" for name, rule in RULES.items() if rule.secret}
    for name in sorted(given - names):
        # Only what is nearly a name: a deployment may keep variables of its own beside ours.
        if name.startswith(PREFIX) and (
            near := difflib.get_close_matches(name, names - given, n=1, cutoff=0.9)
        ):
            yield f"{name}: found a setting nobody knows, wanted {near[0]} perhaps"
