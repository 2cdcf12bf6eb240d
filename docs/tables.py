"""The generated tables and the diagram of the documentation, from the code itself. Writes no file."""

from collections.abc import Iterable

from pydantic import SecretStr

from bot.setting_rules import PREFIX, RULES
from bot.settings import Settings
from channels.sms.vocabulary import WORDS, Word
from channels.texts import Texts
from orders.states import TRANSITIONS, Action, Actor, State, allowed

_DASH = "–"
#: How each word stands in an SMS, and what it does; a person's STOP and START are Twilio's own.
_SMS = {
    Word.OK: ("1043 {}", "the next step: approve, then paid, then sent, then close"),
    Word.APPROVE: ("1043 {}", "approve"),
    Word.PAID: ("1043 {}", "mark as paid"),
    Word.SENT: ("1043 {}", "mark as sent"),
    Word.CLOSE: ("1043 {}", "close the order"),
    Word.CANCEL: ("1043 {} …", "cancel, with the reason in your words"),
    Word.MSG: ("1043 {} …", "write to the customer"),
    Word.NOTE: ("1043 {} …", "keep a note for yourself"),
    Word.ORDERS: ("{}", "your open orders"),
    Word.HELP: ("{}", "what you can write"),
}


def statuses() -> str:
    """What each of the parties may do in each status."""
    heads = ("Status", *(str(actor).capitalize() for actor in Actor))
    return _table(heads, ((f"`{s}`", *(_doings(s, actor) for actor in Actor)) for s in State))


def diagram() -> str:
    """The life of an order, as Mermaid draws it; one arrow for all who may take it."""
    arrows: dict[tuple[State, State], list[str]] = {}
    for step in TRANSITIONS:
        names = arrows.setdefault((step.source, step.target), [])
        names.append(f"{step.action} ({step.actor})")
    lines = [f"    {a} --> {b}: {', '.join(names)}" for (a, b), names in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> new", *lines, "```"])


def settings() -> str:
    """Every setting with its default and what it must be."""
    rows = []
    for name, field in Settings.model_fields.items():
        rule = RULES[name]
        file = " (or `…_FILE`)" if rule.secret else ""
        rows.append((f"`{(PREFIX + name).upper()}`{file}", _default(field.default), rule.wanted))
    return _table(("Name", "Default", "What it must be"), rows)


def words() -> str:
    """What an SMS may say about order 1043, in each language, and what it does."""
    heads = ("What it does", *WORDS)
    rows = (
        (what, *(_written(form, spelt[word]) for spelt in WORDS.values()))
        for word, (form, what) in _SMS.items()
    )
    return _table(heads, rows)


def _written(form: str, spellings: tuple[str, ...]) -> str:
    return f"`{form.format(spellings[0])}`"


def _doings(state: State, actor: Actor) -> str:
    actions = allowed(state, actor)
    names = (_label(a) if actor is Actor.SELLER else f"`{a}`" for a in actions)
    return " · ".join(names) or _DASH


def _label(action: Action) -> str:
    """The button's words, without the emoji before them."""
    return Texts.load().voice("en", "UTC").plain(f"action.{action}").partition(" ")[2]


def _default(value: object) -> str:
    shown = value.get_secret_value() if isinstance(value, SecretStr) else value
    return f"`{shown}`" if shown not in (None, "", ()) else _DASH


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = [*heads]
    lines = [head, ["---"] * len(head), *([*row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
