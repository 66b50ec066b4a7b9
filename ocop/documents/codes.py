"""QR codes and GS1 bar codes: drawn as SVG or PNG, and read back from a picture."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Literal

import zxingcpp
from PIL import Image

from ocop.kernel.errors import Refused

Level = Literal["L", "M", "Q", "H"]
_PIXELS = 40_000_000


def qr_svg(text: str, *, level: Level = "M", quiet: int = 4) -> str:
    """Return the code as one SVG path on white, with its quiet zone, free of any style."""
    return svg_of(_modules(text, level), quiet=quiet)


def svg_of(rows: Sequence[bytes], *, quiet: int = 4, tall: int = 1) -> str:
    """Return modules as one SVG path on white; a dark one is a zero byte, ``tall`` times as high.

    The quiet zone lies on all sides of a square code, and beside the bars of a linear one.
    """
    above = quiet if tall == 1 else 0
    width, height = len(rows[0]) + 2 * quiet, len(rows) * tall + 2 * above
    runs = "".join(
        f"M{start + quiet} {y * tall + above}h{length}v{tall}h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/>'
        f'<path fill="#000" d="{runs}"/></svg>'
    )


def ean13(digits: str) -> list[bytes]:
    """Return the bars of an EAN-13 as one row of modules."""
    return _drawn(digits, zxingcpp.BarcodeFormat.EAN13)[:1]


def gs1_128(elements: str) -> list[bytes]:
    """Return the bars of a GS1-128 of elements such as "(01)…(10)…" as one row of modules."""
    return _drawn(elements, zxingcpp.BarcodeFormat.Code128, gs1=True)[:1]


def gs1_datamatrix(elements: str) -> list[bytes]:
    """Return the modules of a GS1 DataMatrix of elements such as "(01)…(21)…"."""
    return _drawn(elements, zxingcpp.BarcodeFormat.DataMatrix, gs1=True)


def qr_png(text: str, scale: int = 8, *, level: Level = "M", quiet: int = 4) -> bytes:
    """Return the code as a two-colour PNG, each module ``scale`` pixels wide."""
    rows = _modules(text, level)
    side = len(rows) + 2 * quiet
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for start, length in _runs(row):
            picture.paste(0, (start + quiet, y + quiet, start + quiet + length, y + quiet + 1))
    out = BytesIO()
    picture.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def read(image: bytes) -> list[str]:
    """Return the texts of all codes in the picture, in reading order; a broken one has none."""
    try:
        with Image.open(BytesIO(image), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > _PIXELS:
                return []
            found = zxingcpp.read_barcodes(picture.convert("L"))
    except Exception:  # Pillow raises many kinds on hostile bytes
        return []
    places = [(code.position.top_left.y, code.position.top_left.x, code.text) for code in found]
    return [text for _, _, text in sorted(places)]


def _modules(text: str, level: str) -> list[bytes]:
    """Return the rows of the code without its quiet zone; a dark module is a zero byte."""
    return _drawn(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)


def _drawn(text: str, kind: Any, **options: Any) -> list[bytes]:
    try:
        code = zxingcpp.create_barcode(text, kind, **options)
    except (ValueError, RuntimeError) as impossible:
        raise Refused(
            "Không vẽ được mã QR hay mã vạch vì nội dung trống, sai dạng hoặc quá dài. "
            "Hãy xem lại nội dung."
        ) from impossible
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    pixels = memoryview(picture)
    assert pixels.shape is not None, "A picture has rows and columns."
    flat, width = pixels.tobytes(), pixels.shape[1]
    return [flat[at : at + width] for at in range(0, len(flat), width)]


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return where dark runs start in the row, and how long they are."""
    runs: list[tuple[int, int]] = []
    for x, value in enumerate(row):
        if value:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
