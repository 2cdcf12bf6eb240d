"""Every toast that a person can meet. Nothing here asserts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from channels.telegram import asides, customers, history, pages, patrons, replies, talk, toasts
from channels.telegram.buttons import BadButton
from channels.texts import Voice
from orders.attention import MAX_STRAYS
from orders.commands import Outcome
from orders.errors import (
    BadValue,
    Conflict,
    LinkUnusable,
    NotAllowed,
    NotHeard,
    NotYours,
    OrderError,
    ReasonWanted,
    SameIdOtherBody,
    UndoTooLate,
    UnknownOrder,
    UnknownParty,
)
from orders.model import MAX_NAME, MAX_QUANTITY
from orders.money import MAX_MINOR
from orders.notes import MAX_NOTE
from orders.places import Quiet
from orders.states import Action, Actor, State
from orders.templates import MAX_TEMPLATES, MAX_TITLE
from tests.unit.channels.gallery_adding import REFUSED as ADD_REFUSED
from tests.unit.channels.gallery_adding import TOASTS as ADD_TOASTS
from tests.unit.channels.gallery_amounts import REFUSED as AMOUNTS_REFUSED
from tests.unit.channels.gallery_amounts import TOASTS as AMOUNTS_TOASTS
from tests.unit.channels.gallery_complaints import REFUSED as COMPLAINT_REFUSED
from tests.unit.channels.gallery_complaints import TOASTS as COMPLAINT_TOASTS
from tests.unit.channels.gallery_delays import REFUSED, TOASTS
from tests.unit.channels.gallery_exports import toasts_of_exports
from tests.unit.channels.gallery_feedback import REFUSED as FEEDBACK_REFUSED
from tests.unit.channels.gallery_feedback import toasts_of_feedback
from tests.unit.channels.gallery_notes import NOTE_REFUSED
from tests.unit.channels.gallery_reaching import REFUSED as REACH_REFUSED
from tests.unit.channels.gallery_reaching import toasts_of_reaching
from tests.unit.channels.gallery_requests import TOASTS as REQUEST_TOASTS
from tests.unit.channels.gallery_shelves import toasts_of_bulk
from tests.unit.channels.gallery_wares import REFUSED as WARE_REFUSED
from tests.unit.channels.samples import (
    CONFIRMED,
    CUSTOMER,
    ENDINGS,
    NEW,
    PAID,
    POLICY,
    SELLER,
    SENT,
    SHOP,
    Story,
)

#: A story for each state and each ending, by name.
CARDS: dict[str, Story] = {"new": NEW, "confirmed": CONFIRMED, "paid": PAID, "sent": SENT} | ENDINGS

#: Every refusal of the rules, with every ground that has words of its own.
REFUSALS: tuple[OrderError | BadButton, ...] = (
    UnknownOrder(1043),
    NotYours(1043),
    *(NotAllowed(1043, a, s, ()) for a in Action for s in State),
    NotHeard(1043),
    Conflict(1043, 1, 2),
    ReasonWanted(1043, "cancel"),
    UndoTooLate(1043),
    UnknownParty("x"),
    SameIdOtherBody("x"),
    BadButton("not ours"),
    *(LinkUnusable(why) for why in ("expired", "used", "unknown", "own")),
    BadValue("quantity", "not_a_number"),
    BadValue("quantity", "out_of_range", MAX_QUANTITY),
    BadValue("name", "empty"),
    BadValue("name", "too_long", MAX_NAME),
    BadValue("phone", "not_a_phone"),
    BadValue("phone", "empty"),
    BadValue("address", "empty"),
    BadValue("text", "empty"),
    BadValue("price", "changed"),
    BadValue("seller_ref", "disabled"),
    BadValue("items", "empty"),
    BadValue("items", "too_large", MAX_MINOR),
    BadValue("address", "not_text"),
    BadValue("comment", "control_character"),
    BadValue("summary", "not_a_question"),
    BadValue("replies", "too_many", MAX_TEMPLATES),
    BadValue("reply_title", "too_long", MAX_TITLE),
    BadValue("note", "empty"),
    BadValue("note", "too_long", MAX_NOTE),
    BadValue("note", "not_text"),
    BadValue("note", "control_character"),
    BadValue("message", "too_many", MAX_STRAYS),
)


def toasts_of(voice: Voice) -> Iterator[tuple[str, str]]:
    """Every toast, each with the name of its situation."""
    for name, story in CARDS.items():
        event = story.events[-1]
        if event.by.actor not in (Actor.SELLER, Actor.CUSTOMER):
            continue
        outcome = Outcome(story.order, event)
        yield f"done, {name}", toasts.done(outcome, POLICY, voice)
        if event.by.actor is Actor.SELLER:
            yield f"done, {name}, call", toasts.done(outcome, POLICY, voice, customer_hears=False)
    undone = PAID.then(Action.UNDO, after=timedelta(seconds=30))
    yield "done, undone", toasts.done(Outcome(undone.order, undone.events[-1]), POLICY, voice)
    for error in REFUSALS:
        yield f"refused, {error}", toasts.toast(error, voice)
    view = replace(NEW.view(), seller=replace(SHOP, name="Ira’s Pottery"))
    for by in (SELLER, CUSTOMER):
        yield f"write now, the {by.actor}", talk.write_now(view, by, voice)
    yield "history as a file", history.coming(voice)
    for quiet in Quiet:
        yield f"hushed, {quiet}", customers.hushed(quiet, voice)
    yield "reply removed", replies.removed(voice)
    for offered in replies.inline([NEW.view()], [], "", voice):
        yield f"inline reply {offered.id}", offered.title
    yield "no such customer", patrons.unknown(voice)
    yield "no photo", asides.no_photo(voice)
    yield "note removed", asides.removed(voice)
    yield from toasts_of_feedback(voice)
    yield from toasts_of_reaching(voice)
    yield from toasts_of_exports(voice)
    yield from toasts_of_bulk(voice)
    for bad in (
        *REFUSED,
        *NOTE_REFUSED,
        *AMOUNTS_REFUSED,
        *COMPLAINT_REFUSED,
        *FEEDBACK_REFUSED,
        *REACH_REFUSED,
        *WARE_REFUSED,
        *ADD_REFUSED,
    ):
        yield f"refused, {bad}", toasts.toast(bad, voice)
    for key in (*TOASTS, *AMOUNTS_TOASTS, *REQUEST_TOASTS, *ADD_TOASTS, *COMPLAINT_TOASTS):
        yield key, voice.plain(key)
    yield "revived", pages.revived(True, voice)
    yield "not revived", pages.revived(False, voice)
