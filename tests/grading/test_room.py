"""The room while it scores: marks, counts and quorum, and abstentions under the by-law."""

import pytest

from ocop.grading.flow import CardState, SittingState
from ocop.grading.operations import conclude
from ocop.grading.results import document, score
from ocop.grading.room import Mark, room_of
from ocop.kernel.errors import Refused
from ocop.rulesets.document import grade
from tests.factories.grading import a_card, a_sitting, an_item, seats_of
from tests.grading.test_results import full
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def test_each_seat_and_dossier_has_its_mark(act):
    from ocop.grading.operations import declare_conflict

    item = an_item(seats=5)
    signed, abstained, opened, out, none = seats_of(item)
    a_card(item, signed)
    a_card(item, abstained, state=CardState.ABSTAINED)
    a_card(item, opened, state=CardState.OPEN)
    declare_conflict(item, act, seat=out, ground="own")

    room = room_of(item.sitting, TODAY)

    [row] = room.rows
    assert row.marks == (Mark.SIGNED, Mark.ABSTAINED, Mark.OPEN, Mark.OUT, Mark.NONE)
    assert (room.done, room.of, room.missing, none.pk) == (2, 4, 2, room.seats[-1].pk)
    assert [(done, of) for _, done, of in room.by_seat()] == [
        (1, 1), (1, 1), (0, 1), (0, 0), (0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("signed", "enough"), [(2, False), (3, True)])
def test_a_quorum_of_three_quarters_of_four_is_three(signed, enough):
    item = an_item(seats=4)
    for seat in seats_of(item)[:signed]:
        a_card(item, seat)

    [row] = room_of(item.sitting, TODAY).rows
    assert (row.needed, row.has_quorum) == (3, enough)


@pytest.mark.parametrize(("counts", "enough"), [(True, True), (False, False)])
def test_an_abstention_makes_the_quorum_where_the_by_law_says_so(act, counts, enough):
    item = an_item(SittingState.CLOSED, seats=4, abstainers_count=counts)
    first, second, third, _ = seats_of(item)
    for seat in (first, second):
        a_card(item, seat, full(item, 15))
    a_card(item, third, state=CardState.ABSTAINED, opinion="Chưa xem mẫu")

    [row] = room_of(item.sitting, TODAY).rows
    assert row.has_quorum is enough
    if enough:
        told = document(item)
        assert conclude(item, act).facts == grade(told)
        assert score(item).totals == (85, 85)
    else:
        with pytest.raises(Refused, match="2/4 phiếu"):
            conclude(item, act)


def test_abstentions_alone_conclude_nothing(act):
    item = an_item(SittingState.CLOSED, seats=2, abstainers_count=True)
    for seat in seats_of(item):
        a_card(item, seat, state=CardState.ABSTAINED)

    assert not room_of(item.sitting, TODAY).rows[0].has_quorum
    with pytest.raises(Refused, match="phiếu"):
        conclude(item, act)


@pytest.mark.parametrize(("items", "seats"), [(1, 2), (12, 9)])
def test_the_room_asks_as_much_for_many_as_for_few(items, seats, django_assert_num_queries):
    sitting = a_sitting(items=items, seats=seats)

    with django_assert_num_queries(4):
        room = room_of(sitting, TODAY)

    assert room.missing == items * seats
