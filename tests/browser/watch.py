"""What no page may do while a test looks at it: complain, fail to load, break its policy, leave home."""

import re
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Error, Page, Request

#: A violation of the Content-Security-Policy is told to the console, wherever it came from.
LISTEN_TO_THE_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""
_HOME = {"127.0.0.1", None}
#: A page that goes away takes its open requests with it.
_GIVEN_UP = "net::ERR_ABORTED"


class Watch:
    """Everything wrong that one page did, in its order."""

    def __init__(self, page: Page) -> None:
        self._wrongs: list[str] = []
        self._forgiven: list[re.Pattern[str]] = []
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)

    def forgive(self, pattern: str) -> None:
        """Expect wrongs that match: the test itself brings them about."""
        self._forgiven.append(re.compile(pattern))

    @property
    def wrongs(self) -> list[str]:
        """What the test did not expect."""
        return [w for w in self._wrongs if not any(p.search(w) for p in self._forgiven)]

    def _on_console(self, message: ConsoleMessage) -> None:
        self._wrongs.append(f"console {message.type}: {message.text} {message.location['url']}")

    def _on_error(self, error: Error) -> None:
        self._wrongs.append(f"error: {error}")

    def _on_request(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in _HOME:
            self._wrongs.append(f"left home: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != _GIVEN_UP:
            self._wrongs.append(f"failed: {request.method} {request.url} {request.failure}")
