"""Rounds, steps, targets and trainings of a year."""

from datetime import date, timedelta

import pytest

from ocop.cycles import operations
from ocop.cycles.calendar import Span, spans_of
from ocop.cycles.operations.trainings import Guest
from ocop.cycles.queries import round_taking, steps_of
from ocop.kernel.errors import Refused
from tests.factories.cycles import a_cycle, a_training, an_attendance
from tests.factories.dossiers import a_commune, a_province
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def test_a_year_is_opened_once_with_two_rounds(act):
    cycle = operations.open_cycle(act, province=a_province(), year=2026)

    assert cycle.rounds.count() == 2
    with pytest.raises(Refused, match="đã được mở"):
        operations.open_cycle(act, province=a_province(), year=2026)


@pytest.mark.parametrize(("day", "number"), [(date(2026, 4, 29), 1), (date(2026, 4, 30), 2)])
def test_a_proposal_is_taken_before_the_cut_off_and_not_on_it(act, day, number):
    operations.open_cycle(act, province=a_province(), year=2026)

    assert round_taking(a_province(), day).number == number


def test_an_extra_round_rests_on_the_by_law_and_lies_in_its_year(act):
    cycle = a_cycle()
    days = {"proposals_until": date(2026, 11, 15), "finish_by": date(2026, 12, 20)}

    with pytest.raises(Refused, match="quy chế hội đồng"):
        operations.plan_round(cycle, act, **days, basis=" ")
    with pytest.raises(Refused, match="trong năm 2026"):
        operations.plan_round(
            cycle, act, proposals_until=date(2027, 1, 1), finish_by=date(2027, 2, 1), basis="Đ9"
        )
    with pytest.raises(Refused, match="phải sau"):
        operations.plan_round(
            cycle, act, proposals_until=days["finish_by"], finish_by=days["finish_by"], basis="Đ9"
        )
    assert operations.plan_round(cycle, act, **days, basis="Điều 9").number == 1


def test_the_steps_run_as_usual_until_the_province_sets_them(act):
    cycle = a_cycle()
    assert steps_of(cycle) == spans_of(2026)
    wanted = [Span(n, date(2026, n, 1), date(2026, n, 28)) for n in range(1, 7)]

    operations.plan_steps(cycle, act, spans=wanted)
    operations.plan_steps(cycle, act, spans=wanted)

    assert steps_of(cycle) == wanted


def test_targets_are_set_changed_and_taken_back(act):
    cycle, commune = a_cycle(), a_commune()

    operations.set_targets(cycle, act, numbers={"rank": 5, "five": 1}, commune=commune)
    operations.set_targets(cycle, act, numbers={"rank": 6, "five": None}, commune=commune)
    operations.set_targets(cycle, act, numbers={"rank": 50})

    told = cycle.targets.order_by("number").values_list("commune", "kind", "number")
    assert list(told) == [(commune.pk, "rank", 6), (None, "rank", 50)]


def test_a_target_of_another_province_or_beyond_reach_is_refused(act):
    far = a_commune("09169", "Quế Võ", a_province("24", "Bắc Ninh"))

    with pytest.raises(Refused, match="tỉnh khác"):
        operations.set_targets(a_cycle(), act, numbers={"rank": 1}, commune=far)
    with pytest.raises(Refused, match="lớn quá"):
        operations.set_targets(a_cycle(), act, numbers={"rank": 100_001})


def test_the_same_guest_stands_on_the_list_once(act):
    training = a_training()
    guests = [Guest("Triệu Thị Hoa", producer_name="HTX"), Guest(" Triệu  Thị Hoa ", None, "HTX")]

    assert operations.add_participants(training, act, guests=guests) == 1
    assert operations.add_participants(training, act, guests=guests) == 0
    with pytest.raises(Refused, match="ít nhất một người"):
        operations.add_participants(training, act, guests=[Guest("  ")])


@pytest.mark.parametrize(("days", "taken"), [(0, True), (1, False)])
def test_attendance_is_taken_from_the_day_of_the_training_on(act, days, taken):
    day = TODAY + timedelta(days=days)
    training = a_training(starts_on=day, ends_on=day)
    guest = an_attendance(training)
    if taken:
        assert operations.take_attendance(training, act, present=[guest]) == 1
        assert operations.take_attendance(training, act, present=[]) == 0
    else:
        with pytest.raises(Refused, match="chưa điểm danh"):
            operations.take_attendance(training, act, present=[guest])


def test_a_training_where_people_were_is_not_cancelled_and_a_cancelled_one_not_changed(act):
    held, dropped = a_training(), a_training()
    an_attendance(held, is_present=True)

    with pytest.raises(Refused, match="điểm danh có mặt"):
        operations.cancel_training(held, act)
    operations.cancel_training(dropped, act)
    with pytest.raises(Refused, match="đã hủy"):
        operations.add_participants(dropped, act, guests=[Guest("Hoa")])


def test_a_guest_is_struck_off_name_and_all(act):
    guest = an_attendance(a_training())

    operations.strike_participant(guest, act)

    assert not a_training().attendances.exists()
    assert guest.pk is None
