"""Spoilt documents at the door: refused with a reason or taken whole, and never half-stored."""

import json
from random import Random

import pytest

from ocop.accounts.operations import issue_key
from ocop.epcis.models import Capture, Event, EventName, Fact, Thing
from tests.epcis import samples

pytestmark = pytest.mark.django_db
ROOT = "/epcis/v2"
TIMES = 150
ANSWERS = {200, 201, 202, 204, 400, 401, 403, 404, 405, 406, 409, 413, 414, 415}


@pytest.fixture
def program(client, act):
    """A program with every scope."""
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {issue_key(act, name='máy thử')[1]}"
    return client


def document(random):
    events = [samples.event(kind) for kind in random.sample(samples.TYPES, 2)]
    return samples.spoilt(samples.document(*events), random)


def test_spoilt_documents_are_refused_or_taken_whole(program):
    random = Random("documents")
    for _ in range(TIMES):
        body = json.dumps(document(random)).encode()
        if random.random() < 0.1:
            body = body[: random.randrange(len(body))]
        wish = random.choice(["rollback", "proceed"])
        response = program.post(
            f"{ROOT}/capture",
            body,
            content_type="application/json",
            headers={"GS1-Capture-Error-Behaviour": wish},
        )
        assert response.status_code in {202, 400}, body
        if response.status_code == 400:
            assert response.json()["type"] == "epcisException:ValidationException"

    stored = set(Event.objects.values_list("id", flat=True))
    assert stored
    assert set(EventName.objects.values_list("event", flat=True)) == stored
    assert set(Thing.objects.values_list("event", flat=True)) <= stored
    assert set(Fact.objects.values_list("event", flat=True)) <= stored
    assert sum(Capture.objects.values_list("stored", flat=True)) == len(stored)
    assert program.get(f"{ROOT}/events?perPage=1000").status_code == 200


def test_odd_addresses_and_headers_are_answered_with_a_reason(program):
    random = Random("addresses")
    words = [one for one in samples.JUNK if isinstance(one, str) and one.isprintable()]
    names = ["events", "epcs", "bizSteps", "readPoints", "eventTypes", "capture", "queries"]
    for _ in range(TIMES):
        name, word, other = random.choice(names), random.choice(words), random.choice(words)
        address = f"{ROOT}/{name}" + random.choice(["", f"/{word}", f"/{word}/events"])
        header = random.choice(["Accept", "GS1-EPC-Format", "GS1-Extensions", "GS1-EPCIS-Min"])
        ask = getattr(program, random.choice(["get", "head", "delete", "post", "options"]))
        response = ask(
            address.replace("?", "%3F").replace("#", "%23"),
            query_params={random.choice(["perPage", "nextPageToken", "EQ_bizStep", word]): other},
            headers={header: word} if random.random() < 0.3 and word.isascii() else {},
        )
        assert response.status_code in ANSWERS, address
        if response.status_code >= 400 and response.content:
            assert response["Content-Type"] == "application/problem+json", address
