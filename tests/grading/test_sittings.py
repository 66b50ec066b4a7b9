"""A sitting from its call to its minutes, and the council behind it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from ocop.audit.queries import history
from ocop.dossiers.flow import State
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import AgendaItem, Seat
from ocop.grading.operations import (
    adopt_by_law,
    close_sitting,
    convene,
    declare_conflict,
    establish_council,
    leave,
    minute,
    open_sitting,
    put_on_agenda,
    seat,
)
from ocop.grading.queries import progress, scoring_seats, standing_cards, voting_seats
from ocop.grading.results import by_law_of
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from tests.factories.dossiers import a_commune, a_dossier, a_product, a_province, a_user
from tests.factories.grading import (
    a_by_law,
    a_card,
    a_council,
    a_seat,
    a_sitting,
    an_item,
    seats_of,
)
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("quorum", [Fraction(0), Fraction(5, 4), Fraction(-1, 2)])
def test_a_quorum_is_a_share_of_the_seats(act, quorum):
    with pytest.raises(Refused, match="Tỷ lệ"):
        adopt_by_law(act, province=a_province(), name="Quy chế", quorum=quorum)


@pytest.mark.parametrize(("spread", "taken"), [(0, 1), (100, 1), (101, 0), (-1, 0)])
def test_a_spread_is_from_0_to_100_points(act, spread, taken):
    if taken:
        assert adopt_by_law(act, province=a_province(), name="QC", spread=spread).spread == spread
    else:
        with pytest.raises(Refused, match="0 đến 100"):
            adopt_by_law(act, province=a_province(), name="QC", spread=spread)


def test_a_council_sits_under_its_own_provinces_by_law(act):
    other = a_province("01", "Hà Nội")

    with pytest.raises(Refused, match="tỉnh khác"):
        establish_council(act, province=other, name="HĐ", by_law=a_by_law(), decision_no="1")


def test_a_council_has_one_chair_and_one_seat_a_person(act):
    council = a_council()
    chair = a_user()
    seat(council, act, user=chair, role=Seat.Role.CHAIR)

    with pytest.raises(Refused, match="đã có"):
        seat(council, act, user=a_user(), role=Seat.Role.CHAIR)
    with pytest.raises(Refused, match="đã có"):
        seat(council, act, user=chair, role=Seat.Role.MEMBER)
    assert council.seats.count() == 1


def test_a_seat_is_left_once(act):
    taken = a_seat(a_council())
    leave(taken, act)

    with pytest.raises(Refused, match="đã thôi"):
        leave(taken, act)


@pytest.mark.parametrize(("held_on", "called"), [(date(2026, 6, 1), 1), (date(2026, 5, 31), 0)])
def test_a_council_meets_from_the_day_it_was_established(act, held_on, called):
    council = a_council()

    if called:
        assert convene(council, act, title="Phiên", held_on=held_on).code == "PH-2026-001"
    else:
        with pytest.raises(Refused, match="thành lập"):
            convene(council, act, title="Phiên", held_on=held_on)


@pytest.mark.parametrize("state", State)
def test_only_an_assessed_dossier_comes_before_the_council(act, state):
    sitting = a_sitting(SittingState.CONVENED, items=0)
    dossier = a_dossier(state)

    if state == State.ASSESSED:
        assert put_on_agenda(sitting, act, dossier=dossier).position == 1
    else:
        with pytest.raises(Refused, match="thẩm định"):
            put_on_agenda(sitting, act, dossier=dossier)


def test_a_dossier_lies_before_one_sitting_only(act):
    item = an_item(SittingState.CONVENED)
    other = a_sitting(SittingState.CONVENED, items=0, council=item.sitting.council)

    with pytest.raises(Refused, match="đã có trong chương trình"):
        put_on_agenda(other, act, dossier=item.dossier)


def test_another_provinces_dossier_is_not_laid_before_this_council(act):
    sitting = a_sitting(SittingState.CONVENED, items=0)
    elsewhere = a_commune("00070", "Hoàn Kiếm", a_province("01", "Hà Nội"))
    dossier = a_dossier(State.ASSESSED, product=a_product(commune=elsewhere))

    with pytest.raises(Refused, match="tỉnh khác"):
        put_on_agenda(sitting, act, dossier=dossier)


def test_the_agenda_is_closed_once_the_sitting_is_open(act):
    sitting = a_sitting(SittingState.OPEN)

    with pytest.raises(Refused, match="chưa mở"):
        put_on_agenda(sitting, act, dossier=a_dossier(State.ASSESSED))


def test_an_empty_sitting_is_not_opened(act):
    with pytest.raises(Refused, match="chưa có hồ sơ"):
        open_sitting(a_sitting(SittingState.CONVENED, items=0), act)


def test_a_sitting_without_members_is_not_opened(act):
    with pytest.raises(Refused, match="chưa có thành viên"):
        open_sitting(a_sitting(SittingState.CONVENED, seats=0), act)


@pytest.mark.parametrize("state", SittingState)
def test_a_sitting_opens_then_closes(act, state):
    sitting = a_sitting(state)

    for operation, source in (
        (open_sitting, SittingState.CONVENED),
        (close_sitting, SittingState.OPEN),
    ):
        sitting.state = state
        sitting.save()
        if state == source:
            operation(sitting, act)
            assert history(sitting).count() == 1
        else:
            with pytest.raises(WrongState):
                operation(sitting, act)


def test_minutes_wait_for_every_conclusion(act):
    sitting = a_sitting(SittingState.CLOSED)

    with pytest.raises(Refused, match="Còn 1 hồ sơ"):
        minute(sitting, act, minutes_no="1/BB", minutes="Nội dung")


def test_a_conflict_is_declared_once(act):
    item = an_item(seats=2)
    first, _ = seats_of(item)
    declare_conflict(item, act, seat=first, ground="own")

    with pytest.raises(Refused, match="đã khai"):
        declare_conflict(item, act, seat=first, ground="own")


@pytest.mark.parametrize("state", [CardState.OPEN, CardState.SIGNED, CardState.ABSTAINED])
def test_a_conflict_declared_late_withdraws_the_card_that_was_opened(act, state):
    item = an_item(seats=2)
    first, _ = seats_of(item)
    card = a_card(item, first, {"1.1": 3}, state)

    declare_conflict(item, act, seat=first, ground="own")
    close_sitting(item.sitting, act)

    card.refresh_from_db()
    assert (card.state, card.choices, by_law_of(item).seats) == (CardState.WITHDRAWN, {}, 1)
    assert not standing_cards(item).exists()
    line = history(item).filter(verb="grading.conflict_declared").get()
    assert line.facts["withdrawn"] == state


@pytest.mark.parametrize("state", [SittingState.CLOSED, SittingState.MINUTED])
def test_no_conflict_is_declared_after_the_close(act, state):
    item = an_item(state)

    with pytest.raises(Refused, match="đã đóng phiếu"):
        declare_conflict(item, act, seat=seats_of(item)[0], ground="own")


def test_a_seat_of_another_council_declares_nothing_here(act):
    item = an_item()

    with pytest.raises(Refused, match="hội đồng khác"):
        declare_conflict(item, act, seat=a_seat(a_council()), ground="own")


def test_a_seat_in_conflict_does_not_count_for_the_quorum(act):
    item = an_item(seats=4)
    declare_conflict(item, act, seat=seats_of(item)[0], ground="own")

    assert by_law_of(item).seats == 3


def test_the_room_knows_who_has_signed_and_not_what(act):
    item = an_item(seats=3)
    first, second, _ = seats_of(item)
    a_card(item, first)
    declare_conflict(item, act, seat=second, ground="own")

    [row] = progress(item.sitting)

    assert (row.signed, row.barred) == (1, 1)


def test_the_agenda_counts_its_positions(act):
    sitting = a_sitting(SittingState.CONVENED, items=2)

    assert put_on_agenda(sitting, act, dossier=a_dossier(State.ASSESSED)).position == 3
    assert AgendaItem.objects.filter(sitting=sitting).count() == 3


def test_a_member_who_left_before_the_sitting_has_no_seat_in_it():
    sitting = a_sitting(seats=2)
    gone = seats_of(sitting.items.get())[1]
    gone.left_on = sitting.held_on
    gone.save()

    assert list(scoring_seats(sitting)) == seats_of(sitting.items.get())[:1]
    gone.left_on = sitting.held_on + timedelta(days=1)
    gone.save()
    assert scoring_seats(sitting).count() == 2
    assert sitting.held_on < TODAY


def test_who_sees_the_conflict_on_the_card_still_keeps_out(act):
    item = an_item(seats=2)
    first, _ = seats_of(item)
    a_card(item, first, state=CardState.OPEN)

    declare_conflict(item, act, seat=first, ground="commune")

    assert by_law_of(item).seats == 1


@pytest.mark.parametrize(("days", "votes"), [(0, 2), (1, 1)])
def test_a_seat_votes_when_its_first_day_is_not_after_the_close(days, votes):
    item = an_item(SittingState.CLOSED, seats=2)
    _, second = seats_of(item)
    second.joined_on = TODAY + timedelta(days=days)
    second.save()

    assert len(voting_seats(item)) == votes


@pytest.mark.parametrize(("first", "taken"), [(TODAY, 1), (date(2026, 6, 1), 1),
                                              (date(2026, 5, 31), 0),
                                              (TODAY + timedelta(days=1), 0)])  # fmt: skip
def test_a_seat_begins_between_the_councils_first_day_and_today(act, first, taken):
    council = a_council()

    if taken:
        given = seat(council, act, user=a_user(), role=Seat.Role.MEMBER, joined_on=first)
        assert given.joined_on == first
    else:
        with pytest.raises(Refused, match="Ngày tham gia"):
            seat(council, act, user=a_user(), role=Seat.Role.MEMBER, joined_on=first)


def test_a_seat_given_after_the_close_has_no_vote_and_one_that_signed_keeps_it():
    item = an_item(SittingState.CLOSED, seats=2)
    item.sitting.closed_at = NOW
    item.sitting.save()
    first, second = seats_of(item)
    a_card(item, first)
    first.left_on = item.sitting.held_on
    first.save()
    late = a_seat(item.sitting.council)
    late.created_at = NOW + timedelta(minutes=1)
    late.save()

    assert voting_seats(item) == [first, second]
