"""Where a table begins: the heading rows below the titles, whether in one row, two or three."""

from dataclasses import dataclass
from functools import cached_property

from ocop.sheets.columns import Columns, Match, plain_heading
from ocop.sheets.grids import Grid, Span

ROWS_SEARCHED = 80
DEEPEST = 4
MOST_SPANS = 300

_COUNTERS = {"tt", "stt", "so tt", "so thu tu", "thu tu", "no", "so"}


@dataclass(frozen=True)
class Header:
    """The heading rows of a table, and which column tells what."""

    first: int
    last: int
    columns: dict[str, int]
    headings: dict[int, str]
    counter: int | None
    score: tuple[int, ...]

    @cached_property
    def plain_headings(self) -> frozenset[str]:
        """Return the folded headings, by which a heading repeated on the next page is known."""
        return frozenset(plain_heading(heading) for heading in self.headings.values())


def find_header(grid: Grid, columns: Columns) -> Header | None:
    """Return the rows that best name the columns, or nothing when no row names two of them."""
    rows = grid.rows()[:ROWS_SEARCHED]
    plain = _best(grid, columns, {(row, _end(grid, row, row)) for row in rows})
    if plain and columns.required <= plain.columns.keys():
        return plain
    wrapped = {(row, _end(grid, row, row + more)) for row in rows for more in (1, 2)}
    deep = _best(grid, columns, wrapped)
    return max((found for found in (plain, deep) if found), key=_rank, default=None)


def _best(grid: Grid, columns: Columns, places: set[tuple[int, int]]) -> Header | None:
    found = [header for place in sorted(places) if (header := _read(grid, columns, *place))]
    return max(found, key=_rank, default=None)


def _rank(header: Header) -> tuple[int, ...]:
    return header.score


def _read(grid: Grid, columns: Columns, first: int, last: int) -> Header | None:
    parts = _parts(grid, first, last)
    found = columns.matched(parts)
    if len(found) < min(2, len(columns)):
        return None
    taken = {match.column for match in found.values()}
    counter = next((at for at in sorted(set(parts) - taken) if _counts(parts[at])), None)
    return Header(
        first=first,
        last=last,
        columns={key: found[key].column for key in sorted(found)},
        headings={at: " ".join(texts) for at, texts in parts.items()},
        counter=counter,
        score=_score(found, columns, first, last),
    )


def _score(found: dict[str, Match], columns: Columns, first: int, last: int) -> tuple[int, ...]:
    required = len(columns.required & found.keys())
    fit = sum(match.tier for match in found.values())
    return required, len(found), fit, first - last, -first


def _counts(parts: tuple[str, ...]) -> bool:
    return plain_heading(" ".join(parts)) in _COUNTERS


def _parts(grid: Grid, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """Return the texts above each column, from the top; a merged text is over all it spans."""
    spans = _wide_spans(grid, first, last)
    width = {at for row in range(first, last + 1) for at in grid.texts(row)}
    parts: dict[int, tuple[str, ...]] = {}
    for column in sorted(width | {at for span in spans for at in _columns(span)}):
        texts = []
        for row in range(first, last + 1):
            text = grid.text(row, column) or _text_over(grid, spans, row, column)
            texts.append(text or _text_at_left(grid, row, last, column))
        if any(texts):
            parts[column] = tuple(text for text in texts if text)
    return parts


def _wide_spans(grid: Grid, first: int, last: int) -> list[Span]:
    return [span for span in grid.spans_between(first, last) if span.is_wide][:MOST_SPANS]


def _columns(span: Span) -> range:
    return range(span.first_column, min(span.last_column, span.first_column + 60) + 1)


def _text_over(grid: Grid, spans: list[Span], row: int, column: int) -> str:
    over = (span for span in spans if span.first_row == row and span.is_over(column))
    return next((grid.text(row, span.first_column) for span in over), "")


def _text_at_left(grid: Grid, row: int, last: int, column: int) -> str:
    """Return the heading that an unmerged blank continues, as in a CSV made of merged cells."""
    if grid.spans or row == last or not grid.text(last, column):
        return ""
    left = column - 1
    while left > 0 and not grid.text(row, left):
        left -= 1
    return grid.text(row, left) if left and grid.text(last, left) else ""


def _end(grid: Grid, first: int, last: int) -> int:
    """Return the last heading row: as far as merging reaches, and below headings that branch."""
    while last - first < DEEPEST:
        reach = [
            span.last_row
            for span in grid.spans_between(first, last)
            if last < span.last_row < first + DEEPEST
            and grid.text(span.first_row, span.first_column)
        ]
        if reach:
            last = max(reach)
        elif _branches(grid, first, last):
            last += 1
        else:
            break
    return last


def _branches(grid: Grid, first: int, last: int) -> bool:
    """Tell whether the next row stands only below headings that span several columns."""
    below = grid.texts(last + 1)
    if len(below) < 2 or any(text.replace(".", "").isdigit() for text in below.values()):
        return False
    spans = _wide_spans(grid, first, last)
    return all(_is_branch(grid, spans, last, column) for column in below)


def _is_branch(grid: Grid, spans: list[Span], row: int, column: int) -> bool:
    if any(span.is_over(column) for span in spans):
        return True
    open_ended = not grid.text(row, column) or not grid.text(row, column + 1)
    return not grid.spans and open_ended
