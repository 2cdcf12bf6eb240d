"""What somebody sent, in our words. It relays nothing and knows no order."""

from telegram import Message

from orders.messages import Attachment, Content, Form, Mark, NewMessage, Spot

#: Files, in the order in which they are looked for: an animation also comes as a document.
_FILES = (
    (Form.ANIMATION, "animation"),
    (Form.VIDEO, "video"),
    (Form.AUDIO, "audio"),
    (Form.VOICE, "voice"),
    (Form.VIDEO_NOTE, "video_note"),
    (Form.STICKER, "sticker"),
    (Form.DOCUMENT, "document"),
)


def content(message: Message) -> Content | None:
    """What the message says; None for what cannot be passed on (a poll, a game, a story, …)."""
    if message.text is not None:
        return Content(Form.TEXT, message.text, _marks(message.entities))
    if message.photo:
        # Telegram sends every photo in several sizes, the largest last.
        largest = message.photo[-1]
        file = Attachment(largest.file_id, largest.file_unique_id, size=largest.file_size)
        return Content(Form.PHOTO, message.caption or "", _marks(message.caption_entities), file)
    for form, field in _FILES:
        sent = getattr(message, field)
        if sent is not None:
            text, marks = message.caption or "", _marks(message.caption_entities)
            if form is Form.STICKER:
                text = sent.emoji or ""
            return Content(form, text, marks, _attachment(sent))
    return _place_or_person(message)


def new_message(message: Message, request_id: str) -> NewMessage | None:
    """The message with all that relaying it needs; None where `content` has none."""
    said = content(message)
    if said is None:
        return None
    replied = message.reply_to_message
    return NewMessage(
        said,
        request_id,
        spot(message),
        message.media_group_id,
        None if replied is None else spot(replied),
    )


def spot(message: Message) -> Spot:
    """Where a message stands."""
    return Spot(message.chat.id, message.message_id)


def topic(message: Message) -> int | None:
    """The forum topic that a message stands in; None: in the chat itself.

    In a chat without topics a thread is no more than a chain of replies.
    """
    return message.message_thread_id if message.is_topic_message else None


def _place_or_person(message: Message) -> Content | None:
    if message.location is not None:
        place = message.location
        text = f"{place.latitude:.5f}, {place.longitude:.5f}"
        if message.venue is not None:
            text = f"{message.venue.title}, {message.venue.address} ({text})"
        return Content(Form.LOCATION, text)
    if message.contact is not None:
        person = message.contact
        names = (person.first_name, person.last_name or "", person.phone_number)
        return Content(Form.CONTACT, " ".join(filter(None, names)))
    return None


def _attachment(sent: object) -> Attachment:
    """A file of any kind; each kind tells something else of it."""
    name = getattr(sent, "file_name", None) or ""
    mime = getattr(sent, "mime_type", None) or ""
    size = getattr(sent, "file_size", None)
    file_id, unique_id = (str(getattr(sent, key)) for key in ("file_id", "file_unique_id"))
    return Attachment(file_id, unique_id, name, mime, size)


def _marks(entities: object) -> tuple[Mark, ...]:
    return tuple(entity.to_dict() for entity in entities or ())  # type: ignore[attr-defined]
