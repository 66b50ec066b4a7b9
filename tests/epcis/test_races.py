"""The same document handed in twice in one instant is stored once, and both are told so."""

from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from ocop.base.codes import take_numbers
from ocop.epcis.access import Capturer
from ocop.epcis.models import Capture, Event, EventDay, EventName, Fact, Thing
from ocop.epcis.operations import capture, capture_event
from ocop.epcis.operations.capturing import SERIES
from ocop.epcis.problems import Kind, Unreadable
from ocop.epcis.storing import Around, known_names, write_events
from tests.epcis.samples import event
from tests.epcis.test_capturing import ID, document
from tests.factories.dossiers import act_of
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)
TWO = [event(eventID=ID.format(number)) for number in (1, 2)]


def rows():
    """How many rows there are of each table that holds events."""
    return [model.objects.count() for model in (Event, EventName, Thing, Fact)]


def test_a_document_captured_three_times_at_once_is_stored_once():
    act, found = act_of(), document(*TWO)
    capture(act, document=found, capturer=Capturer(province=1))
    once = rows()

    jobs = at_once(*[lambda: capture(act, document=document(*TWO))] * 3)

    assert sorted(job.stored for job in jobs) == [0, 0, 2]
    assert all(job.success for job in jobs)
    assert rows() == [2 * number for number in once]
    assert sum(EventDay.objects.values_list("number", flat=True)) == 4
    assert Capture.objects.count() == 4


def test_an_event_captured_at_once_is_one_programs_and_the_other_is_told():
    act = act_of()

    def alone():
        try:
            return capture_event(act, document=document(TWO[0]))
        except Unreadable as wrong:
            return wrong.problem.kind

    told = at_once(alone, alone, alone)

    assert sorted(told) == sorted([ID.format(1), Kind.ALREADY_EXISTS, Kind.ALREADY_EXISTS])
    assert Event.objects.count() == 1


def test_without_the_turn_to_write_the_second_would_meet_the_database():
    act, both_have_looked = act_of(), Barrier(2)

    def write(entries):
        with transaction.atomic():
            numbers = take_numbers(SERIES, len(entries))
            around = Around(1, Capturer(), act.at)
            write_events(entries, around, numbers=numbers, prefixes=[1] * len(entries))

    def unguarded():
        entries = document(*TWO).entries
        known = patiently(lambda: list(known_names(0, [one.identity for one in entries])))
        both_have_looked.wait(timeout=60)
        assert not known
        patiently(lambda: write(entries))

    came = at_once(unguarded, unguarded)

    assert sum(isinstance(one, IntegrityError) for one in came) == 1
    assert Event.objects.count() == 2
