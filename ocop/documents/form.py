"""Printed forms in the dress of official papers: A4 portrait, title block, numbered pages."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ocop.documents import press
from ocop.documents.codes import qr_svg

_TEMPLATE = "form.typ"
_CELL_WORD = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part of the form."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it starts a new paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Labels with their values; an empty value leaves a dotted line to write on."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes with their labels, ticked or not."""

    items: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose headers repeat on every page.

    ``widths`` are shares of the line; ``aligned`` has one letter a column (l, c or r);
    ``strong`` are the numbers of the rows in bold, from 0.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    aligned: str = ""
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the post, how, and the printed name."""

    post: str
    note: str = "(Ký, ghi rõ họ tên)"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signers side by side, never parted from each other by the end of a page."""

    signers: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of an address, with the address beneath."""

    url: str


Block = Heading | Paragraph | Rows | Ticks | Table | Signatures | Code


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form ready to print; ``day`` dates the file, so that equal forms are equal bytes."""

    title: str
    printed: str
    agency: tuple[str, ...]
    place: str
    day: date
    blocks: tuple[Block, ...]
    number: str = ""
    subtitle: str = ""
    sample: bool = False
    orientation: Literal["portrait", "landscape"] = "portrait"


def form_pdf(form: PaperForm) -> bytes:
    """Return the form as PDF/A-2b; a table whose rows do not match its headers is a fault."""
    return press.pdf(_TEMPLATE, _data(form), form.day)


def form_png(form: PaperForm, *, ppi: int = 110) -> list[bytes]:
    """Return pictures of the pages, for the screen."""
    return press.pictures(_TEMPLATE, _data(form), ppi=ppi)


def _data(form: PaperForm) -> dict[str, object]:
    # NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.4.b: days below 10 and months below 3 get a zero.
    month = f"{form.day.month:02}" if form.day.month < 3 else str(form.day.month)
    return {
        "title": form.title,
        "heading": form.title,
        "subtitle": form.subtitle,
        "printed": form.printed,
        "agency": form.agency,
        "number": form.number,
        "dated": f"{form.place}, ngày {form.day.day:02} tháng {month} năm {form.day.year}",
        "sample": form.sample,
        "flipped": form.orientation == "landscape",
        "blocks": [_block(block) for block in form.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    match block:
        case Heading(text):
            return {"kind": "heading", "text": text}
        case Paragraph(text):
            return {"kind": "paragraphs", "texts": [t for t in text.splitlines() if t.strip()]}
        case Rows(pairs):
            return {"kind": "rows", "pairs": pairs}
        case Ticks(items):
            return {"kind": "ticks", "items": items}
        case Signatures(signers):
            return {"kind": "signatures", "signers": [(s.post, s.note, s.name) for s in signers]}
        case Code(url):
            return {"kind": "code", "qr": qr_svg(url, quiet=1), "url": url}
        case Table():
            return _table(block)


def _table(table: Table) -> dict[str, object]:
    columns = len(table.headers)
    if any(len(row) != columns for row in table.rows):
        raise ValueError("Every row of a table has one cell a header.")
    if table.widths and len(table.widths) != columns:
        raise ValueError("Every column of a table has a width, or none has.")
    return {
        "kind": "table",
        "headers": _cells(table.headers),
        "rows": [_cells(row) for row in table.rows],
        "widths": table.widths or (1,) * columns,
        "aligned": list(table.aligned.ljust(columns, "l")),
        "strong": sorted(table.strong),
    }


def _cells(row: tuple[str, ...]) -> list[str]:
    return [press.breakable(cell, _CELL_WORD) for cell in row]
