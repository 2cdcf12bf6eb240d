"""An order's whole history as one HTML document, to be kept. It asks nobody for rows and sends nothing.

It stands alone: no script, nothing from elsewhere; a phone reads it by day and by night.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from channels.telegram.faces import Paper
from channels.telegram.happenings import deed, doer, kind, marks, sent, speaker
from channels.texts import Html, Voice
from channels.texts.html import escape, join, name
from orders.history import Told
from orders.messages import Content, Entry
from orders.model import MAX_REASON, Event, Party
from orders.ports import OrderView
from orders.sendings import Sending

_STYLE = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1d21;--faint:#5c6370;--own:#e3f3dc;--other:#f0f2f5}
@media(prefers-color-scheme:dark){
:root{--paper:#16181c;--ink:#eceef1;--faint:#a3abb8;--own:#24422c;--other:#262a31}}
body{margin:0 auto;max-width:42rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.25rem;margin:0 0 .25rem}
ol{list-style:none;margin:1rem 0 0;padding:0}
li{margin:0 0 .75rem}
p{margin:.15rem 0 0}
.said{padding:.5rem .75rem;border-radius:.75rem;background:var(--other);margin-inline-end:2rem}
.own{background:var(--own);margin-inline:2rem 0}
.words{white-space:pre-wrap}
.head,.about{font-size:.85rem;color:var(--faint)}
del{display:block;text-decoration:none;opacity:.85;border-inline-start:3px solid var(--faint);
padding-inline-start:.6rem;margin-top:.5rem}"""


def paper(
    view: OrderView, viewer: Party, told: Sequence[Told], voice: Voice, now: datetime
) -> Paper:
    """All that happened and was said, as this party may know it, with every version of every message."""
    number = view.order.number
    title = voice("history.file.title", number=number)
    as_of = voice("history.file.as_of", moment=voice.dated(now), timezone=voice.timezone)
    people = join(" · ", map(name, (view.order.title, view.seller.name, view.order.contact.name)))
    entries = join("\n", (_entry(one, view, viewer, voice) for one in told))
    document = f"""\
<!DOCTYPE html>
<html lang="{voice.locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{_STYLE}
</style>
<h1>{title}</h1>
<p dir="auto">{people}</p>
<p class="about">{as_of}</p>
<ol>
{entries}
</ol>
</html>
"""
    caption = voice("history.file.caption", number=number)
    return Paper(f"order-{number}.html", document.encode(), caption)


def _entry(told: Told, view: OrderView, viewer: Party, voice: Voice) -> Html:
    if isinstance(told, Event):
        rows = join("\n", deed(told, viewer, voice, MAX_REASON * 2))
        who = doer(told, viewer, view, voice)
        return _item("", (who, voice.dated(told.at)), (_row("words", rows),))
    if isinstance(told, Sending):
        who, why = sent(told, viewer, view, voice)
        return _item("", (who, voice.dated(told.at)), (_row("words", why),))
    message = told.message
    head = (
        speaker(message.by, viewer, view, voice),
        voice.dated(message.at),
        *marks(told, viewer, voice),
    )
    side = "said own" if message.by.actor is viewer.actor else "said"
    return _item(side, head, (*_said(message.content, voice), *_before(told, voice)))


def _before(entry: Entry, voice: Voice) -> Iterable[Html]:
    """What the message said before it was edited, the newest of it first."""
    for replaced in reversed(entry.earlier):
        until = _row("head", voice("history.file.before", moment=voice.dated(replaced.at)))
        yield Html(f"<del>{join('', (until, *_said(replaced.content, voice)))}</del>")


def _said(content: Content, voice: Voice) -> Iterable[Html]:
    rows = kind(content.form, content.attachment, voice)
    if content.text:
        rows.append(escape(content.text))
    return (_row("words", row) for row in rows)


def _item(side: str, head: Iterable[Html], rows: Iterable[Html]) -> Html:
    label = f' class="{side}"' if side else ""
    return Html(f"<li{label}>{_row('head', join(' · ', head))}{join('', rows)}</li>")


def _row(label: str, content: Html) -> Html:
    return Html(f'<p class="{label}" dir="auto">{content}</p>')
