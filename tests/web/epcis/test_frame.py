"""The frame of the repository: methods, keys, versions, forms, and problems for programs."""

import gzip
import json
import re

import pytest
from django.urls import get_resolver

from ocop.accounts.models import Scope
from ocop.accounts.operations import issue_key, revoke_key
from ocop.epcis import xml
from ocop.epcis.models import Capture, Event
from ocop.epcis.preparing import LARGEST, MOST_EVENTS
from tests import cast
from tests.epcis.samples import document, event

pytestmark = pytest.mark.django_db
ROOT = "/epcis/v2"
EVERYWHERE = [
    "GS1-EPCIS-Version", "GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Version", "GS1-CBV-Min",
    "GS1-CBV-Max", "GS1-EPC-Format", "GS1-CBV-XML-Format", "GS1-Extensions", "GS1-Vendor-Version",
]  # fmt: skip
ID = "urn:uuid:00000000-0000-4000-8000-000000000001"


@pytest.fixture
def program(client, act):
    """A program with every scope."""
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {issue_key(act, name='máy thử')[1]}"
    return client


def posted(client, path, body, kind="application/json", **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"{ROOT}{path}", data, content_type=kind, headers=headers)


def problem(response):
    """The status, type and place of a problem."""
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == response.status_code
    kind = said["type"].removeprefix("epcisException:")
    return response.status_code, kind, said.get("field", "")


def addresses():
    """Every address of the repository, with values that lead nowhere."""
    found = []
    for resolver in get_resolver().url_patterns:
        if str(resolver.pattern).startswith("epcis/v2/"):
            found = [str(one.pattern) for one in resolver.url_patterns]
    return [f"{ROOT}/{re.sub(r'<[^>]+>', 'khong-co', one)}" for one in found]


def test_every_address_of_the_standard_is_there():
    assert len(addresses()) == 29


def test_options_tell_methods_versions_and_limits_everywhere(client):
    for address in addresses():
        response = client.options(address)

        assert response.status_code == 204, address
        assert set(response["Allow"].split(", ")) >= {"OPTIONS"}
        assert [name for name in EVERYWHERE if not response.has_header(name)] == []
        assert response["GS1-EPCIS-Capture-Limit"] == str(MOST_EVENTS)
        assert response["GS1-EPCIS-Capture-File-Size-Limit"] == str(LARGEST)
        assert response["GS1-Capture-Error-Behaviour"] == "all"


def test_a_method_that_there_is_not_is_told_with_those_there_are(client):
    for address in addresses():
        response = client.put(address)

        assert response.status_code == 405, address
        assert "PUT" not in response["Allow"]
        assert problem(response)[1] == "ImplementationException"


@pytest.mark.parametrize("path", ["", "/"])
def test_the_top_lists_what_there_is(client, path):
    said = client.get(f"{ROOT}{path}").json()

    assert said["type"] == "Collection"
    assert len(set(said["member"])) == 9


@pytest.mark.parametrize("path", ["/nowhere", "/events/khong-co", "/epcs/a%00b", "/eventTypes/X"])
def test_what_is_not_there_is_a_problem_and_no_page(client, path):
    assert problem(client.get(f"{ROOT}{path}"))[:2] == (404, "NoSuchNameException")


def test_a_key_that_is_not_good_is_told_so(client, act):
    key, secret = issue_key(act, name="máy")
    revoke_key(key, act, reason="Máy đã bán.")

    for shown in (f"Bearer {secret}", "Bearer no", "Basic YTpi", "", "Bearer"):
        response = client.get(f"{ROOT}/events", headers={"Authorization": shown})
        assert problem(response)[:2] == (401, "SecurityException"), shown
        assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_stranger_reads_what_is_public_and_writes_nothing(client):
    assert client.get(f"{ROOT}/events").status_code == 200
    assert problem(client.get(f"{ROOT}/capture"))[0] == 401
    assert problem(posted(client, "/capture", document(event())))[0] == 401


def test_a_key_does_what_its_scopes_say(client, act):
    _, secret = issue_key(act, name="máy", scopes=[Scope.QUERY])
    client.defaults["HTTP_AUTHORIZATION"] = f"bearer {secret}"

    assert client.get(f"{ROOT}/events").status_code == 200
    assert problem(posted(client, "/events", event()))[:2] == (403, "SecurityException")
    assert not Event.objects.exists()


def test_a_session_reads_and_never_writes(client):
    client.force_login(cast.tung())

    assert client.get(f"{ROOT}/capture").status_code == 200
    assert problem(posted(client, "/capture", document(event())))[0] == 403
    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Accept": "application/json"}, 200),
        ({"Accept": "application/ld+json, */*;q=0.1"}, 200),
        ({"Accept": "application/*"}, 200),
        ({"Accept": "text/html"}, 406),
        ({"Accept": "application/json;q=0"}, 406),
        ({"GS1-EPCIS-Version": "2.0"}, 200),
        ({"GS1-EPCIS-Version": "2.0.0"}, 200),
        ({"GS1-EPCIS-Version": "1.2"}, 406),
        ({"GS1-EPCIS-Min": "2.0.0", "GS1-EPCIS-Max": "2.0.0"}, 200),
        ({"GS1-EPCIS-Min": "2.1"}, 406),
        ({"GS1-EPCIS-Max": "1.9"}, 406),
        ({"GS1-CBV-Min": "3"}, 406),
        ({"GS1-CBV-Version": "two"}, 406),
        ({"GS1-EPC-Format": "Always_EPC_URN"}, 200),
        ({"GS1-EPC-Format": "Sometimes"}, 406),
        ({"GS1-Extensions": "tra=https://tra.example.vn/ns/"}, 200),
        ({"GS1-Extensions": "nothing"}, 400),
    ],
)
def test_versions_and_forms_that_we_do_not_speak_are_refused(client, headers, status):
    response = client.get(f"{ROOT}/events", headers=headers)

    assert response.status_code == status
    if status == 406:
        assert problem(response)[1] == "NotAcceptableException"


def test_head_says_what_get_would_without_the_body(client):
    get, head = client.get(f"{ROOT}/eventTypes"), client.head(f"{ROOT}/eventTypes")

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(get.content))


def test_an_address_that_is_too_long_is_refused(client):
    response = client.get(f"{ROOT}/events", {"EQ_bizStep": "a" * 20_000})

    assert problem(response)[:2] == (414, "URITooLongException")


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
             "application/json; charset=utf-16", ""],
)  # fmt: skip
def test_a_form_of_content_that_we_do_not_read_is_refused(program, kind):
    response = posted(program, "/capture", document(event()), kind)

    assert problem(response)[:2] == (415, "UnsupportedMediaTypeException")


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=UTF-8", "application/ld+json"]
)
def test_a_document_is_taken_and_its_job_tells_what_became_of_it(program, kind):
    made = posted(program, "/capture", document(event()), kind)
    job = program.get(made["Location"])

    assert made.status_code == 202
    told = {"running": False, "success": True, "captureErrorBehaviour": "rollback", "errors": []}
    assert told.items() <= job.json().items()
    assert {"captureID", "createdAt", "finishedAt"} <= job.json().keys()
    assert [one["captureID"] for one in program.get(f"{ROOT}/capture").json()] == [
        job.json()["captureID"]
    ]


def test_a_packed_document_is_taken_up_to_the_same_size(program):
    packed = {"Content-Encoding": "gzip"}
    body = gzip.compress(json.dumps(document(event())).encode())

    taken = posted(program, "/capture", body, **packed)
    bomb = posted(program, "/capture", gzip.compress(b" " * (LARGEST + 1)), **packed)
    broken = posted(program, "/capture", body[:-9], **packed)

    assert taken.status_code == 202
    assert problem(bomb)[:2] == (413, "CaptureLimitExceededException")
    assert problem(broken)[:2] == (400, "ValidationException")


@pytest.mark.parametrize(("size", "status"), [(LARGEST, 202), (LARGEST + 1, 413)])
def test_a_document_has_at_most_so_many_bytes(program, size, status):
    body = json.dumps(document(event())).encode().ljust(size)

    response = posted(program, "/capture", body)

    assert response.status_code == status
    if status == 413:
        assert problem(response)[1] == "CaptureLimitExceededException"
        assert response["GS1-EPCIS-Capture-File-Size-Limit"] == str(LARGEST)


def test_rollback_and_proceed_are_as_the_header_says(program):
    mixed = document(event(eventID=ID), event(eventTime="x"))

    back = posted(program, "/capture", mixed)
    before = Event.objects.count()
    on = posted(program, "/capture", mixed, **{"GS1-Capture-Error-Behaviour": "proceed"})
    neither = posted(program, "/capture", mixed, **{"GS1-Capture-Error-Behaviour": "all"})

    assert (back.json()["success"], before) == (False, 0)
    assert (on.json()["success"], Event.objects.count()) == (False, 1)
    assert on["GS1-Capture-Error-Behaviour"] == "proceed"
    assert problem(neither)[0] == 400


def test_a_document_of_which_nothing_is_sound_is_refused_with_its_place(program):
    response = posted(program, "/capture", document(event(eventTime="x")))

    assert problem(response) == (400, "ValidationException", "/eventTime")
    assert response.json()["event"] == 0
    assert not Capture.objects.exists()


@pytest.mark.parametrize("kind", ["application/xml", "text/xml; charset=utf-8"])
def test_a_document_in_xml_is_the_document_in_json(program, kind):
    told = posted(program, "/capture", xml.write(document(event()), as_urn=True), kind)

    assert told.status_code == 202
    assert told.json()["success"]
    [kept] = Event.objects.all()
    assert json.loads(bytes(kept.document))["bizStep"] == event()["bizStep"]
    again = posted(program, "/capture", document(event()))
    assert again.json()["success"]
    assert Event.objects.count() == 1


@pytest.mark.parametrize("body", [b"<a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a/>"])
def test_xml_that_is_unsound_or_no_document_is_refused(program, body):
    answer = posted(program, "/capture", body, "application/xml")

    assert problem(answer)[:2] == (400, "ValidationException")
    assert not Capture.objects.exists()


def test_one_event_is_made_and_its_id_taken(program):
    one = event(eventID=ID, **{"@context": document()["@context"]})

    made, again = posted(program, "/events", one), posted(program, "/events", one)
    read = program.get(made["Location"])

    assert (made.status_code, made.json()["eventID"]) == (201, ID)
    assert problem(again) == (409, "ResourceAlreadyExistsException", "/eventID")
    [told] = read.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert told["eventID"] == ID
    assert "recordTime" in told


def test_a_document_and_an_event_each_have_their_own_address(program):
    assert problem(posted(program, "/events", document(event())))[0] == 400
    assert problem(posted(program, "/capture", event()))[0] == 400


def test_a_key_sees_its_own_jobs_and_events_alone(client, act):
    for party in ("CT-1", "CT-2"):
        secret = issue_key(act, name=party, party=party)[1]
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        made = posted(client, "/capture", document(event(disposition=_of(party))))
        assert made.status_code == 202

    [job] = client.get(f"{ROOT}/capture").json()
    found = client.get(f"{ROOT}/events").json()["epcisBody"]["queryResults"]["resultsBody"]

    assert made["Location"].endswith(job["captureID"])
    assert [one["disposition"] for one in found["eventList"]] == [_of("CT-2")]


def _of(party):
    return {"CT-1": "active", "CT-2": "in_progress"}[party]


def test_jobs_are_told_page_by_page_newest_first(program):
    for number in range(3):
        posted(program, "/capture", document(event(eventID=f"urn:x:{number}")))

    first = program.get(f"{ROOT}/capture?perPage=2")
    [link] = re.findall(r'<([^>]+)>; rel="next"', first["Link"])
    rest = program.get(link)

    assert (len(first.json()), len(rest.json())) == (2, 1)
    assert first.has_header("GS1-Next-Page-Token-Expires")
    assert not rest.has_header("Link")
    assert problem(program.get(f"{ROOT}/capture?foo=1"))[1] == "QueryParameterException"


@pytest.mark.parametrize("odd", [-1.5, "x", {}, [None], [[1]], None])
def test_an_event_of_a_type_of_ones_own_is_told_as_it_was_captured(program, odd):
    own = event() | {"type": "tra:Event", "quantityList": odd, "epcList": odd, "readPoint": odd}
    made = posted(program, "/capture", document(own))

    assert made.status_code in {202, 400}
    for form in ("Always_EPC_URN", "Always_GS1_Digital_Link"):
        told = program.get(f"{ROOT}/events", headers={"GS1-EPC-Format": form})
        assert told.status_code == 200


def test_one_event_may_leave_its_prefixes_to_the_header(program):
    own = event(eventID=ID, **{"tra:slope": "north"})

    made = posted(program, "/events", own, **{"GS1-Extensions": "tra=https://tra.example.vn/ns/"})
    found = program.get(
        f"{ROOT}/events?EQ_tra:slope=north",
        headers={"GS1-Extensions": "tra=https://tra.example.vn/ns/"},
    )

    assert made.status_code == 201
    [told] = found.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert told["eventID"] == ID
