"""Who prefers XML is answered in XML: jobs, the top, events just captured, and problems."""

import json

import pytest
from lxml import etree

from ocop.accounts.operations import issue_key
from ocop.epcis import xml
from tests.epcis.samples import document, event

pytestmark = pytest.mark.django_db
ROOT = "/epcis/v2"
EPCIS = "{urn:epcglobal:epcis:xsd:2}"
IN_XML = {"Accept": "application/xml"}


@pytest.fixture
def program(client, act):
    """A program with every scope."""
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {issue_key(act, name='máy thử')[1]}"
    return client


def parsed(response, kind="application/xml"):
    assert response["Content-Type"].partition(";")[0] == kind
    return etree.fromstring(response.content)


def test_a_job_is_told_in_xml(program):
    sound, wrong = event(eventID="urn:x:1"), event(eventID="urn:x:2", action="EAT")
    made = program.post(
        f"{ROOT}/capture", json.dumps(document(sound, wrong)), "application/json", headers=IN_XML
    )

    assert made.status_code == 202
    for answer in (made, program.get(made["Location"], headers=IN_XML)):
        job = parsed(answer)
        assert job.tag == f"{EPCIS}EPCISCaptureJob"
        assert made["Location"].endswith(job.get("captureID"))
        assert (job.get("running"), job.get("success")) == ("false", "false")
        assert job.findtext("captureErrorBehaviour") == "rollback"
        assert [one.tag for one in job] == [
            "captureErrorBehaviour", "createdAt", "finishedAt", "errors",
        ]  # fmt: skip
        assert job.findtext("errors/error/type") == "epcisException:ValidationException"
        assert job.findtext("errors/error/event") == "1"
    [listed] = parsed(program.get(f"{ROOT}/capture", headers=IN_XML))
    assert listed.get("captureID") == job.get("captureID")


def test_the_top_is_told_in_xml(client):
    top = parsed(client.get(f"{ROOT}/", headers=IN_XML))

    assert top.findtext("type") == "Collection"
    assert len(top.findall("member")) == 9


def test_an_event_just_captured_is_told_in_the_form_it_came_in(program):
    sent = xml.write(event(eventID="urn:x:1"))

    made = program.post(f"{ROOT}/events", sent, "application/xml", headers=IN_XML)

    assert made.status_code == 201
    assert parsed(made).findtext("eventID") == "urn:x:1"


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/events?color=red", 400, "QueryParameterException"),
        ("/events/urn:x:none", 404, "NoSuchNameException"),
        ("/nowhere", 404, "NoSuchNameException"),
        ("/events?x=" + "x" * 20_000, 414, "URITooLongException"),
    ],
)
@pytest.mark.parametrize(
    "accept",
    ["application/xml", "text/xml", "application/problem+xml, application/xml",
     "application/xml, application/json;q=0.5"],
)  # fmt: skip
def test_a_problem_is_told_in_xml_to_who_prefers_it(client, path, status, kind, accept):
    refused = client.get(f"{ROOT}{path}", headers={"Accept": accept})

    assert refused.status_code == status
    told = parsed(refused, "application/problem+xml")
    assert told.tag == f"{EPCIS}EPCISException"
    assert told.findtext("type") == f"epcisException:{kind}"
    assert told.findtext("status") == str(status)
    assert told.findtext("title")
    assert int(refused["Content-Length"]) == len(refused.content)


def test_a_text_that_xml_cannot_hold_is_told_all_the_same():
    told = etree.fromstring(xml.plain(xml.PROBLEM, {"detail": "\x07<a&"}))

    assert told.findtext("detail") == "\N{REPLACEMENT CHARACTER}<a&"


@pytest.mark.parametrize(
    "accept", [None, "*/*", "application/json", "application/json, application/xml", "text/csv"]
)
def test_a_problem_is_told_in_json_to_everybody_else(client, accept):
    headers = {"Accept": accept} if accept else {}

    refused = client.get(f"{ROOT}/events?color=red", headers=headers)

    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["status"] == refused.status_code


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/ld+json", "application/ld+json"),
        ("application/ld+json;q=0.9", "application/ld+json"),
        ("application/ld+json, application/json", "application/json"),
        ("application/ld+json, */*", "application/json"),
    ],
)
def test_json_is_named_json_ld_to_who_takes_only_that(client, accept, kind):
    assert client.get(f"{ROOT}/events", headers={"Accept": accept})["Content-Type"] == kind


@pytest.mark.parametrize(
    ("kind", "version", "status"),
    [
        ("application/xml", "1.2", 202),
        ("text/xml; charset=utf-8", "1.2.0", 202),
        ("application/xml", "2.0", 202),
        ("application/xml", "1.1", 406),
        ("application/json", "1.2", 406),
    ],
)
def test_a_document_in_xml_may_say_that_it_is_of_1_2(program, kind, version, status):
    is_xml = "xml" in kind
    body = xml.write(document(event())) if is_xml else json.dumps(document(event()))
    headers = {"GS1-EPCIS-Version": version, "GS1-CBV-Version": version}

    taken = program.post(f"{ROOT}/capture", body, kind, headers=headers)

    assert taken.status_code == status
