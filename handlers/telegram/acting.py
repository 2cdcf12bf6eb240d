"""Taps on a card: a step, the question before one, back, open. Authority is the desk's business."""

from channels.telegram import cards, pages, toasts
from channels.telegram.card_taps import ActTap, AskReason, Back, CustomerCancel, OpenTap
from handlers.telegram.front import acting_as, intention
from handlers.telegram.leaving import leave
from handlers.telegram.tapped import Tapped
from orders import desk
from orders.commands import Command
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import Conflict, NotAllowed, NotYours
from orders.model import CancelReason, Party
from orders.notices import customer_of
from orders.ports import OrderView
from orders.routes import besides
from orders.states import Action, Actor, allowed, transition
from orders.work import Topic


async def act(tap: ActTap, tapped: Tapped) -> None:
    """Take the step, say so, and see to it that the tapped message is the live card."""
    # A customer cancels without a reason; everything else on these buttons is the seller's.
    leaves = tap.action is Action.CANCEL and tap.reason is None
    by = acting_as(tapped.account, Actor.CUSTOMER if leaves else Actor.SELLER, tap.number)
    if tap.reason is CancelReason.OTHER:
        await _ask_for_text(tap, tapped, by)
        return
    front = tapped.front
    request_id = intention(tapped.update)
    command = Command(tap.number, tap.action, by, request_id, tap.version, tap.reason)
    outcome = await desk.act(front.office, command)
    async with front.office.store.read() as uow:
        reach = await uow.reaches.of(customer_of(outcome.order), tap.number)
        hears = reach.telegram or besides(reach, Topic.NOTICE, front.office.policy)
        card = await uow.cards.get(tap.number, by)
    toast = toasts.done(outcome, front.office.policy, tapped.voice, customer_hears=hears)
    await tapped.answer(toast)
    if card is None or card.message_id != tapped.message_id:
        await tapped.show_card(tap.number)


async def ask_reason(tap: AskReason, tapped: Tapped) -> None:
    """Show the reasons for cancelling in place of the buttons."""
    view, events, by = await tapped.look(tap.number)
    _check(view, Action.CANCEL, by, Actor.SELLER, tap.version)
    now = tapped.front.office.clock.now()
    await tapped.ask(tap.number, by, cards.reasons(view, events, tapped.voice, now))
    await tapped.answer()


async def ask_customer(tap: CustomerCancel, tapped: Tapped) -> None:
    """Ask the customer whether to cancel really."""
    view, events, by = await tapped.look(tap.number)
    _check(view, Action.CANCEL, by, Actor.CUSTOMER, tap.version)
    now = tapped.front.office.clock.now()
    await tapped.ask(tap.number, by, cards.sure(view, events, tapped.voice, now))
    await tapped.answer()


async def back(tap: Back, tapped: Tapped) -> None:
    """Show the card again; a reason that was to be typed is no longer awaited."""
    await tapped.leave_question(tap.number)
    await tapped.show_card(tap.number)
    await tapped.answer()


async def open_card(tap: OpenTap, tapped: Tapped) -> None:
    """Bring the order's card to the bottom of the chat."""
    _, _, by = await tapped.look(tap.number)
    await tapped.bring_card(tap.number, by)
    await tapped.answer()


def _check(view: OrderView, action: Action, by: Party, wanted: Actor, version: int) -> None:
    """Refuse to ask about a step that would be refused anyway."""
    order = view.order
    if by.actor is not wanted:
        raise NotYours(order.number)
    if transition(order.state, action, by.actor) is None:
        legal = tuple(str(a) for a in allowed(order.state, by.actor))
        raise NotAllowed(order.number, action, order.state, legal)
    if version != order.version:
        raise Conflict(order.number, version, order.version)


async def _ask_for_text(tap: ActTap, tapped: Tapped, by: Party) -> None:
    view, _, _ = await tapped.look(tap.number)
    _check(view, tap.action, by, Actor.SELLER, tap.version)
    office = tapped.front.office
    now = office.clock.now()
    dialogue = Dialogue(
        DialogueKind.CANCEL_REASON,
        "text",
        now + office.policy.dialogue_life,
        {"number": str(tap.number), "version": str(tap.version)},
    )
    # A note begun elsewhere must not go on looking private while its words become a reason.
    await leave(tapped.front, tapped.account.telegram_id, staying_on=tap.number)
    async with office.store.write() as uow:
        await uow.dialogues.put(tapped.account.telegram_id, dialogue)
    await tapped.ask(tap.number, by, pages.type_reason(tap.number, tapped.voice))
    await tapped.answer()
