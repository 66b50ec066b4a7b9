"""Questions at random, and a second reading of what fits: by plain Python."""

from tests.epcis.asking.plain_extensions import of_deepest, of_extension
from tests.epcis.asking.plain_fields import (
    ALL_PLACES,
    bare,
    of_disposition,
    of_field,
    of_pair,
    of_quantity,
    of_source,
    of_thing,
    of_time,
    one_form,
    place_of,
)
from tests.epcis.asking.plain_sensors import (
    of_rank,
    of_reading,
    of_sensor_text,
    of_sensor_time,
    of_sensors,
    of_truth,
    of_type,
)
from tests.factories.asking import STATES, STEPS, TYPES


def question(dice):
    """Draw some parameters as a query string has them, and what an event must be to fit."""
    drawn = [dice.choice(ASKED)(dice) for _ in range(dice.choice([1, 1, 1, 2, 2, 3]))]
    by_name = {name: (values, fits) for name, values, fits in drawn}
    pairs = [(name, "|".join(map(str, values))) for name, (values, _) in by_name.items()]
    return pairs, lambda one: all(fits(one) for _, fits in by_name.values())


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
