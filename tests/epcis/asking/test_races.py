"""Captures and deliverers at the same time: no event is missed, and none goes out twice."""

import json
from datetime import timedelta
from threading import Barrier

import pytest

from ocop.epcis.access import EVERYTHING
from ocop.epcis.asking import standing
from ocop.epcis.asking.delivering import deliver_due
from ocop.epcis.asking.standing import take_up
from ocop.epcis.models import Event, Sending, Subscription
from ocop.epcis.operations import capture_events, capturing
from ocop.epcis.operations.asking import Wish, name_query, subscribe
from tests import cast
from tests.epcis.asking.receiving import receiver
from tests.factories import asking
from tests.factories.dossiers import act_of
from tests.moment import NOW
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def subscribed(dest="https://a.example/"):
    act = act_of(cast.tung())
    query = name_query(act, name="every", body={}, names={})
    return subscribe(query, act, wish=Wish(dest, reader=EVERYTHING))


def captured(one):
    return capture_events(act_of(None), [one], party="", namespaces=asking.NAMES)


def in_sendings():
    """Return the ids of the events that were taken up, in the order of their sendings."""
    numbers = [one for row in Sending.objects.order_by("pk") for one in row.events]
    names = dict(Event.objects.values_list("id", "event_id"))
    return [names[number] for number in numbers]


def test_where_numbers_do_not_become_visible_in_their_order_a_stream_misses_events(monkeypatch):
    first, second = asking.events(1, 2)
    given = iter([range(2, 3), range(1, 2)])
    monkeypatch.setattr(capturing, "take_numbers", lambda series, count: next(given))
    subscribed()

    captured(second)
    take_up(NOW)
    captured(first)
    take_up(NOW)

    assert in_sendings() == [second["eventID"]]


def test_captures_at_the_same_time_are_all_sent_in_the_order_in_which_they_were_seen():
    drawn = asking.events(2, 16)
    subscribed()

    def some(begin):
        for at, one in enumerate(drawn[begin::WORKERS]):
            captured(one)
            if at % 2:
                take_up(NOW)

    at_once(*(lambda begin=begin: some(begin) for begin in range(WORKERS)))
    take_up(NOW)

    in_order = list(Event.objects.order_by("id").values_list("event_id", flat=True))
    assert len(in_order) == len(drawn)
    assert in_sendings() == in_order


def unguarded(meeting):
    """Take up as one would without the lock: look first, then write."""
    row = Subscription.objects.get()
    numbers = list(standing._fitting(row).filter(id__gt=row.seen).values_list("id", flat=True))
    meeting.wait(timeout=60)
    found = {"events": numbers, "next_try_at": NOW, "created_at": NOW}
    patiently(lambda: Sending.objects.create(subscription=row, **found))


def test_without_the_lock_two_deliverers_take_up_the_same_events():
    subscribed()
    captured(asking.events(3, 1)[0])
    meeting = Barrier(2)

    at_once(lambda: unguarded(meeting), lambda: unguarded(meeting))

    assert len(in_sendings()) == 2


def test_deliverers_at_the_same_time_send_each_event_and_in_order(settings):
    settings.WEBHOOK_LOOPBACK = True
    drawn = asking.events(4, 8)
    with receiver() as subscriber:
        subscribed(subscriber.url)
        for one in drawn:
            captured(one)
            take_up(NOW)
        at_once(*(lambda: deliver_due(lambda: NOW) for _ in range(WORKERS)))
        # What a deliverer claimed and could not mark goes again when its claim has run out.
        for hours in range(1, 4):
            deliver_due(lambda hours=hours: NOW + timedelta(hours=hours))

    sent = [
        one["eventID"]
        for body in subscriber.bodies
        for one in json.loads(body)["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    ]
    assert list(dict.fromkeys(sent)) == [one["eventID"] for one in drawn]
