"""The standing record of one province as an import finds it and would leave it, in memory."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ocop.places.models import Commune, Province
from ocop.registry.intake.values import fold_code, like_name, same_name
from ocop.registry.models import Producer, Product, ProductCode

FEW = 500
OF_PRODUCER = ("kind", "address", "phone", "email", "tax_code")
OF_PRODUCT = ("set_number", "gtin", "specification")


@dataclass(eq=False, slots=True)
class KnownProducer:
    """A producer of the record, or one that an earlier row of the file brings (no ``pk``).

    ``details`` are as the rows so far leave them; ``told`` has the row that last told each.
    """

    name: str
    commune: Commune
    details: dict[str, Any]
    pk: int | None = None
    code: str = ""
    told: dict[str, int] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class KnownProduct:
    """A product of the record, or one that an earlier row brings; ``row`` is the row that did."""

    name: str
    producer: KnownProducer
    commune: Commune
    details: dict[str, Any]
    pk: int | None = None
    code: str = ""
    codes: list[str] = field(default_factory=list)
    row: int | None = None


class Register:
    """Finds the producer and the product that a row means; what was merged leads to what stays."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self._producers: dict[tuple[str, int], KnownProducer] = {}
        self._like: dict[tuple[str, int], list[KnownProducer]] = defaultdict(list)
        self._elsewhere: dict[str, list[KnownProducer]] = defaultdict(list)
        self._by_tax_code: dict[str, KnownProducer] = {}
        self._products: dict[tuple[str, str, int], KnownProduct] = {}
        self._anywhere: dict[tuple[str, str], list[KnownProduct]] = defaultdict(list)
        self._products_like: dict[tuple[str, str, int], list[KnownProduct]] = defaultdict(list)
        self._by_code: dict[str, KnownProduct] = {}
        self._by_gtin: dict[str, KnownProduct] = {}
        self._read_products(self._read_producers())

    def product_coded(self, code: str) -> KnownProduct | None:
        """Return the product that bears a code, of today or of an older era."""
        return self._by_code.get(fold_code(code))

    def product_marked(self, gtin: str) -> KnownProduct | None:
        """Return the product that bears a GTIN."""
        return self._by_gtin.get(gtin)

    def product_named(
        self, name: str, producer: str, commune: Commune | None
    ) -> KnownProduct | None:
        """Return the product of the same name, producer and place.

        Without a place, the only one of that name and producer in the province.
        """
        if commune is None:
            found = self.products_called(name, producer)
            return found[0] if len(found) == 1 else None
        return self._products.get((same_name(name), same_name(producer), commune.pk))

    def products_called(self, name: str, producer: str) -> list[KnownProduct]:
        """Return the products of the same name and producer, wherever in the province."""
        return self._anywhere[same_name(name), same_name(producer)]

    def products_like(self, name: str, producer: str, commune: Commune) -> list[KnownProduct]:
        """Return what may be the same product in another writing."""
        return self._products_like[like_name(name), like_name(producer), commune.pk]

    def producer_named(self, name: str, commune: Commune, tax_code: str) -> KnownProducer | None:
        """Return the producer of a tax code, else the one of the same name and place."""
        found = self._by_tax_code.get(tax_code) if tax_code else None
        return found or self._producers.get((same_name(name), commune.pk))

    def producers_like(self, name: str, commune: Commune) -> list[KnownProducer]:
        """Return what may be the same producer in another writing, or in another place."""
        here = self._like[like_name(name), commune.pk]
        there = [one for one in self._elsewhere[same_name(name)] if one.commune != commune]
        return [*here, *there]

    def add_producer(self, producer: KnownProducer) -> None:
        """Note a producer, so that later rows find it."""
        self._name_producer(producer.name, producer.commune, producer)
        if tax_code := producer.details.get("tax_code"):
            self._by_tax_code.setdefault(tax_code, producer)
        self._like[like_name(producer.name), producer.commune.pk].append(producer)
        self._elsewhere[same_name(producer.name)].append(producer)

    def add_product(self, product: KnownProduct) -> None:
        """Note a product, so that later rows find it."""
        producer = product.producer
        places = {product.commune.pk, producer.commune.pk}
        for place in places:
            self._name_product(product.name, producer.name, place, product)
        self._anywhere[same_name(product.name), same_name(producer.name)].append(product)
        like = like_name(product.name), like_name(producer.name), product.commune.pk
        self._products_like[like].append(product)
        self.mark(product, product.details.get("gtin"))
        for code in (product.code, *product.codes):
            self.code(product, code)

    def mark(self, product: KnownProduct, gtin: str | None) -> None:
        """Note that a product bears a GTIN."""
        if gtin:
            self._by_gtin[gtin] = product

    def code(self, product: KnownProduct, code: str) -> None:
        """Note that a product bears a code."""
        if code:
            self._by_code.setdefault(fold_code(code), product)

    def _name_producer(self, name: str, commune: Commune, producer: KnownProducer) -> None:
        self._producers.setdefault((same_name(name), commune.pk), producer)

    def _name_product(self, name: str, producer: str, place: int, product: KnownProduct) -> None:
        self._products.setdefault((same_name(name), same_name(producer), place), product)

    def _read_producers(self) -> dict[int, KnownProducer]:
        rows = list(
            Producer.objects.filter(commune__province=self.province)
            .select_related("commune__province").order_by("pk")
        )  # fmt: skip
        known = {}
        for row in rows:
            details = _details(row, OF_PRODUCER)
            known[row.pk] = KnownProducer(row.name, row.commune, details, row.pk, row.code)
        kept = _kept({row.pk: row.merged_into_id for row in rows})
        for row in rows:
            if row.merged_into_id is None:
                self.add_producer(known[row.pk])
        found = {pk: known[last] for pk, last in kept.items() if last in known}
        for row in rows:
            if row.merged_into_id is not None and row.pk in found:
                self._name_producer(row.name, row.commune, found[row.pk])
        self._merged_names = {
            pk: [row.name for row in rows if row.merged_into_id and kept[row.pk] == pk]
            for pk in {kept[row.pk] for row in rows if row.merged_into_id}
        }
        return found

    def _read_products(self, producers: dict[int, KnownProducer]) -> None:
        codes = defaultdict(list)
        held = ProductCode.objects.filter(product__commune__province=self.province)
        for pk, code in held.order_by("pk").values_list("product_id", "code"):
            codes[pk].append(code)
        rows = [
            row
            for row in Product.objects.filter(commune__province=self.province)
            .select_related("commune__province").order_by("pk")
            if row.producer_id in producers
        ]  # fmt: skip
        kept = _kept({row.pk: row.merged_into_id for row in rows})
        known = {}
        for row in rows:
            details = _details(row, OF_PRODUCT)
            known[row.pk] = KnownProduct(
                row.name, producers[row.producer_id], row.commune, details, row.pk, row.code,
                codes[row.pk],
            )  # fmt: skip
        for row in rows:
            if row.merged_into_id is None:
                self.add_product(known[row.pk])
        for row in rows:
            if (stays := known.get(kept[row.pk])) is not None:
                self._also(row, known[row.pk].producer, stays)

    def _also(self, row: Product, producer: KnownProducer, stays: KnownProduct) -> None:
        """Let the names under which doubles were merged lead to the product that stays."""
        names = [producer.name, *self._merged_names.get(producer.pk or 0, ())]
        for name in names:
            for place in {row.commune_id, producer.commune.pk}:
                self._name_product(row.name, name, place, stays)
        self.code(stays, row.code)


def foreign_codes(province: Province, codes: Iterable[str]) -> set[str]:
    """Return which of the codes products of other provinces bear."""
    others = ProductCode.objects.exclude(product__commune__province=province)
    return _among(others, "code", codes)


def foreign_gtins(province: Province, gtins: Iterable[str]) -> set[str]:
    """Return which of the GTINs products of other provinces bear."""
    return _among(Product.objects.exclude(commune__province=province), "gtin", gtins)


def _details(row: Producer | Product, names: Iterable[str]) -> dict[str, Any]:
    """Return details of a row; texts as a sheet would hold them, without doubled spaces."""
    found = {name: getattr(row, name) for name in names}
    return {
        name: " ".join(value.split()) if type(value) is str else value
        for name, value in found.items()
    }


def _among(rows: Any, name: str, values: Iterable[str]) -> set[str]:
    wanted = sorted(set(values))
    found: set[str] = set()
    for start in range(0, len(wanted), FEW):
        some = rows.filter(**{f"{name}__in": wanted[start : start + FEW]})
        found.update(some.values_list(name, flat=True))
    return found


def _kept(merged_into: dict[int, int | None]) -> dict[int, int]:
    """Return for each row the one that stays after every merging."""
    kept = {}
    for pk in merged_into:
        last = pk
        while (following := merged_into.get(last)) is not None:
            last = following
        kept[pk] = last
    return kept
