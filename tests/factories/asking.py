"""Events at random, always the same for a seed."""

import random
from datetime import UTC, datetime, timedelta

NAMES = {"ex": "http://ex.test/ns/", "mine": "https://mine.test/#"}

# The two forms of the same thing, written out by hand.
THINGS = [
    ("urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/10614141073464/21/2017"),
    ("urn:epc:id:sgtin:0614141.107346.2018", "https://id.gs1.org/01/10614141073464/21/2018"),
    ("urn:epc:id:sgtin:4012345.098765.12345", "https://id.gs1.org/01/04012345987652/21/12345"),
    ("urn:epc:id:sscc:0614141.1234567890", "https://id.gs1.org/00/106141412345678908"),
]

CLASSES = [
    ("urn:epc:class:lgtin:4012345.012345.998877", "https://id.gs1.org/01/04012345123456/10/998877"),
    ("urn:epc:idpat:sgtin:4012345.098765.*", "https://id.gs1.org/01/04012345987652"),
]

PLACES = [
    ("urn:epc:id:sgln:0614141.00777.0", "https://id.gs1.org/414/0614141007776"),
    ("urn:epc:id:sgln:0012345.11111.400", "https://id.gs1.org/414/0012345111112/254/400"),
]

STEPS = ["shipping", "receiving", "packing", "https://mine.test/step"]

STATES = ["in_progress", "in_transit", "active"]

TYPES = [
    "ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent",
    "AssociationEvent",
]  # fmt: skip

WORDS = ["one", "two", "12", "0012", "12.0", "20", "2013-06-08T14:58:56.591Z", "chữ"]

START = datetime(2026, 1, 1, tzinfo=UTC)

SENSOR_TEXTS = ("deviceID", "stringValue", "uriValue", "microorganism", "dataProcessingMethod")


def some(dice, pairs, most=2):
    """Draw some names, each in either of its forms."""
    return [dice.choice(pair) for pair in dice.sample(pairs, dice.randint(1, most))]


def time_of(dice):
    """Draw a time, written in one of two zones."""
    at = START + timedelta(minutes=dice.randint(0, 300))
    return at.isoformat(timespec="milliseconds").replace("+00:00", dice.choice(["Z", "+00:00"]))


def event(dice, number):
    """Draw one event of any type."""
    kind = dice.choice(TYPES)
    found = {
        "type": kind,
        "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "eventTime": time_of(dice),
        "eventTimeZoneOffset": "+07:00",
    }
    if kind == "TransformationEvent":
        found["inputEPCList"] = some(dice, THINGS)
        found["outputEPCList"] = some(dice, THINGS)
        found["inputQuantityList"] = amounts(dice)
        if dice.random() < 0.5:
            found["transformationID"] = dice.choice(["urn:x:a", "urn:x:b"])
    else:
        found["action"] = dice.choice(["ADD", "OBSERVE", "DELETE"])
        inside = kind in {"AggregationEvent", "AssociationEvent"}
        found["childEPCs" if inside else "epcList"] = some(dice, THINGS)
        if inside or (kind == "TransactionEvent" and dice.random() < 0.4):
            found["parentID"] = dice.choice(THINGS[-1])
        if dice.random() < 0.5:
            found["childQuantityList" if inside else "quantityList"] = amounts(dice)
    adorn(dice, found)
    if kind == "TransactionEvent":
        found.setdefault("bizTransactionList", [{"type": "po", "bizTransaction": "urn:t:2"}])
    if kind != "TransformationEvent" and (kind != "ObjectEvent" or found["action"] != "ADD"):
        found.pop("ilmd", None)
    return found


def amounts(dice):
    """Draw a list of quantities."""
    found = []
    for name in some(dice, CLASSES):
        one = {"epcClass": name, "quantity": dice.choice([1, 2, 500, 2.5])}
        if one["quantity"] == 2.5 or dice.random() < 0.6:
            one["uom"] = dice.choice(["KGM", "GRM"])
        found.append(one)
    return found


def adorn(dice, found):
    """Add what any event may have."""
    describe(dice, found)
    extend(dice, found)
    if dice.random() < 0.4:
        found["sensorElementList"] = [sensor(dice) for _ in range(dice.randint(1, 2))]


def describe(dice, found):
    """Add steps, places and transactions."""
    if dice.random() < 0.8:
        found["bizStep"] = dice.choice(STEPS)
    if dice.random() < 0.6:
        found["disposition"] = dice.choice(STATES)
    for place in ("readPoint", "bizLocation"):
        if dice.random() < 0.5:
            found[place] = {"id": dice.choice(dice.choice(PLACES))}
    if dice.random() < 0.3:
        found["persistentDisposition"] = {"set": [dice.choice(STATES)], "unset": ["destroyed"]}
    if dice.random() < 0.3:
        found["bizTransactionList"] = [
            {
                "type": dice.choice(["po", "inv"]),
                "bizTransaction": dice.choice(["urn:t:1", "urn:t:2"]),
            }
        ]
    if dice.random() < 0.3:
        found["sourceList"] = [
            {"type": dice.choice(["location", "owning_party"]), "source": dice.choice(PLACES[0])}
        ]


def extend(dice, found):
    """Add what the standard does not know."""
    if dice.random() < 0.5:
        found["ex:field"] = dice.choice([dice.choice(WORDS), 12, 20.5, [dice.choice(WORDS), "two"]])
    if dice.random() < 0.3:
        found["ex:deep"] = {"ex:field": dice.choice(WORDS), "mine:more": {"ex:deepest": "one"}}
    if dice.random() < 0.3:
        found["ilmd"] = {"ex:lot": dice.choice(WORDS), "mine:box": {"ex:lot": dice.choice(WORDS)}}


def sensor(dice):
    """Draw one sensor element."""
    report = {"type": dice.choice(["Temperature", "Mass"])}
    if report["type"] == "Temperature":
        names = dice.sample(("value", "minValue", "maxValue"), dice.randint(1, 3))
        report |= {name: dice.choice([10, 20.5, 290, 293.65]) for name in names}
        report["uom"] = dice.choice(["CEL", "KEL"])
    for name, pool in (("booleanValue", [True, False]), ("percRank", [5, 50]), ("ex:extra", WORDS)):
        if dice.random() < 0.5:
            report[name] = dice.choice(pool)
    metadata = {"time": time_of(dice)}
    for name in SENSOR_TEXTS:
        if dice.random() < 0.3:
            value = (
                dice.choice(["plain", "two"]) if name == "stringValue" else "https://mine.test/d"
            )
            (metadata if name in {"deviceID", "dataProcessingMethod"} else report)[name] = value
    found = {"sensorReport": [report], "sensorMetadata": metadata}
    if dice.random() < 0.4:
        found["ex:extra"] = dice.choice(WORDS)
    return found


def events(seed, count):
    """Draw events, always the same for a seed."""
    dice = random.Random(seed)
    return [event(dice, number) for number in range(count)]
