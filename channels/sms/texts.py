"""The text of each SMS that goes out by itself: short, in plain signs, with what to reply. It sends nothing.

Never an address, a name or what was said in the talk, unless the SMS is the conversation.
"""

from collections.abc import Sequence

from channels.sms.wording import amount, cut, plain
from channels.tidings import Tiding
from orders.amounts import ABOUT_AMOUNTS, change_of
from orders.delays import ABOUT_DELAYS, until_of
from orders.messages import Form
from orders.model import Happening
from orders.ports import EnquiryView, OrderView
from orders.ratings import OPINIONS, Opinion
from orders.sendings import Because
from orders.states import Actor
from orders.work import Topic

#: Why it comes by SMS is said where the person has another way that failed.
_SAID = frozenset({Because.OUT_OF_REACH, Because.BLOCKED, Because.UNOPENED})
#: Numbers named in one SMS about several new orders; the rest is counted.
NAMED = 8


def text(tiding: Tiding, *, replies: bool, link: str | None) -> str:
    """What the SMS says. `replies`: the sender's number takes answers; `link`: where a customer goes on."""
    match tiding.work.topic:
        case Topic.MESSAGE:
            return _message(tiding, replies=replies, link=link)
        case Topic.CARD:
            return alert(tiding, [tiding.order.order.number], replies=replies)
        case Topic.FEEDBACK:
            words = _of_order("sms.feedback" if replies else "sms.feedback.link", tiding)
            return _led(words, tiding, link)
        case _:
            return _led(_news(tiding, replies=replies), tiding, link)


def alert(tiding: Tiding, numbers: Sequence[int], *, replies: bool) -> str:
    """New orders, this one and perhaps others that nobody was told of."""
    voice, number = tiding.voice, tiding.order.order.number
    ending = "" if replies else ".read"
    if len(numbers) > 1:
        named = ", ".join(map(str, numbers[:NAMED]))
        more = len(numbers) - NAMED
        rest = f" {voice.plain('sms.alerts.more', count=more)}" if more > 0 else ""
        words = voice.plain(
            f"sms.alerts{ending}", count=len(numbers), numbers=named + rest, number=number
        )
    else:
        price = amount(tiding.order.order.amount)
        words = voice.plain(f"sms.alert{ending}", number=number, amount=price)
    return _with_reason(words, tiding)


def _news(tiding: Tiding, *, replies: bool) -> str:
    work, order = tiding.work, tiding.order.order
    ask = replies and work.to.actor is Actor.SELLER
    match work.topic:
        case Topic.NOTICE:
            words = _notice(tiding)
            what = tiding.event.what if tiding.event is not None else None
            if ask and what is Happening.RECEIVED:
                words = f"{words} {_of_order('sms.reply.close', tiding)}"
            if replies and what is Happening.PLACED:
                words = f"{words} {_of_order('sms.reply.wrong', tiding)}"
        case Topic.CORRECTION:
            state = tiding.voice.plain(f"state.{order.state}")
            words = _of_order(f"sms.correction.{work.to.actor}", tiding, state=state)
        case Topic.CLOSING:
            day = tiding.voice.day(order.auto_close_at, tiding.now)
            words = _of_order("sms.closing", tiding, day=day)
            if ask:
                words = f"{words} {_of_order('sms.reply.number', tiding)}"
        case _:
            words = _of_order(f"sms.overdue.{tiding.overdue}", tiding)
            if ask:
                words = f"{words} {_of_order(f'sms.overdue.{tiding.overdue}.reply', tiding)}"
    return _with_reason(words, tiding)


def _notice(tiding: Tiding) -> str:
    event, voice = tiding.event, tiding.voice
    assert event is not None, "a notice is about an event"
    if event.what in OPINIONS:
        opinion = Opinion.read(event.text)
        return _of_order(
            "sms.notice.seller.feedback", tiding, product=opinion.product, seller=opinion.seller
        )
    key = f"sms.notice.{tiding.work.to.actor}.{event.what}"
    if not voice.has(key):
        key = f"{key}.{event.by.actor}"
    if event.what in ABOUT_AMOUNTS:
        said = change_of(event)
        return _of_order(key, tiding, before=amount(said.before), after=amount(said.after))
    until = voice.day(until_of(event), tiding.now) if event.what in ABOUT_DELAYS else ""
    return _of_order(key, tiding, until=until)


def _message(tiding: Tiding, *, replies: bool, link: str | None) -> str:
    """What the other side has said; or, where Telegram brings it later, only that there is something."""
    view, voice, to = tiding.view, tiding.voice, tiding.work.to.actor
    number, message = view.subject.number, tiding.message
    assert message is not None, "the row is about a message"
    if tiding.is_stopgap:
        return plain(voice.plain("sms.message.waits", number=number))
    said = plain(message.content.text)
    if message.content.form is not Form.TEXT:
        # Its picture is a sign that would double the price.
        what = plain(voice.plain(f"history.form.{message.content.form}")).partition(" ")[2]
        said = f"[{what}] {said}".rstrip()
    if isinstance(view, EnquiryView):
        head = voice.plain("sms.message.question", title=view.enquiry.product.title)
    else:
        head = voice.plain(f"sms.message.{to}", number=number)
    after = ""
    if link is not None:
        after = f"\n{link}"
    elif replies and to is Actor.SELLER:
        key = "sms.reply.msg" if isinstance(view, OrderView) else "sms.reply.answer"
        after = "\n" + voice.plain(key, number=number)
    edited = f" {voice.plain('sms.message.edited')}" if message.version > 1 else ""
    return cut(plain(f"{head}{edited}\n"), said, plain(after))


def _led(words: str, tiding: Tiding, link: str | None) -> str:
    """With the link that moves the talk into Telegram."""
    if link is None or tiding.work.to.actor is not Actor.CUSTOMER or tiding.reach.telegram:
        return words
    return f"{words} {link}"


def _with_reason(words: str, tiding: Tiding) -> str:
    if tiding.because not in _SAID:
        return words
    return f"{plain(tiding.voice.plain(f'sms.because.{tiding.because}'))} {words}"


def _of_order(key: str, tiding: Tiding, **values: str | int) -> str:
    number = tiding.order.order.number
    return plain(tiding.voice.plain(key, count=None, number=number, **values))
