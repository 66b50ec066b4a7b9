"""What an event must hold beside its form: rules of EPCIS 2.0 that a schema cannot tell.

What the standard's own examples contradict is let be: a sensor may tell a time after the event's,
and a report may say again what its metadata said.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
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
    found = (invalid(detail, field) for rule in _RULES for field, detail in rule(event, namespaces))
    return list(islice(found, MOST))


Found = Iterator[tuple[str, str]]


def _parent(event: Event, _: Mapping[str, str]) -> Found:
    # EPCIS 2.0, 7.4.3 and 7.4.6: the parent may be left out of an aggregation observed, no more.
    kind, action = event.get("type"), event.get("action")
    needed = kind == "AssociationEvent" or (kind == "AggregationEvent" and action != "OBSERVE")
    if needed and "parentID" not in event:
        yield "/parentID", f"An {kind} whose action is {action} names its parentID."


def _children(event: Event, _: Mapping[str, str]) -> Found:
    # EPCIS 2.0, 7.4.6: only the end of an association may leave out what was associated.
    if event.get("type") != "AssociationEvent" or event.get("action") == "DELETE":
        return
    if not event.get("childEPCs") and not event.get("childQuantityList"):
        yield "/childEPCs", "An AssociationEvent names its childEPCs or childQuantityList."


def _times(event: Event, _: Mapping[str, str]) -> Found:
    for field, text in _told_times(event):
        if isinstance(text, str) and moment_of(text) is None:
            yield field, f"{shown(text)} is no moment that can be kept: a calendar has none such."


def _told_times(event: Event) -> Iterator[tuple[str, Any]]:
    yield "/eventTime", event.get("eventTime")
    declaration = event.get("errorDeclaration")
    if isinstance(declaration, dict):
        yield "/errorDeclaration/declarationTime", declaration.get("declarationTime")
    for at, element in _each(event, "sensorElementList"):
        field = f"/sensorElementList/{at}"
        if isinstance(metadata := element.get("sensorMetadata"), dict):
            for name in ("time", "startTime", "endTime"):
                yield f"{field}/sensorMetadata/{name}", metadata.get(name)
        for place, report in _each(element, "sensorReport"):
            yield f"{field}/sensorReport/{place}/time", report.get("time")


def _quantities(event: Event, _: Mapping[str, str]) -> Found:
    for name in _QUANTITIES:
        for at, element in _each(event, name):
            if detail := _quantity(element):
                yield f"/{name}/{at}/quantity", detail


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


def _names(event: Event, _: Mapping[str, str]) -> Found:
    for field, name in _named(event):
        if isinstance(name, str) and (detail := fault_of(name)):
            yield field, f"{shown(name)}: {detail}"


def _named(event: Event) -> Iterator[tuple[str, Any]]:
    for name in _SINGLE:
        if name in event:
            yield f"/{name}", event[name]
    for name in _SEVERAL:
        listed = event.get(name)
        for at, one in enumerate(listed if isinstance(listed, list) else ()):
            yield f"/{name}/{at}", one
    yield from _named_within(event)


def _named_within(event: Event) -> Iterator[tuple[str, Any]]:
    for name, member in _ELEMENTS:
        for at, element in _each(event, name):
            yield f"/{name}/{at}/{member}", element.get(member)
    for name in _PLACES:
        if isinstance(place := event.get(name), dict):
            yield f"/{name}/id", place.get("id")


def _declaration(event: Event, namespaces: Mapping[str, str]) -> Found:
    declaration = event.get("errorDeclaration")
    if not isinstance(declaration, dict):
        return
    correctives = declaration.get("correctiveEventIDs")
    if isinstance(correctives, list) and event.get("eventID") in correctives:
        field = "/errorDeclaration/correctiveEventIDs"
        yield field, "An event that was declared wrong is not corrected by itself."


def _dispositions(event: Event, namespaces: Mapping[str, str]) -> Found:
    # EPCIS 2.0, 7.3.5.5: what an event sets it does not take away.
    persistent = event.get("persistentDisposition")
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
        yield "/persistentDisposition", f"{shown(word)} is both set and unset."


def _each(holder: Event, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    listed = holder.get(name)
    if isinstance(listed, list):
        yield from ((at, one) for at, one in enumerate(listed) if isinstance(one, dict))


_RULES: tuple[Callable[[Event, Mapping[str, str]], Found], ...] = (
    _parent,
    _children,
    _times,
    _quantities,
    _names,
    _declaration,
    _dispositions,
)
