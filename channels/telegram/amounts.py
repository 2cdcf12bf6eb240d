"""Another amount for an order as people meet it: the question, what it would change, and the customer's objection."""

from channels.telegram.amount_taps import AmountStep, AmountTap
from channels.telegram.card_taps import OpenTap
from channels.telegram.faces import Face
from channels.telegram.keyboards import GO, STOP, back_to, button, markup
from channels.texts import Html, Voice
from channels.texts.html import join, lines, name
from orders.amounts import Change, change_of
from orders.model import Event, Happening, Order, Party
from orders.ports import OrderView

#: Of the reason and of the title, UTF-16 units.
_ROOM, _TITLE = 800, 60


def ask(order: Order, voice: Voice) -> Face:
    """The order's card as a question: what does it cost now, and why?"""
    html = voice("amount.ask", number=order.number, amount=voice.money(order.amount))
    return Face(html, markup([[back_to(order.number, voice)]]))


def ask_reason(view: OrderView, said: Change, voice: Voice) -> Face:
    """The amount alone was typed: the customer reads why."""
    html = sentence("amount.reason", view, said, voice)
    return Face(html, markup([[back_to(view.order.number, voice)]]))


def sure(view: OrderView, said: Change, voice: Voice) -> Face:
    """What it would change, before anybody is told."""
    number, version = view.order.number, view.order.version
    rows = [
        sentence("amount.sure", view, said, voice),
        voice("ended.text", text=lines(said.reason, _ROOM)),
        sentence("amount.sure.told", view, said, voice),
    ]
    go = button(voice.plain("amount.change"), AmountTap(AmountStep.CHANGE, number, version), GO)
    again = button(voice.plain("amount.again"), AmountTap(AmountStep.ASK, number))
    return Face(join("\n", rows), markup([[go], [again, back_to(number, voice)]]))


def told(view: OrderView, event: Event, to: Party, voice: Voice) -> Face:
    """What one of the two did with the amount, for the other; the customer may object to a change."""
    number, said = view.order.number, change_of(event)
    rows = [sentence(f"notice.{to.actor}.{event.what}", view, said, voice)]
    if said.reason:
        rows.append(voice("ended.text", text=lines(said.reason, _ROOM)))
    keys = [[button(voice.plain("button.open"), OpenTap(number))]]
    if event.what is Happening.AMOUNT_CHANGED:
        tap = AmountTap(AmountStep.OBJECT, number, event.version)
        keys.insert(0, [button(voice.plain("amount.object"), tap, STOP)])
    return Face(join("\n", rows), markup(keys))


def deed(event: Event, voice: Voice, room: int) -> list[Html]:
    """The same in the order's history; `room` for the reason, in UTF-16 units."""
    said = change_of(event)
    rows = [
        voice(
            f"history.event.{event.what}",
            before=voice.money(said.before),
            after=voice.money(said.after),
            difference=_difference(said, voice),
        )
    ]
    return [*rows, voice("ended.text", text=lines(said.reason, room))] if said.reason else rows


def sentence(key: str, view: OrderView, said: Change, voice: Voice) -> Html:
    """A sentence about a change of this order's amount."""
    return voice(
        key,
        number=view.order.number,
        title=name(view.order.title, _TITLE),
        seller=name(view.seller.name),
        customer=name(view.order.contact.name),
        before=voice.money(said.before),
        after=voice.money(said.after),
        difference=_difference(said, voice),
        who=name(said.who),
    )


def _difference(said: Change, voice: Voice) -> Html:
    key = "amount.more" if said.more else "amount.less"
    return voice(key, difference=voice.money(said.difference))
