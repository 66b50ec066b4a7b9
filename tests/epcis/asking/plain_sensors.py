"""Questions at random about what sensors tell, and by plain Python which events fit."""

from datetime import timedelta
from decimal import Decimal

from tests.epcis.asking.plain_fields import SIZES, ZERO, moment
from tests.factories.asking import SENSOR_TEXTS, START


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


def of_sensors(dice):
    spelling = dice.choice(["EXISTS_sensorElementList", "EXISTS_sensorElement"])
    return spelling, [""], lambda one: bool(one.get("sensorElementList"))
