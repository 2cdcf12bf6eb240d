"""Every face, toast and menu that a person can meet, drawn. `python -m tests.unit.channels.gallery` repaints.

Nothing here asserts; the tests look at what it draws.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup

from channels.telegram import (
    buying,
    cards,
    lists,
    menus,
    notices,
    pages,
    replies,
    settings,
    talk,
)
from channels.telegram.faces import Face, Prompt
from channels.texts import Voice
from channels.texts.html import escape, shown
from orders import shop
from orders.enquiries import FIRST_ENQUIRY
from orders.errors import Conflict
from orders.messages import Content, Form, Message
from orders.model import Account, Event, Happening, Item, Record
from orders.money import Money
from orders.places import Assistant, Hush, Mode, Quiet, Venue
from orders.ports import Line, Page
from orders.states import Action, Actor, State
from orders.templates import Template, filled
from orders.work import Kind, Priority, Topic, Work
from tests.unit.channels.gallery_adding import adding_of
from tests.unit.channels.gallery_amounts import amounts_of
from tests.unit.channels.gallery_complaints import complaints_of
from tests.unit.channels.gallery_delays import delays_of
from tests.unit.channels.gallery_exports import exports_of
from tests.unit.channels.gallery_feedback import feedback_of
from tests.unit.channels.gallery_fees import fees_of
from tests.unit.channels.gallery_history import histories
from tests.unit.channels.gallery_notes import notes_of
from tests.unit.channels.gallery_reaching import reaching_of
from tests.unit.channels.gallery_record import record_of
from tests.unit.channels.gallery_requests import requests_of
from tests.unit.channels.gallery_shelves import bulk_of, shelf_pages
from tests.unit.channels.gallery_sms import priced, sms_of
from tests.unit.channels.gallery_sms_answers import answers_of
from tests.unit.channels.gallery_summaries import summaries_of
from tests.unit.channels.gallery_toasts import CARDS, toasts_of
from tests.unit.channels.gallery_wares import wares_of
from tests.unit.channels.samples import (
    BOWL,
    CONFIRMED,
    CUSTOMER,
    ENDINGS,
    HOUR,
    MUG,
    NEW,
    OLENA,
    PAID,
    PLACED_AT,
    POLICY,
    PRODUCT,
    QUESTION,
    SELLER,
    SENT,
    SHOP,
    TEXTS,
    begin,
    order,
)

GOLDEN = Path(__file__).parent / "golden"
NOW = PLACED_AT + 5 * HOUR
Drawn = Iterator[tuple[str, Face | Prompt]]

#: They always say something in words.
WORDED = (Form.TEXT, Form.LOCATION, Form.CONTACT)
LONG_COMMENT = "Please wrap it as a gift; it is for my mother. " * 8


def faces(voice: Voice) -> Drawn:
    """Every message, each with the name of its situation."""
    yield from _cards(voice)
    yield from _notices(voice)
    yield from _lists(voice)
    yield from _pages(voice)
    yield from _buying(voice)
    yield from _talk(voice)
    yield from _settings(voice)
    yield from summaries_of(voice, NOW)
    yield from reaching_of(voice, NOW)
    yield from notes_of(voice, NOW)
    yield from _replies(voice)
    yield from histories(voice)
    yield from fees_of(voice, NOW)
    yield from exports_of(voice, NOW)
    yield from delays_of(voice, NOW)
    yield from amounts_of(voice, NOW)
    yield from requests_of(voice, NOW)
    yield from wares_of(voice, NOW)
    yield from adding_of(voice, NOW)
    yield from complaints_of(voice, NOW)
    yield from feedback_of(voice, NOW)
    yield from record_of(voice, NOW)


def _cards(voice: Voice) -> Drawn:
    for name, story in CARDS.items():
        now = story.now + timedelta(seconds=5)
        view = story.view()
        yield f"seller's card, {name}", cards.seller_card(view, story.events, voice, now, POLICY)
        yield f"customer's card, {name}", cards.customer_card(view, story.events, voice, now)
    many = order(MUG, BOWL, *(Item(f"Plate {n}", 1, Money(30_000, "UAH")) for n in range(9)))
    rich = begin(
        replace(
            many,
            comment=LONG_COMMENT,
            agreed_delay_until=PLACED_AT + 50 * 24 * HOUR,
            auto_close_at=PLACED_AT + 64 * 24 * HOUR,
        )
    )
    known = Record(3, 2, 1, None, 2, 9, closed_here=1, cancelled_here=1, opted_out=True)
    yield (
        "seller's card, many items",
        cards.seller_card(rich.view(record=known), rich.events, voice, rich.now, POLICY),
    )
    plain = begin(replace(order(days=None), comment="Blue, please."))
    stranger = replace(OLENA, telegram_id=None, registered_at=None)
    yield (
        "seller's card, customer not in Telegram",
        cards.seller_card(plain.view(customer=stranger), plain.events, voice, plain.now, POLICY),
    )
    blocked = PAID.view(unreachable=frozenset({"customer"}))
    away = PAID.view(unreachable=frozenset({"seller"}))
    yield "customer's card, seller away", cards.customer_card(away, PAID.events, voice, NOW)
    later = PAID.now + 2 * HOUR
    yield (
        "seller's card, customer blocked the bot",
        cards.seller_card(blocked, PAID.events, voice, later, POLICY),
    )
    yield "reasons", cards.reasons(NEW.view(), NEW.events, voice, NEW.now)
    yield "card moved", cards.moved(1043, voice)
    yield "sure", cards.sure(NEW.view(), NEW.events, voice, NEW.now)


def _notices(voice: Voice) -> Drawn:
    for name, story in CARDS.items():
        event, view = story.events[-1], story.view()
        for to in (SELLER, CUSTOMER):
            if event.what is Happening.PLACED or _untold(event, to.actor):
                continue
            face = notices.notice(view, event, to, voice, story.now)
            yield f"notice to the {to.actor}, {name}", face
    for story in (CONFIRMED, PAID, SENT, ENDINGS["closed"], ENDINGS["cancelled: not_paid"]):
        event, before = story.events[-1], story.then(Action.UNDO, after=timedelta(seconds=30))
        for to in (CUSTOMER, SELLER):
            face = notices.correction(before.view(), event, to, voice)
            yield f"correction to the {to.actor}, {event.what}", face
    for topic in Topic:
        for actor in Actor:
            details = {
                "what": "dead",
                "topic": topic.value,
                "to": actor.value,
                "person": "Olena",
                "attempts": "12",
                "error": "our defect: can't parse <b>",
                "work_id": "55",
            }
            yield f"alarm, {topic} to {actor}", notices.alarm(details, 1043, voice)
    yield "alarm, unreachable", notices.alarm({"what": "unreachable", "work_id": "5"}, None, voice)


def _untold(event: Event, actor: Actor) -> bool:
    own = event.by.actor is actor
    return (
        own
        or (actor is Actor.CUSTOMER and event.what in (Happening.VOIDED, Happening.RESTORED))
        or (actor is Actor.SELLER and event.by.actor is Actor.SELLER)
    )


def _lists(voice: Voice) -> Drawn:
    yield from shelf_pages(voice)
    yield from bulk_of(voice)
    rows = tuple(
        Line(
            1043 - n,
            state,
            f"Clay mug {n}",
            n % 3,
            OLENA.name,
            SHOP.name,
            Money(210_000, "UAH"),
            at,
        )
        for n, state in enumerate(State)
        for at in [NOW - n * n * 7 * HOUR]
    )
    yield "my orders", lists.customer_orders(Page(rows, 6), 1, voice, NOW)
    yield "my orders, none", lists.customer_orders(Page((), 0), 1, voice, NOW)
    yield "found", lists.found(Page(rows[:1], 7), "Olena <3", 2, voice, NOW)
    yield "found, many", lists.found(Page(rows[:1], 200, more=True), "mug", 34, voice, NOW)
    yield "found, none", lists.found(Page((), 0), "50%", 1, voice, NOW)


def _pages(voice: Voice) -> Drawn:
    account = Account(11, "Olena", "uk")
    yield "start, seller linked", pages.seller_linked(SHOP, voice)
    yield "start, seller again", pages.welcome_back(replace(account, seller=SHOP), voice)
    yield "start, customer linked", pages.customer_linked(1043, voice)
    yield "start, customer again", pages.welcome_back(replace(account, customer=OLENA), voice)
    yield "start, stranger", pages.stranger(voice)
    for actors in ((Actor.SELLER, Actor.ADMINISTRATION), (Actor.CUSTOMER,), ()):
        roles = " and ".join(actors) or "stranger"
        yield f"help, {roles}", pages.help_page(actors, voice)
        yield f"not understood, {roles}", pages.not_understood(actors, voice)
    yield "privacy", pages.privacy(voice)
    yield "refused", pages.refused(Conflict(1043, 1, 2), voice)
    yield "type the reason", pages.type_reason(1043, voice)
    yield "ask what to find", pages.ask_query(voice)
    yield "stopped", pages.stopped(voice)
    yield "nothing to cancel", pages.nothing_to_cancel(voice)
    yield "only private", pages.only_private(voice)
    row = Work(
        55, Kind.TELEGRAM, Topic.CARD, SELLER, NOW, Priority.NOW, 1043, None, {}, 12, "t", PLACED_AT
    )
    asked = replace(row, id=53, order_number=FIRST_ENQUIRY, topic=Topic.MESSAGE)
    dead = [row, replace(row, id=54, order_number=None, topic=Topic.ALARM), asked]
    unheard = [(Hush(1, 2, Quiet.UNHEARD, 1043, PLACED_AT), SHOP.name, OLENA.name)]
    yield "administration, quiet", pages.administration([], unheard, voice, NOW)
    yield "administration", pages.administration(dead, unheard, voice, NOW)
    yield "administration, all well", pages.administration([], (), voice, NOW)


def _talk(voice: Voice) -> Drawn:
    view = NEW.view()
    for reader in (SELLER, CUSTOMER):
        choices = (CONFIRMED.order, NEW.order, QUESTION.enquiry)
        yield f"which order, the {reader.actor}", talk.which(choices, (reader,), voice)
    yield "chosen, by the customer", talk.chosen(view, CUSTOMER, voice)
    yield "question chosen, by the seller", talk.chosen(QUESTION, SELLER, voice)
    yield "not passed on", talk.not_passed_on(voice)
    yield "slowed", talk.slowed(voice)
    yield "change lost", talk.change_lost(voice)
    yield "topic's name", Face(escape(talk.topic_name(view, voice)))
    yield "topic made anew, nothing said", talk.last_lines(view, (), voice, NOW, again=True)
    said = [
        Message(n, 1043, by, PLACED_AT, Content(form, text), 1)
        for n, form in enumerate(Form)
        for by, text in ((SELLER, ""), (CUSTOMER, "Is it <b>ready</b>?"))
        if text or form not in WORDED
    ]
    yield "topic made anew", talk.last_lines(view, said, voice, NOW, again=True)
    yield "topic after a talk", talk.last_lines(view, said[:1], voice, NOW, again=False)
    for author in (SELLER, CUSTOMER):
        yield f"undelivered, told to the {author.actor}", talk.undelivered(view, author, voice)
        waits = talk.undelivered(QUESTION, author, voice)
        yield f"question undelivered, told to the {author.actor}", waits
        for edited in (False, True):
            line = talk.head(view, author, voice, edited=edited)
            yield f"head, edited {edited}, to the {author.actor}", Face(escape(line))
            line = talk.head(QUESTION, author, voice, edited=edited)
            yield f"question's head, edited {edited}, to the {author.actor}", Face(escape(line))


def _settings(voice: Voice) -> Drawn:
    team = [Assistant(n, SHOP.id, name) for n, name in enumerate(("Petro", "Iryna <3"), start=1)]
    for mode in Mode:
        venue = Venue(SHOP.id, mode, -100, "Clay & Co")
        for topics in (True, False):
            page = settings.page(venue, team if topics else [], voice, topics=topics)
            yield f"settings, {mode}, topics {topics}", page
    yield "pick a group", settings.pick_group(voice)
    yield "group picked", settings.picked(Venue(SHOP.id, Mode.GROUP, -100, "Clay & Co"), voice)
    for why in ("forum", "rights", "absent"):
        yield f"group unfit, {why}", settings.unfit(why, voice)
    yield "assistant's link", settings.invitation("https://t.me/x_bot?start=s_1", voice)
    yield "assistant linked", settings.welcome_assistant(SHOP, voice)
    yield "settings, not the owner", settings.only_owner(voice)
    yield "group's greeting", settings.greeting(SHOP.name, voice)
    for what in ("lost", "rights"):
        details = {"what": what, "title": "Clay & Co"}
        yield f"group, {what}", settings.group_note(details, voice)
    yield "not of the staff", settings.not_staff(SHOP.name, voice)
    yield "in topics only", settings.in_topics_only(voice)


def _replies(voice: Voice) -> Drawn:
    view = NEW.view()
    own = [
        Template(n, f"Reply <{n}> of mine, as long as a name may be"[:40], "Hi & bye")
        for n in range(1, 8)
    ]
    yield "choose a ready reply", replies.choice(view, [], voice)
    yield "say hello", replies.choice(CONFIRMED.view(), [], voice, hello=True)
    yield "choose a reply", replies.choice(view, own, voice)
    for one in replies.ready(voice):
        text = filled(one.text, replies.values(view, voice))
        yield f"ready reply {one.id} said", replies.said(view, text, voice)
    yield "my replies, none", replies.mine([], voice)
    yield "my replies", replies.mine(own, voice)
    yield "a reply", replies.page(own[0], voice)
    yield "remove a reply", replies.page(own[0], voice, sure=True)
    yield "ask for a reply’s title", replies.ask_title(voice)
    yield "ask for a reply’s text", replies.ask_text("On its way <3", voice)
    yield "a reply with unknown braces", replies.not_filled_in(voice)


def _buying(voice: Voice) -> Drawn:
    draft = shop.begin(PRODUCT, NOW, POLICY)
    name = "Olena Koval"
    answers = ("2", "Olena", "+380671234567", "Kyiv, Nova Poshta 12", "Blue, please")
    for answer in answers:
        face = buying.question(draft, PRODUCT, SHOP.name, voice, suggested_name=name)
        yield f"buy, {draft.step}", face
        draft = shop.answer(draft, answer)
    phone = buying.question(
        shop.change(draft, "phone"), PRODUCT, SHOP.name, voice, known_phone="+380671234567"
    )
    yield "buy, known phone", phone
    yield "buy, phone taken", buying.phone_taken("+380671234567", voice)
    yield "buy, summary", buying.question(draft, PRODUCT, SHOP.name, voice)
    changed = buying.summary(draft, PRODUCT, SHOP.name, voice, price_changed=True)
    yield "buy, price changed", changed
    yield "buy, change", buying.choose_change(draft, PRODUCT, SHOP.name, voice)
    yield "buy, draft offered", buying.offer_draft("Clay mug", PRODUCT.code, voice)
    yield "buy, submitted", buying.submitted(1043, voice)
    yield "buy, abandoned", buying.abandoned(voice)
    yield "buy, gone", buying.gone(voice)
    yield "buy, over", buying.over(voice)
    yield "buy, own", buying.own_product(voice)
    yield "ask the seller", buying.ask_seller(PRODUCT, SHOP.name, voice)


def labels(face: Face | Prompt) -> list[list[str]]:
    """The face's buttons, row by row."""
    keyboard = face.keyboard
    if isinstance(keyboard, InlineKeyboardMarkup):
        return [[b.text for b in row] for row in keyboard.inline_keyboard]
    if isinstance(keyboard, ReplyKeyboardMarkup):
        return [[b.text for b in row] for row in keyboard.keyboard]
    return []


def draw(face: Face | Prompt) -> str:
    """A face as text, with its buttons."""
    rows = ["  ".join(f"[ {label} ]" for label in row) for row in labels(face)]
    return "\n".join([shown(face.html), *rows])


def painted(locale: str) -> str:
    """The gallery in one language, without what differs only by a word."""
    voice = TEXTS.voice(locale, SHOP.timezone)
    pictures = [
        f"=== {name}\n{draw(face)}" for name, face in faces(voice) if not _SIMILAR.search(name)
    ]
    said = dict.fromkeys(text for _, text in toasts_of(voice))
    commands = [f"/{c.command} {c.description}" for c in menus.commands(tuple(Actor), voice)]
    about = [f"{a.language_code}: {a.name}. {a.short_description}" for a in menus.abouts(TEXTS)]
    short = [priced(name, text) for name, text in (*sms_of(voice), *answers_of(voice))]
    return "\n\n".join(
        [
            *pictures,
            "=== SMS",
            *short,
            "=== toasts",
            *said,
            "=== commands",
            *commands,
            "=== about",
            *about,
            "",
        ]
    )


#: All but two of the reasons, and all but one of the alarms.
_SIMILAR = re.compile(r"cancelled: (?!fraud|other)|alarm, (?!card to seller|unreachable)")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for language in ("en", "uk"):
        (GOLDEN / f"{language}.txt").write_text(painted(language), encoding="utf-8")
