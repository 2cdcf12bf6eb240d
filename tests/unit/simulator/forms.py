"""A webhook of forms for these tests: it keeps what is posted and answers as it is told."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Form:
    """One form that was posted."""

    path: str
    fields: dict[str, str]
    headers: dict[str, str]
    content_type: str


@dataclass
class Webhook:
    """Listens on loopback."""

    url: str = ""
    forms: list[Form] = field(default_factory=list)
    answers: Callable[[Form], web.Response] = lambda form: web.Response(status=204)

    async def serve(self, request: web.BaseRequest) -> web.Response:
        """Take one form."""
        posted = await request.post()
        form = Form(
            request.path,
            {name: str(value) for name, value in posted.items()},
            dict(request.headers),
            request.content_type,
        )
        self.forms.append(form)
        return self.answers(form)


@asynccontextmanager
async def listening() -> AsyncIterator[Webhook]:
    """A webhook until the block ends."""
    webhook = Webhook()
    runner = web.ServerRunner(web.Server(webhook.serve), shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    webhook.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield webhook
    finally:
        await runner.cleanup()


async def no_pause(seconds: float) -> None:
    """Wait for nothing between tries."""
