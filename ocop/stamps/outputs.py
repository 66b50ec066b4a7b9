"""What stamps are printed from: sheets and rolls as PDF, the printer's CSV, vector symbols."""

import os
from binascii import hexlify
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from ocop.documents import press
from ocop.documents.codes import ean13, gs1_128, gs1_datamatrix, svg_of
from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import Gtin
from ocop.stamps.keys import key_of
from ocop.stamps.links import prefix_of
from ocop.stamps.minting import BLOCK, Bytes, Run
from ocop.stamps.models import Batch
from ocop.stamps.printing import (
    GAP_MM,
    LABELS,
    LINEAR_QUIET,
    QUIET,
    Label,
    bars_tall,
    check_size,
    check_width,
    drawn_um,
    label_of,
)
from ocop.stamps.serials import BODY, pin_of, serial_of, spaced
from ocop.stamps.symbols import DRAWN, Symbols
from ocop.trace.models import Lot

# What an office printer is given at once; more is the printing house's work.
MOST_LABELS = 5_000
# Pieces of a file that are made before the writer asks for them.
AHEAD = 4
# Bytes after which they are put onto the disk, while the next pieces are made.
SETTLED = 8_000_000
CSV, VECTOR, SHEETS, DATAMATRIX, GS1_128, EAN = "csv", "ps", "pdf", "dm", "gs1-128", "ean"


@dataclass(frozen=True, slots=True)
class Output:
    """One kind of file: its words, ending, and whether it is laid on labels."""

    title: str
    ending: str
    mime: str
    on_labels: bool = False
    needs_gtin: bool = False


OUTPUTS = {
    SHEETS: Output("Tem QR để in ở văn phòng (PDF)", "pdf", "application/pdf", on_labels=True),
    CSV: Output("Tệp cho nhà in (CSV)", "csv", "text/csv"),
    VECTOR: Output("Mã QR vector cho nhà in (PostScript)", "ps", "application/postscript"),
    DATAMATRIX: Output(
        "Nhãn GS1 DataMatrix (PDF)", "pdf", "application/pdf", on_labels=True, needs_gtin=True
    ),
    GS1_128: Output(
        "Nhãn GS1-128 (PDF)", "pdf", "application/pdf", on_labels=True, needs_gtin=True
    ),
    EAN: Output("Nhãn EAN-13 (PDF)", "pdf", "application/pdf", on_labels=True, needs_gtin=True),
}


def check_output(batch: Batch, output: str, label: str) -> None:
    """Refuse a file that cannot be made so that it is read again."""
    if output not in OUTPUTS:
        raise Refused("Không có loại tệp này. Hãy chọn trong danh sách.", field="output")
    kind = OUTPUTS[output]
    if kind.needs_gtin and not _gtin(batch):
        raise Refused("Sản phẩm chưa có GTIN nên không in được mã vạch GS1.", field="output")
    if not kind.on_labels:
        return
    if batch.count > MOST_LABELS:
        raise Refused(
            f"Máy in văn phòng in tối đa {MOST_LABELS} tem một tệp. Hãy lấy tệp cho nhà in.",
            field="output",
        )
    chosen = label_of(label)
    rows = _modules(batch, output)
    if len(rows) > 1:
        check_size(chosen, len(rows))
    else:
        check_width(chosen, len(rows[0]))


def run_of(batch: Batch) -> Run:
    """Return the batch as a run of serials; refused where this machine lacks its key."""
    return Run(key_of(batch.key), batch.number, batch.about, batch.first, batch.last)


def prefix(batch: Batch) -> str:
    """Return what the links of a batch begin with."""
    return prefix_of(settings.STAMP_SITE_URL, batch.about)


def heading(batch: Batch, output: str) -> bytes:
    """Return what the file begins with."""
    if output == CSV:
        return b"uri,serial,pin\r\n" if batch.with_pin else b"uri,serial\r\n"
    return postscript_head(captioned(batch)) if output == VECTOR else b""


def pieces(batch: Batch, output: str, start: int, end: int) -> Iterator[bytes | memoryview]:
    """Yield the lines of some counters of a batch in the printer's CSV or PostScript."""
    run, begun = run_of(batch), prefix(batch)
    part = Run(run.key, run.batch, run.about, start, end)
    symbols = captioned(batch) if output == VECTOR else None
    for first, last in part.blocks(DRAWN if symbols else BLOCK):
        if symbols is None:
            yield part.lines(first, last, begun, pins=batch.with_pin).data
        else:
            yield from postscript(part, symbols, first, last)


def write_file(batch: Batch, output: str, path: Path) -> int:
    """Write the printer's file of a whole batch to the disk, and return its bytes."""
    return written(
        path, chain([heading(batch, output)], pieces(batch, output, batch.first, batch.last))
    )


def written(path: Path, made: Iterable[bytes | memoryview]) -> int:
    """Write pieces onto the disk as they are made; return their bytes."""
    size = settled = 0
    with path.open("wb") as stream:
        for piece in _ahead(iter(made)):
            size += stream.write(piece)
            if size - settled > SETTLED:
                settled = size
                os.fdatasync(stream.fileno())
        stream.flush()
        os.fsync(stream.fileno())
    return size


def _ahead(made: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Yield pieces, a few of the next being made while the last one is written."""
    with ThreadPoolExecutor(1) as maker:
        coming = deque(maker.submit(next, made, None) for _ in range(AHEAD))
        while (piece := coming.popleft().result()) is not None:
            coming.append(maker.submit(next, made, None))
            yield piece


def symbols_of(batch: Batch) -> Symbols:
    """Return what draws the symbols of a batch."""
    return _symbols(prefix(batch) + run_of(batch).head)


def captioned(batch: Batch) -> Symbols:
    """Return what draws the symbols of a batch, each with its serial."""
    head = run_of(batch).head
    return _symbols(prefix(batch) + head, head)


@lru_cache(maxsize=8)
def _symbols(begun: str, caption: str = "") -> Symbols:
    return Symbols(begun, BODY, caption)


def postscript_head(symbols: Symbols) -> bytes:
    """Return the head of a PostScript file: one page a stamp, drawn at any size without loss."""
    side, whole = symbols.side, symbols.side + 2 * QUIET
    # A module is 0.5 mm; the printing house scales as it needs.
    points = whole * 1417 // 1000
    size, tail = symbols.size, symbols.tail
    return (
        "%!PS-Adobe-3.0\n"
        f"%%BoundingBox: 0 0 {points} {points + 12}\n"
        "%%Pages: (atend)\n"
        "%%EndComments\n"
        f"<< /PageSize [{points} {points + 12}] >> setpagedevice\n"
        "/F /Courier findfont 7 scalefont def\n"
        f"/L {size + tail} string def\n"
        "% A line of hex a stamp: its modules, a set bit for dark, from the top; its serial.\n"
        f"/S {{ F setfont 4 4 moveto L {size} {tail} getinterval show gsave 0 12 translate "
        f"{points} {whole} div dup scale {QUIET} {QUIET} translate {side} {side} scale "
        f"{side} {side} true [{side} 0 0 -{side} 0 {side}] {{ L 0 {size} getinterval }} "
        "imagemask grestore showpage } bind def\n"
        "{ currentfile L readhexstring { pop S } { pop exit } ifelse } loop\n"
    ).encode()


def postscript(run: Run, symbols: Symbols, first: int, last: int) -> Iterator[bytes]:
    """Yield one line a stamp: its symbol's bits and its serial in hex."""
    drawn = symbols.drawn(run.bodies(first, last))
    # ``hexlify`` counts its groups from the right, and puts nothing behind the last one.
    yield hexlify(drawn.data, b"\n", drawn.shape[1])
    yield b"\n"


def sheet(
    batch: Batch, output: str, label: str, first: int, last: int, *, day: date, calibration: bool
) -> bytes:
    """Return some labels of a batch as PDF; a sheet may begin with a page to set the printer by."""
    return press.pdf("stamps.typ", sheet_of(batch, output, label, first, last, calibration), day)


def sheet_of(
    batch: Batch, output: str, label: str, first: int, last: int, calibration: bool = False
) -> dict[str, Any]:
    """Return what the template draws: the page, the label, and each stamp with its words."""
    chosen = label_of(label)
    check_output(batch, output, label)
    return {
        "title": f"Tem OCOP, lô {batch.lot}",
        "page": list(chosen.page),
        "label": _grid(chosen, _modules(batch, output)),
        "calibration": calibration and chosen.per_page > 1,
        "stamps": list(_stamps(batch, output, chosen, first, last)),
    }


def _grid(label: Label, rows: list[bytes]) -> dict[str, Any]:
    linear = len(rows) == 1
    room = label.width - 2 * GAP_MM if linear else label.symbol_mm
    modules = len(rows[0]) + 2 * (LINEAR_QUIET if linear else QUIET)
    return {
        "width": label.width,
        "height": label.height,
        "columns": label.columns,
        "rows": label.rows,
        "symbol_um": drawn_um(room, modules),
        "linear": linear,
        "wide": label.is_wide and not linear,
    }


def _stamps(
    batch: Batch, output: str, label: Label, first: int, last: int
) -> Iterator[dict[str, str]]:
    key, lot = key_of(batch.key), batch.lot
    expiry = f" · HSD {lot.expires_on:%d/%m/%Y}" if lot.expires_on else ""
    if output == SHEETS:
        drawings = _qr(batch, first, last)
    else:
        drawings = _bars(batch, output, label, first, last)
    for counter, svg in zip(range(first, last + 1), drawings, strict=True):
        serial = serial_of(key, batch.number, counter, batch.about)
        pin = pin_of(key, batch.number, counter, batch.about) if batch.with_pin else ""
        plain = output in (EAN, GS1_128)
        below = _readable(batch, output) if plain else spaced(serial)
        yield {
            "qr": svg,
            "name": batch.product.name,
            "lot": f"Lô {lot.code}{expiry}",
            "serial": below,
            "pin": "" if plain else pin,
        }


def _qr(batch: Batch, first: int, last: int) -> Iterator[str]:
    run, symbols = run_of(batch), symbols_of(batch)
    for start, end in Run(run.key, run.batch, run.about, first, last).blocks(DRAWN):
        for bits in symbols.drawn(run.bodies(start, end)):
            yield svg_of(unpacked(bits, symbols), quiet=QUIET)


def unpacked(bits: Bytes, symbols: Symbols) -> list[bytes]:
    """Return the rows of one symbol, a byte a module, zero for dark."""
    rows = np.unpackbits(bits.reshape(symbols.side, symbols.stride), axis=1)
    return [bytes(row) for row in (1 - rows[:, : symbols.side]) * 255]


def _bars(batch: Batch, output: str, label: Label, first: int, last: int) -> Iterator[str]:
    for counter in range(first, last + 1):
        rows = _modules(batch, output, counter)
        tall = 1 if len(rows) > 1 else bars_tall(label, len(rows[0]))
        yield svg_of(rows, quiet=QUIET if len(rows) > 1 else LINEAR_QUIET, tall=tall)


def _modules(batch: Batch, output: str, counter: int | None = None) -> list[bytes]:
    """Return the modules of one label; those of the batch's first stamp unless told."""
    if output == SHEETS:
        symbols = symbols_of(batch)
        return [bytes(symbols.side)] * symbols.side
    gtin = _gtin(batch)
    assert gtin is not None, "A bar code of GS1 needs a GTIN."
    drawers: dict[str, Callable[[], list[bytes]]] = {
        EAN: lambda: ean13(_thirteen(gtin)),
        GS1_128: lambda: gs1_128(elements(batch.lot, gtin)),
        DATAMATRIX: lambda: gs1_datamatrix(
            elements(batch.lot, gtin) + f"(21){_serial(batch, counter or batch.first)}"
        ),
    }
    return drawers[output]()


def _readable(batch: Batch, output: str) -> str:
    gtin = _gtin(batch)
    assert gtin is not None, "A bar code of GS1 needs a GTIN."
    return _thirteen(gtin) if output == EAN else elements(batch.lot, gtin)


def elements(lot: Lot, gtin: Gtin) -> str:
    """Return a lot as GS1 element strings: GTIN, expiry where there is one, lot."""
    expiry = f"(17){lot.expires_on:%y%m%d}" if lot.expires_on else ""
    return f"(01){gtin}{expiry}(10){lot.code}"


def _serial(batch: Batch, counter: int) -> str:
    return serial_of(key_of(batch.key), batch.number, counter, batch.about)


def _gtin(batch: Batch) -> Gtin | None:
    kind, _, value = batch.about.partition("/")
    return Gtin.parse(value) if kind == "01" else None


def _thirteen(gtin: Gtin) -> str:
    if not gtin.digits.startswith("0"):
        raise Refused("GTIN-14 là mã thùng, không in được thành EAN-13.", field="output")
    return gtin.digits[1:]


LABEL_CHOICES = [(label.key, label.title) for label in LABELS.values()]
OUTPUT_CHOICES = [(key, output.title) for key, output in OUTPUTS.items()]
