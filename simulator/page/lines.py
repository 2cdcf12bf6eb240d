"""Text messages and letters as the page draws them: JSON of what a person sees. It serves no letter."""

import re
from collections.abc import Iterable, Iterator

from simulator.page.messages import Fingerprint
from simulator.people import Person
from simulator.post.letters import Letter
from simulator.twilio.messages import Text
from simulator.world import World

_LINK = re.compile(r"https?://\S+[^\s.,;:!?)]")
#: Letters of the beginning that a list of letters shows.
_BEGINNING = 160


def state(world: World) -> dict[str, object]:
    """The "lines" of the wire: what is switched how."""
    return {
        "fate": world.twilio.fate,
        "number": world.twilio.number,
        "twilio_out": not world.twilio.is_open,
        "mail_out": not world.mail.is_open,
    }


def sms_key(person: Person) -> str:
    """Under which the wire's `chats` have the person's text messages."""
    return f"sms {person.id}"


def mail_key(person: Person) -> str:
    """Under which they have the person's letters."""
    return f"mail {person.id}"


def header(kind: str, key: str, title: str, rings: int) -> dict[str, object]:
    """What every chat of the wire says of itself."""
    return {
        "id": key,
        "kind": kind,
        "title": title,
        "started": True,
        "forum": False,
        "rings": rings,
    }


def texts(person: Person, world: World) -> Iterator[tuple[int, Text]]:
    """The person's texts both ways, each with the number it keeps."""
    phone = world.twilio.phones.get(person.phone)
    yield from enumerate(phone.talk if phone is not None else [], start=1)


def letters(person: Person, world: World) -> list[Letter]:
    """What is in the person's mailbox."""
    return world.mailbox(person.email).letters if person.email else []


def fingerprint(text: Text) -> Fingerprint:
    """Equal for two looks at a text that draw the same."""
    return (text.status, _way(text))


def got(found: Iterable[tuple[int, Text]]) -> int:
    """How many of them came to the phone: each rings."""
    return sum(text.direction != "inbound" for _, text in found)


def text_view(person: Person, numbered: tuple[int, Text]) -> dict[str, object]:
    """A text as a message of the wire."""
    number, text = numbered
    own = text.direction == "inbound"
    return {
        "id": number,
        "from": person.id if own else "shop",
        "name": person.name if own else text.sender,
        "at": text.at.isoformat(timespec="seconds"),
        "text": text.body,
        "entities": _links(text.body),
        "buttons": [],
        "kind": "text",
        "notify": not own,
        "segments": text.segments,
        "state": _way(text),
        "by_twilio": text.by_twilio,
        "media": len(text.media),
    }


def _links(text: str) -> list[dict[str, object]]:
    """Its addresses, as phones underline them; places in UTF-16 units, as Telegram counts."""
    return [
        {"type": "url", "offset": _units(text[: found.start()]), "length": _units(found[0])}
        for found in _LINK.finditer(text)
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _way(text: Text) -> str:
    """How far it is: "sending", "taken" or "refused" for one's own, else the status."""
    if text.direction != "inbound":
        return text.status
    if text.post is None or not text.post.over:
        return "sending"
    return "taken" if 200 <= text.post.status < 300 else "refused"


def letter_view(letter: Letter) -> dict[str, object]:
    """A letter as a line of the list; its parts are served apart."""
    words = " ".join((letter.text or letter.subject).split())
    return {
        "id": letter.number,
        "from": "shop",
        "name": letter.sender,
        "at": letter.at.isoformat(timespec="seconds"),
        "subject": letter.subject,
        "text": words[:_BEGINNING],
        "html": bool(letter.html),
        "notify": False,
    }
