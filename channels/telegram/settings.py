"""/settings: where a shop's orders ring, and who works there besides its owner."""

from collections.abc import Mapping, Sequence

from telegram import (
    ChatAdministratorRights,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from channels.telegram.faces import Face, Prompt
from channels.telegram.keyboards import HERE, button, markup
from channels.telegram.settings_taps import DismissTap, InviteTap, VenueTap
from channels.texts import Html, Voice
from channels.texts.html import join, name, one_line
from orders.model import Seller
from orders.places import Assistant, Mode, Venue

#: Which question a shared chat answers; any number of our own.
GROUP_REQUEST = 1
#: Of an assistant's name on a button, UTF-16 units.
_NAME_UNITS = 40


def page(venue: Venue, assistants: Sequence[Assistant], voice: Voice, *, topics: bool) -> Face:
    """What is chosen now, what may be chosen, and the shop's assistants.

    `topics`: whether the bot has topics in private chats.
    """
    chosen = venue.mode if topics or venue.mode is Mode.GROUP else Mode.REPLIES
    where = voice(f"settings.now.{chosen}", title=name(venue.group_title))
    rows: list[Html] = [voice("settings.head"), where]
    if assistants:
        names = join(", ", (name(each.name) for each in assistants))
        rows.append(voice("settings.assistants", names=names))
    modes = [mode for mode in Mode if topics or mode is not Mode.PRIVATE]
    keys = [
        [button(voice.plain(f"settings.mode.{m}"), VenueTap(m), HERE if m is chosen else None)]
        for m in modes
    ]
    invite = [button(voice.plain("settings.invite"), InviteTap())]
    leave = [
        [
            button(
                voice.plain("settings.dismiss", name=one_line(each.name, _NAME_UNITS)),
                DismissTap(each.telegram_id),
            )
        ]
        for each in assistants
    ]
    return Face(join("\n\n", rows), markup([*keys, invite, *leave]))


def pick_group(voice: Voice) -> Prompt:
    """Asks for the shop's group; Telegram itself shows those that will do."""
    rights = _rights()
    key = KeyboardButton(
        voice.plain("settings.pick"),
        request_chat=KeyboardButtonRequestChat(
            GROUP_REQUEST,
            chat_is_channel=False,
            chat_is_forum=True,
            user_administrator_rights=rights,
            bot_administrator_rights=rights,
            request_title=True,
        ),
    )
    keys = ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
    return Prompt(voice("settings.group.how"), keys)


def picked(venue: Venue, voice: Voice) -> Prompt:
    """The group was taken; the question's key goes."""
    return Prompt(
        voice("settings.group.done", title=name(venue.group_title)), ReplyKeyboardRemove()
    )


def unfit(why: str, voice: Voice) -> Prompt:
    """The group will not do: `why` is "forum", "rights" or "absent"."""
    return Prompt(voice(f"settings.group.{why}"), ReplyKeyboardRemove())


def invitation(link: str | None, voice: Voice) -> Face:
    """A link to pass on to an assistant; whole, so that it can be forwarded."""
    return Face(voice("settings.invitation", link=link or "–"))


def welcome_assistant(seller: Seller, voice: Voice) -> Face:
    """An assistant's link was opened."""
    return Face(voice("settings.welcome", seller=name(seller.name)))


def only_owner(voice: Voice) -> Face:
    """/settings by somebody who owns no shop."""
    return Face(voice("settings.none"))


def greeting(seller: str, voice: Voice) -> Face:
    """In the group, once it was chosen: what happens here, and what stays among its members."""
    return Face(voice("group.greeting", seller=name(seller)))


def group_note(details: Mapping[str, str], voice: Voice) -> Face:
    """The shop's group is `lost`, or lacks `rights`."""
    what = "rights" if details.get("what") == "rights" else "lost"
    return Face(voice(f"group.{what}", title=name(details.get("title", ""))))


def not_staff(seller: str, voice: Voice) -> Face:
    """Somebody wrote in an order's topic who does not work for the shop."""
    return Face(voice("group.not_staff", seller=name(seller)))


def in_topics_only(voice: Voice) -> Face:
    """The bot was spoken to outside the orders' topics."""
    return Face(voice("group.in_topics"))


def _rights() -> ChatAdministratorRights:
    """The rights that the bot needs there; whoever picks the group must have them to give."""
    return ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=True,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_manage_topics=True,
        can_pin_messages=True,
    )
