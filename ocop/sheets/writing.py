"""Spreadsheets that officials like: ready to print on A4, typed, signed, and never a formula."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ocop.kernel.act import VIETNAM

SIGNERS = ("Người lập biểu", "Thủ trưởng đơn vị")
LONGEST_TEXT = 32_000
MOST_DIGITS = 15

_TYPEFACE = "Times New Roman"
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="E8EEE4")
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_OTHER_SPACE = re.compile(r"[\x0b\x0c]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Kind(Enum):
    """What a column holds; the value is how Excel shows it."""

    TEXT = "@"
    WHOLE = "#,##0"
    DECIMAL = "#,##0.00"
    DAY = "dd/mm/yyyy"
    MOMENT = "dd/mm/yyyy hh:mm"


_ALIGNED = {
    Kind.TEXT: Alignment(vertical="top", wrap_text=True),
    Kind.WHOLE: Alignment(horizontal="right", vertical="top"),
    Kind.DECIMAL: Alignment(horizontal="right", vertical="top"),
    Kind.DAY: Alignment(horizontal="center", vertical="top"),
    Kind.MOMENT: Alignment(horizontal="center", vertical="top"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """One column as it is printed; codes and phone numbers are text, so that zeros stay."""

    label: str
    kind: Kind = Kind.TEXT
    width: int = 18


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet's worth: its title, columns and rows, and what money in it is counted in."""

    title: str
    columns: Sequence[Heading]
    rows: Sequence[Sequence[object]]
    unit: str | None = None


def table_workbook(
    title: str,
    columns: Sequence[Heading],
    rows: Sequence[Sequence[object]],
    *,
    as_of: date,
    unit: str | None = None,
    agency: str | None = None,
    signers: Sequence[str] = SIGNERS,
) -> bytes:
    """Return an .xlsx of the rows, numbered, with agency, title, unit, filter and a place to sign.

    What read_table reads from it is what was written. A text that looks like a formula stays
    a text.
    """
    table = Table(title, columns, rows, unit)
    return tables_workbook([table], as_of=as_of, agency=agency, signers=signers)


def tables_workbook(
    tables: Sequence[Table],
    *,
    as_of: date,
    agency: str | None = None,
    signers: Sequence[str] = SIGNERS,
) -> bytes:
    """Return an .xlsx with a sheet for each table, each of them ready to print and sign."""
    book = Workbook()
    for number, table in enumerate(tables):
        sheet = book.create_sheet() if number else book.worksheets[0]
        sheet.title = re.sub(r"[\[\]:*?/\\']", " ", _storable(table.title))[:31].strip() or "Bảng"
        width = len(table.columns) + 1
        head = _write_titles(sheet, table.title, width, as_of, (agency, table.unit))
        _write_head(sheet, head, table.columns)
        for line, row in enumerate(table.rows, start=1):
            _write_row(sheet, head + line, line, table.columns, row)
        last = head + len(table.rows)
        signed = _write_signers(sheet, last + 2, width, as_of, signers)
        _lay_out(sheet, head=head, last=last, width=width, end=signed)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that may be written: one that no merged range covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell so that Excel neither computes it nor changes it."""
    storable = _storable(text)
    cell.value = storable
    cell.data_type = "s"
    cell.number_format = Kind.TEXT.value
    if storable.startswith(_DANGEROUS):
        cell.quotePrefix = True


def _storable(text: str) -> str:
    spaced = _OTHER_SPACE.sub(" ", text)
    plain = _LONE_SURROGATE.sub("", ILLEGAL_CHARACTERS_RE.sub("", spaced))
    return _LOOKS_ESCAPED.sub("_x005F_", plain)[:LONGEST_TEXT]


def _write_titles(
    sheet: Worksheet, title: str, width: int, as_of: date, said: tuple[str | None, str | None]
) -> int:
    """Write the lines above the table; return the row where its headings go."""
    agency, unit = said
    top = 1
    if agency:
        _line(sheet, 1, 1, width, agency.upper(), Font(name=_TYPEFACE, size=12, bold=True))
        sheet.cell(1, 1).alignment = Alignment(horizontal="left", vertical="center")
        top = 2
    _line(sheet, top, 1, width, title.upper(), Font(name=_TYPEFACE, size=14, bold=True))
    as_of_line = f"(Số liệu đến ngày {as_of:%d/%m/%Y})"
    _line(sheet, top + 1, 1, width, as_of_line, Font(name=_TYPEFACE, size=12, italic=True))
    if unit:
        _line(sheet, top + 2, 1, width, f"Đơn vị tính: {unit}", Font(name=_TYPEFACE, italic=True))
        sheet.cell(top + 2, 1).alignment = Alignment(horizontal="right")
    return top + 4


def _line(sheet: Worksheet, row: int, first: int, last: int, text: str, font: Font) -> None:
    cell = cell_at(sheet, row, first)
    put_text(cell, text)
    cell.font = font
    cell.alignment = _MIDDLE
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def _write_head(sheet: Worksheet, row: int, columns: Sequence[Heading]) -> None:
    for at, heading in enumerate((Heading("TT", width=6), *columns), start=1):
        cell = cell_at(sheet, row, at)
        put_text(cell, heading.label)
        cell.font = Font(name=_TYPEFACE, size=11, bold=True)
        cell.fill = _HEAD_FILL
        cell.border = _BOX
        cell.alignment = _MIDDLE
        sheet.column_dimensions[get_column_letter(at)].width = heading.width


def _write_row(
    sheet: Worksheet, at: int, number: int, columns: Sequence[Heading], row: Sequence[object]
) -> None:
    values = zip((Heading("TT", Kind.WHOLE), *columns), (number, *row), strict=True)
    for column, (heading, value) in enumerate(values, start=1):
        cell = cell_at(sheet, at, column)
        _put(cell, heading.kind, value)
        cell.font = Font(name=_TYPEFACE, size=11)
        cell.border = _BOX
        cell.alignment = _ALIGNED[heading.kind]


def _put(cell: Cell, kind: Kind, value: object) -> None:
    """Write a value with its type; what is not of the column's kind is written as text."""
    if isinstance(value, Fraction):
        # Points are cut, never rounded up: a star may hang on it.
        value = Decimal(value.numerator * 100 // value.denominator) / 100
    counted = kind in (Kind.WHOLE, Kind.DECIMAL) and len(str(value)) <= MOST_DIGITS
    if value is None or value == "":
        return
    if counted and isinstance(value, int | Decimal) and not isinstance(value, bool):
        cell.value = value
        whole = value == int(value)
        cell.number_format = Kind.WHOLE.value if whole else Kind.DECIMAL.value
    elif kind is Kind.MOMENT and isinstance(value, datetime):
        cell.value = value.astimezone(VIETNAM).replace(tzinfo=None)
        cell.number_format = kind.value
    elif kind is Kind.DAY and isinstance(value, date):
        cell.value = value
        cell.number_format = kind.value
    else:
        put_text(cell, str(value))


def _write_signers(
    sheet: Worksheet, row: int, width: int, as_of: date, signers: Sequence[str]
) -> int:
    """Write the places to sign side by side; return the last row of the page."""
    if not signers:
        return row - 2
    day_line = f"Ngày {as_of:%d} tháng {as_of:%m} năm {as_of:%Y}"
    share = max(1, width // len(signers))
    for place, signer in enumerate(signers):
        first = 1 + place * share
        last = width if place == len(signers) - 1 else first + share - 1
        if place == len(signers) - 1:
            _line(sheet, row, first, last, day_line, Font(name=_TYPEFACE, italic=True))
        _line(sheet, row + 1, first, last, signer, Font(name=_TYPEFACE, size=12, bold=True))
        _line(sheet, row + 2, first, last, "(Ký, ghi rõ họ tên)", Font(name=_TYPEFACE, italic=True))
    return row + 7


def _lay_out(sheet: Worksheet, *, head: int, last: int, width: int, end: int) -> None:
    corner = get_column_letter(width)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{corner}{last}"
    sheet.print_area = f"A1:{corner}{end}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.oddFooter
    footer.center.text = "Trang &P/&N"
