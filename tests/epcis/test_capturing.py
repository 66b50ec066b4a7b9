"""Capturing: what is stored, what is refused, and that the same again changes nothing."""

import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from ocop.audit.models import Entry
from ocop.epcis.access import EVERYTHING, Capturer, Reader, visible
from ocop.epcis.documents import read
from ocop.epcis.models import (
    Attribute,
    Behaviour,
    Capture,
    Element,
    Event,
    EventName,
    Fact,
    Thing,
    Within,
)
from ocop.epcis.operations import capture, capture_event, capture_events
from ocop.epcis.preparing import MOST_EVENTS, prepared
from ocop.epcis.problems import Kind, Unreadable
from ocop.epcis.verbs import Verb
from ocop.kernel.errors import Refused
from tests.epcis.samples import CONTEXT, event

pytestmark = pytest.mark.django_db
ID = "urn:uuid:00000000-0000-4000-8000-00000000000{}"
HALL, ROOM = "urn:epc:id:sgln:893850500.002.0", "urn:epc:id:sgln:893850500.002.7"


def document(*events, header=None):
    """A document as it comes in, read and checked."""
    whole = {
        "@context": CONTEXT,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-10-05T10:00:00.000+07:00",
        "epcisBody": {"eventList": list(events)},
    }
    return prepared(read(json.dumps(whole | ({"epcisHeader": header} if header else {})).encode()))


def wrong():
    """An event that the standard refuses."""
    return event(eventTime="yesterday")


def stored():
    """How many rows there are of each table."""
    return [model.objects.count() for model in (Event, EventName, Thing, Fact)]


def test_a_document_is_stored_with_all_that_is_asked_for(act):
    job = capture(act, document=document(event()), capturer=Capturer(party="CT-1", province=22))

    [row] = Event.objects.all()
    assert (job.success, job.stored, job.running) == (True, 1, False)
    assert (row.province, row.party, row.type) == (22, "CT-1", "ObjectEvent")
    assert row.time == datetime(2026, 10, 5, 3, tzinfo=UTC)
    assert row.biz_step == "https://ref.gs1.org/cbv/BizStep-commissioning"
    assert Thing.objects.filter(event=row.id, role="epc").count() == 2
    assert Fact.objects.get(event=row.id, name="urn:epcglobal:cbv:mda:lotNumber").text == "L-2026"


def test_one_wrong_event_keeps_all_out_unless_told_to_proceed(act):
    found = document(event(eventID=ID.format(1)), wrong())

    back = capture(act, document=found)
    kept_out = stored()
    on = capture(act, document=found, behaviour=Behaviour.PROCEED)

    assert (back.success, back.stored, kept_out) == (False, 0, [0, 0, 0, 0])
    assert (on.success, on.stored, Event.objects.count()) == (False, 1, 1)
    assert [(one["event"], one["field"]) for one in on.errors] == [(1, "/eventTime")]


def test_capturing_again_is_harmless(act):
    found = document(event(), event(eventID=ID.format(1)))
    capture(act, document=found)
    before = stored()

    again = capture(act, document=found)

    assert (again.success, again.stored, stored()) == (True, 0, before)


def test_an_event_without_an_id_is_known_by_its_hash(act):
    capture(act, document=document(event()))

    [row] = Event.objects.all()
    assert row.event_id == f"ni:///sha-256;{bytes(row.digest).hex()}?ver=CBV2.0"


def test_another_event_under_a_known_id_is_told_with_its_place(act):
    capture(act, document=document(event(eventID=ID.format(1))))

    other = event(eventID=ID.format(1), bizStep="packing")
    job = capture(act, document=document(event(), other))

    [error] = job.errors
    assert (error["status"], error["event"], error["field"]) == (409, 1, "/eventID")
    assert Event.objects.count() == 1


def test_the_same_event_twice_in_a_document_is_stored_once(act):
    job = capture(act, document=document(event(), event()))

    assert (job.success, job.events, job.stored) == (True, 2, 1)


def test_a_declaration_stands_beside_the_event_that_it_declares_wrong(act):
    declared = event(
        eventID=ID.format(1),
        errorDeclaration={
            "declarationTime": "2026-10-05T11:00:00.000+07:00",
            "reason": "did_not_occur",
        },
    )

    capture(act, document=document(event(eventID=ID.format(1))))
    job = capture(act, document=document(declared))

    assert job.success
    assert [row.declared_at is None for row in Event.objects.order_by("id")] == [True, False]


def test_numbers_of_events_follow_the_order_of_captures(act):
    capture(act, document=document(event(eventID=ID.format(1))))
    capture(act, document=document(event(eventID=ID.format(2), eventTime="2020-01-01T00:00:00Z")))

    assert [row.event_id for row in Event.objects.order_by("id")] == [ID.format(1), ID.format(2)]


def test_a_captured_record_time_is_ignored(act):
    capture(act, document=document(event(recordTime="2001-01-01T00:00:00.000Z")))

    assert Event.objects.get().recorded_at == act.at


@pytest.mark.parametrize("model", [Event, EventName, Thing, Fact])
def test_the_database_itself_keeps_events_as_they_are(act, model):
    capture(act, document=document(event()))

    for spoil in (lambda rows: rows.update(province=1), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil(model.objects.all())
    assert model.objects.filter(province=0).exists()


def test_master_data_is_kept_as_it_was_told_last(act):
    def told(name):
        element = {
            "id": HALL,
            "attributes": [{"id": "cbvmda:site", "attribute": name}],
            "children": [ROOM],
        }
        kind = "urn:epcglobal:epcis:vtype:BusinessLocation"
        listed = [{"type": kind, "vocabularyElementList": [element]}]
        return {"epcisMasterData": {"vocabularyList": listed}}

    capture(act, document=document(event(), header=told("Kho cũ")))
    capture(act, document=document(event(), header=told("Kho mới")))

    assert Element.objects.get().uri == "https://id.gs1.org/414/8938505000022"
    assert [one.text for one in Attribute.objects.all()] == ["Kho mới"]
    assert Within.objects.get().child == "https://id.gs1.org/414/8938505000022/254/7"


@pytest.mark.parametrize(("count", "taken"), [(MOST_EVENTS, True), (MOST_EVENTS + 1, False)])
def test_a_document_has_at_most_so_many_events(count, taken):
    kinds = {problem.kind for problem in document(*[wrong()] * count).problems}

    assert (Kind.CAPTURE_LIMIT in kinds) is not taken


def test_a_document_of_which_nothing_is_sound_is_refused_as_a_whole():
    assert document(wrong()).refused != []
    assert document(wrong(), event()).refused == []
    assert document().refused == []


def test_one_event_is_refused_when_its_id_is_known(act):
    one = document(event(eventID=ID.format(1)))
    assert capture_event(act, document=one) == ID.format(1)

    with pytest.raises(Unreadable) as fault:
        capture_event(act, document=one)

    assert fault.value.problem.kind == Kind.ALREADY_EXISTS
    assert Event.objects.count() == 1


def test_the_diary_captures_all_of_its_events_or_none(act):
    first = event(eventID=ID.format(1))
    ids = capture_events(act, [first], party="CT-1", province=22, is_public=True)

    with pytest.raises(Refused, match="nội dung khác"):
        capture_events(act, [event(), first | {"bizStep": "packing"}], party="CT-1", province=22)

    assert ids == [ID.format(1)]
    assert [row.is_public for row in Event.objects.all()] == [True]


def test_history_tells_of_each_capture_once(act):
    job = capture(act, document=document(event()))

    [line] = Entry.objects.filter(target_type="epcis.Capture")
    assert (line.verb, line.target_id) == (Verb.CAPTURED, str(job.pk))
    assert line.facts == {"events": 1, "stored": 1, "errors": 0}


GIVER, TAKER = "https://x.example/chu-the/CT-1", "https://x.example/chu-the/CT-2"


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (EVERYTHING, {1, 2, 3}),
        (Reader(), {3}),
        (Reader(provinces=frozenset({22})), {1, 2, 3}),
        (Reader(provinces=frozenset({1})), {3}),
        (Reader(parties=frozenset({"CT-1"})), {1, 3}),
        (Reader(parties=frozenset({"CT-2"}), names=frozenset({TAKER})), {1, 2, 3}),
        (Reader(parties=frozenset({"CT-3"})), {3}),
    ],
)
def test_producers_see_their_own_and_what_names_them_officers_their_place(act, reader, seen):
    shipped = {
        "sourceList": [{"type": "owning_party", "source": GIVER}],
        "destinationList": [{"type": "owning_party", "destination": TAKER}],
    }
    of = {"province": 22}
    capture_events(act, [event(eventID=ID.format(1), **shipped)], party="CT-1", **of)
    capture_events(act, [event(eventID=ID.format(2))], party="CT-2", **of)
    capture_events(act, [event(eventID=ID.format(3))], party="CT-4", is_public=True, **of)

    assert {int(row.event_id[-1]) for row in visible(reader)} == seen
    assert Capture.objects.count() == 3
