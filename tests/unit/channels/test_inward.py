"""Whatever people send is understood as it was meant; what cannot be passed on is said to be none."""

import pytest
from telegram import Message

from channels.telegram import inward
from orders.messages import Attachment, Content, Form, NewMessage, Spot

BOLD = {"type": "bold", "offset": 0, "length": 4}
LINK = {"type": "text_link", "offset": 5, "length": 4, "url": "https://clay.example/"}
ANNA = {"id": 5, "is_bot": False, "first_name": "Anna"}
CHAT = {"id": 7, "type": "private", "first_name": "Anna"}


def message(**sent: object) -> Message:
    """A message in the chat 7, as the Bot API writes it."""
    known = {"message_id": 3, "date": 1_790_000_000, "chat": CHAT, "from": ANNA}
    found = Message.de_json({**known, **sent}, None)
    assert found is not None
    return found


def file(**more: object) -> dict[str, object]:
    """A file as the Bot API describes one."""
    return {"file_id": "f", "file_unique_id": "u", **more}


def test_a_text_keeps_its_formatting_and_its_spaces() -> None:
    """As it was written: every mark with all that belongs to it."""
    text = " Clay mugs \n🏺"
    found = inward.content(message(text=text, entities=[BOLD, LINK]))
    assert found == Content(Form.TEXT, text, (BOLD, LINK))


def test_the_largest_size_of_a_photo_is_taken() -> None:
    """Telegram sends several, the largest last; the caption comes with its formatting."""
    sizes = [
        {"file_id": f"f{n}", "file_unique_id": f"u{n}", "width": n, "height": n, "file_size": 9 * n}
        for n in (1, 2, 3)
    ]
    found = inward.content(message(photo=sizes, caption="Blue clay", caption_entities=[BOLD]))
    assert found == Content(Form.PHOTO, "Blue clay", (BOLD,), Attachment("f3", "u3", size=27))
    assert inward.content(message(photo=sizes)) == Content(
        Form.PHOTO, "", (), Attachment("f3", "u3", size=27)
    )


_MOVING = {"width": 1, "height": 1, "duration": 1}
_NAMED = {"file_name": "a.bin", "mime_type": "a/b", "file_size": 12}


@pytest.mark.parametrize(
    ("form", "sent"),
    [
        (Form.VIDEO, file(**_MOVING, **_NAMED)),
        (Form.AUDIO, file(duration=1, **_NAMED)),
        (Form.DOCUMENT, file(**_NAMED)),
    ],
)
def test_a_file_with_a_name_keeps_it(form: Form, sent: dict[str, object]) -> None:
    """Name, kind and size are what the export and a dispute need."""
    found = inward.content(message(**{form.value: sent}, caption="Look", caption_entities=[BOLD]))
    assert found == Content(form, "Look", (BOLD,), Attachment("f", "u", "a.bin", "a/b", 12))


def test_files_without_a_name_have_none() -> None:
    """A voice message and a round video are not named by anybody."""
    voice = inward.content(message(voice=file(duration=1, mime_type="audio/ogg", file_size=5)))
    assert voice == Content(Form.VOICE, "", (), Attachment("f", "u", "", "audio/ogg", 5))
    video = inward.content(message(video_note=file(length=240, duration=1)))
    assert video == Content(Form.VIDEO_NOTE, "", (), Attachment("f", "u"))


def test_an_animation_is_no_document() -> None:
    """Telegram sends it as both, for programs that are older than animations."""
    sent = file(**_MOVING, **_NAMED)
    found = inward.content(message(animation=sent, document=file(**_NAMED), caption="It turns"))
    assert found == Content(
        Form.ANIMATION, "It turns", (), Attachment("f", "u", "a.bin", "a/b", 12)
    )


def test_a_sticker_says_its_sign() -> None:
    """Where it cannot be shown, its emoji can; some have none."""
    sent = file(width=1, height=1, is_animated=False, is_video=False, type="regular")
    found = inward.content(message(sticker={**sent, "emoji": "👍"}))
    assert found == Content(Form.STICKER, "👍", (), Attachment("f", "u"))
    assert inward.content(message(sticker=sent)) == Content(
        Form.STICKER, "", (), Attachment("f", "u")
    )


def test_a_place_comes_to_its_coordinates_in_words() -> None:
    """A venue with its name and address besides: Telegram sends it with its location."""
    place = {"latitude": 49.8419, "longitude": 24.03157}
    found = inward.content(message(location=place))
    assert found == Content(Form.LOCATION, "49.84190, 24.03157")
    venue = {"location": place, "title": "Post office 1", "address": "Lviv, Slovatskoho 1"}
    found = inward.content(message(location=place, venue=venue))
    assert found == Content(
        Form.LOCATION, "Post office 1, Lviv, Slovatskoho 1 (49.84190, 24.03157)"
    )


def test_a_contact_comes_to_name_and_number() -> None:
    """A last name is not everybody's."""
    contact = {"phone_number": "+380501112233", "first_name": "Ivan"}
    assert inward.content(message(contact=contact)) == Content(Form.CONTACT, "Ivan +380501112233")
    found = inward.content(message(contact={**contact, "last_name": "Franko"}))
    assert found == Content(Form.CONTACT, "Ivan Franko +380501112233")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"story": {"chat": CHAT, "id": 1}},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": CHAT}},
        {"new_chat_members": [ANNA]},
        {"game": {"title": "Tower", "description": "", "photo": []}},
        {
            "poll": {
                "id": "1", "question": "Blue?", "options": [], "total_voter_count": 0,
                "is_closed": False, "is_anonymous": True, "type": "regular",
                "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
            }
        },
    ],
    ids=lambda sent: next(iter(sent), "nothing"),
)  # fmt: skip
def test_what_cannot_be_passed_on_is_none(sent: dict[str, object]) -> None:
    """Nobody is told that it was: the author hears that it was not."""
    assert inward.content(message(**sent)) is None
    assert inward.new_message(message(**sent), "tg:1:") is None


def test_a_message_is_taken_with_its_place_its_album_and_what_it_answers() -> None:
    """All that relaying it needs; a message on its own has neither album nor answer."""
    said = Content(Form.TEXT, "Yes")
    assert inward.new_message(message(text="Yes"), "tg:1:") == NewMessage(
        said, "tg:1:", Spot(7, 3), None, None
    )
    replied = {"message_id": 2, "date": 0, "chat": CHAT, "text": "Blue?"}
    found = inward.new_message(
        message(text="Yes", media_group_id="g1", reply_to_message=replied), "tg:2:"
    )
    assert found == NewMessage(said, "tg:2:", Spot(7, 3), "g1", Spot(7, 2))
