"""Messages besides cards and lists: arriving, help, privacy, refusals, the administration. Buying: `buying`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from telegram import ReplyKeyboardRemove

from channels.telegram.buttons import BadButton
from channels.telegram.card_taps import ReviveTap
from channels.telegram.faces import Face, Prompt
from channels.telegram.keyboards import back_to, button, markup
from channels.telegram.menus import commands
from channels.telegram.toasts import toast
from channels.texts import Html, Voice
from channels.texts.html import escape, join, name
from orders.enquiries import is_enquiry
from orders.errors import OrderError
from orders.model import Account, Seller
from orders.places import Hush
from orders.states import Actor
from orders.work import Work

#: Given-up rows shown at once to the administration.
MAX_DEAD = 10
#: Customers who are not heard, shown at once.
MAX_UNHEARD = 10
#: Of a name in such a list, UTF-16 units.
_NAME_UNITS = 60


def seller_linked(seller: Seller, voice: Voice) -> Face:
    """An invite link was opened: this account now gets the shop's orders."""
    return Face(voice("start.seller", seller=name(seller.name)))


def welcome_back(account: Account, voice: Voice) -> Face:
    """/start by somebody whom the bot knows as a seller or a customer."""
    if account.seller is not None:
        return Face(voice("start.seller.again", seller=name(account.seller.name)))
    return Face(voice("start.customer.again"))


def customer_linked(number: int, voice: Voice) -> Face:
    """An order's link was opened: its card comes next."""
    return Face(voice("start.customer", number=number))


def stranger(voice: Voice) -> Face:
    """/start or any message by somebody who is neither seller nor customer: a polite way in."""
    return Face(voice("start.stranger"))


def help_page(actors: Collection[Actor], voice: Voice) -> Face:
    """What the bot does for a person with these roles, and their commands."""
    role = next((a for a in (Actor.SELLER, Actor.CUSTOMER) if a in actors), None)
    rows = [
        voice("help.command", command=c.command, description=c.description)
        for c in commands(actors, voice)
    ]
    return Face(join("\n\n", (voice(f"help.{role or 'stranger'}"), join("\n", rows))))


def privacy(voice: Voice) -> Face:
    """What is kept, why, and how to have it deleted. Source: FACTS, Bot developer terms."""
    return Face(voice("privacy"))


def refused(error: OrderError | BadButton, voice: Voice) -> Face:
    """The same sentence as the toast, for those who typed or opened a link."""
    return Face(escape(toast(error, voice)))


def type_reason(number: int, voice: Voice) -> Face:
    """Asks a seller for the reason of a cancellation in words."""
    return Face(voice("ask.reason", number=number), markup([[back_to(number, voice)]]))


def ask_query(voice: Voice) -> Face:
    """Asks a seller what to look for."""
    return Face(voice("ask.query"))


def stopped(voice: Voice, *, contact_button: bool = False) -> Face | Prompt:
    """What was begun is left; with a contact button on the screen, it goes away."""
    html = voice("cancel.done")
    return Prompt(html, ReplyKeyboardRemove()) if contact_button else Face(html)


def nothing_to_cancel(voice: Voice) -> Face:
    """/cancel where nothing was begun."""
    return Face(voice("cancel.nothing"))


def not_understood(actors: Collection[Actor], voice: Voice) -> Face:
    """A message that means nothing to the bot."""
    role = next((a for a in (Actor.SELLER, Actor.CUSTOMER) if a in actors), "stranger")
    return Face(voice(f"lost.{role}"))


def only_private(voice: Voice) -> Face:
    """Somebody spoke to the bot in a group."""
    return Face(voice("lost.group"))


def administration(
    dead: Sequence[Work],
    unheard: Sequence[tuple[Hush, str, str]],
    voice: Voice,
    now: datetime,
) -> Face:
    """/admin: what was given up, newest first, each with a button that tries it again.

    And whose messages sellers do not take: the hush with the seller's and the customer's name.
    """
    quiet = [_unheard(hush, who, whom, voice, now) for hush, who, whom in unheard[:MAX_UNHEARD]]
    if quiet:
        quiet.insert(0, voice("admin.unheard.head"))
    if not dead:
        return Face(join("\n\n", (voice("admin.well"), *quiet)))
    rows = [_given_up(work, voice, now) for work in dead[:MAX_DEAD]]
    again = [
        [button(voice.plain("admin.retry", id=work.id), ReviveTap(work.id))]
        for work in dead[:MAX_DEAD]
    ]
    head = voice("admin.head", count=len(dead))
    return Face(join("\n\n", (head, *rows, *quiet)), markup(again))


def revived(found: bool, voice: Voice) -> str:
    """Toast: whether a given-up row was opened again."""
    return voice.plain("admin.revived" if found else "admin.not_dead")


def _unheard(hush: Hush, seller: str, customer: str, voice: Voice, now: datetime) -> Html:
    return voice(
        "admin.unheard",
        seller=name(seller, _NAME_UNITS),
        customer=name(customer, _NAME_UNITS),
        number=hush.order_number,
        day=voice.day(hush.since, now),
    )


def _given_up(work: Work, voice: Voice, now: datetime) -> Html:
    what = voice(f"alarm.topic.{work.topic}")
    number = work.order_number
    if number is not None and is_enquiry(number):
        what = voice("admin.dead.question", what=what)
    elif number is not None:
        what = voice("admin.dead.order", what=what, number=number)
    to = voice(f"alarm.to.{work.to.actor}")
    return voice("admin.dead", id=work.id, what=what, to=to, age=voice.age(work.created_at, now))
