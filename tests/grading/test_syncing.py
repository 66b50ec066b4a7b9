"""A device's record takes effect once, in the order of what was known, and leaks nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from ocop.audit.models import Entry
from ocop.grading.access import my_writing
from ocop.grading.flow import CardState
from ocop.grading.models import Conflict, Scorecard, SyncedRecord
from ocop.grading.operations import close_sitting, keep_card, take_record
from ocop.grading.syncing import MOST_AT_ONCE, Outcome, Sent, SentKind, batch_from, sent_from
from ocop.grading.verbs import Verb
from ocop.kernel.errors import Refused
from tests.factories.dossiers import act_of
from tests.factories.grading import an_item, seats_of
from tests.moment import NOW
from tests.racing import at_once

CHOICES = {"1.1": 2}


def a_record(kind=SentKind.KEEP, **fields):
    given = {"base": 0, "written_at": NOW, "choices": CHOICES, "opinion": "Ngon"}
    return Sent(id=uuid4(), kind=kind, **{**given, **fields})


def taken(item, sent, seat=None):
    seat = seat or seats_of(item)[0]
    fresh = type(item).objects.get(pk=item.pk)
    return take_record(seat, act_of(seat.user), item=fresh, sent=sent)


@pytest.fixture
def item(db):
    return an_item()


def test_a_record_opens_the_card_and_is_kept_sealed(item):
    answer = taken(item, a_record())

    card = Scorecard.objects.get()
    assert (answer.outcome, answer.version, card.version) == (Outcome.SAVED, 1, 1)
    assert (card.choices, card.opinion) == ({}, "")
    assert my_writing(card, card.seat.user).choices == CHOICES


def test_the_same_record_again_is_answered_as_before_and_does_nothing(item):
    sent = a_record(SentKind.SIGN)
    first = taken(item, sent)

    second = taken(item, sent)

    assert second == replace(first, again=True)
    assert second.digest == Scorecard.objects.get().digest
    assert Entry.objects.filter(verb=Verb.CARD_SIGNED).count() == 1


def test_another_content_under_the_same_id_is_not_taken(item):
    sent = a_record()
    taken(item, sent)

    answer = taken(item, replace(sent, choices={"1.1": 1}))

    assert answer.outcome == Outcome.REJECTED
    assert "cùng mã" in answer.reason
    assert my_writing(Scorecard.objects.get(), seats_of(item)[0].user).choices == CHOICES


def test_a_record_that_comes_after_its_successor_changes_nothing(item):
    early = a_record()
    late = a_record(choices={"1.1": 1}, after=(early.id,))
    taken(item, late)

    answer = taken(item, early)

    assert answer.outcome == Outcome.SUPERSEDED
    assert my_writing(Scorecard.objects.get(), seats_of(item)[0].user).choices == {"1.1": 1}


def test_a_record_follows_its_predecessor_whose_answer_was_lost(item):
    first = a_record()
    taken(item, first)

    answer = taken(item, a_record(SentKind.SIGN, after=(first.id,)))

    assert (answer.outcome, answer.version) == (Outcome.SAVED, 2)
    assert answer.leaf == Entry.objects.get(verb=Verb.CARD_SIGNED).digest
    assert answer.index is None


def test_a_card_written_elsewhere_meanwhile_is_shown_and_not_written_over(item):
    taken(item, a_record())
    mine = a_record(choices={"1.1": 3})

    answer = taken(item, mine)

    assert answer.outcome == Outcome.CONFLICT
    assert (answer.servers.version, answer.servers.writing.choices) == (1, CHOICES)
    assert taken(item, mine).again
    assert taken(item, a_record(base=1, choices={"1.1": 3})).outcome == Outcome.SAVED


def test_a_copied_phone_does_not_write_over_what_the_other_copy_sent(item):
    shared = a_record()
    taken(item, shared)
    taken(item, a_record(after=(shared.id,), choices={"1.1": 1}))

    answer = taken(item, a_record(after=(shared.id,), choices={"1.1": 3}))

    assert answer.outcome == Outcome.CONFLICT


def test_a_signed_card_takes_nothing_more_from_another_device(item):
    taken(item, a_record(SentKind.SIGN))

    answer = taken(item, a_record(base=1))

    assert (answer.outcome, answer.servers.state) == (Outcome.CONFLICT, CardState.SIGNED)


def test_what_the_sheet_refuses_is_told_and_the_sentence_is_sealed(item):
    sent = a_record(choices={"9.9": 1})

    answer = taken(item, sent)

    row = SyncedRecord.objects.get()
    assert (answer.outcome, row.outcome) == (Outcome.REJECTED, "rejected")
    assert "9.9" in answer.reason
    assert b"9.9" not in bytes(row.told)
    assert taken(item, sent).reason == answer.reason


def test_what_is_kept_of_a_record_does_not_depend_on_what_was_written(item):
    one, other = seats_of(item)[:2]
    taken(item, a_record(choices={"1.1": 1}, opinion="Kém"), one)
    taken(item, a_record(choices={"1.1": 3}, opinion="Xuất sắc"), other)

    hidden = {"id", "seat_id", "client_id", "fingerprint"}
    rows = [
        {name: value for name, value in row.items() if name not in hidden}
        for row in SyncedRecord.objects.values()
    ]
    assert rows[0] == rows[1]


def test_an_abstention_is_handed_in_from_the_device(item):
    answer = taken(item, a_record(SentKind.ABSTAIN, choices={}, opinion="Đã tư vấn nhiều năm"))

    assert Scorecard.objects.get().state == CardState.ABSTAINED
    assert answer.digest == Scorecard.objects.get().digest


def test_after_the_close_a_card_is_not_taken_and_the_way_by_paper_is_told(item):
    sitting = type(item.sitting).objects.get()
    close_sitting(sitting, act_of())

    answer = taken(item, a_record(SentKind.SIGN))

    assert answer.outcome == Outcome.REJECTED
    assert "in phiếu" in answer.reason
    assert str(sitting.council.by_law) in answer.reason
    assert not Scorecard.objects.exists()


def test_a_signature_that_was_acknowledged_before_the_close_is_acknowledged_after_it(item):
    sent = a_record(SentKind.SIGN)
    first = taken(item, sent)
    close_sitting(type(item.sitting).objects.get(), act_of())

    assert taken(item, sent) == replace(first, again=True)


def test_who_declared_a_conflict_has_no_card_taken(item):
    seat = seats_of(item)[0]
    Conflict.objects.create(item=item, seat=seat, ground="own", created_at=NOW)

    assert taken(item, a_record(), seat).outcome == Outcome.REJECTED


def test_the_desk_and_the_device_do_not_write_over_each_other(item):
    taken(item, a_record())
    card = Scorecard.objects.get()
    keep_card(card, act_of(card.seat.user), version=1, choices={"1.1": 3}, remarks={})

    assert taken(item, a_record(base=1)).outcome == Outcome.CONFLICT


@pytest.mark.django_db(transaction=True)
def test_one_record_sent_twice_at_once_takes_effect_once():
    item, sent = an_item(seats=1), a_record(SentKind.SIGN)

    answers = at_once(lambda: taken(item, sent), lambda: taken(item, sent))

    assert sorted(one.again for one in answers) == [False, True]
    assert answers[0].digest == answers[1].digest
    assert Entry.objects.filter(verb=Verb.CARD_SIGNED).count() == 1


GOOD = {
    "id": str(UUID(int=7)), "kind": "keep", "base": 0, "after": [], "choices": {"1.1": 2},
    "remarks": {}, "opinion": "", "stance": "", "written_at": NOW.isoformat(),
}  # fmt: skip


def test_a_record_reads_as_it_was_written():
    assert sent_from(GOOD) == Sent(
        id=UUID(int=7), kind=SentKind.KEEP, base=0, written_at=NOW, choices={"1.1": 2}
    )


@pytest.mark.parametrize(
    "fault",
    [
        {"id": "7"}, {"kind": "erase"}, {"base": -1}, {"base": True}, {"base": "1"},
        {"choices": []}, {"choices": {"1.1": None}}, {"remarks": {"1.1": "x" * 2001}},
        {"opinion": "x" * 4001}, {"opinion": "\x00"}, {"opinion": "\ud800"},
        {"written_at": "2026-10-05T10:00:00"}, {"written_at": 5}, {"after": ["x"]},
        {"after": [str(UUID(int=1))] * (MOST_AT_ONCE + 1)},
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_refused(fault):
    with pytest.raises(Refused):
        sent_from({**GOOD, **fault})


@pytest.mark.parametrize(("count", "taken_in"), [(MOST_AT_ONCE, True), (MOST_AT_ONCE + 1, False)])
def test_a_batch_holds_so_many_records_and_no_more(count, taken_in):
    body = json.dumps({"seat": 1, "records": [GOOD] * count}).encode()

    if taken_in:
        assert len(batch_from(body)[1]) == count
    else:
        with pytest.raises(Refused):
            batch_from(body)


def test_what_the_devices_clock_says_decides_nothing(item):
    answer = taken(item, a_record(written_at=NOW + timedelta(days=900)))

    assert answer.outcome == Outcome.SAVED
