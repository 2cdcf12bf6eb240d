"""One text message at Twilio: its state, and the resource that the API shows. It moves nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

from simulator.posting import Post
from simulator.twilio.errors import FAILURES
from simulator.twilio.segments import segments
from simulator.twilio.spec import VERSION

Direction = Literal["inbound", "outbound-api", "outbound-reply"]
Status = Literal["queued", "sent", "delivered", "undelivered", "failed", "received"]
#: A phone has it: on its way back there is a receipt, or there is none.
ARRIVED = frozenset({"delivered", "sent"})


@dataclass(slots=True, eq=False)
class Text:
    """A text message, either way."""

    sid: str
    account_sid: str
    sender: str
    to: str
    body: str
    direction: Direction
    #: When Twilio took it.
    at: datetime
    status: Status
    media: list[str] = field(default_factory=list)
    callback_url: str = ""
    sent_at: datetime | None = None
    updated_at: datetime | None = None
    error_code: int | None = None
    #: How the newest try to post it to the account goes, where a phone sent it.
    post: Post | None = None
    #: Twilio's own answer to one of its words, e.g. STOP; the account did not send it.
    by_twilio: bool = False

    @property
    def words(self) -> str:
        """Everything that eyes see of it."""
        return self.body

    @property
    def segments(self) -> int:
        """What it is charged as."""
        return segments(self.body)

    def turns(self, status: Status, now: datetime, error_code: int | None = None) -> None:
        """Enter a status."""
        self.status = status
        self.updated_at = now
        self.error_code = error_code
        if status == "sent":
            self.sent_at = now

    def wire(self) -> dict[str, object]:
        """The message resource."""
        uri = f"/{VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"
        return {
            "account_sid": self.account_sid,
            "api_version": VERSION,
            "body": self.body,
            "date_created": _date(self.at),
            "date_sent": _date(self.sent_at),
            "date_updated": _date(self.updated_at or self.at),
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": FAILURES.get(self.error_code) if self.error_code else None,
            "from": self.sender,
            "messaging_service_sid": None,
            "num_media": str(len(self.media)),
            "num_segments": str(self.segments),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


def _date(at: datetime | None) -> str | None:
    return None if at is None else format_datetime(at)
