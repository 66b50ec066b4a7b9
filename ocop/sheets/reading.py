"""A table read out of whatever spreadsheet an office sends, with a word on every line of it."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest

from ocop.kernel.errors import Refused
from ocop.sheets.columns import Columns
from ocop.sheets.containers import is_workbook
from ocop.sheets.delimited import csv_grid
from ocop.sheets.grids import Cell, Grid, clean
from ocop.sheets.headers import Header, find_header
from ocop.sheets.legacy import Encoding
from ocop.sheets.lines import Groups, Kind, Line, Lines
from ocop.sheets.recovery import recover
from ocop.sheets.workbooks import workbook_grids

LONGEST_VALUE = 5_000


@dataclass(slots=True)
class Row:
    """One row of the table; ``number`` is where the person finds it in the file.

    ``values`` has every key of the columns, "" where nothing stands. ``filled`` names the keys
    whose value was repeated from a row above because the cell was blank.
    """

    number: int
    values: dict[str, str]
    group: tuple[str, ...] = ()
    hidden: bool = False
    filled: frozenset[str] = frozenset()
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """What was read, from where, and why the other lines were not.

    ``headings`` is the file's own wording for each key; ``unread`` are headings that no column
    of ours knows; ``skipped`` has a reason for each line below the header that is no row;
    ``notes`` are sentences for the person.
    """

    sheet: str
    header_row: int
    headings: dict[str, str]
    unread: tuple[str, ...]
    rows: tuple[Row, ...]
    skipped: dict[int, str]
    notes: tuple[str, ...]


def read_table(data: bytes, filename: str, columns: Columns) -> Table:
    """Return the table that fits the columns best; its rows keep their numbers in the file.

    Refused when the file cannot be opened or is not safe to open, when no sheet has a heading
    for every required column, and beyond 20,000 rows. A row that cannot be trusted is no
    refusal: it comes with its problems.
    """
    grids = workbook_grids(data) if is_workbook(data, filename) else [csv_grid(data)]
    turned = {id(grid): as_unicode(grid) for grid in grids}
    found = [(header, grid) for grid in grids if (header := find_header(grid, columns))]
    if not found:
        raise Refused(
            "Không tìm thấy dòng tiêu đề của bảng. Bảng cần có các cột: "
            f"{_quoted(columns, columns.required or {c.key for c in columns})}."
        )
    header, grid = max(found, key=lambda pair: (pair[0].score[:2], pair[1].visible, pair[0].score))
    if missing := columns.required - header.columns.keys():
        raise Refused(
            f"Bảng ở trang “{grid.name}” thiếu cột {_quoted(columns, missing)}. "
            "Hãy thêm cột hoặc sửa tiêu đề cột rồi gửi lại."
        )
    rows, skipped = _Body(grid, header, columns).read()
    others = [other.name for rival, other in found if other is not grid and _rivals(rival, header)]
    return Table(
        sheet=grid.name,
        header_row=header.last,
        headings={key: header.headings[at] for key, at in header.columns.items()},
        unread=_unread(header),
        rows=tuple(rows),
        skipped=skipped,
        notes=tuple(_notes(grid, header, rows, len(grids), others, turned[id(grid)])),
    )


def as_unicode(grid: Grid) -> Counter[Encoding]:
    """Turn legacy texts into Unicode and tidy every cell; return how many cells were turned."""
    turned = recover(grid)
    for line in grid.lines.values():
        for cell in line.values():
            cell.text = clean(cell.text)
    grid.name = clean(grid.name)
    return turned


def _quoted(columns: Columns, keys: frozenset[str] | set[str]) -> str:
    return ", ".join(f"“{column.label}”" for column in columns if column.key in keys)


def _rivals(rival: Header, header: Header) -> bool:
    return rival.score[:2] == header.score[:2]


def _unread(header: Header) -> tuple[str, ...]:
    known = {*header.columns.values(), header.counter}
    return tuple(heading for at, heading in sorted(header.headings.items()) if at not in known)


def _notes(
    grid: Grid,
    header: Header,
    rows: list[Row],
    sheets: int,
    others: list[str],
    turned: Counter[Encoding],
) -> list[str]:
    notes = [f"Đã đọc trang “{grid.name}” trong {sheets} trang của tệp."] if sheets > 1 else []
    notes += [
        f"Trang “{name}” cũng có bảng như vậy nhưng chưa được đọc, hãy gửi riêng trang đó."
        for name in others
    ]
    if hidden := [str(row.number) for row in rows if row.hidden]:
        listed = ", ".join(hidden[:20]) + (", …" if len(hidden) > 20 else "")
        notes.append(f"Có {len(hidden)} dòng đang ẩn vẫn được đọc: {listed}.")
    notes += [
        f"Cột “{header.headings[at]}” đang ẩn vẫn được đọc."
        for at in header.columns.values()
        if at in grid.hidden_columns
    ]
    notes += [
        f"Đã chuyển {count} ô từ phông {encoding.value} sang Unicode."
        for encoding, count in turned.items()
    ]
    return notes


class _Body:
    """The lines below the header, read downwards with what they inherit."""

    def __init__(self, grid: Grid, header: Header, columns: Columns) -> None:
        self.grid = grid
        self.header = header
        self.columns = columns
        self.lines = Lines(grid, header, columns)
        self.groups = Groups([])
        self.above: dict[str, Cell] = {}

    def read(self) -> tuple[list[Row], dict[int, str]]:
        """Return the rows, and the reason for every line that is none."""
        numbers = [number for number in self.grid.rows() if number > self.header.last]
        lines = [self.lines.line(number) for number in numbers]
        rows: list[Row] = []
        skipped: dict[int, str] = {}
        closed = False
        for line, following in zip_longest(lines, lines[1:]):
            kind = self.lines.kind(line, following)
            if kind is Kind.CLOSING:
                closed = True
            elif closed and not (self.lines.is_numbered(line) and self.lines.is_full(line)):
                kind = Kind.CLOSING
            if kind is Kind.GROUP:
                self._enter(line)
            if kind is Kind.ROW:
                self.groups.pass_by(line)
                rows.append(self._row(line))
            elif line.texts:
                skipped[line.number] = kind.value
        return rows, skipped

    def _enter(self, line: Line) -> None:
        """Open a group; what was repeated above it does not reach below it."""
        self.groups.enter(line)
        self.above = {
            key: cell
            for key, at in self.header.columns.items()
            if at in line.named and (cell := self.grid.merged_cell(line.number, at))
        }

    def _row(self, line: Line) -> Row:
        row = Row(
            number=line.number,
            values={column.key: "" for column in self.columns},
            group=self.groups.names,
            hidden=line.number in self.grid.hidden_rows,
        )
        filled = set()
        for key, at in self.header.columns.items():
            cell = self.grid.merged_cell(line.number, at)
            blank = not cell or not (cell.text or cell.problem)
            if blank and self.columns[key].fill_down and key in self.above:
                cell = self.above[key]
                filled.add(key)
            if cell and (cell.text or cell.problem):
                self.above[key] = cell
                self._take(row, key, cell)
        row.filled = frozenset(filled)
        row.problems += self._missing(row)
        return row

    def _take(self, row: Row, key: str, cell: Cell) -> None:
        label = self.columns[key].label
        row.values[key] = cell.text[:LONGEST_VALUE]
        if cell.problem:
            row.problems.append(f"Cột “{label}”: {cell.problem}.")
        elif len(cell.text) > LONGEST_VALUE:
            row.problems.append(f"Cột “{label}”: dài quá 5.000 ký tự, hãy rút gọn.")

    def _missing(self, row: Row) -> list[str]:
        said = " ".join(row.problems)
        return [
            f"Thiếu “{column.label}”."
            for column in self.columns
            if column.required and not row.values[column.key] and f"“{column.label}”" not in said
        ]
