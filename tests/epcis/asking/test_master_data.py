"""Questions that master data answers: what lies inside a place, and what is known of it."""

import orjson
import pytest

from ocop.epcis import documents
from ocop.epcis.access import EVERYTHING, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.parameters import namespaces_in, read_query
from ocop.epcis.context import STANDARD_CONTEXT
from ocop.epcis.operations import capture
from ocop.epcis.preparing import prepared

pytestmark = pytest.mark.django_db
HOUSE, ROOM, SHELF, ELSEWHERE = (
    f"urn:epc:id:sgln:0614141.0000{number}.0" for number in range(1, 5)
)
KIND, NAME = "urn:epcglobal:epcis:vtype:BusinessLocation", "urn:epcglobal:cbv:mda:name"


def element(uri, *children, **attributes):
    told = [{"id": NAME, "attribute": value} for value in attributes.values()]
    return {"id": uri, "attributes": told, "children": list(children)}


def event(number, place):
    return {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "eventTime": "2026-01-01T00:00:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "epcList": ["urn:epc:id:sscc:0614141.1234567890"],
        "bizLocation": {"id": place},
    }


@pytest.fixture
def told(act):
    """Events in a house, its room, a shelf of the room, and elsewhere."""
    elements = [
        element(HOUSE, ROOM, name="Nhà"),
        element(ROOM, SHELF, name="Phòng"),
        # A circle, as nobody should tell it.
        element(SHELF, HOUSE),
    ]
    vocabulary = {"type": KIND, "vocabularyElementList": elements}
    whole = {
        "@context": STANDARD_CONTEXT,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-01-01T00:00:00.000Z",
        "epcisHeader": {"epcisMasterData": {"vocabularyList": [vocabulary]}},
        "epcisBody": {
            "eventList": [
                event(number, place)
                for number, place in enumerate((HOUSE, ROOM, SHELF, ELSEWHERE), 1)
            ]
        },
    }
    job = capture(act, document=prepared(documents.read(orjson.dumps(whole))))
    assert (job.errors, job.stored) == ([], 4)


def numbers(*pairs):
    found = matching(visible(EVERYTHING), read_query(pairs, namespaces_in("")))
    return sorted(int(one[-1]) for one in found.values_list("event_id", flat=True))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (ROOM, [1, 2, 3]),
        (f"{ELSEWHERE}|urn:x:none", [4]),
        ("https://id.gs1.org/414/0614141000012", [1, 2, 3]),
    ],
)
def test_with_descendants_finds_what_lies_inside_in_either_form_and_ends_in_a_circle(
    told, place, expected
):
    assert numbers(("WD_bizLocation", place)) == expected


def test_the_place_alone_is_the_place_alone(told):
    assert numbers(("EQ_bizLocation", ROOM)) == [2]


def test_events_are_found_by_what_is_known_of_their_place(told):
    assert numbers(("HASATTR_bizLocation", NAME)) == [1, 2]
    assert numbers((f"EQATTR_bizLocation_{NAME}", "Phòng")) == [2]
    assert numbers((f"EQ_ATTR_bizLocation_{NAME}", "Phòng|Nhà")) == [1, 2]
    assert numbers(("HASATTR_readPoint", NAME)) == []
    assert numbers(("HASATTR_bizLocation", NAME.removeprefix("urn:epcglobal:cbv:mda:"))) == [1, 2]
    assert numbers(("EQ_ATTR_bizLocation_name", "Phòng")) == [2]
    assert numbers(("HASATTR_bizLocation", "urn:x:colour")) == []
