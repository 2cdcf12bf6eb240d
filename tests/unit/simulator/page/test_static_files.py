"""The page's own files."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

import simulator.page
from tests.unit.simulator.page.browser import Browser

STATIC = Path(simulator.page.__file__).parent / "static"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/static/vendor/htm-preact.module.js", "text/javascript; charset=utf-8"),
        ("/static/style/tokens.css", "text/css; charset=utf-8"),
    ],
)
async def test_file_comes_with_its_type(browser: Browser, path: str, kind: str) -> None:
    """`nosniff` makes the type decide."""
    status, headers, body = await browser.get(path)
    assert (status, headers["Content-Type"]) == (200, kind)
    name = "index.html" if path == "/" else path.removeprefix("/static/")
    assert body == (STATIC / name).read_bytes()


async def test_known_file_is_not_sent_again(browser: Browser) -> None:
    """The browser asks each time, and is told that nothing changed."""
    _, headers, _ = await browser.get("/")
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = await browser.get("/", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../__init__.py",
        "/static/..%2f__init__.py",
        "/static/%2e%2e/__init__.py",
        "/static/style/../../answers.py",
        "/static//etc/passwd",
        "/static/%2fetc/passwd.txt",
        "/static/style",
        "/static/",
        "/static/.hidden.js",
        "/static/a%00.js",
        "/static/app.py",
        "/static/app.js/",
        "/x/static/app.js",
        "/app.js",
        "/favicon.ico",
        "/files/../../x",
        "/do",
    ],
)
async def test_nothing_else_can_be_reached(browser: Browser, path: str) -> None:
    """Neither above the folder nor beside it."""
    status, _, body = await browser.get(path)
    assert status == 404
    assert b'"unknown_path"' in body or b'"unknown_file"' in body


def test_vendored_file_is_the_one_that_was_looked_at() -> None:
    """Its checksum stands in the folder's README, its licences beside it."""
    readme = (STATIC / "vendor/README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", readme, re.MULTILINE)
    found = {path.name for path in (STATIC / "vendor").iterdir()}
    assert {name for name, _ in rows} == {name for name in found if name.endswith(".js")}
    for name, digest in rows:
        assert sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest
    assert found - {name for name, _ in rows} == {
        "README.md",
        "LICENSE-htm.txt",
        "LICENSE-preact.txt",
    }
