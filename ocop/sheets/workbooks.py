"""Excel workbooks as grids: values as shown, with fonts, merging, hiding and stale formulas."""

import warnings
from io import BytesIO
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ocop.kernel.errors import Refused
from ocop.sheets.containers import BROKEN, opened
from ocop.sheets.grids import LONGEST_TEXT, Cell, Grid
from ocop.sheets.layouts import MOST_CELLS, TOO_MANY_CELLS, Layout, layout_of
from ocop.sheets.legacy import font_encoding
from ocop.sheets.parts import check_parts, is_worksheet
from ocop.sheets.values import shown

MOST_COLUMNS = 200
MOST_SHEETS = 60
_UNCOMPUTED = "công thức chưa có kết quả, hãy mở tệp bằng Excel rồi lưu lại"


def workbook_grids(data: bytes) -> list[Grid]:
    """Return the worksheets of an .xlsx; refused when it is broken, locked, or too large."""
    with opened(data) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check_parts(package)
        names = [name for name in package.namelist() if is_worksheet(name)]
        layouts = {name: layout_of(package, name) for name in names}
        _check_size(layouts)
        try:
            book = load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            sheets = cast("list[ReadOnlyWorksheet]", book.worksheets)[:MOST_SHEETS]
            return [_grid(sheet, layouts[_path(sheet)]) for sheet in sheets]
        except Refused:
            raise
        except Exception as error:  # openpyxl promises nothing about files that Excel never wrote
            raise Refused(BROKEN) from error


def _check_size(layouts: dict[str, Layout]) -> None:
    if sum(layout.cells_to_read for layout in layouts.values()) > MOST_CELLS:
        raise Refused(TOO_MANY_CELLS)


def _path(sheet: ReadOnlyWorksheet) -> str:
    return str(cast("Any", sheet)._worksheet_path)


def _grid(sheet: ReadOnlyWorksheet, layout: Layout) -> Grid:
    grid = Grid(
        name=str(sheet.title),
        spans=tuple(layout.spans),
        hidden_rows=frozenset(layout.hidden_rows),
        hidden_columns=frozenset(layout.hidden_columns),
        visible=sheet.sheet_state == "visible",
    )
    if not layout.last_row:
        return grid
    sheet.reset_dimensions()
    width = min(layout.last_column, MOST_COLUMNS)
    styles = _Styles()
    rows = cast("Any", sheet).iter_rows(max_row=layout.last_row, max_col=width)
    for row, raw in enumerate(rows, start=1):
        line = {}
        for column, item in enumerate(raw, start=1):
            stale = (row, column) in layout.uncomputed
            if item.value is not None or stale:
                line[column] = styles.cell(item, stale=stale)
        if line:
            grid.lines[row] = line
    return grid


class _Styles:
    """The few styles of a sheet, each looked into once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[str, bool, str]] = {}

    def cell(self, item: Any, *, stale: bool) -> Cell:
        """Return what a cell shows, with the reason why it cannot be trusted."""
        if stale:
            return Cell("", problem=_UNCOMPUTED)
        font, bold, number_format = self.of(item)
        text = shown(item.value, number_format)[:LONGEST_TEXT]
        if item.data_type == "e":
            return Cell("", problem=f"ô bị lỗi công thức {text}, hãy sửa rồi gửi lại")
        return Cell(text, _run_font(item.value) or font, bold)

    def of(self, item: Any) -> tuple[str, bool, str]:
        style = item._style_id
        if style not in self.known:
            font = item.font
            self.known[style] = (font.name or "", bool(font.bold), item.number_format or "General")
        return self.known[style]


def _run_font(value: object) -> str:
    """Return the legacy font that a part of a cell has of its own, or nothing."""
    if not isinstance(value, CellRichText):
        return ""
    fonts = [part.font.rFont or "" for part in value if isinstance(part, TextBlock)]
    return next((font for font in fonts if font_encoding(font)), "")
