"""Documents written by hand, and ways of spoiling them."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings

# However busy the machine is.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CONTEXT = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"tra": "https://tra.example.vn/ns/"},
]
SACK = "urn:epc:id:sscc:8938505.0000000017"
BAGS = [f"urn:epc:id:sgtin:893850500.0017.{number}" for number in (11, 12)]
LOT = "urn:epc:class:lgtin:893850500.0017.L-2026"
FIELD = {"id": "urn:epc:id:sgln:893850500.001.0"}


def event(kind: str = "ObjectEvent", **members: Any) -> dict[str, Any]:
    """Return an event of tea from Hạ Long, with other members where they are given."""
    base: dict[str, Any] = {
        "type": kind,
        "eventTime": "2026-10-05T10:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
    }
    return base | _OF[kind] | members


_OF: dict[str, dict[str, Any]] = {
    "ObjectEvent": {
        "epcList": BAGS,
        "action": "ADD",
        "bizStep": "commissioning",
        "disposition": "active",
        "readPoint": FIELD,
        "bizTransactionList": [
            {"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:8938505000005:7"}
        ],
        "ilmd": {"cbvmda:lotNumber": "L-2026", "tra:harvest": {"tra:kg": "12.50"}},
    },
    "AggregationEvent": {
        "parentID": SACK,
        "childEPCs": BAGS,
        "action": "ADD",
        "bizStep": "packing",
    },
    "AssociationEvent": {
        "parentID": "urn:epc:id:grai:893850500.001.7",
        "childEPCs": ["urn:epc:id:giai:893850500.sensor1"],
        "action": "ADD",
    },
    "TransactionEvent": {
        "bizTransactionList": [
            {"type": "inv", "bizTransaction": "urn:epcglobal:cbv:bt:8938505000005:9"}
        ],
        "epcList": BAGS,
        "action": "OBSERVE",
    },
    "TransformationEvent": {
        "inputQuantityList": [{"epcClass": LOT, "quantity": 12.5, "uom": "KGM"}],
        "outputEPCList": BAGS,
        "bizStep": "commissioning",
    },
}
TYPES = list(_OF)


def sensing(**members: Any) -> dict[str, Any]:
    """Return an event that tells what a sensor measured."""
    element = {
        "sensorMetadata": {
            "time": "2026-10-05T09:59:00Z",
            "deviceID": "urn:epc:id:giai:893850500.s1",
        },
        "sensorReport": [
            {"type": "Temperature", "value": 26.0, "uom": "CEL"},
            {"type": "RelativeHumidity", "value": 81.5, "uom": "P1", "tra:note": "gió mùa"},
        ],
    }
    return event(action="OBSERVE", sensorElementList=[element], **members) | {"ilmd": None}


def document(*events: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return a document of events."""
    return {
        "@context": CONTEXT,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-10-05T10:00:00Z",
        "epcisBody": {"eventList": list(events)},
    } | members


def answer(*events: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return a document of answers to a question."""
    results = {"queryName": "SimpleEventQuery", "resultsBody": {"eventList": list(events)}}
    whole = document() | {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}}
    return whole | members


JUNK: list[Any] = [
    None, True, 0, -1.5, 10**15, "", "x", " ", "tra:x", "not a uri", "é:x", "tel:+1", "_:b1",
    "\x01",
    "https://ref.gs1.org/cbv/BizStep-shipping", "urn:epcglobal:cbv:bizstep:shipping", "shipping",
    "https://ns.gs1.org/cbv/BizStep-x", "recalled", "gs1:Temperature", "Temperature", "po",
    "x" * 3000,
    "https://gs1.org/voc/Temperature", "owning_party", "did_not_occur", "ALARM_CONDITION",
    "latitude",
    "2020-02-30T00:00:00Z", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00", "2016-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999-14:00", "+14:00", "+14:01", "-13:59",
    [], {}, [[]], [None], ["urn:x:y"], ["urn:x:y", "urn:x:y"], {"id": "urn:x:y"}, {"a": 1},
    {"": {}},
    "ADD", "OBSERVE", "DELETE", "KGM", "kg", "KGMX", "f0", "fg", "2.0", "2.", "v2", "1e999", "1_0",
    "ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent",
    "AssociationEvent", "EPCISDocument", "EPCISQueryDocument", "tra:Event",
    "urn:epc:id:sgtin:0614141.107346.2018", "urn:epc:id:sgtin:0614141.1073460.2018",
    "urn:epc:idpat:sgtin:*.*.*", "urn:epc:id:gid:1.2.3", "urn:epc:", "urn:epc:id:", "urn:epc:id::",
    "https://id.gs1.org/01/04012345111119/21/1", "https://id.gs1.org/01/", "http://", "https://[",
    "https://x/01/%zz", "https://id.gs1.org/00/040123450000003338", "https://id.gs1.org/8004/1",
]  # fmt: skip
_NAMES = """
    type action epcList quantityList childEPCs childQuantityList inputEPCList outputEPCList
    inputQuantityList outputQuantityList parentID bizStep disposition persistentDisposition
    readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList ilmd
    eventTime eventTimeZoneOffset recordTime eventID certificationInfo errorDeclaration
    transformationID @context id set unset foo tra:foo é:x a_b:c uom value sensorMetadata
    sensorReport time reason comment rdfs:comment tra:fooList #text epcisBody eventList
"""
NAMES = _NAMES.split()


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Return every place in a value, as what holds it and under which name or number."""
    holders = [value]
    while holders:
        holder = holders.pop()
        if isinstance(holder, dict | list):
            for place in list(holder) if isinstance(holder, dict) else range(len(holder)):
                yield holder, place
                holders.append(holder[place])


def spoilt(value: Any, random: Random) -> Any:
    """Return a value with one to three things of it left out, changed, renamed, added, moved."""
    value = copy.deepcopy(value)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        places = list(spots(value))
        if not places:
            break
        _spoil(places, random)
    return value


def _spoil(places: list[tuple[Any, Any]], random: Random) -> None:
    holder, place = random.choice(places)
    way = random.randrange(6)
    if way == 0:
        del holder[place]
    elif way == 1:
        holder[place] = copy.deepcopy(random.choice(JUNK))
    elif way == 2 and isinstance(holder, dict):
        holder[random.choice(NAMES)] = holder.pop(place)
    elif way == 3 and isinstance(holder, dict):
        holder[random.choice(NAMES)] = copy.deepcopy(random.choice(JUNK))
    elif way == 4 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[place]))
    elif way == 5:
        other, there = random.choice(places)
        holder[place] = copy.deepcopy(other[there])
