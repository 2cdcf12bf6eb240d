"""The pages of an order that a letter's link leads to: the question, how it stands, what is missing. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from channels.mail.letters import Step
from channels.mail.tokens import ActionLink
from channels.telegram.fees import reckoned
from channels.texts import Html, Voice
from channels.texts.html import name
from handlers.mail.pages import Choice, Form, Page
from orders.commands import Outcome
from orders.model import CancelReason
from orders.ports import OrderView
from orders.states import ENDED, Action, State, transition

#: What the form wants done.
ACT, RENEW = "act", "renew"
_TITLE_UNITS = 80
_TARGETS = {
    Action.APPROVE: State.CONFIRMED,
    Action.MARK_PAID: State.PAID,
    Action.MARK_SENT: State.SENT,
    Action.CLOSE: State.CLOSED,
    Action.CANCEL: State.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """An order as the person with the link sees it."""

    link: ActionLink
    view: OrderView
    voice: Voice
    now: datetime

    @property
    def expired(self) -> bool:
        """Whether the link works no more."""
        return self.now >= self.link.expires_at

    @property
    def possible(self) -> bool:
        """Whether what the link is for can be done to what they were shown."""
        order, link = self.view.order, self.link
        step = transition(order.state, link.action, link.by.actor)
        return step is not None and order.version == link.version


def unknown(voice: Voice) -> Page:
    """Of a link that nobody here has made."""
    return Page(voice, voice.plain("page.unknown.title"), (voice("page.unknown"),), status=404)


def page(sight: Sight, steps: tuple[Step, ...]) -> Page:
    """Asks before the step is taken; or says how the order stands, and that nothing was done."""
    if sight.expired:
        return _too_old(sight)
    if sight.possible:
        return _question(sight)
    state = sight.view.order.state
    wanted = _TARGETS.get(sight.link.action)
    news = f"toast.already.{state}" if state is wanted else "page.moved"
    return replace(standing(sight, steps), news=sight.voice.plain(news))


def _question(sight: Sight) -> Page:
    voice, order, action = sight.voice, sight.view.order, sight.link.action
    title = voice.plain(f"page.ask.{action}", number=order.number)
    rows = [_about(sight), voice(f"page.note.{action}")]
    if action is Action.CLOSE and order.charge is not None and order.charge.fee.minor:
        fee = voice.money(order.charge.fee)
        rows.append(voice("card.fee", fee=fee, how=reckoned(order.charge, voice)))
    cancels = action is Action.CANCEL
    choices = tuple(Choice(r, voice.plain(f"reason.{r}")) for r in CancelReason) if cancels else ()
    asked = Form(voice.plain(f"action.{action}"), ACT, grave=cancels, choices=choices)
    return Page(voice, title, tuple(rows), asked)


def asked_again(asked: Page, fields: dict[str, str]) -> Page:
    """With what was given, and what is missing."""
    if asked.form is None:
        return asked
    reason, text, voice = reason_of(fields), fields.get("text", ""), asked.voice
    other = reason is CancelReason.OTHER and not text.strip()
    missing = "bad.text.empty" if other else "page.reason.missing"
    error = voice.plain("page.reason.long" if reason is not None and text.strip() else missing)
    choices = tuple(replace(c, chosen=c.value == reason) for c in asked.form.choices)
    form = replace(asked.form, choices=choices, text=text, error=error)
    return replace(asked, status=422, form=form)


def _too_old(sight: Sight) -> Page:
    voice, link = sight.voice, sight.link
    news = voice.plain("page.expired", day=voice.day(link.expires_at, sight.now))
    renew = Form(voice.plain("page.renew"), RENEW)
    over = sight.view.order.state in ENDED
    return replace(standing(sight, ()), form=None if over else renew, status=410, news=news)


def standing(sight: Sight, steps: tuple[Step, ...]) -> Page:
    """How the order stands, and what is possible now."""
    voice, order = sight.voice, sight.view.order
    title = voice.plain("page.title", number=order.number)
    rows = [_about(sight)]
    if order.state in ENDED:
        rows.append(voice(f"toast.ended.{order.state}"))
    return Page(voice, title, tuple(rows), steps=steps)


def _about(sight: Sight) -> Html:
    """What was ordered by whom, and how it stands."""
    order, voice = sight.view.order, sight.voice
    return voice(
        "page.about",
        title=name(order.title, _TITLE_UNITS),
        customer=name(order.contact.name, _TITLE_UNITS),
        amount=voice.money(order.amount),
        state=voice(f"state.{order.state}"),
    )


def done(sight: Sight, outcome: Outcome, steps: tuple[Step, ...]) -> Page:
    """The step was taken, now or before."""
    voice, shown = sight.voice, standing(sight, steps)
    if outcome.repeated:
        return replace(shown, news=voice.plain("page.repeated"))
    said = voice.plain(f"done.{outcome.event.what}.{sight.link.by.actor}")
    return replace(shown, news=f"{said} {voice.plain('page.told')}")


def renewed(old: Page) -> Page:
    """New links are on their way."""
    return replace(old, form=None, status=200, news=old.voice.plain("page.renewed"))


def reason_of(fields: dict[str, str]) -> CancelReason | None:
    """What was chosen, if anything of ours was."""
    given = fields.get("reason", "")
    return CancelReason(given) if given in set(CancelReason) else None
