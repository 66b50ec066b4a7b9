"""Companies' prefixes told by captured URNs: by them links become the URNs their owners write."""

import json

import pytest

from ocop.epcis.companies import prefixes_in, to_urn
from ocop.epcis.identifiers import as_link
from ocop.epcis.models import CompanyPrefix
from ocop.epcis.operations import capture_events
from tests.epcis.samples import event

pytestmark = pytest.mark.django_db
# Of a prefix of nine digits, where a guess after 893 would take ten.
URN = "urn:epc:id:sgtin:893850500.0017.77"
LINK = as_link(URN)


def captured(act, number, *epcs):
    """Capture a public event of these things."""
    told = event(eventID=f"urn:x:{number}", epcList=list(epcs))
    for place in ("readPoint", "bizLocation"):
        told.pop(place, None)
    capture_events(act, [told], party="", is_public=True)


def asked(client, path):
    response = client.get(f"/epcis/v2{path}", headers={"GS1-EPC-Format": "Always_EPC_URN"})
    return response.json()


def test_a_link_is_told_as_the_urn_that_was_seen(client, act):
    captured(act, 1, LINK)
    [guessed] = asked(client, "/epcs")["member"]

    captured(act, 2, URN.replace(".77", ".78"))
    found = asked(client, "/events/urn:x:1")["epcisBody"]["queryResults"]["resultsBody"]

    assert guessed != URN
    assert asked(client, "/epcs")["member"] == [URN, URN.replace(".77", ".78")]
    assert found["eventList"][0]["epcList"] == [URN]


def test_a_prefix_is_kept_once(act):
    captured(act, 1, URN)
    captured(act, 2, URN, "urn:epc:id:sgtin:0614141.107346.1")

    kept = CompanyPrefix.objects.order_by("digits").values_list("digits", flat=True)

    assert list(kept) == ["0614141", "893850500"]


@pytest.mark.parametrize(
    "text",
    ["urn:epc:id:sgtin:12345.0.1", "urn:epc:id:gid:x.1.1", "see urn:epc:id:sgtin:893850500.0017.1"],
)
def test_what_tells_no_prefix_teaches_none(text):
    assert prefixes_in(json.dumps([text]).encode()) == []


def test_what_is_a_urn_already_asks_for_nothing(act, django_assert_num_queries):
    captured(act, 1, URN)
    turn = to_urn()

    with django_assert_num_queries(0):
        assert turn(URN) == URN
    with django_assert_num_queries(1):
        assert [turn(LINK), turn(LINK)] == [URN, URN]
