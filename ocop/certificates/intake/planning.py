"""From the rows of a file to the certificates that would be taken over; reads, never writes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ocop.certificates.intake import values
from ocop.certificates.intake.columns import COLUMNS
from ocop.certificates.models import Certificate, Level
from ocop.certificates.queries import fold_number
from ocop.certificates.term import lapse_of
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.intake import values as registry_values
from ocop.registry.intake.places import Places
from ocop.registry.intake.plan import Line, Outcome, Plan
from ocop.registry.intake.register import KnownProduct, Register
from ocop.registry.intake.told import inherit, place
from ocop.sheets.reading import Row, Table, read_table


@dataclass(frozen=True, slots=True)
class Intent:
    """One certificate to take over, and the decision under which it was issued."""

    product: str
    number: str
    stars: int
    level: Level
    decision: str
    decided_on: date
    issued_on: date
    lapses_on: date


@dataclass(slots=True)
class Told:
    """What one row says, its cells understood; ``details`` lacks what is blank."""

    row: Row
    details: dict[str, Any] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def plan_certificates(data: bytes, filename: str, *, province: Province, day: date) -> Plan[Intent]:
    """Return which certificates of the file would be taken over into ``province``.

    Refused when the file itself cannot be read; a row that cannot, or whose product the record
    does not know, is an error. A certificate that is there already is never changed.
    """
    table = read_table(data, filename, COLUMNS)
    planner = _Planner(province, day)
    return Plan(table, tuple(planner.line(told) for told in _told(table)))


def _told(table: Table) -> Iterator[Told]:
    above: dict[str, str] = {}
    for row in table.rows:
        problem = inherit(row, above)
        told = Told(row, errors=[*row.problems, *([problem] if problem else [])])
        _understand(told)
        above = row.values
        yield told


def _understand(told: Told) -> None:
    cells = told.row.values
    number, dated = values.decision(cells["decision"])
    days = {key: cells[key] for key in ("decided_on", "issued_on", "lapses_on")}
    days["decided_on"] = days["decided_on"] or dated
    for key, text in days.items():
        _try(told, key, text, lambda text, label=COLUMNS[key].label: values.day(text, label))
    _try(told, "stars", cells["stars"], values.stars)
    _try(told, "level", cells["level"], values.level)
    told.details |= {"number": cells["number"], "decision": number}
    for key in ("number", "decision"):
        if len(told.details[key]) > values.LONGEST_NUMBER:
            told.errors.append(
                f"“{COLUMNS[key].label}” dài quá {values.LONGEST_NUMBER} ký tự, hãy kiểm tra lại."
            )


def _try(told: Told, key: str, text: str, understood: Any) -> None:
    if text:
        try:
            told.details[key] = understood(text)
        except Refused as refusal:
            told.errors.append(str(refusal))


class _Planner:
    """Holds each row against the products and certificates of the province."""

    def __init__(self, province: Province, day: date) -> None:
        self.day = day
        self.places = Places(province, day)
        self.register = Register(province)
        held = Certificate.objects.filter(province=province)
        rows = held.select_related("product", "decision").order_by("pk")
        self.held = {row.folded_number: self._known(row) for row in rows}
        self.rows: dict[str, int] = {}
        self.days_of = {(intent.product, intent.issued_on) for intent in self.held.values()}

    def line(self, told: Told) -> Line[Intent]:
        """Return what becomes of one row, and note it for the rows below."""
        cells = told.row.values
        intent, outcome = None, Outcome.ERROR
        if not told.errors:
            try:
                intent, outcome = self._outcome(told)
            except Refused as refusal:
                told.errors.append(str(refusal))
        return Line(
            told.row.number, outcome, f"{cells['number']} {cells['product']}".strip(),
            cells["producer"], (), tuple(told.flags), tuple(dict.fromkeys(told.errors)), intent,
        )  # fmt: skip

    def _outcome(self, told: Told) -> tuple[Intent | None, Outcome]:
        wanted = self._wanted(told, self._product(told))
        folded = fold_number(wanted.number)
        held = self.held.get(folded)
        if folded in self.rows:
            told.flags.append(f"Trùng với dòng {self.rows[folded]} trong tệp này.")
        self.rows.setdefault(folded, told.row.number)
        if held is not None:
            self._check_same(held, wanted, told.details)
            return None, Outcome.SAME
        if (wanted.product, wanted.issued_on) in self.days_of:
            told.flags.append("Sản phẩm này đã có một giấy chứng nhận khác cấp cùng ngày.")
        self.held[folded] = wanted
        self.days_of.add((wanted.product, wanted.issued_on))
        return wanted, Outcome.NEW

    def _product(self, told: Told) -> KnownProduct:
        """Return the product that a row means; refused when the record knows none, or several."""
        cells = told.row.values
        if (code := cells["code"]) and (found := self.register.product_coded(code)):
            return found
        if cells["gtin"]:
            found = self.register.product_marked(registry_values.gtin(cells["gtin"]))
            if found:
                return found
        if not cells["product"] or not cells["producer"]:
            raise Refused(
                f"Mã {code} chưa có trong sổ. Hãy ghi tên sản phẩm và chủ thể."
                if code else "Thiếu mã sản phẩm, hoặc tên sản phẩm và chủ thể."
            )  # fmt: skip
        return self._named(told)

    def _named(self, told: Told) -> KnownProduct:
        cells = told.row.values
        problems: list[str] = []
        commune = place(self.places, told.row, say=problems.append)
        if commune is None and cells["commune"]:
            raise Refused(problems[0])
        name, producer = cells["product"], cells["producer"]
        if found := self.register.product_named(name, producer, commune):
            return found
        if commune is None and self.register.products_called(name, producer):
            raise Refused("Có nhiều sản phẩm cùng tên và chủ thể. Hãy ghi thêm xã, phường.")
        likely = self.register.products_like(name, producer, commune) if commune else []
        if likely:
            raise Refused(
                f"Có phải là {likely[0].code} “{likely[0].name}” của “{likely[0].producer.name}”? "
                "Nếu đúng, hãy ghi mã này vào cột “Mã sản phẩm”."
            )
        raise Refused(
            f"Chưa có sản phẩm “{name[:80]}” của “{producer[:80]}” trong sổ. "
            "Hãy nhập sổ sản phẩm (import_registry) trước."
        )

    def _wanted(self, told: Told, product: KnownProduct) -> Intent:
        """Return the certificate that a row tells; refused when its days or decision are wrong."""
        said = told.details
        decided_on = said.get("decided_on") or said.get("issued_on")
        if decided_on is None:
            raise Refused("Thiếu “Ngày cấp” và “Ngày quyết định”.")
        issued_on = said.get("issued_on") or decided_on
        lapses_on = said.get("lapses_on") or lapse_of(issued_on)
        if lapses_on + timedelta(days=1) == lapse_of(issued_on):
            # Some papers name the last good day rather than the day of the lapse.
            lapses_on = said["lapses_on"] = lapse_of(issued_on)
        if not said["decision"]:
            raise Refused("Thiếu “Số quyết định”.")
        if max(issued_on, decided_on) > self.day:
            raise Refused("Ngày cấp, ngày quyết định không thể ở tương lai.")
        if lapses_on <= issued_on:
            raise Refused("Ngày hết hạn phải sau ngày cấp.")
        if issued_on < decided_on:
            told.flags.append("Ngày cấp trước ngày quyết định, hãy kiểm tra lại.")
        usual = values.usual_level(said["stars"], decided_on)
        level = said.get("level") or usual
        if level != usual:
            told.flags.append(
                f"Lúc đó {said['stars']} sao do {usual.label} công nhận, bảng ghi {level.label}."
            )
        return Intent(
            product.code, said["number"], said["stars"], level, said["decision"],
            decided_on, issued_on, lapses_on,
        )  # fmt: skip

    def _check_same(self, held: Intent, wanted: Intent, said: dict[str, Any]) -> None:
        """Refuse a row that says otherwise of a certificate that is there."""
        differs = (held.product, held.stars, held.issued_on) != (
            wanted.product, wanted.stars, wanted.issued_on,
        )  # fmt: skip
        differs = differs or fold_number(held.decision) != fold_number(wanted.decision)
        asked = [key for key in ("decided_on", "lapses_on", "level") if key in said]
        if differs or any(getattr(held, key) != getattr(wanted, key) for key in asked):
            raise Refused(
                f"Giấy chứng nhận {held.number} đã ghi khác: {held.product}, {held.stars} sao, "
                f"cấp {held.issued_on:%d/%m/%Y}, đến {held.lapses_on:%d/%m/%Y}, quyết định "
                f"{held.decision}. Giấy đã ghi không sửa bằng bảng tính."
            )

    def _known(self, row: Certificate) -> Intent:
        kept = self.register.product_coded(row.product.code)
        return Intent(
            kept.code if kept else row.product.code, row.number, row.stars, Level(row.level),
            row.decision.number, row.decision.signed_on, row.issued_on, row.lapses_on,
        )  # fmt: skip
