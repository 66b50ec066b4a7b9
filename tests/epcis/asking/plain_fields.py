"""Questions at random about what an event says, and by plain Python which events fit."""

from datetime import datetime, timedelta
from decimal import Decimal

from tests.factories.asking import CLASSES, PLACES, START, STATES, THINGS, some

ZERO = {"CEL": Decimal("273.15"), "KEL": Decimal(0)}

GRAMS = {"KGM": Decimal(1000), "GRM": Decimal(1)}

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


def moment(text):
    """Return the moment of a text of our own events."""
    return datetime.fromisoformat(text)


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


def place_of(field):
    return lambda one: one.get(field, {}).get("id")


ALL_PLACES = [form for pair in PLACES for form in pair]
