"""People's deeds as levers."""

from simulator.control.asked import Asked, Lever, Refused
from simulator.deeds import Tap
from simulator.people import PATIENCE_S, Person
from simulator.telegram.chats import Message


async def _create(asked: Asked) -> object:
    made = [
        asked.world.person(
            asked.text("name", "Person"),
            language=asked.text("language", "en"),
            username=asked.text("username"),
            phone=asked.text("phone"),
        )
        for _ in range(asked.whole("count", 1))
    ]
    return [{"id": person.id, "name": person.name} for person in made]


async def _start(asked: Asked) -> object:
    return _message(await asked.person.starts(asked.text("payload")))


async def _say(asked: Asked) -> object:
    said = await asked.person.says(
        asked.text("text"),
        reply_to=asked.reply_to,
        thread=asked.optional("thread"),
        chat=asked.chat,
    )
    return _message(said)


async def _says(asked: Asked) -> object:
    """Many people ("people": ids) each write the same once; how many did."""
    wanted = asked.body.get("people")
    if not isinstance(wanted, list):
        raise TypeError("people must be a list")
    text = asked.text("text")
    for person_id in wanted:
        await asked.world.people[person_id].says(text)
    return len(wanted)


async def _edit(asked: Asked) -> object:
    return _message(await asked.person.edits(asked.message, asked.text("text")))


async def _delete(asked: Asked) -> object:
    message = asked.message
    if message.sender is not asked.person.user and not message.chat.is_private:
        raise Refused("not_theirs", f"{asked.person.name} did not write that message.")
    await asked.person.deletes(message)
    return True


async def _press(asked: Asked) -> object:
    return _message(await asked.person.presses(asked.text("label")))


async def _contact(asked: Asked) -> object:
    return _message(await asked.person.shares_contact(asked.text("phone")))


async def _location(asked: Asked) -> object:
    latitude, longitude = asked.real("latitude"), asked.real("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("latitude or longitude is out of range")
    return _message(await asked.person.sends_location(latitude, longitude, chat=asked.chat))


async def _tap(asked: Asked) -> object:
    return await _answered(asked, await _tapped(asked.person, asked))


async def _taps(asked: Asked) -> object:
    """Tap once for each of many people ("people": ids, or everyone), not waiting for answers."""
    wanted = asked.body.get("people")
    ids = wanted if isinstance(wanted, list) else list(asked.world.people)
    for person_id in ids:
        await _tapped(asked.world.people[person_id], asked)
    return len(ids)


async def _tapped(person: Person, asked: Asked) -> Tap:
    message = person.chat.message(asked.whole("message_id"))
    if "data" in asked.body:
        return await person.taps_data(asked.text("data"), on=message)
    within_s = asked.real("within_s", PATIENCE_S)
    return await person.taps(asked.text("label"), on=message, within_s=within_s)


async def _answered(asked: Asked, tap: Tap) -> object:
    answer_s = asked.real("answer_within_s")
    if not answer_s:
        return {"button": tap.button.label}
    toast = await tap.answered(answer_s)
    return {"button": tap.button.label, "answer": toast.text, "show_alert": toast.show_alert}


async def _sees(asked: Asked) -> object:
    return _message(await asked.person.sees(asked.text("text"), asked.real("within_s", PATIENCE_S)))


async def _messages(asked: Asked) -> object:
    return [_message(message) for message in asked.person.messages]


async def _block(asked: Asked) -> object:
    asked.person.blocks_bot()
    return True


async def _unblock(asked: Asked) -> object:
    asked.person.unblocks_bot()
    return True


def _message(message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "from_bot": message.sender is not None and message.sender.is_bot,
        "kind": message.kind,
        "text": message.text,
        "html": message.html,
        "thread_id": message.thread_id,
        "notify": message.notify,
        "edited": message.edited_at is not None,
        "versions": len(message.versions),
        "buttons": [
            [{"label": b.label, "data": b.data, "url": b.url, "style": b.style} for b in row]
            for row in message.buttons
        ],
    }


LEVERS: dict[str, Lever] = {
    "people/create": _create,
    "start": _start,
    "say": _say,
    "says": _says,
    "edit": _edit,
    "delete": _delete,
    "press": _press,
    "contact": _contact,
    "location": _location,
    "tap": _tap,
    "taps": _taps,
    "sees": _sees,
    "messages": _messages,
    "block": _block,
    "unblock": _unblock,
}
