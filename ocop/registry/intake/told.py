"""What each row of a register says, its cells understood in the light of what stands above it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.registry.intake import values
from ocop.registry.intake.columns import COLUMNS, OF_PRODUCER
from ocop.registry.intake.places import Places
from ocop.registry.intake.sets import Sets
from ocop.rulesets.queries import rubrics_in_force
from ocop.sheets.reading import Row, Table

LONGEST = {"product": 200, "producer": 200, "address": 250, "specification": 250}
LABELS = {column.key: column.label for column in COLUMNS}


@dataclass(slots=True)
class Told:
    """One row; a blank cell says nothing, and so does a cell of which ``errors`` complains.

    ``sets`` are those that the row may mean. The place and the set are only missed
    (``place_problem``, ``set_problem``) where the record does not know the product.
    """

    row: Row
    product: str
    producer: str
    commune: Commune | None = None
    place_problem: str = ""
    sets: frozenset[int] = frozenset()
    set_problem: str = ""
    producer_details: dict[str, Any] = field(default_factory=dict)
    product_details: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    flags: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return where the row stands in the file."""
        return self.row.number

    @property
    def set_number(self) -> int | None:
        """Return the set, where the row means exactly one."""
        return next(iter(self.sets)) if len(self.sets) == 1 else None

    @property
    def tax_code(self) -> str:
        """Return the producer's tax code, if the row tells it."""
        return str(self.producer_details.get("tax_code", ""))


def inherit(row: Row, above: dict[str, str]) -> str:
    """Repeat a producer's place below it; return why a blank producer cannot be the one above."""
    same = row.values["producer"] == above.get("producer")
    if "producer" in row.filled:
        own = [key for key in OF_PRODUCER if row.values.get(key)]
        if not same or any(row.values[key] != above.get(key) for key in own):
            row.values["producer"] = ""
            return "Thiếu “Chủ thể”."
    if same and not row.values["commune"]:
        for key in ("commune", "district", "address"):
            row.values[key] = row.values[key] or above.get(key, "")
    return ""


def place(
    places: Places,
    row: Row,
    *,
    home: Commune | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> Commune | None:
    """Return the commune that a row and its groups name; ``say`` is told why there is none.

    Where they name none at all it is ``home``, if there is one.
    """
    cells, groups = row.values, row.group[::-1]
    district = cells["district"] or next(filter(places.is_district, groups), "")
    attempts = [cells["commune"]] if cells["commune"] else ["", *groups]
    problem = ""
    for text in attempts:
        if text and places.is_district(text) and not cells["commune"]:
            continue
        try:
            return places.commune(text, district=district, address=cells.get("address", ""))
        except Refused as refusal:
            problem = problem or str(refusal)
    named = [cells["commune"], district, cells.get("address", ""), *groups]
    if home is not None and not any(map(places.is_told, named)):
        return home
    say(problem)
    return None


class Reader:
    """Understands the rows of one table, from the top down."""

    def __init__(
        self, table: Table, province: Province, day: date, home: Commune | None = None
    ) -> None:
        self.table = table
        self.home = home
        self.places = Places(province, day)
        self.sets = Sets(rubrics_in_force(day))

    def told(self) -> Iterator[Told]:
        """Return what each row says."""
        above: dict[str, str] = {}
        for row in self.table.rows:
            problem = inherit(row, above)
            told = self._row(row)
            if problem:
                told.errors.append(problem)
            elif "producer" in row.filled:
                told.flags.append(f"Ô chủ thể trống, lấy theo dòng trên: “{told.producer}”.")
            above = row.values
            yield told

    def _row(self, row: Row) -> Told:
        cells = row.values
        told = Told(row, cells["product"], cells["producer"], errors=list(row.problems))
        for key, longest in LONGEST.items():
            if len(cells[key]) > longest:
                told.errors.append(f"Cột “{LABELS[key]}”: dài quá {longest} ký tự, hãy rút gọn.")
        told.commune = place(
            self.places,
            row,
            home=self.home,
            say=lambda problem: setattr(told, "place_problem", problem),
        )
        self._set(told)
        self._producer_cells(told)
        self._product_cells(told)
        return told

    def _set(self, told: Told) -> None:
        cell = told.row.values["set"]
        for text in [cell] if cell else told.row.group[::-1]:
            try:
                told.sets = self.sets.meant(text)
                if len(told.sets) > 1:
                    told.set_problem = self.sets.choice(text, told.sets)
                return
            except Refused as refusal:
                told.set_problem = str(refusal)
        if not cell:
            told.set_problem = "Thiếu “Bộ sản phẩm”. Hãy ghi số bộ từ 1 đến 26."

    def _producer_cells(self, told: Told) -> None:
        cells, details = told.row.values, told.producer_details
        details["address"] = cells["address"]
        for key, understood in (("kind", values.kind_named), ("tax_code", values.tax_code),
                                ("email", _email)):  # fmt: skip
            self._understand(told, key, details, understood)
        if cells["phone"]:
            try:
                details["phone"], more = values.phone(cells["phone"])
                if more:
                    told.flags.append(f"Cột “Điện thoại” chỉ lấy số đầu: {details['phone']}.")
            except Refused as refusal:
                told.errors.append(str(refusal))

    def _product_cells(self, told: Told) -> None:
        told.product_details["specification"] = told.row.values["specification"]
        self._understand(told, "gtin", told.product_details, values.gtin)
        code: dict[str, Any] = {}
        self._understand(told, "code", code, values.code)
        told.code = code.get("code", "")

    def _understand(
        self, told: Told, key: str, into: dict[str, Any], understood: Callable[[str], Any]
    ) -> None:
        if text := told.row.values[key]:
            try:
                into[key] = understood(text)
            except Refused as refusal:
                told.errors.append(str(refusal))


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(f"Thư điện tử “{text[:60]}” không đúng, hãy kiểm tra lại.") from None
    return text
