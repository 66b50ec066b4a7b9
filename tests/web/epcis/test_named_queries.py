"""Queries by name and their subscribers, over HTTP."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from ocop.accounts.models import Scope
from ocop.accounts.operations import issue_key
from ocop.epcis.asking.delivering import deliver_due
from ocop.epcis.models import Sending, Subscription
from ocop.epcis.operations import capture_events
from tests.epcis.asking.receiving import receiver
from tests.factories import asking
from tests.moment import NOW

pytestmark = pytest.mark.django_db
ROOT = "/epcis/v2"
SHIPPED = {"name": "shipped", "query": {"EQ_bizStep": ["shipping"], "eventType": ["ObjectEvent"]}}


@pytest.fixture
def program(client, act):
    """A program with every scope."""
    _, secret = issue_key(act, name="máy thử")
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def posted(program, path, body, **headers):
    return program.post(
        f"{ROOT}{path}", json.dumps(body), content_type="application/json", **headers
    )


def shipped(number, step="shipping"):
    return {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "eventTime": f"2026-01-01T00:00:{number % 60:02d}.000Z",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "epcList": [asking.THINGS[0][0]],
        "bizStep": step,
    }


def ids_in(body):
    found = json.loads(body)["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    return [one["eventID"] for one in found]


def test_a_query_is_kept_listed_told_answered_and_forgotten(program, act):
    capture_events(act, [shipped(1), shipped(2, "receiving")], party="")

    made = posted(program, "/queries", SHIPPED)

    assert made.status_code == 201
    assert made["Location"].endswith("/queries/shipped")
    assert program.get(f"{ROOT}/queries/shipped").json() == SHIPPED
    assert program.get(f"{ROOT}/queries").json() == [SHIPPED]
    answer = program.get(f"{ROOT}/queries/shipped/events")
    assert answer.json()["epcisBody"]["queryResults"]["queryName"] == "shipped"
    assert ids_in(answer.content) == [shipped(1)["eventID"]]
    assert program.delete(f"{ROOT}/queries/shipped").status_code == 204
    assert program.get(f"{ROOT}/queries/shipped").status_code == 404


def test_a_name_is_given_once(program):
    posted(program, "/queries", SHIPPED)

    again = posted(program, "/queries", SHIPPED)

    assert again.status_code == 409
    assert again.json()["type"] == "epcisException:ResourceAlreadyExistsException"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"query": {}}, "ValidationException"),
        ({"name": "a b", "query": {}}, "ValidationException"),
        ({"name": "q"}, "QueryValidationException"),
        ({"name": "q", "query": []}, "QueryValidationException"),
        ({"name": "q", "query": {"nothing": ["x"]}}, "QueryParameterException"),
        ({"name": "q", "query": {"EQ_action": ["FOO"]}}, "QueryParameterException"),
        ({"name": "q", "query": {"EQ_action": "ADD"}}, "QueryValidationException"),
        ({"name": "q", "query": {"GE_quantity": "5"}}, "QueryValidationException"),
        ({"name": "q", "query": {"EQ_quantity": ["5"]}}, "QueryValidationException"),
        ({"name": "q", "query": {"maxEventCount": "5"}}, "QueryValidationException"),
        ({"name": "q", "query": {"maxEventCount": True}}, "QueryValidationException"),
        ({"name": "q", "query": {"GE_eventTime": "yesterday"}}, "QueryParameterException"),
        ({"name": "q", "query": {"eventCountLimit": 3}}, "QueryParameterException"),
        ([], "ValidationException"),
    ],
)
def test_a_query_that_cannot_be_asked_is_refused(program, body, kind):
    refused = posted(program, "/queries", body)

    assert (refused.status_code, refused.json()["type"]) == (400, f"epcisException:{kind}")


def test_only_who_named_a_query_deletes_it_and_strangers_write_nothing(client, program, act):
    posted(program, "/queries", SHIPPED)
    _, other = issue_key(act, name="máy khác", scopes=[Scope.SUBSCRIBE, Scope.QUERY], party="X")

    theirs = client.delete(f"{ROOT}/queries/shipped", HTTP_AUTHORIZATION=f"Bearer {other}")
    del client.defaults["HTTP_AUTHORIZATION"]
    nobodys = client.delete(f"{ROOT}/queries/shipped")

    assert (theirs.status_code, nobodys.status_code) == (403, 401)


def test_a_web_socket_is_answered_with_what_is_offered_instead(program):
    posted(program, "/queries", SHIPPED)

    refused = program.get(
        f"{ROOT}/queries/shipped/events?stream=true",
        HTTP_UPGRADE="websocket",
        HTTP_CONNECTION="Upgrade",
    )

    assert refused.status_code == 501
    assert refused.json()["type"] == "epcisException:ImplementationException"
    assert "text/event-stream" in refused.json()["detail"]


def hung_up(stream):
    """End an answer as its listener would, without ending the test's own transaction.

    The client's own way to the end keeps the connection; closing the answer itself would not.
    """
    stream._resource_closers.pop()()


def test_a_stream_tells_what_came_since_the_last_event_and_gives_its_place_back(program, act):
    posted(program, "/queries", SHIPPED)
    capture_events(act, [shipped(1), shipped(2, "receiving"), shipped(3)], party="")

    for _ in range(4):
        stream = program.get(
            f"{ROOT}/queries/shipped/events?stream=true",
            HTTP_ACCEPT="text/event-stream",
            HTTP_LAST_EVENT_ID="0",
        )
        told = iter(stream.streaming_content)
        assert next(told).startswith(b"retry:")
        line = next(told).split(b"data: ")[1]
        hung_up(stream)
        assert ids_in(line) == [shipped(1)["eventID"], shipped(3)["eventID"]]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"stream": True}, "ValidationException"),
        ({"dest": "http://127.0.0.1/x"}, "SubscriptionControlsException"),
        ({"dest": "https://a.example/x", "stream": False}, "SubscriptionControlsException"),
        (
            {"dest": "https://a.example/x", "stream": True, "schedule": {"hour": "1"}},
            "SubscriptionControlsException",
        ),
        ({"dest": "https://a.example/x", "schedule": {}}, "SubscriptionControlsException"),
        (
            {"dest": "https://a.example/x", "schedule": {"hour": "24"}},
            "SubscriptionControlsException",
        ),
        ({"dest": "ftp://a.example/x", "stream": True}, "SubscriptionControlsException"),
        ({"dest": "http://10.0.0.1/x", "stream": True}, "SubscriptionControlsException"),
        ({"dest": "http://[::1]/x", "stream": True}, "SubscriptionControlsException"),
        ({"dest": "http://localhost/x", "stream": True}, "SubscriptionControlsException"),
    ],
)
def test_a_subscription_that_cannot_be_kept_is_refused(program, body, kind):
    posted(program, "/queries", SHIPPED)

    refused = posted(program, "/queries/shipped/subscriptions", body)

    assert (refused.status_code, refused.json()["type"]) == (400, f"epcisException:{kind}")


def test_a_subscriber_is_sent_each_event_that_fits_signed_and_in_order(program, act, settings):
    settings.WEBHOOK_LOOPBACK = True
    posted(program, "/queries", SHIPPED)
    with receiver() as subscriber:
        wish = {"dest": subscriber.url, "stream": True, "signatureToken": "bí mật"}
        made = posted(program, "/queries/shipped/subscriptions", wish)
        capture_events(act, [shipped(1), shipped(2, "receiving"), shipped(3)], party="")
        deliver_due(lambda: NOW)
        capture_events(act, [shipped(4)], party="")
        deliver_due(lambda: NOW)
        deliver_due(lambda: NOW)

    assert made.status_code == 201
    assert "bí mật" not in made.content.decode()
    number = made.json()["subscriptionID"]
    assert made["Location"].endswith(f"/queries/shipped/subscriptions/{number}")
    assert [ids_in(body) for body in subscriber.bodies] == [
        [shipped(1)["eventID"], shipped(3)["eventID"]],
        [shipped(4)["eventID"]],
    ]
    results = json.loads(subscriber.bodies[0])["epcisBody"]["queryResults"]
    assert (results["queryName"], results["subscriptionID"]) == ("shipped", number)
    for headers, body in subscriber.came:
        signed = hmac.new("bí mật".encode(), body, hashlib.sha256).hexdigest()
        assert headers["GS1-Signature"] == signed
    told = program.get(made["Location"]).json()
    assert (told["stream"], told["dest"]) == (True, subscriber.url)
    assert "lastNotifiedAt" in told
    assert "signatureToken" not in told


def test_what_fails_is_tried_again_later_and_what_follows_waits_for_it(program, act, settings):
    settings.WEBHOOK_LOOPBACK = True
    posted(program, "/queries", SHIPPED)
    with receiver() as subscriber:
        subscriber.answers = [500, 302]
        posted(program, "/queries/shipped/subscriptions", {"dest": subscriber.url, "stream": True})
        for number, seconds in ((1, 0), (2, 1), (3, 2), (4, 9), (5, 10)):
            capture_events(act, [shipped(number)], party="")
            deliver_due(lambda seconds=seconds: NOW + timedelta(seconds=seconds))

    firsts = [ids_in(body)[0][-1] for body in subscriber.bodies]
    assert firsts == ["1", "1", "1", "2", "3", "4", "5"]


def test_a_subscriber_that_takes_less_is_sent_less_and_misses_nothing(program, act, settings):
    settings.WEBHOOK_LOOPBACK = True
    posted(program, "/queries", SHIPPED)
    with receiver() as subscriber:
        subscriber.answers = [413]
        posted(program, "/queries/shipped/subscriptions", {"dest": subscriber.url, "stream": True})
        capture_events(act, [shipped(number) for number in range(1, 6)], party="")
        deliver_due(lambda: NOW)

    assert [len(ids_in(body)) for body in subscriber.bodies] == [5, 2, 2, 1]


def test_a_schedule_reports_when_its_time_has_come_also_when_there_is_nothing(
    program, act, settings
):
    settings.WEBHOOK_LOOPBACK = True
    posted(program, "/queries", SHIPPED)
    with receiver() as subscriber:
        wish = {"dest": subscriber.url, "schedule": {"minute": "[0-59]"}, "reportIfEmpty": True}
        made = posted(program, "/queries/shipped/subscriptions", wish)
        capture_events(act, [shipped(1)], party="")
        due = Subscription.objects.get().next_at
        deliver_due(lambda: due - timedelta(seconds=1))
        assert subscriber.came == []
        deliver_due(lambda: due)
        deliver_due(lambda: due)
        deliver_due(lambda: due + timedelta(minutes=1))

    assert made.json()["schedule"] == {"minute": "[0-59]"}
    assert [len(ids_in(body)) for body in subscriber.bodies] == [1, 0]


def test_from_an_initial_record_time_on_a_subscriber_is_sent_what_was_there(program, act, settings):
    settings.WEBHOOK_LOOPBACK = True
    posted(program, "/queries", SHIPPED)
    capture_events(act, [shipped(1)], party="")
    with receiver() as subscriber:
        wish = {"dest": subscriber.url, "stream": True}
        posted(program, "/queries/shipped/subscriptions", wish)
        earlier = {**wish, "initialRecordTime": (NOW - timedelta(days=1)).isoformat()}
        posted(program, "/queries/shipped/subscriptions", earlier)
        deliver_due(lambda: NOW)

    assert [len(ids_in(body)) for body in subscriber.bodies] == [1]


def test_whoever_ends_a_subscription_or_its_query_is_called_no_more(program, act, settings):
    settings.WEBHOOK_LOOPBACK = True
    posted(program, "/queries", SHIPPED)
    with receiver() as subscriber:
        wish = {"dest": subscriber.url, "stream": True}
        one = posted(program, "/queries/shipped/subscriptions", wish)
        posted(program, "/queries/shipped/subscriptions", wish)
        listed = program.get(f"{ROOT}/queries/shipped/subscriptions").json()
        assert program.delete(one["Location"]).status_code == 204
        assert program.get(one["Location"]).status_code == 404
        assert program.delete(f"{ROOT}/queries/shipped").status_code == 204
        capture_events(act, [shipped(1)], party="")
        deliver_due(lambda: NOW)

    assert len(listed) == 2
    assert (subscriber.came, Sending.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/xml", "application/xml; charset=utf-8"),
        ("text/xml, application/json;q=0.5", "application/xml; charset=utf-8"),
        ("application/json, application/xml;q=0.9", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_events_are_sent_as_xml_to_whom_prefers_it(program, act, accept, kind):
    capture_events(act, [shipped(1)], party="")
    posted(program, "/queries", SHIPPED)

    for path in ("/events", "/queries/shipped/events", "/bizSteps/shipping/events"):
        answer = program.get(f"{ROOT}{path}", HTTP_ACCEPT=accept)
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert shipped(1)["eventID"].encode() in answer.content


def test_in_xml_words_are_written_as_asked_for(program, act):
    capture_events(act, [shipped(1)], party="")

    for wanted, word in [
        ("Always_Web_URI", b"https://ref.gs1.org/cbv/BizStep-shipping"),
        ("Always_URN", b"urn:epcglobal:cbv:bizstep:shipping"),
    ]:
        answer = program.get(
            f"{ROOT}/events", HTTP_ACCEPT="application/xml", HTTP_GS1_CBV_XML_FORMAT=wanted
        )
        assert word in answer.content
    refused = program.get(f"{ROOT}/events", HTTP_GS1_CBV_XML_FORMAT="Klingon")
    assert refused.status_code == 406
