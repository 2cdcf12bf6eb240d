"""The small pages that letters lead to: one column, no script, nothing fetched, nothing kept. They decide nothing."""

import base64
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from channels.mail.letters import Step
from channels.mail.plain import as_html
from channels.texts import Html, Voice

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason to choose."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a press of its button posts to the same address."""

    label: str
    #: A hidden field that says what is wanted.
    what: str
    #: It ends something: the button says so by its colour, too.
    grave: bool = False
    #: To be chosen from, where a reason is wanted.
    choices: tuple[Choice, ...] = ()
    #: Under the choices: what was typed before.
    text: str = ""
    #: What is missing, beside the choices.
    error: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Strings are plain: they are escaped where they are put in."""

    voice: Voice
    title: str
    paragraphs: tuple[Html, ...] = ()
    form: Form | None = None
    #: What else is possible, each on a page of its own.
    steps: tuple[Step, ...] = ()
    status: int = 200
    #: What has just been done or was not, above everything.
    news: str = field(default="")


class Printer:
    """Makes pages of them."""

    def __init__(self) -> None:
        pages = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        pages.filters["html"] = as_html
        style = (TEMPLATES / "page.css").read_text("utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self._style = Markup(style)
        self._headers = {
            # The address holds a secret: nobody else is to see it, and nothing keeps the page.
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
                "base-uri 'none'; frame-ancestors 'none'"
            ),
        }
        self._page = pages.get_template("page.html")

    def answer(self, page: Page) -> HTMLResponse:
        """The page as an HTTP answer."""
        html = self._page.render(page=page, t=page.voice.plain, style=self._style)
        return HTMLResponse(html, page.status, self._headers)
