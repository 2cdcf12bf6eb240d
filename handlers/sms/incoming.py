"""An SMS as it came, and an answer as it goes back. Values only."""

from dataclasses import dataclass

from channels.texts import Voice
from orders.errors import OrderError
from orders.model import Order, Party


@dataclass(frozen=True, slots=True)
class Incoming:
    """One SMS or MMS. Source: Twilio, parameters of an incoming message's webhook."""

    sid: str
    #: Of our account.
    account: str
    #: E.164; or a name or short code, to which nothing can be answered.
    sender: str
    body: str
    #: Pictures and other files that came with it.
    files: int = 0
    #: STOP, START or HELP, where Twilio took it for one of these.
    opt_out: str = ""

    @property
    def request_id(self) -> str:
        """Names the intention: the same SMS again is the same one."""
        return f"sms:{self.sid}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to whom; an empty text: nothing."""

    to: Party
    text: str = ""
    number: int | None = None


class Refused(Exception):
    """Nothing was done; this is said. Whatever the unit had written is taken back."""

    def __init__(
        self, error: OrderError, voice: Voice, to: Party, order: Order | None = None
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.voice = voice
        self.to = to
        #: What the error is about, where it is theirs.
        self.order = order
