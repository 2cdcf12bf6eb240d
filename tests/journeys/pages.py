"""Somebody who opens the pages that letters lead to, in a browser without scripts. It judges nothing."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

_FORM = re.compile(r"<form.*?</form>", re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_CHOICE = re.compile(r'<input type="radio" name="reason" value="(\w+)"( checked)?')
_LINK = re.compile(r'<a class="step" href="([^"]+)">([^<]+)</a>')
_TITLE = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it came."""

    url: str
    status: int
    headers: Mapping[str, str]
    html: str

    @property
    def title(self) -> str:
        """Its heading."""
        found = _TITLE.search(self.html)
        return "" if found is None else html.unescape(found[1])

    @property
    def text(self) -> str:
        """What eyes see, every space the same."""
        body = self.html.partition("<body>")[2]
        return " ".join(html.unescape(_TAG.sub(" ", body)).split())

    @property
    def choices(self) -> list[str]:
        """Reasons to choose from."""
        return [found[0] for found in _CHOICE.findall(self.html)]

    @property
    def chosen(self) -> list[str]:
        """The reason that is chosen already."""
        return [found[0] for found in _CHOICE.findall(self.html) if found[1]]

    @property
    def steps(self) -> dict[str, str]:
        """What else is possible: labels without their pictures, and addresses."""
        found = _LINK.findall(self.html)
        return {html.unescape(label).partition(" ")[2]: html.unescape(url) for url, label in found}

    @property
    def has_button(self) -> bool:
        """Whether there is something to press."""
        return _FORM.search(self.html) is not None


class Browser:
    """One that nobody is logged in to."""

    def __init__(self, session: aiohttp.ClientSession, language: str = "en") -> None:
        self._session = session
        self._headers = {"Accept-Language": language}

    async def opens(self, url: str, method: str = "GET") -> Seen:
        """Look at an address."""
        async with self._session.request(method, url, headers=self._headers) as answer:
            return Seen(url, answer.status, answer.headers, await answer.text())

    async def presses(self, page: Seen, **typed: str) -> Seen:
        """Press the page's button, with what was chosen and typed."""
        form = _FORM.search(page.html)
        assert form is not None, f"no button: {page.text}"
        return await self.posts(page.url, {**dict(_HIDDEN.findall(form[0])), **typed})

    async def posts(self, url: str, fields: Mapping[str, str]) -> Seen:
        """Post a form, whether a page had one or not."""
        async with self._session.post(url, data=fields, headers=self._headers) as answer:
            return Seen(url, answer.status, answer.headers, await answer.text())
