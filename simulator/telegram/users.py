"""Who takes part: people and the bot, and where each stands in a chat. It holds no messages."""

from dataclasses import dataclass

#: Rights that Telegram lists for an administrator; the bot's own set decides what it may do.
ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(slots=True, eq=False)
class User:
    """A Telegram account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    #: The account was deleted: the bot gets "user is deactivated".
    deactivated: bool = False

    @property
    def full_name(self) -> str:
        """First and last name, as a client shows them."""
        return f"{self.first_name} {self.last_name}".strip()

    def wire(self) -> dict[str, object]:
        """The `User` object of the Bot API."""
        found: dict[str, object] = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
        }
        if self.last_name:
            found["last_name"] = self.last_name
        if self.username:
            found["username"] = self.username
        if self.language_code:
            found["language_code"] = self.language_code
        return found


@dataclass(slots=True, eq=False)
class Member:
    """A user's standing in a group: creator, administrator, member, left or kicked."""

    user: User
    status: str = "member"
    rights: frozenset[str] = frozenset()

    @property
    def present(self) -> bool:
        """Whether they are in the group."""
        return self.status not in {"left", "kicked"}

    @property
    def is_admin(self) -> bool:
        """Whether they administer the group."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether they have an administrator's right."""
        return self.status == "creator" or (self.is_admin and right in self.rights)

    def wire(self) -> dict[str, object]:
        """The `ChatMember` object of the Bot API."""
        found: dict[str, object] = {"user": self.user.wire(), "status": self.status}
        if self.status == "creator":
            found["is_anonymous"] = False
        elif self.status == "administrator":
            found |= {"can_be_edited": False, "is_anonymous": False}
            found |= {right: right in self.rights for right in ADMIN_RIGHTS}
        elif self.status == "kicked":
            found["until_date"] = 0
        return found
