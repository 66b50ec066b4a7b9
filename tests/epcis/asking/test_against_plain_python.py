"""What the database answers is what a plain reading of the documents answers."""

import json
import random

import pytest

from ocop.epcis.access import EVERYTHING, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.parameters import namespaces_in, read_body, read_query
from ocop.epcis.operations import capture_events
from tests.epcis.asking.questions import question
from tests.factories import asking

HEADER = ", ".join(f"{prefix}={address}" for prefix, address in asking.NAMES.items())
NUMBERS = ("quantity", "value", "minValue", "maxValue", "percRank")


def as_body(pairs):
    """Return a query string's parameters as the body of a named query has them."""
    body = {"@context": [asking.NAMES]}
    for name, text in pairs:
        side, _, rest = name.partition("_")
        if rest.split("_")[0] in NUMBERS:
            body[name] = [json.loads(text)] if side == "EQ" else json.loads(text)
        elif side == "EXISTS":
            body[name] = None
        elif side in {"GE", "LT"} or name == "EQ_booleanValue":
            body[name] = text if "time" in name.lower() else text == "true"
            if "ex:" in name:
                body[name] = json.loads(text)
        else:
            body[name] = text.split("|")
    return body


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_thousands_of_questions_have_the_same_answer_in_the_database_and_in_python(act, seed):
    drawn = asking.events(seed, 150)
    capture_events(act, drawn, party="", namespaces=asking.NAMES)
    dice, names, found_any = random.Random(f"questions {seed}"), namespaces_in(HEADER), 0

    for _ in range(700):
        pairs, fits = question(dice)
        expected = {one["eventID"] for one in drawn if fits(one)}
        asked = matching(visible(EVERYTHING), read_query(pairs, names))
        assert set(asked.values_list("event_id", flat=True)) == expected, pairs
        assert read_body(as_body(pairs)) == read_query(pairs, names), pairs
        found_any += bool(expected)

    assert found_any > 200
