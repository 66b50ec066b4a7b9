import struct
import zlib

import pytest

from ocop.files.kinds import Kind
from ocop.files.pictures import measured
from ocop.kernel.errors import Refused
from tests.files.samples import docx, pdf, picture


def refusal(data: bytes, kind: Kind) -> str:
    with pytest.raises(Refused) as refused:
        measured(data, kind, "ảnh")
    return str(refused.value)


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that promises a size and carries almost nothing."""
    out = b"\x89PNG\r\n\x1a\n"
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    for name, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")):
        out += struct.pack(">L", len(body)) + name + body
        out += struct.pack(">L", zlib.crc32(name + body))
    return out


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP])
def test_a_picture_is_measured(kind):
    assert measured(picture(kind.name, (41, 29)), kind, "ảnh") == (41, 29)


def test_forty_million_pixels_pass_and_one_row_more_does_not():
    assert measured(picture("PNG", (8000, 5000), "1"), Kind.PNG, "ảnh") == (8000, 5000)
    assert "40 triệu" in refusal(picture("PNG", (8000, 5001), "1"), Kind.PNG)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [10_000, 60_000])
def test_a_pixel_bomb_is_told_before_it_is_decoded(side):
    assert "40 triệu" in refusal(png_of(side, side), Kind.PNG)


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.WEBP])
def test_half_a_picture_is_refused(kind):
    whole = picture(kind.name, (400, 300), quality=95)
    assert refusal(whole[: len(whole) // 2], kind)


def test_a_zip_or_a_pdf_after_a_picture_is_refused():
    assert "dữ liệu khác" in refusal(picture("JPEG") + docx(), Kind.JPEG)
    assert "dữ liệu khác" in refusal(picture("JPEG") + pdf(), Kind.JPEG)
    assert "dữ liệu khác" in refusal(picture("PNG") + b"x", Kind.PNG)
    assert "dữ liệu khác" in refusal(picture("WEBP") + b"x", Kind.WEBP)


def test_a_page_in_the_comment_of_a_picture_is_refused():
    for comment in (b"<SCRIPT>alert(1)</script>", b"<?php eval(1)", b"<html>"):
        assert "dữ liệu khác" in refusal(picture("JPEG", comment=comment), Kind.JPEG)


def test_the_film_that_a_phone_puts_after_a_photo_is_kept():
    assert measured(picture("JPEG") + b"\x00\x00\x00\x18ftypmp42", Kind.JPEG, "ảnh") == (40, 30)
