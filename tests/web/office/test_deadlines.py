"""The page of running clocks: overdue first, each with its days left by the law's counting."""

from datetime import date, timedelta

import pytest
from django.urls import resolve

from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.kernel.deadlines import ClockKind, Turn
from ocop.web.office.deadlines import overdue, running_clocks
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_proposal,
    a_round,
    at_ten,
)
from tests.moment import TODAY
from tests.web.desk import at, stand_still, table, text

pytestmark = pytest.mark.django_db
PAGE = "/van-phong/thoi-han/"


def clock_of(kind, day, user=None):
    """Return the one clock of a kind that runs on ``day``."""
    found = [one for one in running_clocks(user or cast.lan(), day) if one.kind == kind]
    assert len(found) <= 1
    return found[0] if found else None


def both(day, user=None):
    """Return how many clocks on which an office is late, by the list and by the count."""
    user = user or cast.lan()
    listed = [c for c in running_clocks(user, day) if c.is_overdue and c.turn != Turn.PRODUCER]
    return len(listed), sum(rows.distinct().count() for rows in overdue(user, day))


# Tết of 2027 falls on Saturday 6 February: offices rest from 5 to 9 February, and on the 10th and
# the 11th for the weekend. The Hùng Kings' day of 2027 is Friday 16 April.
@pytest.mark.parametrize(
    ("filed_on", "last"),
    [
        (date(2026, 10, 5), date(2026, 10, 26)),
        (date(2027, 1, 25), date(2027, 2, 22)),
        (date(2026, 10, 2), date(2026, 10, 23)),
        (date(2027, 4, 5), date(2027, 4, 27)),
    ],
)
def test_the_commune_has_fifteen_working_days_on_both_sides_of_the_last(filed_on, last):
    a_dossier(State.SUBMITTED, filed_on=filed_on)

    on_time, late = clock_of("commune", last), clock_of("commune", last + timedelta(days=1))

    assert (on_time.due, on_time.left, on_time.is_overdue) == (last, 0, False)
    assert both(last) == (0, 0)
    assert late.is_overdue
    assert both(last + timedelta(days=1)) == (1, 1)


@pytest.mark.parametrize(
    ("complete_on", "last"),
    [(date(2026, 10, 5), date(2026, 11, 19)), (date(2026, 12, 22), date(2027, 2, 12))],
)
def test_a_renewal_has_forty_five_days_from_the_complete_dossier(complete_on, last):
    dossier = a_dossier(State.PROPOSED, kind=Kind.RENEWAL)
    dossier.round = None
    dossier.save()
    proposal = getattr(dossier, "proposal", None) or a_proposal(dossier)
    proposal.created_at = at_ten(complete_on)
    proposal.save()

    assert clock_of("renewal", last).due == last
    assert both(last) == (0, 0)
    assert clock_of("renewal", last + timedelta(days=1)).left == -1
    assert both(last + timedelta(days=1)) == (1, 1)


@pytest.mark.parametrize(
    ("left", "runs", "overdue"),
    [(181, False, False), (180, True, False), (120, True, False), (119, True, True),
     (1, True, True), (0, False, False)],
)  # fmt: skip
def test_the_window_of_renewal_runs_from_180_to_120_days(left, runs, overdue):
    a_certificate(a_product(), lapses_on=TODAY + timedelta(days=left))

    clock = clock_of("window", TODAY)

    assert (clock is not None) == runs
    assert (clock is not None and clock.is_overdue) == overdue
    assert both(TODAY) == (0, 0)


@pytest.mark.parametrize(("state", "runs"), [(State.DRAFT, True), (State.SUBMITTED, False)])
def test_who_has_filed_has_no_window_to_miss(state, runs):
    product = a_product()
    a_certificate(product, lapses_on=TODAY + timedelta(days=150))
    a_dossier(state, kind=Kind.RENEWAL, product=product)

    assert (clock_of("window", TODAY) is not None) == runs


@pytest.mark.parametrize(
    ("day", "cut", "finish"),
    [
        (date(2026, 10, 29), 0, 61), (date(2026, 10, 30), None, 60),
        (date(2026, 12, 29), None, 0), (date(2026, 12, 30), None, None),
    ],
)  # fmt: skip
def test_a_round_is_cut_off_and_finished_before_its_days(day, cut, finish):
    a_round()

    left = {kind: getattr(clock_of(kind, day), "left", None) for kind in ("cut-off", "round")}

    assert left == {"cut-off": cut, "round": finish}


@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 29), 0), (date(2026, 12, 30), 1)])
def test_a_round_past_its_day_is_overdue_while_a_dossier_has_no_result(day, late):
    a_dossier(State.PROPOSED)
    Dossier.objects.update(round=a_round())

    assert both(day) == (late, late)
    Dossier.objects.update(state=State.DECIDED)
    assert both(day) == (0, 0)


def test_a_commune_sees_the_clocks_of_its_own_dossiers():
    a_dossier(State.SUBMITTED)
    beside = a_product(producer=a_producer(commune=a_commune("06985", "Lương Minh")))
    a_dossier(State.SUBMITTED, product=beside)

    assert [c.commune for c in running_clocks(cast.lan(), TODAY)] == ["Xã Ba Chẽ"]
    assert len(running_clocks(cast.tung(), TODAY)) == 2


def peopled():
    a_dossier(State.SUBMITTED, filed_on=date(2026, 8, 3))
    a_dossier(State.RECEIVED)
    for left in (119, 150):
        a_certificate(a_product(), lapses_on=TODAY + timedelta(days=left))
    a_round()


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 6), ("?qua=on", 2), ("?qua=on&ai=COMMUNE", 1), ("?loai=window", 2),
        ("?loai=commune&xa=06978", 2), ("?ai=PROVINCE", 1), ("?loai=khong-co", 6),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_kind_commune_turn_and_lateness(monkeypatch, query, rows):
    stand_still(monkeypatch)
    peopled()

    mark = "&" if query else "?"
    assert len(table(at(cast.lan()).get(f"{PAGE}{query}{mark}tai=xlsx"))) == rows


def test_the_most_overdue_stands_first_and_home_shows_how_many(monkeypatch):
    stand_still(monkeypatch)
    peopled()
    desk = at(cast.lan())

    first = table(desk.get(f"{PAGE}?tai=xlsx"))[0]

    assert first["Thời hạn theo quy định"].value == ClockKind.COMMUNE.label
    assert first["Cách đếm"].value == "ngày làm việc"
    assert "Thời hạn đã quá" in text(desk.get("/van-phong/"))


def test_every_clock_leads_to_a_page():
    peopled()

    for clock in running_clocks(cast.lan(), TODAY):
        assert resolve(clock.link.split("?")[0]).view_name.startswith("office:")


def test_the_page_asks_as_few_questions_for_many_clocks_as_for_few(
    monkeypatch, django_assert_max_num_queries
):
    stand_still(monkeypatch)
    peopled()
    desk = at(cast.lan())
    with django_assert_max_num_queries(30) as few:
        desk.get(PAGE)
    for _ in range(6):
        a_dossier(State.SUBMITTED)
        a_certificate(a_product(), lapses_on=TODAY + timedelta(days=140))

    with django_assert_max_num_queries(len(few)):
        desk.get(PAGE)
