"""What an event must hold beside its form: rules of EPCIS 2.0 that a schema cannot tell.

What the standard's own examples contradict is let be: a sensor may tell a time after the event's,
and a report may say again what its metadata said.
"""

from collections.abc import Mapping
from typing import Any

from ocop.epcis.context import STANDARD, bare_word
from ocop.epcis.identifiers import fault_of
from ocop.epcis.problems import Problem, invalid, shown
from ocop.epcis.values import moment_of

Event = Mapping[str, Any]
MOST = 100
# Where an event names things, places and papers: one name, several, or a member of each element.
_SINGLE = ("parentID", "transformationID")
_SEVERAL = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITIES = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
_ELEMENTS = (
    *((name, "epcClass") for name in _QUANTITIES),
    ("bizTransactionList", "bizTransaction"),
    ("sourceList", "source"),
    ("destinationList", "destination"),
)
_PLACES = ("readPoint", "bizLocation")


def faults(event: Event, namespaces: Mapping[str, str] = STANDARD) -> list[Problem]:
    """Return what stands against an event whose form is right, each with its field."""
    found: Found = []
    for rule in _RULES:
        rule(event, found)
    if "persistentDisposition" in event:
        _dispositions(event, namespaces, found)
    return [invalid(detail, field) for field, detail in found[:MOST]]


Found = list[tuple[str, str]]


def _parent(event: Event, found: Found) -> None:
    # EPCIS 2.0, 7.4.3 and 7.4.6: the parent may be left out of an aggregation observed, no more.
    kind, action = event.get("type"), event.get("action")
    needed = kind == "AssociationEvent" or (kind == "AggregationEvent" and action != "OBSERVE")
    if needed and "parentID" not in event:
        found.append(("/parentID", f"An {kind} whose action is {action} names its parentID."))


def _children(event: Event, found: Found) -> None:
    # EPCIS 2.0, 7.4.6: only the end of an association may leave out what was associated.
    if event.get("type") != "AssociationEvent" or event.get("action") == "DELETE":
        return
    if not event.get("childEPCs") and not event.get("childQuantityList"):
        told = "An AssociationEvent names its childEPCs or childQuantityList."
        found.append(("/childEPCs", told))


def _times(event: Event, found: Found) -> None:
    _time(event.get("eventTime"), "/eventTime", found)
    if isinstance(declaration := event.get("errorDeclaration"), dict):
        told = declaration.get("declarationTime")
        _time(told, "/errorDeclaration/declarationTime", found)
    for at, element in _each(event, "sensorElementList"):
        field = f"/sensorElementList/{at}"
        if isinstance(metadata := element.get("sensorMetadata"), dict):
            for name in ("time", "startTime", "endTime"):
                _time(metadata.get(name), f"{field}/sensorMetadata/{name}", found)
        for place, report in _each(element, "sensorReport"):
            _time(report.get("time"), f"{field}/sensorReport/{place}/time", found)


def _time(text: Any, field: str, found: Found) -> None:
    if isinstance(text, str) and moment_of(text) is None:
        found.append((field, f"{shown(text)} is no moment that can be kept: no calendar has it."))


def _quantities(event: Event, found: Found) -> None:
    for name in _QUANTITIES:
        if name in event:
            for at, element in _each(event, name):
                if detail := _quantity(element):
                    found.append((f"/{name}/{at}/quantity", detail))


def _quantity(element: Event) -> str:
    # EPCIS 2.0, 7.3.3.3: without a unit it is a count; a unit measures nothing by itself.
    quantity, uom = element.get("quantity"), element.get("uom")
    if quantity is None:
        return "A uom stands with its quantity, which is missing." if uom is not None else ""
    if not isinstance(quantity, int | float):
        return ""
    if quantity <= 0:
        return f"A quantity is above 0, not {quantity}."
    if uom is None and quantity != int(quantity):
        return f"A quantity without uom counts pieces, and {quantity} is no whole number."
    return ""


def _names(event: Event, found: Found) -> None:
    for name in _SINGLE:
        if name in event:
            _name(event[name], f"/{name}", found)
    for name in _SEVERAL:
        if name in event:
            _listed(event[name], name, found)
    for name, member in _ELEMENTS:
        if name in event:
            for at, element in _each(event, name):
                _name(element.get(member), f"/{name}/{at}/{member}", found)


def _places(event: Event, found: Found) -> None:
    for name in _PLACES:
        if isinstance(place := event.get(name), dict):
            _name(place.get("id"), f"/{name}/id", found)


def _listed(listed: Any, name: str, found: Found) -> None:
    if isinstance(listed, list):
        for at, one in enumerate(listed):
            if isinstance(one, str) and fault_of(one):
                _name(one, f"/{name}/{at}", found)


def _name(name: Any, field: str, found: Found) -> None:
    if isinstance(name, str) and (detail := fault_of(name)):
        found.append((field, f"{shown(name)}: {detail}"))


def _declaration(event: Event, found: Found) -> None:
    declaration = event.get("errorDeclaration")
    if not isinstance(declaration, dict):
        return
    correctives = declaration.get("correctiveEventIDs")
    if isinstance(correctives, list) and event.get("eventID") in correctives:
        told = "An event that was declared wrong is not corrected by itself."
        found.append(("/errorDeclaration/correctiveEventIDs", told))


def _dispositions(event: Event, namespaces: Mapping[str, str], found: Found) -> None:
    # EPCIS 2.0, 7.3.5.5: what an event sets it does not take away.
    persistent = event["persistentDisposition"]
    if not isinstance(persistent, dict):
        return
    put, taken = (
        {
            bare_word("disposition", one, namespaces)
            for one in persistent.get(name) or []
            if isinstance(one, str)
        }
        for name in ("set", "unset")
    )
    for word in sorted(put & taken):
        found.append(("/persistentDisposition", f"{shown(word)} is both set and unset."))


def _each(holder: Event, name: str) -> list[tuple[int, dict[str, Any]]]:
    listed = holder.get(name)
    if not isinstance(listed, list):
        return []
    return [(at, one) for at, one in enumerate(listed) if isinstance(one, dict)]


_RULES = (_parent, _children, _times, _quantities, _names, _places, _declaration)
