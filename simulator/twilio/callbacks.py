"""Telling the account how a message fares: signed posts to its StatusCallback. It moves no message."""

from collections.abc import Callable, Sequence

from simulator.posting import Post, Postman
from simulator.twilio.messages import Text
from simulator.twilio.signing import HEADER, signature
from simulator.twilio.spec import VERSION


class Callbacks:
    """The posts, and the switches that make them come as badly as they may."""

    def __init__(self, postman: Postman, auth_token: Callable[[], str]) -> None:
        self.postman = postman
        self._auth_token = auth_token
        #: Each is posted twice.
        self.doubled = False
        #: The statuses of one message come last one first.
        self.reversed = False
        #: None is posted before `releases`.
        self.held = False
        self._waiting: list[list[Post]] = []

    @property
    def posts(self) -> list[Post]:
        """Those that were posted, oldest first."""
        return self.postman.posts

    @property
    def waiting(self) -> list[Post]:
        """Those that are held, in the order in which they would come."""
        return [post for posts in self._waiting for post in posts]

    def tells(self, text: Text, statuses: Sequence[tuple[str, int | None]]) -> None:
        """Post the statuses that `text` went through: each with its error code, oldest first."""
        if not text.callback_url or not statuses:
            return
        posts = [
            self._post(text, status, code)
            for status, code in statuses
            for _ in range(2 if self.doubled else 1)
        ]
        if self.reversed:
            posts.reverse()
        if self.held:
            self._waiting.append(posts)
        else:
            self.postman.sends(*posts)

    def releases(self, *, reversed: bool = False) -> None:
        """Post what was held, a message's posts one after the other; later ones are held still."""
        waiting, self._waiting = self._waiting, []
        for posts in waiting:
            self.postman.sends(*(posts[::-1] if reversed else posts))

    def drops(self) -> int:
        """Forget what was held: callbacks that never come. How many."""
        count = len(self.waiting)
        self._waiting.clear()
        return count

    def _post(self, text: Text, status: str, code: int | None) -> Post:
        form = [
            ("AccountSid", text.account_sid),
            ("ApiVersion", VERSION),
            ("From", text.sender),
            ("MessageSid", text.sid),
            ("MessageStatus", status),
            ("SmsSid", text.sid),
            ("SmsStatus", status),
            ("To", text.to),
        ]
        if code is not None:
            form.append(("ErrorCode", str(code)))
        signed = signature(self._auth_token(), text.callback_url, form)
        return Post(text.callback_url, form, {HEADER: signed})
