"""From the rows of a file to what each would change in the standing record; reads, never writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.kernel.errors import Refused
from ocop.places.models import Commune, Province
from ocop.registry.intake import values
from ocop.registry.intake.columns import COLUMNS
from ocop.registry.intake.plan import Change, Line, Outcome, Plan
from ocop.registry.intake.register import (
    OF_PRODUCER,
    KnownProducer,
    KnownProduct,
    Register,
    foreign_codes,
    foreign_gtins,
)
from ocop.registry.intake.told import Reader, Told
from ocop.registry.models import Producer, Product
from ocop.sheets.reading import Table, read_table

MOST_TWINS = 3
DETAILS = {
    "kind": "Loại hình", "address": "Địa chỉ", "phone": "Điện thoại", "email": "Thư điện tử",
    "tax_code": "Mã số thuế", "set_number": "Bộ sản phẩm", "gtin": "GTIN",
    "specification": "Quy cách",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Intent:
    """What one row asks of the operations: details to write, on things known or still to come."""

    producer: KnownProducer
    producer_details: dict[str, Any]
    product: KnownProduct
    product_details: dict[str, Any]
    code: str = ""


def plan_registry(
    data: bytes, filename: str, *, province: Province, day: date, commune: Commune | None = None
) -> Plan[Intent]:
    """Return what the file would change in the record of ``province``, or of one commune in it.

    Refused when the file itself cannot be read as a register; a row that cannot, or that reaches
    beyond ``commune``, is an error. A row that names no place is of ``commune``.
    """
    table = read_table(data, filename, COLUMNS)
    planner = Planner(Register(province), commune)
    planner.forbid(table, province)
    lines = [planner.line(told) for told in Reader(table, province, day, commune).told()]
    return Plan(table, tuple(lines))


class Planner:
    """Holds each row against the record as the rows above it would leave it."""

    def __init__(self, register: Register, only: Commune | None = None) -> None:
        self.register = register
        self.only = only
        self.foreign: set[str] = set()

    def forbid(self, table: Table, province: Province) -> None:
        """Learn which codes and GTINs of the file belong to products of other provinces."""
        self.foreign = foreign_codes(province, (row.values["code"] for row in table.rows))
        gtins = []
        for row in table.rows:
            try:
                gtins.append(values.gtin(row.values["gtin"]))
            except Refused:
                continue
        self.foreign |= foreign_gtins(province, gtins)

    def line(self, told: Told) -> Line[Intent]:
        """Return what becomes of one row, and note it for the rows below."""
        if not told.errors:
            try:
                product = self._product(told)
                self._check_mine(told, product)
                self._check(told, product)
                return self._update(told, product) if product else self._entry(told)
            except Refused as refusal:
                told.errors.append(str(refusal))
        errors = tuple(dict.fromkeys(told.errors))
        return Line(told.number, Outcome.ERROR, told.product, told.producer, errors=errors)

    def _product(self, told: Told) -> KnownProduct | None:
        """Return the product that the row means; refused when it points to different ones.

        Where the record has a product twice under one name, the code tells which is meant.
        """
        gtin = told.product_details.get("gtin", "")
        if {told.code, gtin} & self.foreign:
            raise Refused("Mã trong dòng này là của một sản phẩm thuộc tỉnh khác.")
        coded = self.register.product_coded(told.code) if told.code else None
        if coded is None and values.is_ours(told.code):
            raise Refused(
                f"Mã {told.code} do hệ thống cấp nhưng chưa có trong sổ. Hãy bỏ trống cột mã."
            )
        marked = self.register.product_marked(gtin) if gtin else None
        named = None
        if told.commune is not None or not told.row.values["commune"]:
            named = self.register.product_named(told.product, told.producer, told.commune)
        found = [product for product in (coded, marked, named) if product is not None]
        for other in found[1:]:
            same = values.same_name(found[0].name) == values.same_name(told.product)
            if other is not found[0] and not (other is named and same):
                raise Refused(
                    f"Mã ở dòng này là của “{found[0].name}”, còn tên hoặc GTIN là của "
                    f"“{other.name}”. Hãy kiểm tra lại mã."
                )
        return found[0] if found else None

    def _check_mine(self, told: Told, product: KnownProduct | None) -> None:
        """Refuse a row about things of another commune than the one that may be written."""
        if self.only is None:
            return
        producer = product.producer if product else None
        if product is None and told.commune is not None:
            producer = self._producer(told)
        places = [told.commune, product and product.commune, producer and producer.commune]
        for place in places:
            if place is not None and place != self.only:
                raise Refused(
                    f"Dòng này là của {place}, ở đây chỉ nhập cho {self.only}. "
                    "Hãy bỏ dòng này, hoặc nhờ cơ quan OCOP tỉnh nhập."
                )

    def _check(self, told: Told, product: KnownProduct | None) -> None:
        """Refuse a row that contradicts the record, or lacks what a new entry needs."""
        if product is None:
            if told.commune is None:
                raise Refused(told.place_problem)
            if told.set_number is None:
                raise Refused(told.set_problem)
        else:
            self._check_known(told, product)
        self._check_kind(told, product)

    def _check_known(self, told: Told, product: KnownProduct) -> None:
        owner = product.producer
        alike = values.like_name(told.producer) == values.like_name(owner.name)
        if not alike and not (told.tax_code and told.tax_code == owner.details["tax_code"]):
            raise Refused(
                f"Sản phẩm “{product.name}” trong sổ là của “{owner.name}”. "
                "Hãy sửa tên chủ thể cho khớp, hoặc bỏ mã nếu là sản phẩm khác."
            )
        if told.commune is None and told.row.values["commune"]:
            raise Refused(told.place_problem)
        if not told.sets and told.row.values["set"]:
            raise Refused(told.set_problem)
        if product.row is not None:
            self._check_repeated(told, product)

    def _check_repeated(self, told: Told, product: KnownProduct) -> None:
        """Refuse a row that says otherwise of a product that an earlier row told of."""
        said = told.product_details | {"set_number": told.set_number}
        differs = any(value and product.details[name] != value for name, value in said.items())
        moved = told.commune not in (None, product.commune, product.producer.commune)
        renamed = values.same_name(told.product) != values.same_name(product.name)
        if differs or moved or renamed:
            raise Refused(
                f"Sản phẩm này đã có ở dòng {product.row} với thông tin khác. "
                "Hãy giữ một dòng cho mỗi sản phẩm."
            )
        told.flags.append(f"Trùng với dòng {product.row} trong tệp này.")

    def _check_kind(self, told: Told, product: KnownProduct | None) -> None:
        """Refuse goods of one who may only offer tourism."""
        # QĐ 26/2026/QĐ-TTg, Điều 2.
        producer = product.producer if product else self._producer(told)
        kind = told.producer_details.get("kind") or (producer and producer.details["kind"])
        number = told.set_number or (product and product.details["set_number"])
        kind = kind or values.kind_of(told.producer)
        if kind in Producer.TOURISM_ONLY and number != Product.TOURISM_SET:
            raise Refused(
                "Hội, hiệp hội và trung tâm điều hành chỉ đăng ký dịch vụ du lịch (bộ 26)."
            )

    def _producer(self, told: Told) -> KnownProducer | None:
        assert told.commune is not None
        return self.register.producer_named(told.producer, told.commune, told.tax_code)

    def _entry(self, told: Told) -> Line[Intent]:
        """Plan a product that the record does not have, of a producer that it may not have."""
        assert told.commune is not None
        twins = self.register.products_like(told.product, told.producer, told.commune)
        told.flags += [f"Có thể trùng với {_seen(twin)}." for twin in twins[:MOST_TWINS]]
        producer = self._producer(told)
        given, changes = self._describe(producer, told) if producer else ({}, [])
        if producer is None:
            producer = self._new_producer(told)
            given = {name: value for name, value in producer.details.items() if value}
        details = {"set_number": told.set_number, "gtin": None, "specification": ""}
        details |= {name: value for name, value in told.product_details.items() if value}
        codes = [told.code] if told.code else []
        product = KnownProduct(
            told.product, producer, told.commune, details, codes=codes, row=told.number
        )
        self.register.add_product(product)
        intent = Intent(producer, given, product, dict(details), told.code)
        return _line(told, Outcome.NEW, changes, intent)

    def _new_producer(self, told: Told) -> KnownProducer:
        assert told.commune is not None
        others = self.register.producers_like(told.producer, told.commune)
        told.flags += [f"Chủ thể có thể trùng với {_known(one)}." for one in others[:MOST_TWINS]]
        blank: dict[str, Any] = dict.fromkeys(OF_PRODUCER, "")
        producer = KnownProducer(told.producer, told.commune, blank)
        if not told.producer_details.get("kind"):
            blank["kind"] = values.kind_of(told.producer)
        self._describe(producer, told)
        self.register.add_producer(producer)
        return producer

    def _update(self, told: Told, product: KnownProduct) -> Line[Intent]:
        """Plan what a row changes of a product that the record, or an earlier row, has."""
        given, changes = self._describe(product.producer, told)
        details, more = self._redescribe(product, told)
        changes += more
        code = "" if not told.code or self.register.product_coded(told.code) else told.code
        if code:
            changes.append(Change("Mã sản phẩm", ", ".join(product.codes), code))
            self.register.code(product, code)
        if values.same_name(told.producer) != values.same_name(product.producer.name):
            told.flags.append(f"Chủ thể trong sổ ghi là “{product.producer.name}”, tên giữ nguyên.")
        if told.sets and product.details["set_number"] not in told.sets:
            number = product.details["set_number"]
            told.flags.append(f"Bộ trong sổ là {number}, khác nhóm ghi ở dòng này; bộ giữ nguyên.")
        product.row = product.row or told.number
        if not changes:
            return _line(told, Outcome.SAME, [], None)
        return _line(
            told, Outcome.CHANGED, changes, Intent(product.producer, given, product, details, code)
        )

    def _redescribe(self, product: KnownProduct, told: Told) -> tuple[dict[str, Any], list[Change]]:
        """Return what the row changes of its product."""
        said = told.product_details | {"set_number": told.set_number}
        details = {n: v for n, v in said.items() if v and product.details[n] != v}
        changes = [_change(name, product.details[name], v) for name, v in details.items()]
        product.details |= details
        self.register.mark(product, details.get("gtin"))
        if values.same_name(told.product) != values.same_name(product.name):
            changes.append(Change("Tên sản phẩm", product.name, told.product))
            details["name"] = product.name = told.product
        if told.commune is not None and told.commune not in (
            product.commune, product.producer.commune,
        ):  # fmt: skip
            changes.append(Change("Xã, phường", str(product.commune), str(told.commune)))
            details["commune"] = product.commune = told.commune
        return details, changes

    def _describe(self, producer: KnownProducer, told: Told) -> tuple[dict[str, Any], list[Change]]:
        """Return what the row changes of its producer; what an earlier row told stays."""
        given: dict[str, Any] = {}
        changes = []
        for name, value in told.producer_details.items():
            old = producer.details[name]
            if not value:
                continue
            earlier = producer.told.setdefault(name, told.number)
            if old == value:
                continue
            if earlier != told.number:
                told.flags.append(f"{DETAILS[name]} khác dòng {earlier}, giữ theo dòng đó.")
                continue
            given[name] = producer.details[name] = value
            changes.append(_change(name, old, value))
        return given, changes


def _line(
    told: Told, outcome: Outcome, changes: list[Change], intent: Intent | None
) -> Line[Intent]:
    flags = tuple(dict.fromkeys(told.flags))
    return Line(
        told.number, outcome, told.product, told.producer, tuple(changes), flags, intent=intent
    )


def _change(name: str, old: Any, new: Any) -> Change:
    if name == "kind":
        old, new = Producer.Kind(old).label if old else "", Producer.Kind(new).label
    return Change(DETAILS[name], str(old or ""), str(new))


def _seen(product: KnownProduct) -> str:
    where = product.code or f"dòng {product.row}"
    return f"{where} “{product.name}” của “{product.producer.name}”"


def _known(producer: KnownProducer) -> str:
    where = f"{producer.code} " if producer.code else ""
    return f"{where}“{producer.name}” ở {producer.commune}"
