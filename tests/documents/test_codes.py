import re
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from ocop.documents.codes import qr_png, qr_svg, read
from ocop.kernel.errors import Refused

URL = "https://ocop.example.vn/chung-nhan/0417-2026"


def painted(svg: str, scale: int = 4) -> bytes:
    """Paint the runs of the SVG path, as a browser would."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg).group(1))
    picture = Image.new("1", (side * scale, side * scale), 1)
    brush = ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        left, top = int(x) * scale, int(y) * scale
        brush.rectangle((left, top, left + int(length) * scale - 1, top + scale - 1), fill=0)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("text", [URL, "HTTPS://OCOP.VN/1", "Trà hoa vàng Ba Chẽ", "8" * 300])
def test_what_is_drawn_is_read_back(text):
    assert read(qr_png(text, 4)) == [text]
    assert read(painted(qr_svg(text))) == [text]


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_every_level_of_correction_is_drawn(level):
    assert read(qr_png(URL, 4, level=level)) == [URL]


def test_a_higher_level_takes_more_room():
    widths = [Image.open(BytesIO(qr_png(URL, 1, level=level))).width for level in "LH"]
    assert widths[0] < widths[1]


def test_the_quiet_zone_is_as_wide_as_asked():
    bare = Image.open(BytesIO(qr_png(URL, 1, quiet=0))).width
    assert Image.open(BytesIO(qr_png(URL, 1))).width == bare + 8
    assert f'viewBox="0 0 {bare + 8} {bare + 8}"' in qr_svg(URL)
    assert f'viewBox="0 0 {bare} {bare}"' in qr_svg(URL, quiet=0)


def test_a_drawing_has_no_style_and_no_text_of_the_code():
    svg = qr_svg("<script>alert(1)</script>")
    assert "style" not in svg
    assert "script" not in svg


@pytest.mark.parametrize("text", ["", "x" * 5000, "\ud800"])
def test_what_no_code_can_hold_is_refused(text):
    with pytest.raises(Refused, match="Không vẽ được mã QR"):
        qr_svg(text)


def test_two_codes_are_read_from_the_top():
    sheet = Image.new("L", (400, 800), 255)
    for place, text in enumerate(("trên", "dưới")):
        sheet.paste(Image.open(BytesIO(qr_png(text, 6))).convert("L"), (40, 40 + 400 * place))
    out = BytesIO()
    sheet.save(out, "PNG")
    assert read(out.getvalue()) == ["trên", "dưới"]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"])
def test_what_is_no_picture_has_no_code(data):
    assert read(data) == []
