"""CSV files as grids, whatever their code page and separator."""

import csv
import re
from io import StringIO
from itertools import islice
from typing import Literal

from ocop.kernel.errors import Refused
from ocop.sheets.grids import LONGEST_TEXT, Cell, Grid
from ocop.sheets.layouts import MOST_CELLS, MOST_ROWS, TOO_MANY_ROWS
from ocop.sheets.legacy import Encoding, share_of_syllables

MOST_LINES_IN_A_CELL = 40
SAMPLE = 200_000
_SEPARATORS = (",", ";", "\t", "|")
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UNREADABLE = (
    "Không đọc được chữ trong tệp CSV. Hãy mở bằng Excel, lưu lại kiểu "
    "“CSV UTF-8” hoặc .xlsx rồi gửi lại."
)
_FORCED_TEXT = re.compile(r'="([^"]*)"\Z')
_GUARDED = re.compile(r"'(?=[=+\-@\t\r0-9])")
_FONTS = {Encoding.TCVN3: ".VnTime", Encoding.VNI: "VNI-Times", Encoding.UNICODE: ""}


def csv_grid(data: bytes) -> Grid:
    """Return the rows of a CSV file; refused when its code page cannot be told, or too long."""
    text, encoding = _text(data)
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"sep=(.)\s*", first)
    separator = declared[1] if declared else _separator(text)
    grid = Grid(name="CSV")
    cells = 0
    for number, fields in enumerate(_rows(rest if declared else text, separator), start=1):
        line = {
            column: Cell(_bare(field)[:LONGEST_TEXT], font=_FONTS[encoding])
            for column, field in enumerate(fields[:200], start=1)
            if field.strip()
        }
        cells += len(line)
        if line:
            grid.lines[number] = line
        if len(grid.lines) > MOST_ROWS or cells > MOST_CELLS:
            raise Refused(TOO_MANY_ROWS)
    return grid


def _text(data: bytes) -> tuple[str, Encoding]:
    """Return the text, and the legacy table in which its letters still are."""
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(codec, errors="replace")), Encoding.UNICODE
    for codec in (_utf16(data), "utf-8"):
        try:
            return _checked(data.decode(codec)), Encoding.UNICODE
        except UnicodeDecodeError:
            continue
    return _from_code_page(data)


def _utf16(data: bytes) -> str:
    """Return the byte order that empty high bytes betray, or UTF-8."""
    sample = data[:2000]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if max(low, high) * 4 < len(sample):
        return "utf-8"
    return "utf-16-le" if high > low else "utf-16-be"


def _from_code_page(data: bytes) -> tuple[str, Encoding]:
    """Choose the code page under which the words are Vietnamese, by a clear margin."""
    latin, windows = data.decode("latin-1"), data.decode("cp1258", errors="replace")
    candidates = ((latin, Encoding.TCVN3), (latin, Encoding.VNI), (windows, Encoding.UNICODE))
    offers = [
        (share_of_syllables(text[:SAMPLE], encoding), text, encoding)
        for text, encoding in candidates
    ]
    offers.sort(key=lambda offer: -offer[0])
    (best, text, encoding), (second, _, _) = offers[:2]
    if best < 0.6 or best - second < 0.15:
        raise Refused(_UNREADABLE)
    return _checked(text), encoding


def _checked(text: str) -> str:
    broken = text.count("\x00") + text.count("\ufffd")
    if broken > 2 + len(text) // 200:
        raise Refused(_UNREADABLE)
    return text.replace("\x00", "")


def _separator(text: str) -> str:
    """Return the separator that splits the most rows into the same number of fields."""
    sample = "\n".join(text.splitlines()[:200])

    def evenness(separator: str) -> int:
        widths = [len(fields) for fields in _rows(sample, separator) if len(fields) > 1]
        common = max(set(widths), key=widths.count, default=0)
        return widths.count(common) * common

    return max(_SEPARATORS, key=evenness)


def _rows(text: str, separator: str) -> list[list[str]]:
    """Return the records; stray quotes are kept as they stand instead of swallowing the rest."""
    rows = _parsed(text, separator, quoted=True)
    return _parsed(text, separator, quoted=False) or [] if rows is None else rows


def _parsed(text: str, separator: str, *, quoted: bool) -> list[list[str]] | None:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=quoting)
    try:
        rows = list(islice(reader, 2 * MOST_ROWS))
    except csv.Error:
        return None
    swallowed = any(field.count("\n") > MOST_LINES_IN_A_CELL for fields in rows for field in fields)
    return None if swallowed and quoted else rows


def _bare(field: str) -> str:
    """Return a field without the tricks that keep Excel from touching it."""
    text = field.strip()
    forced = _FORCED_TEXT.match(text)
    return forced[1] if forced else _GUARDED.sub("", text, count=1) if text[:1] == "'" else text
