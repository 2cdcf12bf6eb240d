"""What a seller sees of a customer: their record, ways to them, and how they are heard. It asks for nothing."""

from collections.abc import Iterable
from datetime import datetime

from telegram import CopyTextButton, InlineKeyboardButton

from channels.phones import pretty
from channels.telegram import complaint_news, feedback
from channels.telegram.faces import Face
from channels.telegram.keyboards import HERE, back_to, button, markup
from channels.telegram.paragraphs import Paragraph, ended
from channels.telegram.patron_taps import PatronStep, PatronTap
from channels.telegram.people_taps import QuietTap
from channels.telegram.talk_taps import TalkTap
from channels.telegram.wire import Tap
from channels.texts import Html, Voice
from channels.texts.html import clean, escape, join, lines, name, units
from orders.model import MAX_ADDRESS
from orders.patrons import Acquaintance, Bar, Dossier, Tally
from orders.places import Quiet

#: Source: Bot API, CopyTextButton: 1-256 characters.
MAX_COPIED = 256


def page(number: int, known: Acquaintance, voice: Voice, now: datetime) -> Face:
    """The customer of an order, in its card's place."""
    head = voice("customer.page", number=number)
    quiets = _quiets(known.quiet, voice, {each: QuietTap(number, each) for each in Quiet})
    keys = [_copies(known.dossier, voice), *quiets, [back_to(number, voice)]]
    return Face(_text(known, voice, now, head), markup(keys))


def patron(known: Acquaintance, page: int, voice: Voice, now: datetime) -> Face:
    """A customer out of the seller's list, of which this page was shown."""
    dossier = known.dossier
    keys: list[Iterable[InlineKeyboardButton]] = [_copies(dossier, voice)]
    if dossier.newest is not None:
        who = dossier.customer.id
        count = voice.plain("patrons.orders", number=dossier.here.orders)
        keys.append([button(count, PatronTap(PatronStep.ORDERS, who, 1))])
        about = voice.plain("patrons.message", number=dossier.newest)
        keys.append([button(about, TalkTap(dossier.newest))])
        taps: dict[Quiet, Tap] = {each: PatronTap(PatronStep(each), who) for each in Quiet}
        keys += _quiets(known.quiet, voice, taps)
    keys.append([button(voice.plain("button.back"), PatronTap(PatronStep.LIST, page))])
    return Face(_text(known, voice, now), markup(keys))


def hushed(quiet: Quiet, voice: Voice) -> str:
    """Toast: how the customer is heard from now on."""
    return voice.plain(f"quiet.done.{quiet}")


def _text(known: Acquaintance, voice: Voice, now: datetime, *head: Html) -> Html:
    dossier = known.dossier
    heard = voice(f"quiet.now.{known.quiet}")
    parts = (
        (*head, *_contact(dossier, voice)),
        _record(dossier, voice, now),
        _reached(known, voice),
        (heard,),
    )
    return join("\n\n", (join("\n", part) for part in parts if part))


def _contact(dossier: Dossier, voice: Voice) -> Paragraph:
    contact, address = dossier.contact, dossier.address
    rows = [voice("card.customer", name=name(contact.name))]
    if contact.phone:
        rows.append(voice("card.phone", phone=pretty(contact.phone)))
    if contact.email:
        rows.append(voice("card.email", email=name(contact.email)))
    if address and _copied(address):
        rows.append(voice("card.address", address=lines(address, 2 * MAX_ADDRESS)))
    elif address:
        rows.append(voice("record.address", address=escape(address)))
    return tuple(rows)


def _record(dossier: Dossier, voice: Voice, now: datetime) -> Paragraph:
    joined_at = dossier.customer.registered_at
    rows = [_tally("record.here", dossier.here, voice)]
    if dossier.everywhere != dossier.here:
        rows.append(_tally("record.everywhere", dossier.everywhere, voice))
    if dossier.feedbacks:
        left = feedback.left(dossier.feedbacks, dossier.stars, voice)
        rows.append(voice("record.feedback", left=left))
    else:
        rows.append(voice("record.feedback.none"))
    rows += complaint_news.warning(dossier.complaints, voice) or (voice("record.complaints.none"),)
    if joined_at is not None:
        rows.append(voice("record.registered", day=voice.day(joined_at, now)))
    else:
        rows.append(voice("record.registered.unknown"))
    return tuple(rows)


def _tally(key: str, tally: Tally, voice: Voice) -> Html:
    orders = voice(key, count=tally.orders)
    return join(" · ", (orders, *ended(tally.closed, tally.cancelled, voice)))


def _reached(known: Acquaintance, voice: Voice) -> Paragraph:
    """By what they are reached; and why not by the rest, where the marketplace has it."""
    there = [voice(f"way.{way}") for way, bar in known.ways.items() if bar is None]
    barred = [
        voice(f"bar.{way}.{bar}")
        for way, bar in known.ways.items()
        if bar is not None and bar is not Bar.OFF
    ]
    by = voice("record.reached", ways=join(", ", there)) if there else voice("record.unreached")
    return (by, voice("record.barred", why=join(" · ", barred))) if barred else (by,)


def _copies(dossier: Dossier, voice: Voice) -> list[InlineKeyboardButton]:
    """A tap copies the phone, and the address where it is not too long for that."""
    texts = {"record.copy.phone": dossier.contact.phone, "record.copy.address": dossier.address}
    return [
        InlineKeyboardButton(voice.plain(key), copy_text=CopyTextButton(clean(text)))
        for key, text in texts.items()
        if text and _copied(text)
    ]


def _copied(text: str) -> bool:
    return 0 < units(clean(text)) <= MAX_COPIED


def _quiets(
    quiet: Quiet, voice: Voice, taps: dict[Quiet, Tap]
) -> Iterable[list[InlineKeyboardButton]]:
    return [
        [button(voice.plain(f"quiet.{each}"), tap, HERE if each is quiet else None)]
        for each, tap in taps.items()
    ]
