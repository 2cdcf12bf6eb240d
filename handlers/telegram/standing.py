"""How the bot stands with people and in groups: blocked and taken back, thrown out, rights taken away."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberUpdated, Update

from handlers.telegram.front import BotContext, visitor
from orders import linking, venues
from orders.ports import Office

#: The bot is not in the chat any more.
_ABSENT = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def on_membership(update: Update, context: BotContext) -> None:
    """The person blocked the bot, or took it back; in a group its standing has changed."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type != change.chat.PRIVATE:
        await _in_group(change, context.front.office)
        return
    if change.new_chat_member.status == ChatMember.BANNED:
        await linking.depart(context.front.office, change.from_user.id)
    elif change.new_chat_member.status == ChatMember.MEMBER:
        await linking.arrive(context.front.office, visitor(change.from_user))


async def _in_group(change: ChatMemberUpdated, office: Office) -> None:
    """The bot was thrown out of a group, or may make no topics there any more."""
    standing = change.new_chat_member
    if standing.status in _ABSENT:
        await venues.lose_group(office, change.chat.id)
        return
    may = isinstance(standing, ChatMemberAdministrator) and bool(standing.can_manage_topics)
    before = change.old_chat_member
    might = isinstance(before, ChatMemberAdministrator) and bool(before.can_manage_topics)
    if might and not may:
        await venues.miss_rights(office, change.chat.id)
