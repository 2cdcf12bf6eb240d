"""Another amount by request, as people meet it: the seller's question, the administrators' message, the card."""

from collections.abc import Sequence
from datetime import datetime

from telegram import InlineKeyboardButton

from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.amounts import sentence
from channels.telegram.card_taps import OpenTap
from channels.telegram.faces import Face
from channels.telegram.keyboards import GO, STOP, back_to, button, markup
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name
from orders.amount_requests import RequestOver, latest, waiting
from orders.amounts import Change, change_of
from orders.model import Event, Happening, Order, Party
from orders.ports import OrderView
from orders.states import Actor

#: Of a reason, UTF-16 units.
_ROOM = 800
#: Requests shown at once.
MAX_SHOWN = 5


def ask(order: Order, voice: Voice) -> Face:
    """The order's card as a question: what should it cost, and why?"""
    state = voice(f"state.{order.state}")
    amount = voice.money(order.amount)
    html = voice("amount.request.ask", number=order.number, amount=amount, state=state)
    return Face(html, markup([[back_to(order.number, voice)]]))


def ask_reason(view: OrderView, said: Change, voice: Voice) -> Face:
    """The amount alone was typed: the administration reads why."""
    html = sentence("amount.request.reason", view, said, voice)
    return Face(html, markup([[back_to(view.order.number, voice)]]))


def sure(view: OrderView, said: Change, voice: Voice) -> Face:
    """What is asked for, before anybody is told."""
    number, version = view.order.number, view.order.version
    rows = [sentence("amount.sure", view, said, voice), *_reason(said, voice)]
    rows.append(voice("amount.request.sure"))
    go = button(voice.plain("amount.request"), AmountTap(AmountStep.REQUEST, number, version), GO)
    again = button(voice.plain("amount.again"), AmountTap(AmountStep.ASK, number))
    return Face(join("\n", rows), markup([[go], [again, back_to(number, voice)]]))


def sellers(order: Order, events: Sequence[Event], voice: Voice) -> list[InlineKeyboardButton]:
    """The seller's button where the administration decides: to ask, or to take back what was asked."""
    asked = waiting(order, events)
    if asked is None:
        return [button(voice.plain("button.request"), AmountTap(AmountStep.ASK, order.number))]
    tap = AmountTap(AmountStep.WITHDRAW, order.number, asked.version)
    return [button(voice.plain("amount.withdraw"), tap)]


def stands(events: Sequence[Event], voice: Voice, now: datetime) -> tuple[Html, ...]:
    """On the seller's card: what was asked for, and what became of it."""
    newest = latest(events)
    if newest is None or newest.what is Happening.AMOUNT_WITHDRAWN:
        return ()
    said = change_of(newest)
    html = voice(
        f"card.{newest.what}",
        after=voice.money(said.after),
        moment=voice.moment(newest.at, now),
        who=name(said.who),
    )
    declined = newest.what is Happening.AMOUNT_DECLINED
    return (html, *(_reason(said, voice) if declined else ()))


def told(view: OrderView, event: Event, to: Party, voice: Voice) -> Face:
    """The decision, for the seller, and for the customer where the amount is another one."""
    said = change_of(event)
    rows = [sentence(f"notice.{to.actor}.{event.what}", view, said, voice)]
    if event.what is Happening.AMOUNT_DECLINED or to.actor is Actor.CUSTOMER:
        rows += _reason(said, voice)
    opens = button(voice.plain("button.open"), OpenTap(view.order.number))
    return Face(join("\n", rows), markup([[opens]]))


def overseen(
    view: OrderView, events: Sequence[Event], event: Event, voice: Voice, now: datetime
) -> Face:
    """An administrator's message: the request with its buttons, or how it ended."""
    said = change_of(event)
    if event.what is not Happening.AMOUNT_REQUESTED:
        return Face(over(event_over(event), voice, now))
    asked = waiting(view.order, events)
    state = voice(f"state.{view.order.state}")
    rows = [sentence("amount.overseen", view, said, voice), *_reason(said, voice)]
    rows.append(voice("amount.overseen.state", state=state))
    if asked is None or asked.version != event.version:
        return Face(join("\n", rows))
    number, version = view.order.number, event.version
    grant = button(voice.plain("amount.grant"), AmountTap(AmountStep.GRANT, number, version), GO)
    tap = AmountTap(AmountStep.DECLINE, number, version)
    decline = button(voice.plain("amount.decline"), tap, STOP)
    return Face(join("\n", rows), markup([[grant, decline]]))


def ask_why(number: int, version: int, voice: Voice) -> Face:
    """What the administrator types next is why it is declined."""
    refuse = button(voice.plain("amount.refuse"), AmountTap(AmountStep.REFUSE, number, version))
    return Face(voice("amount.decline.ask", number=number), markup([[refuse]]))


def event_over(event: Event) -> RequestOver:
    """How the request ended."""
    return RequestOver(event.order_number, event.what, change_of(event).who, event.at)


def over(ended: RequestOver, voice: Voice, now: datetime) -> Html:
    """Who decided, and how; or that the seller took it back."""
    key = f"amount.over.{ended.what}"
    moment = voice.moment(ended.at, now)
    return voice(key, number=ended.number, who=name(ended.who), moment=moment)


def deed(event: Event, viewer: Party, voice: Voice, room: int) -> list[Html]:
    """The same in the order's history; why is between the seller and the administration."""
    said = change_of(event)
    before, after = voice.money(said.before), voice.money(said.after)
    key = f"history.event.{event.what}"
    rows = [voice(key, before=before, after=after, who=name(said.who))]
    return rows if viewer.actor is Actor.CUSTOMER else [*rows, *_reason(said, voice, room)]


def _reason(said: Change, voice: Voice, room: int = _ROOM) -> list[Html]:
    return [voice("ended.text", text=lines(said.reason, room))] if said.reason else []
