"""Which lines of a sheet are rows of its table, and which only divide, count or close it."""

import re
from dataclasses import dataclass
from enum import Enum

from ocop.kernel.text import fold
from ocop.sheets.columns import Columns, plain_heading
from ocop.sheets.grids import Cell, Grid
from ocop.sheets.headers import Header

LONGEST_REMARK = 200


class Kind(Enum):
    """What a line is; the label tells the person why it was not read as a row."""

    ROW = "dòng dữ liệu"
    GROUP = "dòng tên nhóm"
    TOTAL = "dòng cộng"
    CLOSING = "phần ký, ghi chú ở cuối bảng"
    NUMBERING = "dòng đánh số cột"
    REPEATED = "dòng tiêu đề lặp lại"
    EMPTY = "dòng không có dữ liệu ở các cột cần đọc"


_MARKER = re.compile(r"(?:\d+(?:[.\-]\d+)*|[IVXLC]+|[A-Za-zĐđ])[.)]?\Z|[-+*•–]\Z")
_NUMBER = re.compile(r"\d+(?:[.\-]\d+)*[.)]?\Z")
_LETTERED = re.compile(r"([IVXLC]+|[A-ZĐ])[.)]?\Z")
_LEADING = re.compile(r"([IVXLC]+|[A-ZĐ]|\d+(?:\.\d+)*)[.)/:-]+\s+(?=\S)")
_COUNT = re.compile(r"[\d.,]+%?(?: (?:san pham|sp|chu the|dong|co so))?\Z")
_TOTAL = re.compile(
    r"(?:tong cong|tong so|cong don|luy ke)\b.*"
    r"|(?:tong|cong)(?: (?:nhom|huyen|xa|phuong|thi xa|tp|muc|trang|[ivx]+|\d+)\b.*)?[ :.]*"
)
_CLOSING = re.compile(
    r"\W*(?:nguoi (?:lap|tong hop)|thu truong|ky ten|ky ghi ro|xac nhan cua|(?:tm|kt|tl|tuq)[. ]"
    r"|(?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong)\b|ghi chu\b|noi nhan\b"
    r"|(?:an dinh )?danh sach (?:nay )?(?:gom|co)\b|bang chu\b)"
)
_DATE_LINE = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_DIVISION = re.compile(
    r"(?:(?P<district>huyen|thi xa|thanh pho|tp|quan|dac khu)|(?P<commune>xa|phuong|thi tran)"
    r"|(?P<producer>htx|hop tac xa|to hop tac|cong ty|doanh nghiep|ho kinh doanh|hkd|co so"
    r"|lien hiep)|(?P<set>nhom|nganh|phan nhom|linh vuc|bo san pham|san pham))\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line below the header, with what its own cells show."""

    number: int
    texts: dict[int, str]
    marker: str
    named: dict[int, str]


class Lines:
    """The lines of one table, told apart by what they fill and how they begin."""

    def __init__(self, grid: Grid, header: Header, columns: Columns) -> None:
        self.grid = grid
        self.header = header
        self.required = {header.columns[key] for key in columns.required}
        self.repeating = {
            header.columns[column.key]
            for column in columns
            if column.fill_down and column.key in header.columns
        }

    def line(self, number: int) -> Line:
        """Return a line with its number or letter apart from what it says."""
        texts = self.grid.texts(number)
        at = self.header.counter
        marker = texts.get(at, "") if at else ""
        if not _MARKER.match(marker):
            marker = ""
        named = {
            column: text
            for column, text in texts.items()
            if not (marker and column == at) and not _is_count(text)
        }
        return Line(number, texts, marker, named)

    def kind(self, line: Line, following: Line | None) -> Kind:
        """Return what a line is; a line that could be a row is one, and is complained about."""
        if self._is_numbering(line):
            return Kind.NUMBERING
        if self._is_repeated_header(line):
            return Kind.REPEATED
        if self._is_total(line):
            return Kind.TOTAL
        if self._is_closing(line):
            return Kind.CLOSING
        if self._is_group(line, following):
            return Kind.GROUP
        return Kind.ROW if self._holds_anything(line) else Kind.EMPTY

    def is_full(self, line: Line) -> bool:
        """Tell whether every required cell shows something, be it through merging."""
        return bool(self.required) and all(self._shows(line.number, at) for at in self.required)

    def is_numbered(self, line: Line) -> bool:
        """Tell whether a line is counted as rows are."""
        return bool(_NUMBER.match(line.marker))

    def _shows(self, row: int, column: int) -> bool:
        cell: Cell | None = self.grid.merged_cell(row, column)
        return bool(cell and (cell.text or cell.problem))

    def _holds_anything(self, line: Line) -> bool:
        cells = self.grid.lines.get(line.number, {})
        return any(
            at in cells and (cells[at].text or cells[at].problem)
            for at in self.header.columns.values()
        )

    def _is_numbering(self, line: Line) -> bool:
        """Tell "(1) (2) (3)" or "A B 1 2" under the headings from a row of figures."""
        texts = [text.strip("()[] ") for _, text in sorted(line.texts.items())]
        if any(len(text) > 2 for text in texts):
            return False
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
        if len(texts) < 3 or line.number > self.header.last + 3 or len(numbers) < len(texts) - 3:
            return False
        counted = list(range(numbers[0], numbers[0] + len(numbers))) if numbers else []
        return len(numbers) > 1 and numbers == counted

    def _is_repeated_header(self, line: Line) -> bool:
        headings = self.header.plain_headings
        known = all(plain_heading(text) in headings for text in line.texts.values())
        return len(line.texts) > 1 and known

    def _is_total(self, line: Line) -> bool:
        if not line.texts:
            return False
        first = min(line.texts)
        if line.named.keys() - {first}:
            return False
        return bool(_TOTAL.fullmatch(fold(line.texts[first][:LONGEST_REMARK])))

    def _is_closing(self, line: Line) -> bool:
        if self.is_full(line) and (self.is_numbered(line) or len(line.named) > 2):
            return False
        folded = [fold(text[:LONGEST_REMARK]) for text in line.texts.values()]
        return any(_CLOSING.match(text) for text in folded) or (
            len(folded) <= 2 and any(_DATE_LINE.search(text) for text in folded)
        )

    def _is_group(self, line: Line, following: Line | None) -> bool:
        if len(line.named) != 1:
            return False
        [(column, text)] = line.named.items()
        wide = any(
            span.is_wide and span.first_column == column
            for span in self.grid.spans_between(line.number, line.number)
        )
        full = self.is_full(line)
        if full and len(self.required) > 1:
            return False
        if wide or _LETTERED.match(line.marker):
            return True
        if full:
            return False
        if self.is_numbered(line):
            return bool(following and following.marker.startswith(f"{line.marker.rstrip('.)')}."))
        return self._divides(line, column, text)

    def _divides(self, line: Line, column: int, text: str) -> bool:
        """Tell whether a lone text without a number names a group rather than half a row."""
        cell = self.grid.lines[line.number][column]
        sounds = bool(
            cell.bold or _LEADING.match(text) or _DIVISION.match(fold(text[:LONGEST_REMARK]))
        )
        if column not in self.header.columns.values() or column in self.repeating:
            return True
        completed = self.required - {column} <= self.repeating
        return sounds or (self.header.counter is not None and not completed)


@dataclass
class Groups:
    """The group lines that stand above a row, the outermost first."""

    open: list[tuple[str, str]]
    counts_in_decimals: bool = False

    def enter(self, line: Line) -> None:
        """Open a group; it closes those of its own kind and below."""
        [text] = line.named.values()
        marker = line.marker
        if leading := None if marker else _LEADING.match(text):
            marker, text = leading[1], text[leading.end() :]
        self.counts_in_decimals = False
        kind = _group_kind(marker, text)
        kinds = [known for known, _ in self.open]
        if kind in kinds:
            del self.open[kinds.index(kind) :]
        self.open.append((kind, text))

    def pass_by(self, row: Line) -> None:
        """Close the group 1 at the row 2, if its own rows were 1.1 and 1.2."""
        if not _NUMBER.match(row.marker):
            return
        if "." in row.marker.rstrip("."):
            self.counts_in_decimals = True
        elif self.counts_in_decimals:
            self.open = [known for known in self.open if not known[0].startswith("number")]
            self.counts_in_decimals = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the open groups."""
        return tuple(name for _, name in self.open)


def _is_count(text: str) -> bool:
    return text[0] in "0123456789.," and bool(_COUNT.match(fold(text[:LONGEST_REMARK])))


def _group_kind(marker: str, text: str) -> str:
    bare = marker.rstrip(".)")
    if re.fullmatch(r"[IVX]+", bare):
        return "roman"
    if bare.isalpha():
        return "letter"
    if bare:
        return f"number{bare.count('.')}"
    division = _DIVISION.match(fold(text[:LONGEST_REMARK]))
    return str(division.lastgroup) if division else "plain"
