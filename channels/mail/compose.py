"""A letter as the message that goes out: headers, plain text and HTML. It sends nothing.

Nothing that a person wrote reaches a header before its line ends and controls are taken out, and the
headers themselves refuse them.
"""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from channels.mail.addresses import Mailbox
from channels.mail.headers import LETTERS
from channels.mail.letters import Letter
from channels.mail.plain import as_html, as_text
from channels.mail.stationery import Stationery
from channels.texts.html import one_line
from orders.work import Work

TEMPLATES = Path(__file__).parent / "templates"


class Composer:
    """Puts letters on this marketplace's paper."""

    def __init__(self, paper: Stationery) -> None:
        self._paper = paper
        pages = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=lambda name: name is not None and name.endswith(".html"),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        pages.filters |= {"html": as_html, "text": as_text}
        self._html = pages.get_template("letter.html")
        self._text = pages.get_template("letter.txt")

    def compose(
        self, letter: Letter, work: Work, to: Mailbox, number: int | None, now: datetime
    ) -> EmailMessage:
        """The message for a row; `number`: what it is about, if it is about one order."""
        paper = self._paper
        message = EmailMessage(LETTERS)
        message["From"] = paper.sender.header(paper.sender_name)
        message["To"] = to.header("")
        message["Subject"] = one_line(letter.subject)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = paper.message_id(work)
        # RFC 3834: no machine answers this by itself.
        message["Auto-Submitted"] = "auto-generated"
        if number is not None:
            self._in_thread(message, work, number)
        if letter.one_click and letter.stop is not None:
            message["List-Unsubscribe"] = f"<{letter.stop.url}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058, 3.1
        message.set_content(self.text(letter))
        message.add_alternative(self.html(letter), subtype="html")
        message["Content-Language"] = letter.voice.locale
        return message

    def html(self, letter: Letter) -> str:
        """What most mail readers show."""
        return self._html.render(letter=letter, t=letter.voice.plain)

    def text(self, letter: Letter) -> str:
        """What the others show."""
        return self._text.render(letter=letter, t=letter.voice.plain)

    def _in_thread(self, message: EmailMessage, work: Work, number: int) -> None:
        thread = self._paper.thread(number, work.to)
        message["In-Reply-To"] = thread
        message["References"] = thread
        if (box := self._paper.reply_to(work.to, number)) is not None:
            message["Reply-To"] = Address("", box.local, box.domain)
