"""What an answer looks like: an EPCISQueryDocument, its names of things in the form asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

import orjson

from ocop.epcis.companies import to_urn
from ocop.epcis.context import STANDARD, STANDARD_CONTEXT, namespaces_of
from ocop.epcis.identifiers import as_link
from ocop.epcis.models import Event, Prefixes

SIMPLE: Final = "SimpleEventQuery"
LISTS: Final = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
PLACES: Final = ("readPoint", "bizLocation")
# Lists of objects, and the member that names a thing, a place or a party.
NAMED: Final = {
    "quantityList": "epcClass",
    "childQuantityList": "epcClass",
    "inputQuantityList": "epcClass",
    "outputQuantityList": "epcClass",
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}

Json = dict[str, Any]


class Format(StrEnum):
    """In which form things are named (GS1-EPC-Format)."""

    NO_PREFERENCE = "No_Preference"
    LINK = "Always_GS1_Digital_Link"
    URN = "Always_EPC_URN"
    NEVER = "Never_Translates"


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is to be written: which form of names, and to which query it belongs."""

    names: Format = Format.LINK
    query: str = SIMPLE
    subscription: str = ""


def document(events: Iterable[Event], form: Form, at: datetime) -> Json:
    """Return the answer that holds these events, in their order."""
    rows = list(events)
    stored = Prefixes.objects.in_bulk({row.prefixes_id for row in rows if row.prefixes_id})
    context, turned = _Context(), turning(form.names)
    told = []
    for row in rows:
        event = told_event(row, turned)
        known = stored.get(row.prefixes_id)
        told.append(context.of(event, known.names if known else {}))
    results: Json = {"queryName": form.query, "resultsBody": {"eventList": told}}
    if form.subscription:
        results = {"subscriptionID": form.subscription, **results}
    return {
        "@context": context.whole(),
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": written(at),
        "epcisBody": {"queryResults": results},
    }


def turning(names: Format) -> Callable[[str], str] | None:
    """Return what brings a name into the form asked for; nothing where it stays as captured."""
    if names is Format.LINK:
        return as_link
    return to_urn() if names is Format.URN else None


def told_event(row: Event, turned: Callable[[str], str] | None) -> Json:
    """Return an event as captured, with its id and the time when it was recorded."""
    event: Json = orjson.loads(bytes(row.document))
    event["eventID"] = row.event_id
    event["recordTime"] = written(row.recorded_at)
    return named(event, turned) if turned else event


def named(event: Json, form: Callable[[str], str]) -> Json:
    """Return an event whose things, places and parties are named in another form."""
    _rename(event, "parentID", form)
    # An event of a type of one's own may hold anything under these names.
    for field in LISTS:
        if isinstance(event.get(field), list):
            event[field] = [_in_form(one, form) for one in event[field]]
    for field in PLACES:
        _rename(event.get(field), "id", form)
    for field, member in NAMED.items():
        listed = event.get(field)
        for one in listed if isinstance(listed, list) else ():
            _rename(one, member, form)
    return event


def _rename(element: Any, member: str, form: Callable[[str], str]) -> None:
    if isinstance(element, dict) and member in element:
        element[member] = _in_form(element[member], form)


def _in_form(value: Any, form: Callable[[str], str]) -> Any:
    return form(value) if isinstance(value, str) else value


class _Context:
    """One context for events of many documents; what contradicts it stays with its event."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def of(self, event: Json, names: Mapping[str, str]) -> Json:
        """Take the prefixes of an event in, and return it with those that mean another here."""
        told = {**names, **_own(event)}
        apart = {}
        for prefix, address in told.items():
            if STANDARD.get(prefix) == address:
                continue
            if self.names.setdefault(prefix, address) != address or prefix in STANDARD:
                apart[prefix] = address
        if apart:
            return {"@context": [STANDARD_CONTEXT, apart], **event}
        return event

    def whole(self) -> list[Any]:
        """Return the context of the answer."""
        found = {one: address for one, address in self.names.items() if one not in STANDARD}
        return [STANDARD_CONTEXT, found] if found else [STANDARD_CONTEXT]


def _own(event: Json) -> dict[str, str]:
    context = event.pop("@context", None)
    return {} if context is None else namespaces_of(context)


def collection(members: list[str], names: Mapping[str, str]) -> Json:
    """Return a list of resources, as the standard writes one."""
    own = {one: address for one, address in names.items() if STANDARD.get(one) != address}
    return {
        "@context": [STANDARD_CONTEXT, own] if own else STANDARD_CONTEXT,
        "type": "Collection",
        "member": members,
    }


def written(moment: datetime) -> str:
    """Return a moment as answers write it: UTC, with milliseconds at least, and Z."""
    told = moment.astimezone(UTC)
    places = "milliseconds" if told.microsecond % 1000 == 0 else "microseconds"
    return told.isoformat(timespec=places).replace("+00:00", "Z")
