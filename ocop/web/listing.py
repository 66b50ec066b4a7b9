"""Every list of the offices: filters in the URL, count, as-of, order, pages, and "Tải Excel"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ocop.accounts.queries import posts, views_of
from ocop.sheets.writing import Heading, Kind, table_workbook
from ocop.web.forms import FilterForm
from ocop.web.middleware import is_signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE, SORT, FILE = "trang", "sap", "tai"
# Rows of a file that is made while the person waits; a longer one is made by the worker.
LONGEST_FILE = 2_000
WITH_JOBS = {"office", "producer"}
LONGEST_PATH = 200
KINDS = {
    "text": Kind.TEXT,
    "number": Kind.WHOLE,
    "money": Kind.WHOLE,
    "points": Kind.DECIMAL,
    "day": Kind.DAY,
    "moment": Kind.MOMENT,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its value is, what kind it is, and how the page and the file show it.

    ``value`` is a dotted path from the row (called where callable) or a function of the row.
    ``kind`` is text, number, money, points, day or moment; ``sort`` names the fields to order by.
    ``template`` draws the cell on the page from ``row`` and ``value``; ``link`` gives its address.
    """

    key: str
    label: str
    value: str | Callable[[Any], Any]
    kind: str = "text"
    sort: tuple[str, ...] = ()
    template: str = ""
    link: Callable[[Any], str] | None = None
    on_page: bool = True
    in_file: bool = True

    def of(self, row: Any) -> Any:
        """Return this column's value of ``row``."""
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("."):
            row = row[name] if isinstance(row, dict) else getattr(row, name, None)
            row = row() if callable(row) else row
        return row


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in its column, ready to be drawn."""

    column: Column
    row: Any
    value: Any
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its label, and where a click on it leads."""

    column: Column
    url: str
    order: str  # "ascending", "descending" or ""


class Listing:
    """A list as its URL asks for it; the page and the file show the same filtered rows.

    ``rows`` is what ``access`` lets the person see. ``filters`` is a ``FilterForm`` class whose
    ``narrow`` leaves the asked-for rows. ``order`` is the key of the first order, "-" for falling.
    """

    def __init__(
        self,
        request: Any,
        rows: Any,
        *,
        title: str,
        columns: Sequence[Column],
        filters: type[FilterForm] | None = None,
        order: str = "",
        name: str = "danh-sach",
        empty: str = "Chưa có dòng nào.",
        size: int = 25,
    ) -> None:
        self.request, self.title, self.name, self.size = request, title, name, size
        self.columns, self.empty = list(columns), empty
        self.as_of = request.act.at
        self.filters = filters(request.GET) if filters else None
        if self.filters is not None and self.filters.is_valid():
            rows = self.filters.narrow(rows)
        self.order = self._asked_order() or order
        self.rows = self._ordered(rows)
        self.paginator = Paginator(self.rows, size)

    @property
    def count(self) -> int:
        return self.paginator.count

    @property
    def page(self) -> Page:
        return self.paginator.get_page(self.request.GET.get(PAGE))

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter is set, so that an empty list can offer to clear it."""
        names = self.filters.fields if self.filters is not None else ()
        return any(self.request.GET.get(name) for name in names)

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns if column.on_page]

    @property
    def body(self) -> list[list[Cell]]:
        shown = [column for column in self.columns if column.on_page]
        return [[self._cell(column, row) for column in shown] for row in self.page]

    @property
    def query(self) -> str:
        """Return what a kept view of this list holds: its filters and order, no page."""
        asked = self.request.GET.copy()
        for name in (PAGE, FILE):
            asked.pop(name, None)
        return "&".join(part for part in asked.urlencode().split("&") if not part.endswith("="))

    @cached_property
    def views(self) -> list[Any]:
        """Return the views of this list that the person keeps, each told whether it is shown."""
        if not is_signed_in(self.request):
            return []
        kept = views_of(self.request.user, self.request.path)
        return [(view, view.query == self.query) for view in kept]

    @property
    def can_keep(self) -> bool:
        """Tell whether what is shown differs from the plain list, and is not kept yet."""
        known = is_signed_in(self.request) and len(self.request.path) <= LONGEST_PATH
        return known and bool(self.query) and not any(here for _, here in self.views)

    @property
    def file_url(self) -> str:
        return self.url(**{FILE: "xlsx", PAGE: None})

    @property
    def clear_url(self) -> str:
        return self.request.path

    @property
    def page_links(self) -> list[tuple[str, str, bool]]:
        """Return (label, address, is here) of each page worth a link; no address for a gap."""
        page = self.page
        return [
            (str(n), self.url(**{PAGE: n}) if isinstance(n, int) else "", n == page.number)
            for n in self.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]

    @property
    def previous_url(self) -> str:
        page = self.page
        return self.url(**{PAGE: page.number - 1}) if page.has_previous() else ""

    @property
    def next_url(self) -> str:
        page = self.page
        return self.url(**{PAGE: page.number + 1}) if page.has_next() else ""

    def url(self, **changes: Any) -> str:
        """Return this list's address with some of its parameters changed, or left out by None."""
        query = self.request.GET.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value is not None:
                query[key] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def answer(self, template: str, **context: Any) -> HttpResponse:
        """Return the page, or the file where the URL asks for it; a long one is long work."""
        if (collected := getattr(self.request, "collected", None)) is not None:
            collected.append(self)
            return HttpResponse()
        if self.request.GET.get(FILE) == "xlsx":
            if self.is_long:
                return render(self.request, "jobs/export.html", {"listing": self})
            return self.file()
        return render(self.request, template, {"listing": self, **context})

    @property
    def is_long(self) -> bool:
        """Tell whether its file is made by the worker, and not while somebody waits."""
        return self.count > LONGEST_FILE and self.request.resolver_match.namespace in WITH_JOBS

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.request.act.day:%Y%m%d}.xlsx"

    def file(self) -> HttpResponse:
        """Return every filtered row, in order, as a workbook."""
        content = self.workbook([self.cells(row) for row in self.rows])
        response = HttpResponse(content, content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{self.file_name}"'
        return response

    def cells(self, row: Any) -> list[Any]:
        """Return what the file says of a row."""
        return [column.of(row) for column in self.columns if column.in_file]

    def workbook(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """Return the workbook of so many rows of ``cells``."""
        shown = [column for column in self.columns if column.in_file]
        return table_workbook(
            title=self.title,
            columns=[Heading(column.label, KINDS[column.kind]) for column in shown],
            rows=rows,
            as_of=self.request.act.day,
            unit="đồng" if any(column.kind == "money" for column in shown) else None,
            agency=agency_of(self.request),
        )

    def _asked_order(self) -> str:
        asked = self.request.GET.get(SORT, "")
        known = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in known else ""

    def _ordered(self, rows: Any) -> Any:
        column = next((c for c in self.columns if c.key == self.order.removeprefix("-")), None)
        if column is None or not column.sort:
            return rows
        sign = "-" if self.order.startswith("-") else ""
        return rows.order_by(*(turned(sign, name) for name in column.sort), "pk")

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column, "", "")
        order = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.order, "")
        key = f"-{column.key}" if order == "ascending" else column.key
        return Head(column, self.url(**{SORT: key, PAGE: None}), order)

    def _cell(self, column: Column, row: Any) -> Cell:
        return Cell(column, row, column.of(row), column.link(row) if column.link else "")


def agency_of(request: Any) -> str | None:
    """Return the office in whose name a table is printed: the first post's, or nobody's."""
    if not is_signed_in(request):
        return None
    post = posts(request.user, request.act.day).order_by("pk").first()
    if post is None:
        return None
    if post.commune is not None:
        return f"Ủy ban nhân dân {post.commune.full_name}"
    return f"Ủy ban nhân dân {post.province.full_name}" if post.province else None


def turned(sign: str, name: str) -> str:
    """Return the field's order, turned round by ``sign``: turning "-a" gives "a"."""
    if not sign:
        return name
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
