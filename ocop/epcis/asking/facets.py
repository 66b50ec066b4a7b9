"""What may be asked of an event beyond its columns: one row for each path and value. Pure.

A path is the name of a query parameter without its operator, with the address that its short name
stands for: ``ILMD_https://example.com/lot``, ``bizTransaction_po``, ``value_temperature``. So the
capture writes, and a question reads, the same spelling.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from ocop.epcis import units
from ocop.epcis.asking.values import Value, rounded, shortened, value_of
from ocop.epcis.asking.words import expanded, measure, word
from ocop.epcis.identifiers import canonical

Names = Mapping[str, str]
Json = Mapping[str, Any]

MEASURES: Final = ("value", "minValue", "maxValue", "meanValue", "sDev", "percValue")
# Asked for without a unit as well.
BARE: Final = ("sDev", "percValue", "percRank")
TIMES: Final = ("time", "startTime", "endTime")
ADDRESSES: Final = (
    "deviceID",
    "deviceMetadata",
    "rawData",
    "dataProcessingMethod",
    "bizRules",
    "microorganism",
    "chemicalSubstance",
    "uriValue",
)
TEXTS: Final = ("stringValue", "hexBinaryValue")
QUANTITIES: Final = (
    "quantityList",
    "childQuantityList",
    "inputQuantityList",
    "outputQuantityList",
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that may be asked of an event: where it stands, and its value."""

    path: str
    text: str
    number: Decimal | None = None
    moment: datetime | None = None


def facets(event: Json, namespaces: Names) -> list[Facet]:
    """Return what may be asked of an event that no column of it answers, each thing once."""
    return list(dict.fromkeys(_all(event, namespaces)))


def _all(event: Json, names: Names) -> Iterator[Facet]:
    for key, value in event.items():
        if ":" in key:
            yield from _extension("", key, value, names)
        elif reader := READERS.get(key):
            yield from reader(value, names)
        elif key in QUANTITIES:
            yield from _quantities(value)
        elif key in {"readPoint", "bizLocation"} and isinstance(value, Mapping):
            yield from _extensions(f"{key}_", value, names)


def _extensions(area: str, element: Json, names: Names) -> Iterator[Facet]:
    for key, value in element.items():
        if ":" in key:
            yield from _extension(area, key, value, names)


def _extension(area: str, key: str, value: Any, names: Names) -> Iterator[Facet]:
    """Yield an element that the standard does not know, and what is inside it."""
    if isinstance(value, list):
        for item in value:
            yield from _extension(area, key, item, names)
        return
    path = path_of(area, expanded(key, names))
    if isinstance(value, Mapping):
        if "@value" in value:
            yield from _extension(area, key, value["@value"], names)
        elif value:
            yield Facet(path, "")
            inner = area if area.startswith("INNER_") else f"INNER_{area}"
            for name, item in value.items():
                yield from _extension(inner, name, item, names)
    elif value is not None and value != "":
        yield _facet(path, value_of(value))


def path_of(area: str, address: str) -> str:
    """Return the path of an extension: the area it stands in, and its whole name."""
    return shortened(f"{area}{address}")


def _facet(path: str, value: Value) -> Facet:
    return Facet(path, value.text, value.number, value.moment)


def _address(path: str, text: Any) -> Iterator[Facet]:
    if isinstance(text, str) and text:
        yield Facet(path, shortened(canonical(text)))


def _ilmd(value: Any, names: Names) -> Iterator[Facet]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _extension("ILMD_", key, item, names)


def _pairs(field: str, path: str) -> Callable[[Any, Names], Iterator[Facet]]:
    """Return how transactions, sources and destinations are read: by their kind."""

    kind = "BTT" if field == "bizTransaction" else "SDT"

    def read(value: Any, names: Names) -> Iterator[Facet]:
        for item in _elements(value):
            told = word(kind, str(item.get("type") or ""), names)
            yield from _address(shortened(f"{path}_{told}"), item.get(field))

    return read


def _disposition(value: Any, names: Names) -> Iterator[Facet]:
    for part in ("set", "unset"):
        for told in _listed(value.get(part) if isinstance(value, Mapping) else None):
            text = shortened(word("Disp", str(told), names))
            yield Facet(f"persistentDisposition_{part}", text)


def _declaration(value: Any, names: Names) -> Iterator[Facet]:
    if not isinstance(value, Mapping):
        return
    yield Facet("errorDeclaration", "")
    if "declarationTime" in value:
        yield _facet("errorDeclarationTime", value_of(value["declarationTime"]))
    if value.get("reason"):
        yield Facet("errorReason", shortened(word("ER", str(value["reason"]), names)))
    for event_id in _listed(value.get("correctiveEventIDs")):
        yield Facet("correctiveEventID", shortened(str(event_id)))
    yield from _extensions("ERROR_DECLARATION_", value, names)


def _transformation(value: Any, names: Names) -> Iterator[Facet]:
    yield from _address("transformationID", value)


def _quantities(value: Any) -> Iterator[Facet]:
    for item in _elements(value):
        number = rounded(item.get("quantity")) if _is_number(item.get("quantity")) else None
        if number is not None:
            yield _facet("quantity", value_of(number))
            yield from _measured("quantity", number, item.get("uom"))


def _measured(name: str, number: Any, uom: Any) -> Iterator[Facet]:
    """Yield a measurement in the common unit of its dimension, so that units compare."""
    if isinstance(uom, str) and uom:
        dimension, common = units.normal(number, uom)
        if (told := rounded(common)) is not None:
            yield _facet(f"{name}_{dimension}", value_of(told))


def _sensors(value: Any, names: Names) -> Iterator[Facet]:
    for element in _elements(value):
        yield Facet("sensorElementList", "")
        yield from _extensions("SENSORELEMENT_", element, names)
        metadata = element.get("sensorMetadata")
        if isinstance(metadata, Mapping):
            yield from _sensor("SENSORMETADATA_", metadata, names)
        for report in _elements(element.get("sensorReport")):
            yield from _sensor("SENSORREPORT_", report, names)


def _sensor(area: str, part: Json, names: Names) -> Iterator[Facet]:
    for key, value in part.items():
        if ":" in key:
            yield from _extension(area, key, value, names)
        elif key in TIMES:
            yield _facet(key, value_of(value))
        elif key in ADDRESSES:
            yield from _address(key, value)
        elif key in TEXTS:
            yield Facet(key, shortened(str(value)))
        elif key == "booleanValue":
            yield Facet(key, "true" if value is True else "false")
        elif key == "type":
            yield Facet(key, shortened(measure(str(value), names)))
        elif key in MEASURES or key in BARE:
            yield from _reading(key, value, part.get("uom"))


def _reading(key: str, value: Any, uom: Any) -> Iterator[Facet]:
    if not _is_number(value):
        return
    if key in BARE:
        yield _facet(key, value_of(value))
    if key in MEASURES:
        yield from _measured(key, value, uom)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _elements(value: Any) -> Iterator[Json]:
    """Yield the objects of a list; what is none is for the schema to refuse."""
    yield from (item for item in _listed(value) if isinstance(item, Mapping))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


READERS: Final[dict[str, Callable[[Any, Names], Iterator[Facet]]]] = {
    "ilmd": _ilmd,
    "bizTransactionList": _pairs("bizTransaction", "bizTransaction"),
    "sourceList": _pairs("source", "source"),
    "destinationList": _pairs("destination", "destination"),
    "persistentDisposition": _disposition,
    "errorDeclaration": _declaration,
    "transformationID": _transformation,
    "sensorElementList": _sensors,
}
