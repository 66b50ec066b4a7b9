"""What a lot tells the portal: the elements that the law asks for on its day, with their values."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet

from ocop.kernel.act import VIETNAM
from ocop.registry.models import Paper, Photo
from ocop.trace.chain import Moment, timeline
from ocop.trace.models import Lot
from ocop.trace.queries import completeness, marks_of, recall_of, standards_of
from ocop.trace.told import uri_of_lot

FORMAT = "ocop-trace-minimum/1"
Values = list[str] | list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """The elements of one lot; equal elements have one digest, whatever their version."""

    body: dict[str, Any]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the elements."""
        return sha256(_written(self.body)).hexdigest()

    def json(self, version: int) -> bytes:
        """Return the file that is sent: the elements, with their version and digest."""
        return _written({**self.body, "version": version, "digest": self.digest}, indent=2)

    def csv(self, version: int) -> bytes:
        """Return the same as a table, one line a value; a spreadsheet opens it as Vietnamese."""
        out = io.StringIO()
        sheet = csv.writer(out)
        sheet.writerow(["product", "lot", "version", "status", "element", "name", "value"])
        start = [self.body["product"], self.body["lot"], version, self.body["status"]]
        for element in self.body["elements"]:
            for value in element["values"] or [""]:
                told = [*start, element["key"], element["name"], _line(value)]
                sheet.writerow([_inert(str(one)) for one in told])
        return out.getvalue().encode("utf-8-sig")

    def reference(self, version: int) -> str:
        """Return the name that this version of this lot has at every try; fit for a file."""
        names = (quote(self.body[key], safe="") for key in ("product", "lot"))
        return f"{'_'.join(names)}_v{version}_{self.digest[:16]}"


def document_of(lot: Lot, day: date) -> Document:
    """Return what a lot tells as things stand on ``day``.

    Nobody is named to whom goods were sold, and nobody who wrote the diary.
    """
    told = completeness(lot)
    moments = timeline(lot)
    body = {
        "format": FORMAT,
        "ruleset": told.ruleset.id,
        "instrument": told.ruleset.instrument,
        "product": lot.product.code,
        "gtin": lot.product.gtin or "",
        "lot": lot.code,
        "producer": lot.product.producer.code,
        "status": _status(lot, day),
        "is_sample": lot.is_sample,
        "percent": told.percent,
        "elements": [
            {
                "key": element.key,
                "name": element.label,
                "values": VALUES[element.key](lot, moments) if element in told.held else [],
            }
            for element in told.ruleset.elements
        ],
        "missing": [element.key for element in told.missing],
    }
    return Document(body)


def _status(lot: Lot, day: date) -> str:
    if lot.is_void:
        return "void"
    return "recalled" if recall_of(lot.product, lot.code, day) else "in_force"


def _images(lot: Lot, _: list[Moment]) -> Values:
    photos = Photo.objects.filter(product=lot.product, removed_at=None).order_by("position", "pk")
    return [
        f"{settings.SITE_URL}/anh/{photo.pk}/{max(map(int, photo.variants), default=0)}.webp"
        for photo in photos
    ]


def _address(lot: Lot, _: list[Moment]) -> Values:
    producer = lot.product.producer
    commune = producer.commune.full_name
    told = producer.address
    return [told if commune.casefold() in told.casefold() else f"{told}, {commune}"]


def _stages(_: Lot, moments: list[Moment]) -> Values:
    return [
        {
            "stage": one.title,
            "goods": one.goods,
            "place": one.place,
            "commune": one.commune,
            "producer": one.producer,
            "at": one.at.astimezone(VIETNAM).isoformat(),
            "area_codes": ", ".join(one.codes),
        }
        for one in moments
    ]


def _origin(lot: Lot, moments: list[Moment]) -> Values:
    """Return what the lot was made of: harvests by place, or the source that was written down."""
    brought = [
        f"{one.goods}, {one.place}, {one.commune}" for one in moments if one.kind == "harvest"
    ]
    if brought:
        return list(dict.fromkeys(brought))
    return [str(lot.source)] if lot.source else [str(one.lot) for one in lot.inputs.order_by("pk")]


def _marks(lot: Lot, _: list[Moment]) -> Values:
    return _papers(marks_of(lot.product.producer))


def _standards(lot: Lot, _: list[Moment]) -> Values:
    own = [lot.product.standard] if lot.product.standard else []
    return [*own, *_papers(standards_of(lot))]


def _papers(papers: QuerySet[Paper]) -> list[str]:
    return [str(paper) for paper in papers.order_by("pk")]


def _stage_names(_: Lot, moments: list[Moment]) -> Values:
    return list(dict.fromkeys(one.title for one in moments))


# By the keys of elements.yaml; a key without its value here fails a test.
VALUES: dict[str, Callable[[Lot, list[Moment]], Values]] = {
    "product_name": lambda lot, _: [lot.product.name],
    "product_image": _images,
    "party": lambda lot, _: [lot.product.producer.name],
    "address": _address,
    "stages": _stages,
    "produced_on": lambda lot, _: [lot.made_on.isoformat()],
    "code": lambda lot, _: [uri_of_lot(lot)],
    "brand": _marks,
    "shelf_life": lambda lot, _: [lot.expires_on.isoformat() if lot.expires_on else ""],
    "standards": _standards,
    "origin": _origin,
    "stage_names": _stage_names,
    "trademark": _marks,
    "lot_number": lambda lot, _: [lot.code],
}


def _written(told: dict[str, Any], indent: int | None = None) -> bytes:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=indent)
    return text.encode()


def _line(value: str | dict[str, str]) -> str:
    return value if isinstance(value, str) else "; ".join(filter(None, value.values()))


def _inert(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
