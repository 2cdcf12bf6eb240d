"""Phones and mail as levers: text, answer a letter, decide what becomes of messages, cut a line."""

from simulator.control.asked import Asked, Lever, Refused
from simulator.post.letters import Letter
from simulator.twilio.phones import Fate
from simulator.twilio.spec import MAX_BODY

_FATES: dict[str, Fate] = {
    "delivered": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "silent": "silent",
}


async def _text(asked: Asked) -> object:
    """Text the shop's number from the person's phone."""
    body = asked.text("text")
    if len(body) > MAX_BODY:
        raise Refused("too_long", f"A text message has at most {MAX_BODY} characters.", status=400)
    try:
        asked.world.phone(asked.person.phone).sends(body)
    except ValueError:
        raise Refused("no_webhook", "The shop’s number takes no texts yet.") from None
    return True


async def _fate(asked: Asked) -> object:
    """What becomes of messages from now on: to everybody who has no fate of their own."""
    fate = _FATES.get(asked.text("fate"))
    if fate is None:
        raise Refused("unknown_fate", f"A fate is one of {', '.join(_FATES)}.", status=400)
    asked.world.twilio.fate = fate
    return fate


async def _twilio(asked: Asked) -> object:
    """Twilio is out of reach, or back ("out": a boolean)."""
    twilio, out = asked.world.twilio, asked.body.get("out") is True
    if out == twilio.is_open:
        await (twilio.refuses_connections() if out else twilio.accepts_connections())
        twilio.changes.notify()
    return {"out": out}


async def _mail(asked: Asked) -> object:
    """The mail server is out of reach, or back ("out": a boolean)."""
    mail, out = asked.world.mail, asked.body.get("out") is True
    if out == mail.is_open:
        await (mail.shuts() if out else mail.opens())
        asked.world.post.changes.notify()
    return {"out": out}


async def _reply(asked: Asked) -> object:
    """Answer the letter with the number "letter" from the person's mailbox."""
    letter = letter_of(asked)
    mailbox = asked.world.mailbox(asked.person.email)
    mailbox.name = asked.person.name
    if letter not in mailbox.letters:
        raise Refused("not_theirs", f"{asked.person.name} did not get that letter.", status=403)
    try:
        mailbox.replies(letter, asked.text("text"))
    except ValueError:
        raise Refused("no_webhook", "Nobody reads answers to this letter yet.") from None
    return True


def letter_of(asked: Asked) -> Letter:
    """The letter that "letter" names by its number, from 1; raises `Refused`."""
    number, letters = asked.whole("letter"), asked.world.post.letters
    if not 1 <= number <= len(letters):
        raise Refused("unknown_letter", "There is no such letter.", status=404)
    return letters[number - 1]


LEVERS: dict[str, Lever] = {
    "text": _text,
    "text/fate": _fate,
    "twilio/out": _twilio,
    "mail/out": _mail,
    "mail/reply": _reply,
}
