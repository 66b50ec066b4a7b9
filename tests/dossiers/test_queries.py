from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.dossiers.clocks import commune_deadline
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.dossiers.operations import receive, send_back, submit
from ocop.dossiers.queries import (
    at_commune,
    contents_digest,
    for_listing,
    missing_parts,
    overdue_at_commune,
    rubric_for,
    self_score,
    timeline,
)
from ocop.kernel.act import VIETNAM
from tests.factories.dossiers import (
    MEAT,
    TOURISM,
    a_dossier,
    a_product,
    a_rubric,
    a_ruleset,
    a_user,
    act_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_is_read_with_one_query(rows):
    for _ in range(rows):
        a_dossier(State.SUBMITTED)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        for dossier in for_listing(Dossier.objects.all()):
            str(dossier.product.producer), str(dossier.product.commune.province)
            str(dossier.rubric), str(dossier.round)

    assert len(queries) == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 5, 21), None),
        (date(2026, 5, 22), "qd26-2026"),
        (date(2026, 8, 31), "qd26-2026"),
        (date(2026, 9, 1), "qd99-2026"),
    ],
)
def test_the_newest_sheet_in_force_takes_what_is_filed(day, code):
    a_rubric(MEAT)
    a_rubric(MEAT, a_ruleset("qd99-2026", effective_from=date(2026, 9, 1)))
    rubric = rubric_for(MEAT, day)

    assert (rubric and rubric.ruleset.code) == code


def test_the_self_score_tells_total_band_and_what_is_missing_for_each_star():
    score = self_score(a_dossier(choices={"1.1": 2, "1.5": 4}))

    assert (score.total, score.band) == (5, 1)
    assert [gap.stars for gap in score.gaps] == [3, 4, 5]
    assert [gap.points for gap in score.gaps] == [45, 65, 85]


def test_the_self_score_waits_for_the_case():
    dossier = a_dossier(product=a_product(TOURISM))

    assert self_score(dossier) is None
    dossier.case, dossier.choices = "TH1", {"8": 2}
    assert self_score(dossier).total == 3


def test_choices_that_the_sheet_no_longer_offers_count_nothing():
    dossier = a_dossier(choices={"1.1": 2, "99.9": 1, "1.5": 77})

    assert self_score(dossier).total == 2
    assert missing_parts(dossier) == []


@pytest.mark.parametrize(("days", "overdue"), [(0, False), (1, True)])
@pytest.mark.parametrize("state", State)
def test_the_commune_is_overdue_from_the_day_after_its_fifteenth(state, days, overdue):
    filed_on = date(2026, 8, 24)
    dossier = a_dossier(state, filed_on=filed_on)
    day = commune_deadline(filed_on) + timedelta(days=days)
    running = state in {State.SUBMITTED, State.RECEIVED}

    assert (dossier in overdue_at_commune(day)) is (overdue and running)
    assert (dossier in at_commune(Dossier.objects.all())) is running


@pytest.mark.parametrize(("clock", "overdue"), [(time(23, 59), True), (time(0, 0), False)])
def test_the_day_of_filing_is_a_day_in_vietnam(clock, overdue):
    filed_on = date(2026, 8, 24) if overdue else date(2026, 8, 25)
    dossier = a_dossier(State.SUBMITTED)
    dossier.submitted_at = datetime.combine(filed_on, clock, VIETNAM)
    dossier.save()

    assert dossier.filed_on == filed_on
    assert overdue_at_commune(date(2026, 9, 18)).exists() is overdue


def test_the_timeline_tells_who_did_what_and_why_it_came_back():
    dossier, user = a_dossier(), a_user("Cán bộ Thử")
    submit(dossier, act_of(user))
    receive(dossier, act_of(user))
    send_back(dossier, act_of(), by="commune", reasons="Thiếu hợp đồng.")

    lines = timeline(dossier)

    assert [line.what for line in lines] == ["Nộp hồ sơ", "Xã nhận hồ sơ", "Trả lại để bổ sung"]
    assert [line.who for line in lines] == ["Cán bộ Thử", "Cán bộ Thử", "Hệ thống"]
    assert [line.note for line in lines] == ["", "", "Thiếu hợp đồng."]


@pytest.mark.parametrize(
    "change",
    [
        {"choices": {"1.1": 3}},
        {"claims": {"1.1": "x"}},
        {"case": "TH1"},
        {"forms": {}},
    ],
)
def test_the_digest_stands_for_everything_that_was_typed(change):
    dossier = a_dossier()
    before = contents_digest(dossier)

    for name, value in change.items():
        setattr(dossier, name, value)

    assert contents_digest(dossier) != before
    assert len(before) == 64
