"""Events at random, questions at random, and a second reading of what fits: by plain Python."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

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
TYPES = ["ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent"]
TYPES += ["AssociationEvent"]
WORDS = ["one", "two", "12", "0012", "12.0", "20", "2013-06-08T14:58:56.591Z", "chữ"]
ZERO = {"CEL": Decimal("273.15"), "KEL": Decimal(0)}
GRAMS = {"KGM": Decimal(1000), "GRM": Decimal(1)}
START = datetime(2026, 1, 1, tzinfo=UTC)
ROLES = {
    "MATCH_epc": ("epcList", "childEPCs"),
    "MATCH_parentID": ("parentID",),
    "MATCH_inputEPC": ("inputEPCList",),
    "MATCH_outputEPC": ("outputEPCList",),
    "MATCH_anyEPC": ("epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"),
    "MATCH_epcClass": ("quantityList", "childQuantityList"),
    "MATCH_inputEPCClass": ("inputQuantityList",),
    "MATCH_outputEPCClass": ("outputQuantityList",),
    "MATCH_anyEPCClass": (
        "quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList",
    ),
}  # fmt: skip
SIZES = {
    "GT": lambda a, b: a > b,
    "GE": lambda a, b: a >= b,
    "LT": lambda a, b: a < b,
    "LE": lambda a, b: a <= b,
    "EQ": lambda a, b: a == b,
}
SENSOR_TEXTS = ("deviceID", "stringValue", "uriValue", "microorganism", "dataProcessingMethod")


def moment(text):
    """Return the moment of a text of our own events."""
    return datetime.fromisoformat(text)


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


# Questions: a name, its values, and by a second way which events fit.


def question(dice):
    """Draw some parameters as a query string has them, and what an event must be to fit."""
    drawn = [dice.choice(ASKED)(dice) for _ in range(dice.choice([1, 1, 1, 2, 2, 3]))]
    by_name = {name: (values, fits) for name, values, fits in drawn}
    pairs = [(name, "|".join(map(str, values))) for name, (values, _) in by_name.items()]
    return pairs, lambda one: all(fits(one) for _, fits in by_name.values())


def of_field(name, field, pool, same=lambda text: text):
    """Ask for one of some values of a field."""

    def ask(dice):
        values = dice.sample(pool, dice.randint(1, min(2, len(pool))))
        wanted = {same(value) for value in values}
        return name, values, lambda one: field(one) is not None and same(field(one)) in wanted

    return ask


def bare(text):
    """Return a standard word without what may stand before it."""
    for start in ("https://ref.gs1.org/cbv/BizStep-", "urn:epcglobal:cbv:bizstep:"):
        text = text.removeprefix(start)
    return text


def one_form(text):
    """Return the second form of a name that has two."""
    return next((link for urn, link in THINGS + CLASSES + PLACES if text in (urn, link)), text)


def of_time(dice):
    at = START + timedelta(minutes=dice.randint(0, 300))
    side = dice.choice(["GE", "LT"])
    text = at.astimezone().isoformat()
    return f"{side}_eventTime", [text], lambda one: SIZES[side](moment(one["eventTime"]), at)


def of_thing(dice):
    name = dice.choice(list(ROLES))
    pool = CLASSES if name.endswith("Class") else THINGS
    values = some(dice, pool)
    wanted = {one_form(value) for value in values}
    patterns = [
        ("urn:epc:idpat:sgtin:0614141.107346.*", "https://id.gs1.org/01/10614141073464/21/"),
        ("https://id.gs1.org/01/04012345987652", "https://id.gs1.org/01/04012345987652/21/"),
        ("urn:epc:idpat:sgtin:0614141.*.*", "https://id.gs1.org/01/10614141"),
        ("urn:epc:idpat:sscc:0614141.*", "https://id.gs1.org/00/10614141"),
    ]
    start = None
    if not name.endswith("Class") and dice.random() < 0.3:
        pattern, start = dice.choice(patterns)
        values = [*values, pattern]

    def fits(one):
        named = {one_form(text) for field in ROLES[name] for text in told(one.get(field))}
        return bool(named & wanted) or any(start and text.startswith(start) for text in named)

    return name, values, fits


def told(value):
    """Return the names that a field holds, whatever its shape."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    return [one["epcClass"] if isinstance(one, dict) else one for one in value]


def quantities(one):
    """Yield all quantities of an event."""
    for name in ROLES["MATCH_anyEPCClass"]:
        yield from one.get(name, ())


def of_quantity(dice):
    side, number = dice.choice(list(SIZES)), dice.choice([1, 2, 500, 1000, 2.5, 2500])
    uom = dice.choice([None, "KGM", "GRM"])
    if uom is None:
        return (
            f"{side}_quantity",
            [number],
            lambda one: any(SIZES[side](amount["quantity"], number) for amount in quantities(one)),
        )
    grams = Decimal(str(number)) * GRAMS[uom]
    return (
        f"{side}_quantity_{uom}",
        [number],
        lambda one: any(
            SIZES[side](Decimal(str(amount["quantity"])) * GRAMS[amount["uom"]], grams)
            for amount in quantities(one)
            if "uom" in amount
        ),
    )


def reports(one):
    """Yield all sensor reports of an event."""
    for element in one.get("sensorElementList", ()):
        yield from element["sensorReport"]


def of_reading(dice):
    side, uom = dice.choice(list(SIZES)), dice.choice(["CEL", "KEL"])
    name, number = dice.choice(["value", "minValue", "maxValue"]), dice.choice([10, 20.5, 293.65])
    kelvin = Decimal(str(number)) + ZERO[uom]
    return (
        f"{side}_{name}_{uom}",
        [number],
        lambda one: any(
            SIZES[side](Decimal(str(report[name])) + ZERO[report["uom"]], kelvin)
            for report in reports(one)
            if name in report
        ),
    )


def of_rank(dice):
    side, number = dice.choice(list(SIZES)), dice.choice([5, 7, 50])
    return (
        f"{side}_percRank",
        [number],
        lambda one: any(
            SIZES[side](report["percRank"], number)
            for report in reports(one)
            if "percRank" in report
        ),
    )


def of_truth(dice):
    wanted = dice.choice([True, False])
    return (
        "EQ_booleanValue",
        [str(wanted).lower()],
        lambda one: any(report.get("booleanValue") is wanted for report in reports(one)),
    )


def of_sensor_text(dice):
    name, value = dice.choice(SENSOR_TEXTS), dice.choice(["https://mine.test/d", "urn:x:none"])
    value = dice.choice(["plain", "two", "none"]) if name == "stringValue" else value
    return (
        f"EQ_{name}",
        [value],
        lambda one: any(
            value in (report.get(name), element["sensorMetadata"].get(name))
            for element in one.get("sensorElementList", ())
            for report in element["sensorReport"]
        ),
    )


def of_sensor_time(dice):
    at = START + timedelta(minutes=dice.randint(0, 300))
    side = dice.choice(["GE", "LT"])
    return (
        f"{side}_time",
        [at.isoformat()],
        lambda one: any(
            SIZES[side](moment(element["sensorMetadata"]["time"]), at)
            for element in one.get("sensorElementList", ())
        ),
    )


def of_type(dice):
    wanted = dice.choice(["Temperature", "Mass", "gs1:Temperature", "Volume"])
    return (
        "EQ_type",
        [wanted],
        lambda one: any(report["type"] == wanted.removeprefix("gs1:") for report in reports(one)),
    )


def of_pair(dice):
    kind, value = dice.choice(["po", "inv", "bol"]), dice.choice(["urn:t:1", "urn:t:3"])
    return (
        f"EQ_bizTransaction_{kind}",
        [value],
        lambda one: any(
            pair["type"] == kind and pair["bizTransaction"] == value
            for pair in one.get("bizTransactionList", ())
        ),
    )


def of_source(dice):
    kind, value = dice.choice(["location", "owning_party"]), dice.choice(PLACES[0])
    return (
        f"EQ_source_{kind}",
        [value],
        lambda one: any(
            pair["type"] == kind and one_form(pair["source"]) == one_form(value)
            for pair in one.get("sourceList", ())
        ),
    )


def of_disposition(dice):
    part, value = dice.choice(["set", "unset"]), dice.choice([*STATES, "destroyed"])
    return (
        f"EQ_persistentDisposition_{part}",
        [value],
        lambda one: value in one.get("persistentDisposition", {}).get(part, ()),
    )


# Extensions: where they stand, the short names asked for, and how they are found there.
def leaves(value):
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [value]


def at_top(element, name):
    return leaves(element[name]) if name in element else []


def below(element, name, *, is_top=True):
    """Return what stands under a name anywhere below the top."""
    found = []
    for key, value in element.items():
        for one in leaves(value):
            if isinstance(one, dict) and ":" in key:
                found += at_top(one, name)
                found += below(one, name, is_top=False)
    return found


AREAS = {
    "": ("ex:field", lambda one: at_top(one, "ex:field")),
    "INNER_": ("ex:field", lambda one: below(one, "ex:field")),
    "ILMD_": ("ex:lot", lambda one: at_top(one.get("ilmd", {}), "ex:lot")),
    "INNER_ILMD_": ("ex:lot", lambda one: below(one.get("ilmd", {}), "ex:lot")),
    "SENSORELEMENT_": (
        "ex:extra",
        lambda one: [
            leaf
            for element in one.get("sensorElementList", ())
            for leaf in at_top(element, "ex:extra")
        ],
    ),
    "SENSORREPORT_": (
        "ex:extra",
        lambda one: [leaf for report in reports(one) for leaf in at_top(report, "ex:extra")],
    ),
}


def of_extension(dice):
    area = dice.choice(list(AREAS))
    name, found = AREAS[area]
    side = dice.choice(["EQ", "EQ", "EXISTS", "GE", "LT"])
    if side == "EXISTS":
        return f"EXISTS_{area}{name}", ["true"], lambda one: bool(found(one))
    if side == "EQ":
        value = dice.choice(WORDS)
        return (
            f"EQ_{area}{name}",
            [value],
            lambda one: any(equal(leaf, value) for leaf in found(one)),
        )
    number = dice.choice([12, 13, 20.5])
    return (
        f"{side}_{area}{name}",
        [number],
        lambda one: any(
            (size := numeric(leaf)) is not None and SIZES[side](size, Decimal(str(number)))
            for leaf in found(one)
        ),
    )


def numeric(leaf):
    """Return the number that a value of our own events is or spells."""
    text = str(leaf)
    return Decimal(text) if text.replace(".", "", 1).isdigit() else None


def equal(leaf, asked):
    """Tell whether a value is what is asked for: a name that begins with 0 counts nothing."""
    if str(leaf) == asked:
        return True
    if "0012" in (str(leaf), asked):
        return False
    return numeric(leaf) is not None and numeric(leaf) == numeric(asked)


def of_deepest(dice):
    return "EXISTS_INNER_ex:deepest", [""], lambda one: bool(below(one, "ex:deepest"))


def of_sensors(dice):
    spelling = dice.choice(["EXISTS_sensorElementList", "EXISTS_sensorElement"])
    return spelling, [""], lambda one: bool(one.get("sensorElementList"))


def place_of(field):
    return lambda one: one.get(field, {}).get("id")


ALL_PLACES = [form for pair in PLACES for form in pair]
ASKED = [
    of_field("eventType", lambda one: one["type"], TYPES),
    of_field("EQ_action", lambda one: one.get("action"), ["ADD", "OBSERVE", "DELETE"]),
    of_field(
        "EQ_bizStep",
        lambda one: one.get("bizStep"),
        [*STEPS, "urn:epcglobal:cbv:bizstep:shipping", "https://ref.gs1.org/cbv/BizStep-packing"],
        bare,
    ),
    of_field("EQ_disposition", lambda one: one.get("disposition"), STATES),
    of_field("EQ_readPoint", place_of("readPoint"), ALL_PLACES, one_form),
    of_field("EQ_bizLocation", place_of("bizLocation"), ALL_PLACES, one_form),
    of_field("WD_readPoint", place_of("readPoint"), ALL_PLACES, one_form),
    of_field("EQ_transformationID", lambda one: one.get("transformationID"), ["urn:x:a"]),
    of_field(
        "EQ_eventID",
        lambda one: one["eventID"],
        [f"urn:uuid:00000000-0000-4000-8000-{number:012d}" for number in range(50)],
    ),
    of_time, of_thing, of_thing, of_thing, of_quantity, of_reading, of_rank, of_truth,
    of_sensor_text, of_sensor_time, of_type, of_pair, of_source, of_disposition, of_extension,
    of_extension, of_extension, of_deepest, of_sensors,
]  # fmt: skip


def events(seed, count):
    """Draw events, always the same for a seed."""
    dice = random.Random(seed)
    return [event(dice, number) for number in range(count)]
