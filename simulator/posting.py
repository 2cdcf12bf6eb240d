"""Posting forms to the product's webhooks, again and again until they are taken. It signs nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp

from simulator.changes import Changes

Form = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """How one try was answered; status 0 when there was no answer."""

    at: datetime
    status: int
    body: str = ""
    content_type: str = ""
    #: Why there was none: "refused", "timeout".
    problem: str = ""


@dataclass(slots=True, eq=False)
class Post:
    """One form on its way to a webhook, and every answer that it got."""

    url: str
    form: Form
    headers: dict[str, str] = field(default_factory=dict)
    #: Posted as multipart/form-data instead of urlencoded.
    multipart: bool = False
    tries: list[Answered] = field(default_factory=list)
    #: No try comes any more.
    over: bool = False

    @property
    def last(self) -> Answered | None:
        """The newest answer."""
        return self.tries[-1] if self.tries else None

    @property
    def status(self) -> int:
        """The newest answer's HTTP status; 0 without one."""
        return self.tries[-1].status if self.tries else 0

    @property
    def fields(self) -> dict[str, str]:
        """The form by name."""
        return dict(self.form)


class Sending:
    """A post that is under way already; awaiting it is allowed and waits for its last answer."""

    __slots__ = ("_task", "post")

    def __init__(self, post: Post, task: "asyncio.Task[None]") -> None:
        self.post = post
        self._task = task

    def __await__(self) -> Generator[object, None, Post]:
        yield from asyncio.shield(self._task).__await__()
        return self.post


class Postman:
    """Posts in the background and keeps everything that it posted, oldest first."""

    def __init__(
        self,
        now: Callable[[], datetime],
        changes: Changes,
        *,
        answer_within_s: float,
        pauses_s: Sequence[float],
        taken: Callable[[int], bool],
    ) -> None:
        self._now = now
        self._changes = changes
        #: How long one try may take, in seconds of the machine.
        self.answer_within_s = answer_within_s
        #: Between tries, in seconds; one try more than there are pauses.
        self.pauses_s = tuple(pauses_s)
        self._taken = taken
        #: How it waits between tries; tests need not.
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.posts: list[Post] = []
        #: Called with each post after each of its tries.
        self.listeners: list[Callable[[Post], None]] = []
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether something is under way, or waits for its next try."""
        return bool(self._tasks)

    def sends(self, *posts: Post) -> Sending:
        """Post them one after the other; what is returned is about the last."""
        self.posts.extend(posts)
        task = asyncio.get_running_loop().create_task(self._deliver(posts))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return Sending(posts[-1], task)

    async def settles(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Drop what is under way, and the connections."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _deliver(self, posts: Sequence[Post]) -> None:
        for post in posts:
            for pause_s in (*self.pauses_s, None):
                answered = await self._try(post)
                post.tries.append(answered)
                post.over = pause_s is None or self._taken(answered.status)
                for listener in list(self.listeners):
                    listener(post)
                self._changes.notify()
                if pause_s is None or post.over:
                    break
                await self.sleep(pause_s)

    async def _try(self, post: Post) -> Answered:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        body = aiohttp.FormData(list(post.form), default_to_multipart=post.multipart)
        timeout = aiohttp.ClientTimeout(total=self.answer_within_s)
        try:
            async with self._session.post(
                post.url, data=body, headers=post.headers, timeout=timeout, allow_redirects=False
            ) as answer:
                text = await answer.text(errors="replace")
                return Answered(self._now(), answer.status, text, answer.content_type)
        except TimeoutError:
            return Answered(self._now(), 0, problem="timeout")
        except (aiohttp.ClientError, OSError):
            return Answered(self._now(), 0, problem="refused")
