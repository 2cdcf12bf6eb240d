"""Quick replies: offering them for an order, saying one, keeping the seller's own."""

from collections.abc import Awaitable, Callable, Sequence

from channels.telegram import replies as faces
from channels.telegram.seller_taps import RepliesTap, ReplyStep, SayTap
from handlers.telegram.front import acting_as, party
from handlers.telegram.leaving import leave
from handlers.telegram.spoken import Spoken
from handlers.telegram.tapped import Tapped
from orders import replies
from orders.dialogues import Dialogue, DialogueKind
from orders.errors import BadValue, NotYours, UnknownParty
from orders.messages import Post, Spot
from orders.model import Account, Party
from orders.ports import OrderView
from orders.states import Actor
from orders.templates import Template, filled, title_of

_TITLE, _TEXT = "reply_title", "reply_text"


async def offer(view: OrderView, by: Party, tapped: Tapped) -> None:
    """Below the toast that says to write: replies to choose from. Who answers it means the order."""
    office = tapped.front.office
    face = faces.choice(view, await replies.own(office, by), tapped.voice)
    message_id = await tapped.sender.send(
        tapped.chat_id, face, silent=True, topic_id=tapped.topic_id
    )
    async with office.store.write() as uow:
        await uow.talk.put_post(Post(Spot(tapped.chat_id, message_id), view.order.number))


async def say(tap: SayTap, tapped: Tapped) -> None:
    """Send the chosen reply, and show what was said. A message of choices says one reply, once."""
    by = acting_as(tapped.account, Actor.SELLER, tap.number)
    view, _, part = await tapped.look(tap.number)
    if part != by:
        raise NotYours(tap.number)
    office, who = tapped.front.office, tapped.account.telegram_id
    await leave(tapped.front, who)
    own = await replies.own(office, by)
    chosen = _one(faces.ready(tapped.voice) if tap.ready else own, tap.template)
    if chosen is None:
        await tapped.answer(faces.removed(tapped.voice), alert=True)
        await tapped.show(faces.choice(view, own, tapped.voice))
        return
    message = await replies.say(
        office,
        tap.number,
        by,
        filled(chosen.text, faces.values(view, tapped.voice)),
        # Two taps before the buttons are gone are one reply.
        request_id=f"tg:reply:{tapped.chat_id}:{tapped.message_id}",
        speaker=who,
    )
    await tapped.answer()
    await tapped.show(faces.said(view, message.content.text, tapped.voice))


async def press(tap: RepliesTap, tapped: Tapped) -> None:
    """A button among the seller's own replies."""
    by = _seller(tapped.account)
    await leave(tapped.front, tapped.account.telegram_id)
    if tap.template is None:
        await _STEPS[tap.step](tapped, by)
        return
    own = await replies.own(tapped.front.office, by)
    one = _one(own, tap.template)
    if one is not None and tap.step is not ReplyStep.SURE:
        await tapped.show(faces.page(one, tapped.voice, sure=tap.step is ReplyStep.REMOVE))
        await tapped.answer()
        return
    await replies.drop(tapped.front.office, by, tap.template)
    await _list(tapped, by, faces.removed(tapped.voice))


async def take(said: Spoken, dialogue: Dialogue) -> None:
    """What was typed is the new reply's title, then its text. Raises `BadValue`: it is asked again."""
    by, text, office = _seller(said.account), said.message.text, said.front.office
    if text is None:
        raise BadValue(dialogue.step, "not_text")
    if dialogue.step == _TITLE:
        title = title_of(text)
        await said.say(faces.ask_text(title, said.voice))
        done = dialogue.answered("title", title, _TEXT)
    else:
        try:
            await replies.keep(office, by, dialogue.answers["title"], text)
        except BadValue as error:
            if error.why != "unknown_placeholder":
                raise
            await said.say(faces.not_filled_in(said.voice))
            return
        await said.say(faces.mine(await replies.own(office, by), said.voice))
        done = dialogue.paused()
    # Handled once more, it must pass neither for the next answer nor for a message.
    async with office.store.write() as uow:
        await uow.dialogues.put(said.account.telegram_id, done.taken(said.message.message_id))


async def _mine(tapped: Tapped, by: Party) -> None:
    own = await replies.own(tapped.front.office, by)
    await tapped.answer()
    face = faces.mine(own, tapped.voice)
    await tapped.sender.send(tapped.chat_id, face, silent=True, topic_id=tapped.topic_id)


async def _list(tapped: Tapped, by: Party, toast: str = "") -> None:
    own = await replies.own(tapped.front.office, by)
    await tapped.answer(toast)
    await tapped.show(faces.mine(own, tapped.voice))


async def _add(tapped: Tapped, by: Party) -> None:
    office = tapped.front.office
    await replies.check_room(office, by)
    until = office.clock.now() + office.policy.talk_life
    async with office.store.write() as uow:
        dialogue = Dialogue(DialogueKind.REPLY, _TITLE, until)
        await uow.dialogues.put(tapped.account.telegram_id, dialogue)
    await tapped.show(faces.ask_title(tapped.voice))
    await tapped.answer()


_STEPS: dict[ReplyStep, Callable[[Tapped, Party], Awaitable[None]]] = {
    ReplyStep.MINE: _mine,
    ReplyStep.LIST: _list,
    ReplyStep.ADD: _add,
}


def _seller(account: Account) -> Party:
    by = party(account, Actor.SELLER)
    if by is None:
        raise UnknownParty(str(account.telegram_id))
    return by


def _one(of: Sequence[Template], template_id: int) -> Template | None:
    return next((one for one in of if one.id == template_id), None)
