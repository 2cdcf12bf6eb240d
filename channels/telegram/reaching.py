"""/settings of channels: how a person is reached besides Telegram, and the questions that change their phone."""

from collections.abc import Iterable
from datetime import datetime

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardRemove,
)

from channels import phones
from channels.phones import pretty
from channels.telegram.faces import Face, Prompt
from channels.telegram.keyboards import STOP, button, markup, share_phone
from channels.telegram.reach_taps import ReachStep, ReachTap
from channels.texts import Html, Voice
from channels.texts.html import join, one_line
from orders.policy import Policy
from orders.reach import Phone, Reach
from orders.work import Kind

#: An address in the page, UTF-16 units.
_ADDRESS_UNITS = 254


def page(
    reach: Reach,
    policy: Policy,
    voice: Voice,
    now: datetime,
    *,
    sells: bool,
    allowed: bool,
) -> Face:
    """The person's channels, as far as the marketplace has them; `allowed`: SMS go to their country."""
    rows: list[Html] = [voice("channels.head"), voice("channels.telegram")]
    if Kind.SMS in policy.ways:
        rows.append(_phone(reach.phone, voice, now, allowed=allowed))
    if Kind.MAIL in policy.ways:
        rows.append(join("\n", _mail(reach, voice, sells=sells)))
    return Face(join("\n\n", rows), markup(_keys(reach, policy, voice, sells=sells)))


def ask_number(voice: Voice) -> Prompt:
    """The new phone: typed, or shared with Telegram's own button."""
    return Prompt(voice("channels.ask.number"), share_phone(voice))


def number_taken(number: str, voice: Voice) -> Prompt:
    """The number will do (E.164), and a code is on its way; this takes the contact button away."""
    return Prompt(voice("channels.code.sent", phone=pretty(number)), ReplyKeyboardRemove())


def ask_code(voice: Voice) -> Face:
    """The code, with ways out."""
    return Face(voice("channels.ask.code"), _ways_out(voice))


def wrong(tries_left: int, voice: Voice) -> Face:
    """That was not the code."""
    return Face(voice("channels.code.wrong", count=tries_left), _ways_out(voice))


def expired(voice: Voice) -> Face:
    """The code was right or wrong, but too late."""
    return Face(voice("channels.code.expired"), _ways_out(voice))


def spent(voice: Voice) -> Face:
    """No more tries."""
    return Face(voice("channels.code.spent"), markup([[_key("change", ReachStep.CHANGE, voice)]]))


def changed(number: str, voice: Voice) -> Face:
    """It was the code."""
    back = [[_key("page", ReachStep.PAGE, voice)]]
    return Face(voice("channels.changed", phone=pretty(number)), markup(back))


def sent_again(number: str, voice: Voice) -> str:
    """A toast: another code is on its way."""
    return voice.plain("channels.again", phone=pretty(number))


def test_sent(number: str, voice: Voice) -> str:
    """A toast: the test is on its way."""
    return voice.plain("channels.test.sent", phone=pretty(number))


def _phone(phone: Phone | None, voice: Voice, now: datetime, *, allowed: bool) -> Html:
    if phone is None:
        return voice("channels.phone.none")
    rows = [voice("channels.phone", phone=pretty(phone.number))]
    unfit = phones.unfit(phone.number) or phone.unfit
    if unfit is not None:
        rows.append(voice(f"channels.phone.{unfit}"))
    elif phone.opted_out_at is not None:
        rows.append(voice("channels.phone.opted_out", day=voice.day(phone.opted_out_at, now)))
    elif not allowed:
        rows.append(voice("channels.phone.abroad"))
    else:
        rows.append(voice("channels.phone.fit"))
    return join("\n", rows)


def _mail(reach: Reach, voice: Voice, *, sells: bool) -> Iterable[Html]:
    if reach.email is None:
        yield voice("channels.mail.none")
        return
    yield voice("channels.mail", address=one_line(reach.email, _ADDRESS_UNITS))
    if sells:
        yield voice(f"channels.copies.{_on(reach.choices.copies)}")
    yield voice(f"channels.bulletins.{_on(reach.choices.bulletins)}")


def _keys(
    reach: Reach, policy: Policy, voice: Voice, *, sells: bool
) -> Iterable[list[InlineKeyboardButton]]:
    if Kind.SMS in policy.ways:
        if reach.phone is not None:
            yield [_key("test", ReachStep.TEST, voice)]
        what = "add" if reach.phone is None else "change"
        yield [_key(what, ReachStep.CHANGE, voice)]
    if Kind.MAIL in policy.ways and reach.email is not None:
        if sells:
            yield [_switch(ReachStep.COPIES, reach.choices.copies, voice)]
        yield [_switch(ReachStep.BULLETINS, reach.choices.bulletins, voice)]


def _ways_out(voice: Voice) -> InlineKeyboardMarkup | None:
    stop = button(voice.plain("channels.key.stop"), ReachTap(ReachStep.STOP), STOP)
    again, other = (
        _key("again", ReachStep.AGAIN, voice),
        _key("other", ReachStep.CHANGE, voice),
    )
    return markup([[again], [other, stop]])


def _switch(step: ReachStep, now: bool, voice: Voice) -> InlineKeyboardButton:
    label = voice.plain(f"channels.key.{step}.{_on(not now)}")
    return button(label, ReachTap(step, not now))


def _key(what: str, step: ReachStep, voice: Voice) -> InlineKeyboardButton:
    return button(voice.plain(f"channels.key.{what}"), ReachTap(step))


def _on(choice: bool) -> str:
    return "on" if choice else "off"
