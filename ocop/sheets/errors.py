"""The file an office sent, given back with what is wrong written beside each row."""

import warnings
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from ocop.sheets.containers import is_workbook, opened
from ocop.sheets.delimited import csv_grid
from ocop.sheets.grids import MOST_MERGED_CELLS, Grid, clean
from ocop.sheets.layouts import MOST_CELLS, layout_of
from ocop.sheets.parts import check_parts, is_worksheet
from ocop.sheets.reading import as_unicode
from ocop.sheets.workbooks import workbook_grids
from ocop.sheets.writing import cell_at, put_text, saved

HEADING = "Lỗi"
LAST_COLUMN = 16_384
_RED = PatternFill("solid", fgColor="C00000")
_PINK = PatternFill("solid", fgColor="FCE4E4")
_EDGE = Side(style="thin", color="C00000")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def error_workbook(
    data: bytes,
    filename: str,
    errors: Mapping[int, str],
    *,
    sheet: str | None = None,
    header_row: int | None = None,
) -> bytes:
    """Return the person's own sheet with a red column "Lỗi"; a CSV comes back as an .xlsx.

    Everything else stays as it was. A column "Lỗi" from an earlier answer is written anew. A
    row with an error is shown even if it was hidden. A workbook too strange to be rewritten
    comes back as its plain texts.
    """
    if not is_workbook(data, filename):
        return _marked(_plain_copy(csv_grid(data)), None, errors, header_row)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with suppress(Exception):  # openpyxl reads more than it can write back
            if _is_bearable(data):
                book = load_workbook(BytesIO(data), rich_text=True)
                return _marked(book, sheet, errors, header_row)
    grids = workbook_grids(data)
    named = [grid for grid in grids if clean(grid.name) == sheet]
    return _marked(_plain_copy((named or grids)[0]), None, errors, header_row)


def _is_bearable(data: bytes) -> bool:
    """Tell whether a workbook can be held as a whole without growing beyond reason."""
    with opened(data) as package:
        check_parts(package)
        names = [name for name in package.namelist() if is_worksheet(name)]
        layouts = [layout_of(package, name) for name in names]
    drawn = sum(layout.drawn_cells for layout in layouts)
    merged = sum(layout.merged_cells for layout in layouts)
    return drawn <= MOST_CELLS and merged <= MOST_MERGED_CELLS


def _marked(
    book: Workbook, sheet: str | None, errors: Mapping[int, str], header_row: int | None
) -> bytes:
    target = _sheet_named(book, sheet)
    head = header_row or max(min(errors, default=2) - 1, 1)
    column = _error_column(target, head)
    _write(target, (head, column), HEADING, Font(bold=True, color="FFFFFF"), _RED)
    for number, sentence in sorted(errors.items()):
        _write(target, (number, column), sentence, Font(color="C00000"), _PINK)
        target.row_dimensions[number].hidden = False
    letter = get_column_letter(column)
    target.column_dimensions[letter].width = 60
    target.column_dimensions[letter].hidden = False
    _widen_filter(target, column)
    return saved(book)


def _plain_copy(grid: Grid) -> Workbook:
    """Return a workbook with the texts of a grid where they stood."""
    as_unicode(grid)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in grid.rows():
        for column, text in grid.texts(row).items():
            put_text(cell_at(sheet, row, column), text)
    return book


def _sheet_named(book: Workbook, name: str | None) -> Worksheet:
    named = [sheet for sheet in book.worksheets if clean(sheet.title) == name]
    return (named or book.worksheets)[0]


def _error_column(sheet: Worksheet, head: int) -> int:
    """Return the column for the errors: the one of an earlier answer, emptied, or a new one."""
    used = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for cell in used:
        if cell.row == head and clean(str(cell.value)) == HEADING:
            for number in range(head + 1, sheet.max_row + 1):
                _empty(sheet.cell(number, cell.column))
            return int(cell.column)
    merged = [span.max_col for span in sheet.merged_cells.ranges if span.max_row >= head]
    column = max([int(cell.column) for cell in used] + merged, default=0) + 1
    if column > LAST_COLUMN:
        raise ValueError("There is no column left for the errors.")
    return column


def _empty(cell: Cell | MergedCell) -> None:
    if isinstance(cell, Cell):
        cell.value = None
        cell.fill = PatternFill()
        cell.border = Border()


def _write(sheet: Worksheet, at: tuple[int, int], text: str, font: Font, fill: PatternFill) -> None:
    cell = cell_at(sheet, *at)
    put_text(cell, text)
    cell.font = font
    cell.fill = fill
    cell.border = _BOX
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _widen_filter(sheet: Worksheet, column: int) -> None:
    """Let the person filter by error where there was a filter up to the column before it."""
    if not sheet.auto_filter.ref:
        return
    left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
    if None not in (left, top, right, bottom) and right == column - 1:
        letters = get_column_letter(int(left or 1)), get_column_letter(column)
        sheet.auto_filter.ref = f"{letters[0]}{top}:{letters[1]}{bottom}"
