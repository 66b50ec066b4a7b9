"""Questions at random about what the standard does not know, and which events fit."""

from decimal import Decimal

from tests.epcis.asking.plain_fields import SIZES
from tests.epcis.asking.plain_sensors import reports
from tests.factories.asking import WORDS


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
