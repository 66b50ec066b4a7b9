"""The EPCIS events that a diary's entries are: JSON-LD as it is captured. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from ocop.kernel.act import VIETNAM
from ocop.kernel.gs1 import CANONICAL, Gtin

Event = dict[str, Any]
NAMESPACE = "/truy-xuat/tu-vung/"
KILOGRAM = "KGM"
HARVEST, PROCESS, PACK = "harvest", "process", "pack"
SHIP, RECEIVE, SELL = "ship", "receive", "sell"

# CBV 2.0, 7.1 and 7.2: the step and where it leaves the goods.
_STEPS = {
    SHIP: ("shipping", "in_transit"),
    RECEIVE: ("receiving", "in_progress"),
    SELL: ("retail_selling", "retail_sold"),
}


@dataclass(frozen=True, slots=True)
class Goods:
    """So much of a class of goods; without a unit of measure it is counted in pieces."""

    uri: str
    quantity: int
    uom: str = ""

    def element(self) -> dict[str, Any]:
        """Return it as EPCIS writes a quantity."""
        told: dict[str, Any] = {"epcClass": self.uri, "quantity": self.quantity}
        return {**told, "uom": self.uom} if self.uom else told


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry of the diary says, in the terms of events."""

    kind: str
    client_id: UUID
    at: datetime
    place: str
    goods: tuple[Goods, ...]
    inputs: tuple[Goods, ...] = ()
    # Whose goods they were, and whose they become; empty where nobody is named.
    giver: str = ""
    taker: str = ""
    parent: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def event_id_of(client_id: UUID) -> str:
    """Return the name of an entry's event."""
    return f"urn:uuid:{client_id}"


def context_of(site: str) -> list[Any]:
    """Return the JSON-LD context of our events, with a prefix for words of our own."""
    return [
        "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        {"ocop": f"{site}{NAMESPACE}"},
    ]


def lot_uri(site: str, gtin: str | None, product: str, lot: str) -> str:
    """Return the name of a lot: a Digital Link where there is a GTIN, else an address of ours."""
    code = quote(lot, safe="")
    if gtin:
        return f"{CANONICAL}/01/{Gtin.parse(gtin)}/10/{code}"
    return f"{site}/t/{quote(product, safe='')}/10/{code}"


def harvest_uri(site: str, code: str) -> str:
    """Return the name of a harvest."""
    return f"{site}/truy-xuat/me/{quote(code, safe='')}"


def place_uri(site: str, gln: str | None, code: str) -> str:
    """Return the name of a place: by its GLN where it has one."""
    if gln:
        return f"{CANONICAL}/414/{gln}"
    return f"{site}/truy-xuat/dia-diem/{quote(code, safe='')}"


def party_uri(site: str, code: str) -> str:
    """Return the name of a producer."""
    return f"{site}/chu-the-ocop/{quote(code, safe='')}/"


def event_of(told: Told) -> Event:
    """Return the event that an entry of the diary is."""
    make = {HARVEST: _commissioned, PROCESS: _transformed, PACK: _packed}.get(told.kind, _moved)
    return make(told)


def declared_wrong(event: Event, at: datetime) -> Event:
    """Return the event again, with the declaration that it was wrong (EPCIS 2.0, 7.4.1.2)."""
    declaration = {"declarationTime": _moment(at), "reason": "incorrect_data"}
    return {**event, "errorDeclaration": declaration}


def document_of(events: Iterable[Event], site: str, at: datetime) -> dict[str, Any]:
    """Return a document with the events."""
    return {
        "@context": context_of(site),
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": _moment(at),
        "epcisBody": {"eventList": list(events)},
    }


def made_facts(*, lot: str, expires_on: date | None, standards: Iterable[str]) -> dict[str, Any]:
    """Return what is known of a lot at its making (CBV 2.0, 9: lot data)."""
    facts: dict[str, Any] = {"cbvmda:lotNumber": lot}
    if expires_on:
        facts["cbvmda:itemExpirationDate"] = expires_on.isoformat()
    if listed := sorted(standards):
        facts["ocop:standards"] = listed
    return facts


def harvest_facts(
    *, goods: str, day: date, codes: Iterable[str], standards: Iterable[str]
) -> dict[str, Any]:
    """Return what is known of a harvest: what and when, and the codes of its growing area."""
    facts: dict[str, Any] = {
        "ocop:goods": goods,
        "cbvmda:harvestStartDate": day.isoformat(),
        "cbvmda:harvestEndDate": day.isoformat(),
        "cbvmda:countryOfOrigin": "VN",
    }
    if listed := sorted(codes):
        facts["ocop:growingAreaCode"] = listed
    if held := sorted(standards):
        facts["ocop:standards"] = held
    return facts


def _common(told: Told, kind: str, step: str, disposition: str) -> Event:
    return {
        "type": kind,
        "eventID": event_id_of(told.client_id),
        "eventTime": _moment(told.at),
        "eventTimeZoneOffset": "+07:00",
        "bizStep": step,
        "disposition": disposition,
        "readPoint": {"id": told.place},
    }


def _listed(goods: Iterable[Goods]) -> list[dict[str, Any]]:
    return [one.element() for one in goods]


def _commissioned(told: Told) -> Event:
    return {
        **_common(told, "ObjectEvent", "commissioning", "active"),
        "action": "ADD",
        "bizLocation": {"id": told.place},
        "quantityList": _listed(told.goods),
        "ilmd": dict(told.facts),
    }


def _transformed(told: Told) -> Event:
    return {
        **_common(told, "TransformationEvent", "commissioning", "active"),
        "bizLocation": {"id": told.place},
        "inputQuantityList": _listed(told.inputs),
        "outputQuantityList": _listed(told.goods),
        "ilmd": dict(told.facts),
    }


def _packed(told: Told) -> Event:
    return {
        **_common(told, "AggregationEvent", "packing", "in_progress"),
        "action": "ADD",
        "bizLocation": {"id": told.place},
        "parentID": told.parent,
        "childQuantityList": _listed(told.goods),
        **told.facts,
    }


def _moved(told: Told) -> Event:
    event = {
        **_common(told, "ObjectEvent", *_STEPS[told.kind]),
        "action": "OBSERVE",
        "quantityList": _listed(told.goods),
        **told.facts,
    }
    if told.kind == RECEIVE:
        event["bizLocation"] = {"id": told.place}
    if told.giver:
        event["sourceList"] = [{"type": "owning_party", "source": told.giver}]
    if told.taker:
        event["destinationList"] = [{"type": "owning_party", "destination": told.taker}]
    return event


def _moment(at: datetime) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="milliseconds")
