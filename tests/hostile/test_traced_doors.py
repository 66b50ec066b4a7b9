"""The doors of programs and of scans: whatever is sent is refused with a reason, or taken whole."""

import json
import logging
from datetime import date
from urllib.parse import quote

import orjson
import pytest
from django.test import Client

from ocop.accounts.operations import issue_key
from ocop.base.rollups import kept, recounted
from ocop.epcis.models import Capture, Event, EventDay, EventName, Fact, Thing
from ocop.scans.copying import copy_spools
from ocop.scans.door import Door
from ocop.scans.models import Scan, ScanDay
from ocop.stamps.keys import keys
from ocop.stamps.serials import serial_of
from tests.factories.dossiers import act_of
from tests.factories.stamps import GTIN, a_batch, a_lot, a_stamped_product
from tests.hostile.corpus import dice
from tests.hostile.counting import PROPERTY, traced
from tests.hostile.test_headers import Answer, environ
from tests.hostile.test_traced_pure import broken
from tests.hostile.traced import (
    DOCUMENTS,
    KINDS,
    PARAMETERS,
    VALUES,
    bad_body,
    bad_document,
    bad_headers,
    bad_name,
    bad_question,
    bad_xml,
    judged,
    seeds,
)
from tests.moment import NOW

pytestmark = pytest.mark.django_db
ROOT = "/epcis/v2"
ADDRESSES = (
    "events", "capture", "queries", "eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints",
    "dispositions", "", "events/{}", "capture/{}", "queries/{}", "queries/{}/events",
    "queries/{}/subscriptions", "queries/{}/subscriptions/{}", "epcs/{}", "epcs/{}/events",
    "bizSteps/{}/events", "bizLocations/{}/events", "readPoints/{}", "dispositions/{}/events",
    "eventTypes/{}", "eventTypes/{}/events", "nextPageToken/{}", "nope", "{}",
)  # fmt: skip
QUIET = ("django.request", "django.security", "ocop")


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    for name in QUIET:
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)


@pytest.fixture
def program():
    """A program with a good key and all scopes."""
    _, secret = issue_key(act_of(), name="đối tác")
    headers = {"authorization": f"Bearer {secret}", "host": "127.0.0.1"}
    return Client(headers=headers, raise_request_exception=False)


def sent(program, path, body, kind="application/json", headers=None):
    return program.generic("POST", f"{ROOT}/{path}", body, kind, headers=headers or {})


def stored():
    """Return how many events there are."""
    return Event.objects.count()


def nothing_is_half_there():
    """Compare what captures say they stored with the events, and these with what they name."""
    events = set(Event.objects.values_list("id", flat=True))
    assert sum(Capture.objects.values_list("stored", flat=True)) == len(events)
    assert sorted(EventName.objects.values_list("event", flat=True)) == sorted(events)
    for model in (Thing, Fact):
        assert set(model.objects.values_list("event", flat=True)) <= events
    days = recounted(Event.objects.all(), "time")
    assert kept(EventDay, since=date.min) == days


def test_spoilt_documents_are_captured_whole_or_refused_with_a_reason(program, record_property):
    throw, thrown, known = dice("captures"), traced("captures"), seeds()
    met = set()
    for _ in range(thrown):
        whole = bad_document(throw, known)
        behaviour = {"GS1-Capture-Error-Behaviour": throw.choice(("rollback", "proceed"))}
        before = stored()
        response = sent(program, "capture", orjson.dumps(whole), headers=behaviour)
        status = judged(response, whole)
        told = json.loads(response.content)
        if status >= 400:
            assert stored() == before, whole
        elif told["errors"] and behaviour["GS1-Capture-Error-Behaviour"] == "rollback":
            assert not told["success"], whole
            assert stored() == before, whole
        met.add((status, status < 400 and told["success"]))
    record_property(PROPERTY, thrown)
    assert {(202, True), (400, False)} <= met
    nothing_is_half_there()


def test_spoilt_events_are_taken_or_refused_with_a_reason(program, record_property):
    throw, thrown, known = dice("events"), traced("events"), seeds()
    met = set()
    for _ in range(thrown):
        whole = bad_document(throw, known)
        events = whole.get("epcisBody", {})
        events = events.get("eventList") if isinstance(events, dict) else None
        one = throw.choice(events) if isinstance(events, list) and events else whole
        body = {"@context": whole.get("@context"), **one} if isinstance(one, dict) else one
        before = stored()
        status = judged(sent(program, "events", orjson.dumps(body)), body)
        assert stored() == before + (status == 201), body
        met.add(status)
    record_property(PROPERTY, thrown)
    assert {201, 400} <= met
    nothing_is_half_there()


def test_bodies_that_are_no_documents_store_nothing(program, record_property):
    throw, thrown, known = dice("bodies"), traced("bodies"), seeds()
    for _ in range(thrown):
        body = bad_body(throw, bad_document(throw, known))
        kind = throw.choice(("application/json", *KINDS))
        if throw.random() < 0.25:
            body, kind = bad_xml(throw, throw.choice(DOCUMENTS)), "application/xml"
        packed = {"content-encoding": "gzip"} if throw.random() < 0.3 else {}
        path = throw.choice(("capture", "events", "queries"))
        before = stored()
        status = judged(sent(program, path, body, kind, packed), (path, kind, packed, body[:200]))
        if status >= 400:
            assert stored() == before
    record_property(PROPERTY, thrown)
    nothing_is_half_there()


def test_any_question_is_answered_or_refused_with_a_reason(program, record_property):
    throw, thrown = dice("questions"), traced("questions")
    for one in seeds():
        sent(
            program,
            "capture",
            orjson.dumps(one),
            headers={"GS1-Capture-Error-Behaviour": "proceed"},
        )
    met = set()
    for _ in range(thrown):
        address = throw.choice(ADDRESSES)
        while "{}" in address:
            address = address.replace("{}", quote(bad_name(throw), safe=""), 1)
        path = f"{ROOT}/{address}?{bad_question(throw)}"
        met.add(judged(program.get(path), path))
    record_property(PROPERTY, thrown)
    assert {200, 400, 404} <= met


def test_any_header_is_understood_or_refused_with_a_reason(program, record_property):
    throw, thrown = dice("programs' headers"), traced("headers")
    met = set()
    for _ in range(thrown):
        headers, path = bad_headers(throw), f"{ROOT}/{throw.choice(('events', 'capture', ''))}"
        method = throw.choice(("GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE", "BREW"))
        before = stored()
        response = program.generic(
            method, path, b"{}", content_type=throw.choice(KINDS), headers=headers
        )
        met.add(judged(response, (method, path, headers)))
        assert stored() == before
    record_property(PROPERTY, thrown)
    assert {200, 204, 400, 401, 405, 406, 415} <= met


def test_any_query_to_keep_is_kept_or_refused_with_a_reason(program, record_property):
    throw, thrown = dice("queries"), traced("queries")
    met = set()
    for at in range(thrown):
        names = throw.sample(PARAMETERS, 3)
        told = [throw.choice(VALUES), [throw.choice(VALUES)], 5, None, {"a": [1]}, True, -1.5, [[]]]
        query = {name: throw.choice(told) for name in names}
        body = throw.choice(
            (
                {"name": f"q{at}", "query": {"eventType": ["ObjectEvent"]}},
                {"name": f"q{at}", "query": query},
                {"name": throw.choice(VALUES), "query": query},
                {"name": f"q{at}", "query": throw.choice(told)},
                {"name": throw.choice(told), "query": query, "@context": throw.choice(told)},
                {"dest": throw.choice(VALUES), "schedule": {"hour": throw.choice(told)}},
                throw.choice(told),
            )
        )
        path = throw.choice(("queries", "queries", "queries/q1/subscriptions"))
        met.add(judged(sent(program, path, orjson.dumps(body)), (path, body)))
    record_property(PROPERTY, thrown)
    assert {201, 400} <= met


@pytest.fixture
def scanned(settings, tmp_path, monkeypatch):
    """A door of scans of its own, with a batch behind it and its serials."""
    settings.SCANS = tmp_path / "scans"
    batch = a_batch(a_lot(a_stamped_product(gtin=f"0{GTIN}")))
    key = keys()[batch.key]
    good = [serial_of(key, batch.number, n, batch.about) for n in range(20)]
    monkeypatch.setattr("ocop.wsgi.door", Door(clock=NOW.timestamp))
    return batch, good


def test_broken_links_are_answered_and_what_is_spooled_can_be_copied(scanned, record_property):
    throw, thrown = dice("scans"), traced("scans")
    batch, good = scanned
    met = set()
    for at in range(thrown):
        serial = throw.choice(good) if at % 10 == 0 else broken(throw, throw.choice(good))
        path = throw.choice(
            (
                f"/{batch.about}/21/{serial}",
                f"/{batch.about}/10/{bad_name(throw)}/21/{serial}",
                f"/{batch.about}/{quote(serial)}",
                f"/T/{bad_name(throw)}",
                f"/01/{bad_name(throw)}",
            )
        )
        made = environ(throw, path.encode("utf-8", "replace").decode("latin-1"), "")
        made = {"HTTP_ACCEPT": "text/html", **made, "HTTP_HOST": "127.0.0.1"}
        made |= {"REQUEST_METHOD": "GET", "REMOTE_ADDR": f"10.0.{at // 200}.{at % 200}"}
        answer = Answer(made)
        told = path, {name: value for name, value in made.items() if "wsgi" not in name}
        assert answer.status_code < 500, told
        assert b"Traceback" not in answer.body, told
        met.add(answer.status_code)
    record_property(PROPERTY, thrown)
    assert {200, 400, 404} <= met
    assert copy_spools(act_of()) == Scan.objects.count() > 0
    assert kept(ScanDay, since=date.min) == recounted(Scan.objects.all(), "at")
