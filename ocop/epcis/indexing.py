"""What may be asked for of an event: its columns, its things and its facts, in canonical form.

Pure: of an event that follows the standard. What is asked is brought into the same form by
``word``, ``name`` and ``columns.kept``, so that both meet.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ocop.epcis.columns import exact, kept
from ocop.epcis.context import expanded, full_word
from ocop.epcis.forms import TYPES
from ocop.epcis.identifiers import canonical
from ocop.epcis.models.events import FactKind, Role
from ocop.epcis.units import normal
from ocop.epcis.values import scalar
from ocop.epcis.vocabulary import OF_FIELD

Names = Mapping[str, str]
# Role, whether it is a class, name, quantity, dimension, quantity as stated, unit.
ThingRow = tuple[str, bool, str, Decimal | None, str, Decimal | None, str]
# Kind, name, text, number, dimension, moment.
FactRow = tuple[str, str, str | None, Decimal | None, str, datetime | None]

# What one event may name: an event of more is none that a person could have seen.
MOST = 50_000
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")
_LISTS = (
    ("epcList", Role.EPC.value),
    ("childEPCs", Role.CHILD.value),
    ("inputEPCList", Role.INPUT.value),
    ("outputEPCList", Role.OUTPUT.value),
)
_QUANTITIES = (
    ("quantityList", Role.EPC.value),
    ("childQuantityList", Role.CHILD.value),
    ("inputQuantityList", Role.INPUT.value),
    ("outputQuantityList", Role.OUTPUT.value),
)
_NAMED = {
    "bizTransactionList": ("bizTransaction", FactKind.TRANSACTION.value),
    "sourceList": ("source", FactKind.SOURCE.value),
    "destinationList": ("destination", FactKind.DESTINATION.value),
}
_OWN = frozenset(
    {
        "@context", "type", "eventID", "eventTime", "eventTimeZoneOffset", "recordTime", "action",
        "bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation", "parentID",
        "transformationID", "certificationInfo", "sensorElementList", "ilmd", "errorDeclaration",
    }
    | {name for name, _ in _LISTS + _QUANTITIES}
    | set(_NAMED)
)  # fmt: skip
_OF_DECLARATION = frozenset({"declarationTime", "reason", "correctiveEventIDs", "type"})
MEASURES = frozenset({"value", "minValue", "maxValue", "meanValue", "sDev", "percValue"})
# The name, among the fields, of a type of event that is not the standard's; no extension has it.
OWN_TYPE = "type"
_FIELD, _ILMD, _ERROR = FactKind.FIELD.value, FactKind.ILMD.value, FactKind.ERROR.value
_ELEMENT, _META, _REPORT = (
    FactKind.ELEMENT.value,
    FactKind.METADATA.value,
    FactKind.REPORT.value,
)


class TooMuch(ValueError):
    """An event names more than is kept of one."""


@dataclass(slots=True)
class Indexed:
    """One event as its rows will hold it."""

    time: datetime
    type: str
    action: str
    zone: str
    biz_step: str
    disposition: str
    read_point: str
    biz_location: str
    transformation: str
    declared_at: datetime | None
    error_reason: str
    things: list[ThingRow] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)


def indexed(event: Mapping[str, Any], namespaces: Names) -> Indexed:
    """Return what is kept of an event for questions.

    Refused (``ValueError``) when its time cannot be kept, or when it names too much.
    """
    time = moment_of(event.get("eventTime"))
    if time is None:
        raise ValueError("The time of the event is no moment that can be kept.")
    declaration = _dict(event.get("errorDeclaration"))
    row = Indexed(
        time=time,
        type=str(event.get("type", ""))[:20],
        action=str(event.get("action", ""))[:8],
        zone=str(event.get("eventTimeZoneOffset", ""))[:6],
        biz_step=word("bizStep", event.get("bizStep"), namespaces),
        disposition=word("disposition", event.get("disposition"), namespaces),
        read_point=_place(event.get("readPoint"), namespaces),
        biz_location=_place(event.get("bizLocation"), namespaces),
        transformation=name(event.get("transformationID"), namespaces),
        declared_at=moment_of(declaration.get("declarationTime")) if declaration else None,
        error_reason=word("reason", declaration.get("reason"), namespaces),
        things=_things(event, namespaces),
        facts=_facts(event, namespaces, declaration),
    )
    if len(row.things) + len(row.facts) > MOST:
        raise TooMuch(f"The event names more than {MOST} things and values.")
    return row


def word(of: str, text: Any, namespaces: Names) -> str:
    """Return a word of a field's vocabulary as it is kept: by its IRI."""
    return kept(full_word(of, text, namespaces)) if isinstance(text, str) else ""


def name(text: Any, namespaces: Names) -> str:
    """Return the name of a thing, a place or a party as it is kept: canonical."""
    if not isinstance(text, str):
        return ""
    if not text.startswith(("urn:", "http")):
        text = expanded(text, namespaces)
    return kept(canonical(text))


def sensed(attribute: str, text: str, namespaces: Names) -> str:
    """Return a text of a sensor's metadata or report as it is kept."""
    if attribute in OF_FIELD or attribute == "type":
        return word("sensorReport" if attribute == "type" else attribute, text, namespaces)
    return name(text, namespaces) if ":" in text else kept(text)


def moment_of(text: Any) -> datetime | None:
    """Return the moment that a text tells with its offset, or nothing."""
    if not isinstance(text, str) or not 19 <= len(text) <= 40 or text[4] != "-":
        return None
    try:
        moment = datetime.fromisoformat(text)
        told = moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    # At the ends of the calendar there is no room for another time zone.
    return told if told is not None and 1 < told.year < 9999 else None


def number_of(value: Any) -> Decimal | None:
    """Return the number that a value is, or that a text spells."""
    if isinstance(value, bool) or value is None:
        return None
    text = value if isinstance(value, str) else repr(value)
    if not text or text[0] not in "+-0123456789" or not _NUMBER.fullmatch(text):
        return None
    return exact(Decimal(text))


def in_normal_unit(value: Any, uom: str) -> tuple[str, Decimal | None]:
    """Return the dimension of a measure and its number there; without a unit, the number."""
    number = number_of(value)
    if number is None or not uom:
        return "", number
    dimension, measured = normal(number, uom)
    try:
        return dimension[:40], exact(measured)
    except InvalidOperation:
        return dimension[:40], None


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _place(value: Any, namespaces: Names) -> str:
    return name(value.get("id") if isinstance(value, dict) else value, namespaces)


def _things(event: Mapping[str, Any], namespaces: Names) -> list[ThingRow]:
    things: list[ThingRow] = []
    parent = event.get("parentID")
    if isinstance(parent, str):
        things.append((Role.PARENT.value, False, name(parent, namespaces), None, "", None, ""))
    for member, role in _LISTS:
        if member in event:
            things += [
                (role, False, name(one, namespaces), None, "", None, "")
                for one in _list(event[member])
            ]
    for member, role in _QUANTITIES:
        if member in event:
            things += [
                _amount(role, one, namespaces) for one in _list(event[member]) if type(one) is dict
            ]
    return things


def _amount(role: str, one: Mapping[str, Any], namespaces: Names) -> ThingRow:
    uom = str(one.get("uom") or "")
    dimension, quantity = in_normal_unit(one.get("quantity"), uom)
    stated = number_of(one.get("quantity"))
    return role, True, name(one.get("epcClass"), namespaces), quantity, dimension, stated, uom[:20]


def _facts(
    event: Mapping[str, Any], namespaces: Names, declaration: Mapping[str, Any]
) -> list[FactRow]:
    facts: list[FactRow] = []
    own_type = expanded(str(event.get("type", "")), namespaces)
    if own_type not in TYPES:
        facts.append((_FIELD, OWN_TYPE, kept(own_type), None, "", None))
    for member in event:
        if member not in _OWN:
            facts.extend(_free(_FIELD, member, event[member], namespaces))
        elif member in _SPEAKING:
            facts.extend(_SPEAKING[member](member, event[member], namespaces))
    if declaration:
        facts.extend(_declared(declaration, namespaces))
    return facts


def _named(member: str, told: Any, namespaces: Names) -> Iterable[FactRow]:
    of, kind = _NAMED[member]
    for one in _list(told):
        if type(one) is dict:
            type_ = word(member, one.get("type"), namespaces)
            yield kind, type_, name(one.get(of), namespaces), None, "", None


def _of_place(member: str, told: Any, namespaces: Names) -> Iterable[FactRow]:
    place = _dict(told)
    if len(place) == 1 and "id" in place:
        return ()
    kind = FactKind.POINT if member == "readPoint" else FactKind.LOCATION
    return _members(kind.value, place, namespaces, own={"id"})


def _of_lot(member: str, told: Any, namespaces: Names) -> Iterable[FactRow]:
    yield from _members(_ILMD, _dict(told), namespaces)


def _of_sensors(member: str, told: Any, namespaces: Names) -> Iterable[FactRow]:
    for element in _list(told):
        yield from _sensor(_dict(element), namespaces)


def _declared(declaration: Mapping[str, Any], namespaces: Names) -> Iterable[FactRow]:
    yield from _members(_ERROR, declaration, namespaces, own=_OF_DECLARATION)
    for one in _list(declaration.get("correctiveEventIDs")):
        if isinstance(one, str):
            yield FactKind.CORRECTIVE.value, "", kept(one), None, "", None


def _persistent(member: str, told: Any, namespaces: Names) -> Iterable[FactRow]:
    for member, kind in (("set", FactKind.SET.value), ("unset", FactKind.UNSET.value)):
        for one in _list(_dict(told).get(member)):
            yield kind, "", word(member, one, namespaces), None, "", None


def _sensor(element: Mapping[str, Any], namespaces: Names) -> Iterable[FactRow]:
    yield _ELEMENT, "", None, None, "", None
    yield from _members(
        _ELEMENT, element, namespaces, own={"sensorMetadata", "sensorReport", "type"}
    )
    yield from _readings(_META, _dict(element.get("sensorMetadata")), namespaces)
    for report in _list(element.get("sensorReport")):
        yield from _readings(_REPORT, _dict(report), namespaces)


def _readings(kind: str, told: Mapping[str, Any], namespaces: Names) -> Iterable[FactRow]:
    """Yield the attributes of a sensor's metadata or of one of its reports."""
    uom = told.get("uom")
    uom = uom if isinstance(uom, str) else ""
    for attribute, value in told.items():
        if ":" in attribute or isinstance(value, dict | list):
            yield from _free(kind, attribute, value, namespaces)
        elif isinstance(value, str):
            text = sensed(attribute, value, namespaces)
            yield kind, attribute[:40], text, number_of(value), "", moment_of(value)
        elif value is not None:
            dimension, number = in_normal_unit(value, uom if attribute in MEASURES else "")
            yield kind, attribute[:40], scalar(value), number, dimension, None


def _members(
    kind: str,
    told: Mapping[str, Any],
    namespaces: Names,
    own: Iterable[str] = (),
) -> Iterable[FactRow]:
    for member, value in told.items():
        if member not in own:
            yield from _free(kind, member, value, namespaces)


def _free(kind: str, member: str, value: Any, namespaces: Names) -> Iterable[FactRow]:
    """Yield an extension, once for each of its values, and what is inside it."""
    if value is None:
        return
    spelt = kept(expanded(member, namespaces))
    if isinstance(value, list):
        for one in value:
            yield from _free(kind, member, one, namespaces)
    elif isinstance(value, dict):
        yield from _inside(kind, spelt, value, namespaces)
    else:
        yield _value(kind, spelt, value)


def _inside(
    kind: str, spelt: str, value: Mapping[str, Any], namespaces: Names
) -> Iterable[FactRow]:
    text = value.get("#text")
    has_text = text is not None and not isinstance(text, dict | list)
    yield _value(kind, spelt, text) if has_text else (kind, spelt, None, None, "", None)
    inner = kind if kind.endswith(".in") else f"{kind}.in"
    for member, one in value.items():
        if member.startswith("@"):
            yield _value(FactKind.ATTRIBUTE.value, kept(f"{spelt}{member}"), str(one))
        elif member != "#text":
            yield from _free(inner, member, one, namespaces)


def _value(kind: str, spelt: str, value: Any) -> FactRow:
    if isinstance(value, str):
        return kind, spelt, kept(value), number_of(value), "", moment_of(value)
    return kind, spelt, scalar(value), number_of(value), "", None


# What each member of the standard says beside its columns.
_SPEAKING: dict[str, Callable[[str, Any, Names], Iterable[FactRow]]] = {
    **dict.fromkeys(_NAMED, _named),
    "persistentDisposition": _persistent,
    "readPoint": _of_place,
    "bizLocation": _of_place,
    "ilmd": _of_lot,
    "sensorElementList": _of_sensors,
}
