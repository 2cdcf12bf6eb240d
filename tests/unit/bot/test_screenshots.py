"""`orderbell demo --screenshots DIR`: pictures by their names, or a sentence on what is missing."""

import struct
import sys
from itertools import product
from pathlib import Path

import pytest

from bot.demo import screenshots
from bot.demo.pictures import browser
from bot.demo.pictures.camera import LOOKS
from bot.demo.pictures.scenes import LOCALES, NARROW, SCENES, WIDE
from bot.demo.pictures.served import NoDemo, served

PNG = b"\x89PNG\r\n\x1a\n"


def _size(picture: Path) -> tuple[int, int]:
    """Width and height as the picture's own header has them."""
    head = picture.read_bytes()[:24]
    assert head.startswith(PNG)
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_pictures_of_the_wide_and_the_narrow_desk(tmp_path: Path) -> None:
    """The named pictures, and only those, are PNGs as large as their windows."""
    try:
        browser.found()
    except browser.NoBrowser as missing:
        pytest.skip(str(missing))
    folder = tmp_path / "made" / "pictures"
    assert screenshots.take(folder, r"^(desk-en-light|phone-en-dark|talk-en-light)\.png$") == 0
    assert {path.name: _size(path) for path in folder.iterdir()} == {
        "desk-en-light.png": (WIDE.width, WIDE.height),
        "phone-en-dark.png": (NARROW.width, NARROW.height),
        "talk-en-light.png": (WIDE.width, WIDE.height),
    }


def test_every_picture_has_a_name_of_its_own() -> None:
    """Each scene in each language, light and dark, wide and narrow."""
    every = list(product(SCENES, LOCALES, LOOKS))
    names = {look.named(scene, locale) for scene, locale, look in every}
    assert len(names) == len(every)
    assert {"desk-uk-dark.png", "phone-uk-dark.png", "order-ring-en-light.png"} <= names


def test_without_chromium_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1 and one sentence; nothing is started."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(browser.CHOICE, raising=False)
    assert screenshots.take(tmp_path) == 1
    assert capsys.readouterr().err == f"No pictures: {browser.NO_CHROMIUM}\n"


def test_a_chromium_that_was_chosen_and_is_not_there_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who names a browser wants that one."""
    monkeypatch.setenv(browser.CHOICE, str(tmp_path / "chromium"))
    with pytest.raises(browser.NoBrowser, match="ORDERBELL_CHROMIUM"):
        browser.found()


def test_without_playwright_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those who only run the bot have no Playwright."""
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    assert screenshots.take(tmp_path) == 1
    assert "make setup" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file lies where the folder should be."""
    (tmp_path / "taken").write_text("")
    assert screenshots.take(tmp_path / "taken" / "pictures") == 1
    assert "taken" in capsys.readouterr().err


def test_a_demo_that_does_not_start_says_so() -> None:
    """What it printed instead of its address is told."""
    with pytest.raises(NoDemo, match="nothing"), served("--port", "not-a-port"):
        pass
