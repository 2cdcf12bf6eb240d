"""A forum topic. Who opens and removes it is in `topics`."""

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Topic:
    """A forum topic; its id is the id of the service message that made it."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str = ""
    closed: bool = False
    deleted: bool = False

    def wire(self) -> dict[str, object]:
        """The `ForumTopic` object of the Bot API."""
        found: dict[str, object] = {
            "message_thread_id": self.id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_custom_emoji_id:
            found["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return found
