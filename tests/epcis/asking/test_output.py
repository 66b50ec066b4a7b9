"""An answer is a document of its own right: sound, and known again when it is captured."""

import orjson
import pytest

from ocop.epcis import documents, schema
from ocop.epcis.access import EVERYTHING
from ocop.epcis.asking.answers import answer
from ocop.epcis.asking.output import Form, Format
from ocop.epcis.asking.paging import Turn
from ocop.epcis.asking.parameters import read_query
from ocop.epcis.operations import capture, capture_events
from ocop.epcis.preparing import prepared
from tests.factories import asking
from tests.moment import NOW

pytestmark = pytest.mark.django_db
ALL = Turn(1000)


def answered(names=Format.NEVER):
    return answer(read_query([], {}), EVERYTHING, at=NOW, turn=ALL, form=Form(names)).body


def told(body):
    return body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


@pytest.mark.parametrize("names", list(Format))
def test_in_each_form_of_names_an_answer_is_sound_and_tells_nothing_new(act, names):
    capture_events(act, asking.events(20, 40), party="", namespaces=asking.NAMES)

    document = documents.read(orjson.dumps(answered(names)))

    assert schema.faults(document) == []
    again = capture(act, document=prepared(document))
    assert (again.success, again.stored, again.events) == (True, 0, 40)


def test_things_places_and_parties_are_named_in_the_form_asked_for(act):
    one = {
        **asking.events(21, 1)[0],
        "type": "ObjectEvent",
        "epcList": [form for pair in asking.THINGS for form in pair],
        "bizLocation": {"id": asking.PLACES[0][0]},
    }
    capture_events(act, [one], party="", namespaces=asking.NAMES)

    [links], [urns], [kept] = (
        told(answered(names)) for names in (Format.LINK, Format.URN, Format.NEVER)
    )

    assert links["epcList"] == [link for _, link in asking.THINGS for _ in range(2)]
    assert urns["epcList"] == [urn for urn, _ in asking.THINGS for _ in range(2)]
    assert kept["epcList"] == one["epcList"]
    assert links["bizLocation"]["id"] == asking.PLACES[0][1]


def test_every_event_tells_when_it_was_recorded(act):
    capture_events(act, asking.events(22, 3), party="", namespaces=asking.NAMES)

    assert {one["recordTime"] for one in told(answered())} == {"2026-10-05T03:00:00.000Z"}


def test_prefixes_are_told_once_and_one_that_means_two_things_stays_with_its_event(act):
    first, second, third = asking.events(23, 3)
    for one, address in ((first, "http://a.test/"), (second, "http://b.test/")):
        capture_events(act, [{**one, "own:x": "1"}], party="", namespaces={"own": address})
    capture_events(act, [third], party="", namespaces=asking.NAMES)

    body = answered()

    document = documents.read(orjson.dumps(body))
    spelt = {
        event["eventID"]: document.namespaces_for(event)["own"]
        for event in document.events
        if "own:x" in event
    }
    assert spelt == {first["eventID"]: "http://a.test/", second["eventID"]: "http://b.test/"}
    assert document.namespaces["ex"] == asking.NAMES["ex"]
