"""What the repository knows, by the names in its events."""

import re
from urllib.parse import quote

import pytest

from ocop.epcis.operations import capture_events
from ocop.epcis.vocabulary import OF_FIELD
from tests.epcis.samples import BAGS, FIELD, event

pytestmark = pytest.mark.django_db
ROOT = "/epcis/v2"
LINKS = [f"https://id.gs1.org/01/08938505000176/21/{number}" for number in (11, 12)]


@pytest.fixture
def chain(act):
    """Three public events: made, packed, and a step of our own."""
    capture_events(
        act,
        [
            event(eventID="urn:x:1"),
            event("AggregationEvent", eventID="urn:x:2"),
            event(eventID="urn:x:3", bizStep="https://tra.example.vn/ns/withering"),
        ],
        party="",
        is_public=True,
    )


def members(client, path, **headers):
    return client.get(f"{ROOT}{path}", headers=headers).json()["member"]


def ids(response):
    found = response.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    return {one["eventID"] for one in found}


def test_things_are_listed_in_the_form_asked_for(client, chain):
    assert set(LINKS) <= set(members(client, "/epcs"))
    urns = members(client, "/epcs", **{"GS1-EPC-Format": "Always_EPC_URN"})
    assert {name[:15] for name in urns} == {"urn:epc:id:sgti", "urn:epc:id:sscc"}


@pytest.mark.parametrize("name", [BAGS[0], LINKS[0], "https://x.example/01/08938505000176/21/11"])
def test_a_thing_is_found_by_each_of_its_names(client, chain, name):
    path = f"{ROOT}/epcs/{quote(name, safe='')}"

    assert client.get(path).json()["member"] == ["events"]
    assert ids(client.get(f"{path}/events")) == {"urn:x:1", "urn:x:2", "urn:x:3"}


def test_steps_are_listed_bare_and_with_the_prefixes_of_who_asks(client, chain):
    own = {"GS1-Extensions": "tra=https://tra.example.vn/ns/"}

    assert members(client, "/bizSteps")[:3] == [
        "commissioning", "packing", "https://tra.example.vn/ns/withering",
    ]  # fmt: skip
    assert "tra:withering" in members(client, "/bizSteps", **own)
    assert ids(client.get(f"{ROOT}/bizSteps/tra:withering/events", headers=own)) == {"urn:x:3"}


@pytest.mark.parametrize(
    "step",
    ["packing", "urn:epcglobal:cbv:bizstep:packing", "https://ref.gs1.org/cbv/BizStep-packing"],
)
def test_a_step_is_found_in_each_of_its_forms(client, chain, step):
    assert ids(client.get(f"{ROOT}/bizSteps/{quote(step, safe='')}/events")) == {"urn:x:2"}


def test_a_word_of_the_standard_is_known_before_it_is_used(client, chain):
    assert client.get(f"{ROOT}/dispositions/recalled").json()["member"] == ["events"]
    assert ids(client.get(f"{ROOT}/dispositions/recalled/events")) == set()
    assert client.get(f"{ROOT}/dispositions/eaten").status_code == 404


def test_places_are_known_by_what_happened_there(client, chain):
    assert len(members(client, "/readPoints")) == 1
    place = quote(FIELD["id"], safe="")
    assert ids(client.get(f"{ROOT}/readPoints/{place}/events")) == {"urn:x:1", "urn:x:3"}
    assert client.get(f"{ROOT}/bizLocations/{place}").status_code == 404


def test_events_of_a_type_are_narrowed_by_the_question(client, chain):
    path = f"{ROOT}/eventTypes/ObjectEvent/events"

    assert ids(client.get(path)) == {"urn:x:1", "urn:x:3"}
    assert ids(client.get(f"{path}?EQ_bizStep=commissioning")) == {"urn:x:1"}
    assert len(members(client, "/eventTypes")) == 5


def next_of(response):
    """The address of the next page, where there is one."""
    return re.findall(r'<([^>]+)>; rel="next"', response.get("Link", ""))


def test_a_list_goes_on_page_by_page(client, chain):
    first = client.get(f"{ROOT}/epcs?perPage=2")
    [link] = next_of(first)
    rest = client.get(link)

    assert len(first.json()["member"]) == 2
    assert len(rest.json()["member"]) == 1
    assert not set(first.json()["member"]) & set(rest.json()["member"])
    assert not rest.has_header("Link")


@pytest.mark.parametrize(("which", "field"), [("bizSteps", "bizStep"), ("dispositions",) * 2])
def test_the_words_of_the_standard_are_listed_behind_those_in_use(client, chain, which, field):
    told, link = [], f"{ROOT}/{which}?perPage=7"
    while link:
        page = client.get(link)
        told += page.json()["member"]
        link = next(iter(next_of(page)), None)

    assert len(told) == len(set(told))
    assert set(told) >= OF_FIELD[field.removesuffix("s")].words


def test_a_word_that_comes_into_use_between_two_pages_is_listed_once(client, act, chain):
    first = client.get(f"{ROOT}/bizSteps?perPage=3")
    capture_events(act, [event(eventID="urn:x:8", bizStep="accepting")], party="", is_public=True)
    capture_events(act, [event(eventID="urn:x:9", bizStep="packing")], party="", is_public=True)
    [link] = next_of(first)
    rest = client.get(link.replace("perPage=3", "perPage=100"))

    told = first.json()["member"] + rest.json()["member"]
    assert len(told) == len(set(told))
    assert {"accepting", "packing", "shipping"} <= set(told)


OWN = "https://tra.example.vn/ns/tasting-of-the-first-flush"


def test_a_type_of_ones_own_is_listed_and_found_like_the_standards(client, act, chain):
    own = {"GS1-Extensions": "tra=https://tra.example.vn/ns/"}
    tasted = event(eventID="urn:x:8", type=f"ns:{OWN[26:]}")
    names = {"ns": "https://tra.example.vn/ns/"}
    capture_events(act, [tasted], party="", namespaces=names, is_public=True)

    assert members(client, "/eventTypes")[0] == OWN
    assert f"tra:{OWN[26:]}" in members(client, "/eventTypes", **own)
    for name in (quote(OWN, safe=""), f"tra:{OWN[26:]}"):
        assert members(client, f"/eventTypes/{name}", **own) == ["events"]
        found = client.get(f"{ROOT}/eventTypes/{name}/events", headers=own)
        assert ids(found) == {"urn:x:8"}
    asked = client.get(f"{ROOT}/events?eventType=ObjectEvent|tra:{OWN[26:]}", headers=own)
    assert ids(asked) == {"urn:x:1", "urn:x:3", "urn:x:8"}
    assert client.get(f"{ROOT}/eventTypes/tra:other", headers=own).status_code == 404


def test_a_type_of_what_is_not_public_is_not_there_for_a_stranger(client, act):
    capture_events(act, [event(eventID="urn:x:8", type=OWN)], party="CT-1")

    assert OWN not in members(client, "/eventTypes")
    assert client.get(f"{ROOT}/eventTypes/{quote(OWN, safe='')}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["eventTypes", "eventTypes/ObjectEvent", "bizSteps", "bizSteps/packing", "epcs", "readPoints"],
)
@pytest.mark.parametrize("asked", ["perPage=0", "perPage=x", "nextPageToken=forged", "page=2"])
def test_a_list_refuses_pages_that_it_has_not(client, chain, path, asked):
    refused = client.get(f"{ROOT}/{path}?{asked}")

    assert refused.status_code == 400
    assert refused.json()["type"] == "epcisException:QueryParameterException"
    assert refused.json()["field"] == asked.partition("=")[0]


def test_a_hash_in_an_address_may_leave_its_question_mark_bare(client, act):
    [event_id] = capture_events(act, [event()], party="", is_public=True)

    assert "?ver=CBV2.0" in event_id
    assert ids(client.get(f"{ROOT}/events/{event_id}")) == {event_id}
    assert ids(client.get(f"{ROOT}/events/{quote(event_id, safe='')}")) == {event_id}


def test_what_is_not_public_is_not_there_for_a_stranger(client, act):
    capture_events(act, [event(eventID="urn:x:9")], party="CT-1")

    assert members(client, "/epcs") == []
    assert client.get(f"{ROOT}/events/urn:x:9").status_code == 404
    assert client.get(f"{ROOT}/epcs/{quote(BAGS[0], safe='')}").status_code == 404
