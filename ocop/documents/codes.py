"""QR codes: drawn as SVG or PNG, and read back from a picture."""

import math
from io import BytesIO
from typing import Any, Literal

import zxingcpp
from PIL import Image

from ocop.kernel.errors import Refused

Level = Literal["L", "M", "Q", "H"]
_PIXELS = 40_000_000


def qr_svg(text: str, *, level: Level = "M", quiet: int = 4) -> str:
    """Return the code as one SVG path on white, with its quiet zone, free of any style."""
    rows = _modules(text, level)
    side = len(rows) + 2 * quiet
    runs = "".join(
        f"M{start + quiet} {y + quiet}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" d="{runs}"/></svg>'
    )


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
    try:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    except (ValueError, RuntimeError) as impossible:
        raise Refused(
            "Không vẽ được mã QR vì nội dung trống hoặc quá dài. Hãy rút ngắn nội dung."
        ) from impossible
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    flat = bytes(picture)
    side = math.isqrt(len(flat))
    return [flat[y * side : (y + 1) * side] for y in range(side)]


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
