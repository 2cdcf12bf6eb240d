"""The pages that letters lead to: what each asks, and that none runs or fetches anything."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from channels.texts.catalogues import LOCALES
from handlers.mail.pages import Page, Printer
from tests.unit.channels.samples import TEXTS, TIMEZONE
from tests.unit.handlers.mail.gallery import pages_of

PRINTER = Printer()
PAGES = [
    pytest.param(page, id=f"{locale}: {name}")
    for locale in LOCALES
    for name, page in pages_of(TEXTS.voice(locale, TIMEZONE))
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_nothing_and_tells_nobody(page: Page) -> None:
    """No script, nothing from elsewhere, no trace: and its one style is the one that is allowed."""
    answer = PRINTER.answer(page)
    html = bytes(answer.body).decode()
    assert answer.status_code == page.status
    assert not re.search(r"<script|\bon\w+=|<img|<link|@import|url\(|javascript:", html)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_read_and_worked_by_everybody(page: Page) -> None:
    """A language, one heading, a label at each field; what is missing stands beside it."""
    html = bytes(PRINTER.answer(page).body).decode()
    assert f'<html lang="{page.voice.locale}">' in html
    assert html.count("<h1>") == 1
    assert "{" not in html.partition("<body>")[2]
    for field in re.findall(r'<textarea id="(\w+)"', html):
        assert f'<label class="words" for="{field}">' in html
    assert html.count('type="radio"') == html.count('<label class="choice">')
    if page.form is not None and page.form.error:
        assert 'aria-describedby="error"' in html
        assert 'id="error" role="alert"' in html


def test_what_was_typed_is_text() -> None:
    """Nobody's words become markup, in the page or beside it."""
    found = dict(pages_of(TEXTS.voice("en", TIMEZONE)))
    page = found["no reason"]
    assert page.form is not None
    typed = '</textarea><script>alert("x")</script>'
    shown = bytes(PRINTER.answer(_typed(page, typed)).body).decode()
    assert "<script>" not in shown
    assert "&lt;/textarea&gt;&lt;script&gt;" in shown


def _typed(page: Page, text: str) -> Page:
    assert page.form is not None
    return replace(page, form=replace(page.form, text=text))
