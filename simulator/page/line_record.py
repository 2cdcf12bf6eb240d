"""Lines of the log about phones and mail: requests to Twilio, its webhooks, letters, answers."""

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from simulator.page.summaries import clipped
from simulator.post.letters import Letter
from simulator.post.service import canonical
from simulator.posting import Post
from simulator.twilio.calls import Request
from simulator.world import World

Line = Mapping[str, object]


class LineRecord:
    """Listens to one world from now on, and hands each line to `add`."""

    def __init__(self, world: World, add: Callable[[Line], None]) -> None:
        self._world = world
        self._add = add
        world.twilio.listeners.append(self._asked)
        world.post.listeners.append(self._mailed)
        self._postmen = (
            (world.twilio.inbound, self._texted),
            (world.twilio.callbacks.postman, self._told),
            (world.post.answers.postman, self._answered),
        )
        for postman, heard in self._postmen:
            postman.listeners.append(heard)

    def close(self) -> None:
        """Listen no more."""
        self._world.twilio.listeners.remove(self._asked)
        self._world.post.listeners.remove(self._mailed)
        for postman, heard in self._postmen:
            postman.listeners.remove(heard)

    def _asked(self, request: Request) -> None:
        said = request.answer.get("message") or request.parameters.get("Body") or ""
        self._write(
            "sms",
            "call",
            request.at,
            request.operation or f"{request.method} {request.path}",
            person=self._holder(str(request.parameters.get("To", ""))),
            # The log knows one status that is well.
            status=200 if request.ok else request.status,
            summary=str(said),
            params=request.parameters,
            answer=request.answer,
        )

    def _texted(self, post: Post) -> None:
        self._posted("sms", post, self._holder(post.fields["From"]), post.fields["Body"])

    def _told(self, post: Post) -> None:
        self._posted("sms", post, self._holder(post.fields["To"]), post.fields["MessageStatus"])

    def _answered(self, post: Post) -> None:
        self._posted("mail", post, self._reader(post.fields["sender"]), post.fields["subject"])

    def _posted(self, line: str, post: Post, person: int | None, summary: str) -> None:
        last = post.tries[-1]
        how = str(last.status or last.problem)
        self._write(
            line,
            "update",
            last.at,
            f"POST {urlsplit(post.url).path}",
            person=person,
            status=last.status,
            summary=f"{how} · {summary}",
            params=post.fields,
            answer={},
        )

    def _mailed(self, letter: Letter) -> None:
        params = {"from": letter.envelope_from, "to": letter.envelope_to, "text": letter.text}
        self._write(
            "mail",
            "call",
            letter.at,
            "SMTP",
            person=self._reader(letter.envelope_to),
            status=200,
            summary=letter.subject,
            params={**params, "subject": letter.subject},
            answer={},
        )

    def _holder(self, number: str) -> int | None:
        people = self._world.people.values()
        return next((one.id for one in people if one.phone == number), None)

    def _reader(self, address: str) -> int | None:
        wanted = canonical(address)
        people = (one for one in self._world.people.values() if one.email)
        return next((one.id for one in people if canonical(one.email) == wanted), None)

    def _write(
        self, line: str, way: str, at: datetime, name: str, *, summary: str, **more: object
    ) -> None:
        self._add(
            {
                "at": at.isoformat(timespec="milliseconds"),
                "way": way,
                "line": line,
                "name": name,
                "chat": None,
                "ms": None,
                "summary": clipped(summary),
                **more,
            }
        )
