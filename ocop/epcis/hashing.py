"""The hash of an event: what it says, in one canonical text, whoever wrote it in which form.

CBV 2.0, 8.9. Members stand in a fixed order, names joined to values, lists sorted, extensions as
{namespace}name at the end of what holds them. Event id, record time, error declaration and
comments are left out. Where the standard's text and its published vectors differ the vectors are
followed: business transactions, sources and destinations stand among the event's extensions.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from ocop.epcis.context import STANDARD, expanded
from ocop.epcis.identifiers import canonical
from ocop.epcis.values import free_text, scalar, text_of

Names = Mapping[str, str]


def _ranks(*names: str) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names)}


# The members of an event, in the order of the hash; and of what is in it.
_ORDER = (
    "eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID", "epcList", "inputEPCList",
    "childEPCs", "quantityList", "childQuantityList", "inputQuantityList", "outputEPCList",
    "outputQuantityList", "action", "transformationID", "bizStep", "disposition",
    "persistentDisposition", "readPoint", "bizLocation", "sensorElementList",
)  # fmt: skip
_NONE: dict[str, int] = {}
_MEMBERS: dict[str, dict[str, int]] = {
    "quantityElement": _ranks("epcClass", "quantity", "uom"),
    "persistentDisposition": _ranks("set", "unset"),
    "readPoint": _ranks("id"),
    "bizLocation": _ranks("id"),
    "sensorElement": _ranks("sensorMetadata", "sensorReport"),
    "sensorMetadata": _ranks(
        "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData",
        "dataProcessingMethod", "bizRules",
    ),
    "sensorReport": _ranks(
        "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod",
        "time", "microorganism", "chemicalSubstance", "value", "component", "stringValue",
        "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev",
        "percRank", "percValue", "uom", "coordinateReferenceSystem",
    ),
}  # fmt: skip
# What one thing in a list is called.
_ONE_OF = {
    "epcList": "epc",
    "inputEPCList": "epc",
    "outputEPCList": "epc",
    "childEPCs": "epc",
    "quantityList": "quantityElement",
    "childQuantityList": "quantityElement",
    "inputQuantityList": "quantityElement",
    "outputQuantityList": "quantityElement",
    "sensorElementList": "sensorElement",
}
_PLACES = frozenset({"readPoint", "bizLocation"})
_TYPED = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}
# The type is said first; the others are no part of what an event says.
_STANDARD = frozenset({*_ORDER, "type", "recordTime", "eventID", "errorDeclaration"})
_SILENT = frozenset({"#text", "rdfs:comment", "comment", "@context"})


def cbv_hash(event: Mapping[str, Any], namespaces: Names = STANDARD) -> str:
    """Return the hash of an event as a URI, fit to be its event id."""
    return hash_of(prehash(event, namespaces))


def hash_of(text: str) -> str:
    """Return the URI of a canonical text's hash (RFC 6920)."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def prehash(
    event: Mapping[str, Any], namespaces: Names = STANDARD, *, ignored: Collection[str] = ()
) -> str:
    """Return the canonical text of an event, without the members that ``ignored`` names."""
    late: list[str] = []
    parts = [f"eventType={_type_of(event.get('type'), namespaces)}"]
    for name in _ORDER:
        if name not in event or name in ignored:
            continue
        value = event[name]
        if type(value) is not str or name in _ONE_OF:
            parts += _member(name, value, namespaces, late)
        elif text := text_of(name, value, namespaces):
            parts.append(f"{name}={text}")
    for name, value in event.items():
        if name not in _STANDARD and name not in ignored:
            late += (_typed if name in _TYPED else _free)(name, value, namespaces)
    late.sort()
    return "".join(parts + late)


def _type_of(kind: Any, names: Names) -> str:
    return expanded(kind, names) if isinstance(kind, str) else ""


# ``late`` takes what of a level stands at the event's end.
def _member(name: str, value: Any, names: Names, late: list[str]) -> list[str]:
    """Return a member of the event: a list with its name before the things in it."""
    one = _ONE_OF.get(name)
    if one is None:
        # Most places are their name and nothing else.
        if (
            name in _PLACES
            and type(value) is dict
            and len(value) == 1
            and type(value.get("id")) is str
        ):
            name, value = f"{name}id", value["id"]
        return _standard(name, value, names, late, name)
    inner = _epcs(value, names) if one == "epc" else _elements(name, one, value, names, late)
    return [name, *inner] if inner else []


def _epcs(value: Any, names: Names) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return sorted([f"epc={text}" for epc in listed if (text := _epc(epc, names))])


def _epc(epc: Any, names: Names) -> str:
    # Most are names whose canonical form is another.
    if type(epc) is str and (name := canonical(epc)) != epc:
        return name
    return text_of("epc", epc, names)


def _elements(name: str, one: str, value: Any, names: Names, late: list[str]) -> list[str]:
    own: list[str] = []
    inner = _standard(one, value, names, own, one)
    if own:
        late.append(name + "".join(sorted(own)))
    return inner


def _standard(name: str, value: Any, names: Names, late: list[str], field: str) -> list[str]:
    """Return a member of the standard, once for each of its values, sorted."""
    if type(value) is str:
        text = text_of(field, value, names)
        return [f"{name}={text}"] if text else []
    if type(value) is list:
        return sorted(one for item in value for one in _standard(name, item, names, late, field))
    if type(value) is dict:
        own: list[str] = []
        inner = _members(name, value, names, own)
        if own:
            late.append(name + "".join(sorted(own)))
        return [name + inner] if inner else []
    text = scalar(value)
    return [f"{name}={text}"] if text else []


def _members(name: str, value: Mapping[str, Any], names: Names, late: list[str]) -> str:
    order = _MEMBERS.get(name, _NONE)
    known = [member for member in value if member in order]
    if len(known) > 1:
        known.sort(key=order.__getitem__)
    parts: list[str] = []
    for member in known:
        field = name if member == "type" else member
        parts += _standard(member, value[member], names, late, field)
    if len(known) < len(value):
        parts += _others(value, order, names, late)
    return "".join(parts)


def _others(
    value: Mapping[str, Any], order: Mapping[str, int], names: Names, late: list[str]
) -> list[str]:
    own = _own(value, names)
    here: list[str] = []
    for member, one in value.items():
        if member not in order:
            (here if member in own else late).extend(_free(member, one, names))
    return sorted(here)


def _own(value: Mapping[str, Any], names: Names) -> set[str]:
    """Return the extensions that stand where they are said, at the end of what holds them.

    The published implementation, with which hashes are compared, puts others at the event's end:
    those whose namespace ends without a slash, those that stand alone, and those beside a name
    with "action" or "eventTime" in it.
    """
    spelt = {member: _braced(member, names) for member in value}
    entries = sum(len(one) if isinstance(one, list) else 1 for one in value.values())
    if entries < 2 or any("action" in one or "eventTime" in one for one in spelt.values()):
        return set()
    return {member for member, one in spelt.items() if "{" in one and "/}" in one}


def _typed(name: str, value: Any, names: Names) -> list[str]:
    """Return a list of transactions, sources or destinations, the type before what it is of."""
    member = _TYPED[name]
    inner = [
        "".join(
            _standard("type", one.get("type"), names, [], name)
            + _standard(member, one.get(member), names, [], member)
        )
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict)
    ]
    return [name + "".join(sorted(inner))] if any(inner) else []


def _free(name: str, value: Any, names: Names) -> list[str]:
    """Return an extension, once for each of its values; those named as lists keep their name."""
    if name in _SILENT or value is None:
        return []
    spelt = _braced(name, names)
    if spelt.endswith("List"):
        inner = sorted(_values(spelt[:-4], value, names))
        return [spelt + "".join(inner)] if inner else []
    return _values(spelt, value, names)


def _values(spelt: str, value: Any, names: Names) -> list[str]:
    if isinstance(value, list):
        return [one for item in value for one in _values(spelt, item, names)]
    text = free_text(value.get("#text") if isinstance(value, dict) else value, names)
    equals = f"={text}" if text else ""
    return [spelt + equals + (_inside(value, names) if isinstance(value, dict) else "")]


def _inside(value: Mapping[str, Any], names: Names) -> str:
    return "".join(sorted(one for name, some in value.items() for one in _free(name, some, names)))


def _braced(name: str, names: Names) -> str:
    prefix, colon, rest = name.partition(":")
    return f"{{{names[prefix]}}}{rest}" if colon and prefix in names else name
