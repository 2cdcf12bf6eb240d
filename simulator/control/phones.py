"""Phones by number and mailboxes by address, as levers for another process: tests that kill, benches."""

from collections import Counter

from simulator.control.asked import Asked, Lever
from simulator.post.letters import Letter
from simulator.twilio.faults import Fault, FaultKind
from simulator.twilio.messages import Text

_KINDS: dict[str, FaultKind] = {
    "lost_reply": "lost_reply",
    "cut": "cut",
    "hang": "hang",
    "slow": "slow",
    "server_error": "server_error",
    "gibberish": "gibberish",
    "busy": "busy",
}


async def _lines(asked: Asked) -> object:
    """How Twilio and the mail server are reached, and counts; sets "sms_url" and "mail_url"."""
    twilio, post = asked.world.twilio, asked.world.post
    twilio.sms_url = asked.text("sms_url", twilio.sms_url)
    post.answers.url = asked.text("mail_url", post.answers.url)
    requests = Counter(f"{one.operation} {one.status}" for one in twilio.requests)
    return {
        "api_url": twilio.api_url,
        "account_sid": twilio.account_sid,
        "auth_token": twilio.auth_token,
        "number": twilio.number,
        "smtp_url": post.url,
        "requests": requests,
        "violations": [*twilio.violations, *post.violations],
        "messages": len(twilio.messages),
        "letters": len(post.letters),
        "busy": twilio.busy,
    }


async def _sends(asked: Asked) -> object:
    """The phone "number" texts "text"; its webhook is posted "times" in all, one after the other.

    The sid, and the status of the last answer: 0 where there was none.
    """
    phone = asked.world.phone(asked.text("number"))
    post = await phone.sends(asked.text("text"))
    for _ in range(asked.whole("times", 1) - 1):
        post = await phone.repeats()
    return {"sid": phone.sent[-1].sid, "status": post.status}


async def _texts(asked: Asked) -> object:
    """What the phone "number" got, oldest first."""
    return [_text(text) for text in asked.world.phone(asked.text("number")).texts]


async def _letters(asked: Asked) -> object:
    """What the mailbox "address" got, oldest first."""
    return [_letter(letter) for letter in asked.world.mailbox(asked.text("address")).letters]


async def _fault(asked: Asked) -> object:
    asked.world.twilio.faults.add(
        Fault(
            kind=_KINDS[asked.text("kind")],
            operation=asked.text("operation") or None,
            to=asked.text("to") or None,
            times=asked.whole("times", 1) or None,
            value=asked.real("value"),
        )
    )
    return True


def _text(text: Text) -> dict[str, object]:
    return {
        "sid": text.sid,
        "body": text.body,
        "segments": text.segments,
        "status": text.status,
        "at": text.at,
        "by_twilio": text.by_twilio,
    }


def _letter(letter: Letter) -> dict[str, object]:
    return {
        "subject": letter.subject,
        "from": letter.sender,
        "text": letter.text,
        "links": letter.links,
        "at": letter.at,
    }


LEVERS: dict[str, Lever] = {
    "lines": _lines,
    "phone/sends": _sends,
    "phone/texts": _texts,
    "mailbox/letters": _letters,
    "twilio/fault": _fault,
}
