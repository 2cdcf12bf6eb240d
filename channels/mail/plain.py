"""The texts of the catalogue, which are Telegram's HTML, as a letter has them: as HTML, and as plain text."""

import re

from markupsafe import Markup

from channels.texts import Html
from channels.texts.html import shown

_QUOTE = re.compile(r"<blockquote(?: expandable)?>(.*?)</blockquote>", re.DOTALL)


def as_html(text: Html) -> Markup:
    """For a page or a letter: what Telegram alone knows is taken out, lines end as they did."""
    marked = text.replace("<blockquote expandable>", "<blockquote>")
    # A quotation is a block of its own: a line's end beside it would be an empty line.
    marked = marked.replace("\n<blockquote>", "<blockquote>").replace(
        "</blockquote>\n", "</blockquote>"
    )
    return Markup(marked.replace("\n", "<br>\n"))


def as_text(text: Html) -> str:
    """For plain text: quotations are marked as mail readers know them, at the beginning of each line."""
    return shown(_QUOTE.sub(_quoted, text))


def _quoted(found: re.Match[str]) -> str:
    return "\n".join(f"&gt; {line}" for line in found[1].splitlines())
