"""Feedback as people meet it: the question, the thanks, what the other side reads, the line on the cards."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from telegram import CopyTextButton, InlineKeyboardButton

from channels.phones import pretty
from channels.telegram.card_taps import OpenTap
from channels.telegram.faces import Face, fitted
from channels.telegram.feedback_taps import FeedbackStep, FeedbackTap
from channels.telegram.keyboards import button, markup
from channels.texts import Html, Voice
from channels.texts.html import escape, join, lines, name, one_line
from orders.asks import Asker
from orders.model import Event, Order, Party
from orders.policy import Policy
from orders.ports import OrderView
from orders.ratings import (
    MAX_STARS,
    OPINIONS,
    Feedback,
    Opinion,
    Rating,
    may_judge,
    may_receive,
    may_remind,
    mean_tenths,
)
from orders.states import State

#: What a comment or an answer may take, UTF-16 units: from whole to what always fits.
_ROOMS = (2000, 700, 200)
_TITLE_UNITS = 60


def ask(view: OrderView, on_behalf: Asker | None, voice: Voice, *, again: bool = False) -> Face:
    """How was it? First the product. `on_behalf` None: the customer has come by themselves."""
    key = "feedback.ask.again" if again else f"feedback.ask.{on_behalf or Asker.CUSTOMER}"
    rows = (_about(key, view, voice), voice("feedback.stars.product"))
    return Face(join("\n", rows), markup([_stars(view.order.number, 0)]))


def ask_all(views: Sequence[OrderView], voice: Voice) -> Face:
    """How were they? A button for each begins."""
    keys = [
        [
            button(
                voice.plain(
                    "feedback.of.button",
                    number=view.order.number,
                    title=one_line(view.order.title, _TITLE_UNITS),
                ),
                FeedbackTap(FeedbackStep.BEGIN, view.order.number),
            )
        ]
        for view in views
    ]
    return Face(voice("feedback.ask.all", count=len(views)), markup(keys))


def ask_seller(view: OrderView, product: int, voice: Voice) -> Face:
    """The product has its stars; and the seller?"""
    rows = (
        _about("feedback.of", view, voice),
        voice("feedback.product", stars=_shown(product)),
        voice("feedback.stars.seller", seller=name(view.seller.name)),
    )
    again = _button("feedback.change", FeedbackStep.BEGIN, view.order.number, voice)
    return Face(join("\n", rows), markup([_stars(view.order.number, product), [again]]))


def ask_comment(view: OrderView, opinion: Opinion, voice: Voice, *, typed: bool) -> Face:
    """The stars are given; a comment? `typed`: what the customer writes next is it."""
    number, has = view.order.number, bool(opinion.comment)
    question = "feedback.ask.comment" if typed else "feedback.ask.comment.tap"
    key = "feedback.ask.comment.other" if has and typed else question
    say = [] if typed else [_button("feedback.say", FeedbackStep.SAY, number, voice)]
    skip = "feedback.keep" if has else "feedback.skip"
    buttons = [say, [_button(skip, FeedbackStep.SKIP, number, voice)]]
    if has:
        buttons.append([_button("feedback.bare", FeedbackStep.BARE, number, voice)])
    return _with_opinion([voice("feedback.thanks")], opinion, [voice(key)], voice, buttons)


def given(view: OrderView, known: Feedback, policy: Policy, voice: Voice, now: datetime) -> Face:
    """Thanks, and what was said; for a while it may be changed."""
    change = _button("feedback.change", FeedbackStep.BEGIN, view.order.number, voice)
    head = _about("feedback.given", view, voice)
    until = voice.moment(known.given_at + policy.feedback_editable, now)
    note = voice("feedback.given.until", moment=until)
    return _with_opinion([head], known.opinion, [note], voice, [[change]])


def received(voice: Voice) -> str:
    """Toast: the seller is told that it has come."""
    return voice.plain("done.received")


def told(view: OrderView, event: Event, to: Party, voice: Voice) -> Face:
    """What one of the two said about it, told to the other."""
    number = view.order.number
    opens = button(voice.plain("button.open"), OpenTap(number))
    head = _about(f"notice.{to.actor}.{event.what}", view, voice)
    if event.what in OPINIONS:
        answers = []
        if view.feedback is not None and not view.feedback.answer:
            answers = [_button("feedback.answer", FeedbackStep.ANSWER, number, voice)]
        return _with_opinion([head], Opinion.read(event.text), [], voice, [answers, [opens]])
    html = fitted(lambda room: join("\n", (head, _quoted(event.text, voice, room))), _ROOMS)
    return Face(html, markup([[opens]]))


def ask_answer(number: int, voice: Voice) -> Face:
    """What the seller types next answers the feedback."""
    return Face(voice("feedback.answer.ask", number=number))


def answered(number: int, voice: Voice) -> Face:
    """The answer is kept, and on its way."""
    return Face(voice("feedback.answer.done", number=number))


def call(view: OrderView, said: str, voice: Voice) -> Face:
    """What became of a reminder, and the number at which the customer can be called."""
    phone = view.phone
    if not phone:
        return Face(join("\n", (escape(said), voice("feedback.call.none"))))
    copy = InlineKeyboardButton(voice.plain("feedback.copy"), copy_text=CopyTextButton(phone))
    html = join("\n", (escape(said), voice("feedback.call", phone=pretty(phone))))
    return Face(html, markup([[copy]]))


def stands(feedback: Feedback, voice: Voice, room: int) -> tuple[Html, ...]:
    """What a card says of it."""
    opinion = feedback.opinion
    rows = [_line(opinion, voice)]
    if opinion.comment:
        rows.append(_quoted(opinion.comment, voice, room))
    if feedback.answer:
        rows.append(voice("feedback.answered", text=lines(feedback.answer, room)))
    return tuple(rows)


def deed(event: Event, voice: Voice, room: int) -> list[Html]:
    """What an entry of the history says."""
    rows = [voice(f"history.event.{event.what}")]
    if event.what in OPINIONS:
        opinion = Opinion.read(event.text)
        rows.append(_line(opinion, voice))
        if opinion.comment:
            rows.append(_quoted(opinion.comment, voice, room))
    elif event.text:
        rows.append(_quoted(event.text, voice, room))
    return rows


def rating(known: Rating, voice: Voice) -> Html:
    """A seller's stars, and of how many feedbacks; empty while there is none."""
    if not known.feedbacks:
        return Html("")
    return voice("rating", count=known.feedbacks, mean=_mean(known.tenths, voice))


def left(feedbacks: int, stars: int, voice: Voice) -> Html:
    """What a customer has left on other orders."""
    return voice("record.left", count=feedbacks, mean=_mean(mean_tenths(stars, feedbacks), voice))


def customers(
    order: Order, events: Sequence[Event], feedback: Feedback | None, voice: Voice
) -> list[InlineKeyboardButton]:
    """The customer's button: that it has come, or what they think of it."""
    if may_receive(order, events):
        return [_button("customer.received", FeedbackStep.GOT, order.number, voice)]
    if feedback is None and may_judge(order, events):
        return [_button("customer.feedback", FeedbackStep.BEGIN, order.number, voice)]
    return []


def sellers(
    order: Order, events: Sequence[Event], feedback: Feedback | None, voice: Voice
) -> list[InlineKeyboardButton]:
    """The seller's button: to remind of feedback, or to answer it."""
    if feedback is None and may_remind(order, events):
        return [_button("feedback.remind", FeedbackStep.REMIND, order.number, voice)]
    if feedback is not None and not feedback.answer and order.state is not State.CANCELLED:
        return [_button("feedback.answer", FeedbackStep.ANSWER, order.number, voice)]
    return []


def _with_opinion(
    above: Iterable[Html],
    opinion: Opinion,
    below: Iterable[Html],
    voice: Voice,
    buttons: Iterable[Iterable[InlineKeyboardButton]],
) -> Face:
    above, below = tuple(above), tuple(below)

    def render(room: int) -> Html:
        said = (_quoted(opinion.comment, voice, room),) if opinion.comment else ()
        return join("\n", (*above, _line(opinion, voice), *said, *below))

    return Face(fitted(render, _ROOMS), markup(buttons))


def _about(key: str, view: OrderView, voice: Voice) -> Html:
    return voice(
        key,
        number=view.order.number,
        title=name(view.order.title, _TITLE_UNITS),
        seller=name(view.seller.name),
        customer=name(view.order.contact.name),
    )


def _line(opinion: Opinion, voice: Voice) -> Html:
    return voice("feedback.line", product=_shown(opinion.product), seller=_shown(opinion.seller))


def _quoted(text: str, voice: Voice, room: int) -> Html:
    return voice("card.comment", comment=lines(text, room))


def _mean(tenths: int, voice: Voice) -> Html:
    return voice.number(f"{tenths // 10}.{tenths % 10}")


def _shown(stars: int) -> str:
    return "★" * stars + "☆" * (MAX_STARS - stars)


def _stars(number: int, product: int) -> list[InlineKeyboardButton]:
    """A button for each number of stars; `product` 0: they are for the product."""
    step = FeedbackStep.SELLER if product else FeedbackStep.PRODUCT
    return [
        button(f"{n} ⭐", FeedbackTap(step, number, 10 * product + n))
        for n in range(1, MAX_STARS + 1)
    ]


def _button(key: str, step: FeedbackStep, number: int, voice: Voice) -> InlineKeyboardButton:
    return button(voice.plain(key), FeedbackTap(step, number))
