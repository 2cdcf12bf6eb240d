"""What a file's first bytes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.page.pictures import Picture, picture
from tests.unit.simulator.page.shots import gif, jpeg, png, webp

SHOTS = [
    ("image/png", png(640, 480)),
    ("image/gif", gif(640, 480)),
    ("image/jpeg", jpeg(640, 480)),
    ("image/jpeg", jpeg(640, 480, progressive=True)),
    ("image/webp", webp(640, 480, "VP8X")),
    ("image/webp", webp(640, 480, "VP8L")),
    ("image/webp", webp(640, 480, "VP8 ")),
]


@pytest.mark.parametrize(("mime", "body"), SHOTS)
def test_kind_and_sides_are_read(mime: str, body: bytes) -> None:
    """Of every kind that all browsers show; thumbnails inside EXIF do not confuse it."""
    assert picture(body) == Picture(mime, 640, 480)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>",
        b"<html><script>alert(1)</script>",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\xff\xd8 no marker",
        b"RIFF\0\0\0\0WEBPVP9 " + b"\0" * 20,
        gif(0, 5),
    ],
)
def test_anything_else_is_no_picture(body: bytes) -> None:
    """Above all not what could act."""
    assert picture(body) is None


@given(st.sampled_from([body for _, body in SHOTS]), st.integers(0, 700), st.binary(max_size=40))
def test_broken_files_break_nothing(body: bytes, cut: int, junk: bytes) -> None:
    """Cut anywhere, and continued with anything."""
    found = picture(body[:cut] + junk)
    assert found is None or (found.width > 0 and found.height > 0)
