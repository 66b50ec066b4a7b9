"""The parts of a Word file: lines, facts, grids without borders, and tables with them."""

import unicodedata
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ocop.documents.letters import word_styles as styles
from ocop.documents.letters.layout import (
    BLANK,
    Block,
    Facts,
    Paragraph,
    Table,
    paragraphs,
)

_SIDES = {"l": "left", "c": "center", "r": "right"}
_TWIPS = 56.6929  # to the millimetre


class Writer:
    """Writes blocks into one place: the page, or a cell of it."""

    def __init__(self, place: Any, width: int, *, is_cell: bool = False) -> None:
        self.place = place
        self.width = width
        # An empty cell holds a paragraph already, which is its first line.
        self.unused = place.paragraphs[0] if is_cell else None
        self.last: Any = None

    def line(self, text: str, style: str, lead: str = "") -> Any:
        """Write one paragraph of a style, opened by ``lead`` in bold."""
        paragraph = self.unused or self.place.add_paragraph()
        self.unused = None
        self.last = paragraph
        paragraph.style = style
        if lead:
            paragraph.add_run(f"{tidy(lead)} ").bold = True
        if text:
            paragraph.add_run(tidy(text))
        return paragraph

    def block(self, block: Block) -> None:
        """Write one block of the body."""
        match block:
            case Paragraph():
                self._paragraph(block)
            case Facts(pairs):
                for label, value in pairs:
                    self.line(value.strip() or BLANK * 3, styles.FACT, lead=f"{label}:")
            case Table():
                self._table(block)

    def grid(self, widths: tuple[int, ...], *, kept: bool = False) -> list["Writer"]:
        """Write a row of cells without borders, and return them."""
        table = self.place.add_table(rows=1, cols=len(widths))
        table.autofit = False
        _sized(table, widths)
        if kept:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = zip(table.rows[0].cells, widths, strict=True)
        for cell, width in zip(table.rows[0].cells, widths, strict=True):
            cell.width = Mm(width)
        return [Writer(cell, width, is_cell=True) for cell, width in cells]

    def _paragraph(self, block: Paragraph) -> None:
        style = styles.HEADING if block.bold else styles.BODY
        if block.centred:
            style = styles.CENTRED
        for lead, text in paragraphs(block):
            written = self.line(text, style, lead)
            for run in written.runs:
                run.italic = True if block.italic else None
                run.bold = True if block.bold else run.bold

    def _table(self, block: Table) -> None:
        share = self.width / sum(block.shares)
        widths = tuple(round(each * share) for each in block.shares)
        table = self.place.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        _sized(table, widths)
        table._tbl.append(_row(block.headers, widths, "c" * len(widths), bold=True, header=True))
        for place, row in enumerate(block.rows):
            strong = place in block.strong
            table._tbl.append(_row(row, widths, block.sides, bold=strong, header=False))
        self.line("", styles.RULE)


def rule(where: Writer, width: int, length: int) -> None:
    """Draw a rule of that length in the middle of a place that wide."""
    paragraph = where.line("", styles.RULE)
    side = Mm((width - length) / 2 - 2)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = side
    shape.space_after = Pt(4)
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def tidy(text: str) -> str:
    """Return the text in NFC without characters that XML cannot hold."""
    kept = (c for c in text if c in "\t\n" or unicodedata.category(c) not in {"Cc", "Cs", "Cn"})
    return unicodedata.normalize("NFC", "".join(kept))


def _row(
    cells: tuple[str, ...], widths: tuple[int, ...], sides: str, *, bold: bool, header: bool
) -> Any:
    """Return one row; made by hand, since a table of 400 grows slowly cell by cell."""
    row = OxmlElement("w:tr")
    shape = OxmlElement("w:trPr")
    shape.append(OxmlElement("w:cantSplit"))
    if header:
        shape.append(OxmlElement("w:tblHeader"))
    row.append(shape)
    for text, width, side in zip(cells, widths, sides, strict=True):
        row.append(_cell(text, width, side, bold=bold))
    return row


def _cell(text: str, width: int, side: str, *, bold: bool) -> Any:
    cell = OxmlElement("w:tc")
    shape = OxmlElement("w:tcPr")
    shape.append(_with("w:tcW", w=str(round(width * _TWIPS)), type="dxa"))
    cell.append(shape)
    for line in tidy(text).split("\n"):
        paragraph = OxmlElement("w:p")
        told = OxmlElement("w:pPr")
        told.append(_with("w:pStyle", val=style_id(styles.TABLE)))
        told.append(_with("w:jc", val=_SIDES[side]))
        paragraph.append(told)
        paragraph.append(_run(line, bold=bold))
        cell.append(paragraph)
    return cell


def _run(text: str, *, bold: bool) -> Any:
    run = OxmlElement("w:r")
    if bold:
        shape = OxmlElement("w:rPr")
        shape.append(OxmlElement("w:b"))
        run.append(shape)
    written = OxmlElement("w:t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(written)
    return run


def _with(tag: str, **values: str) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element


def style_id(name: str) -> str:
    """Return the id that the library gives to a style of that name."""
    return name.replace(" ", "")


def _sized(table: Any, widths: tuple[int, ...]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
