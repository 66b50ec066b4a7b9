"""This season's dossiers: every stage, in order of time, and work on every desk."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from django.test import TestCase

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission, Role
from ocop.audit.models import Entry
from ocop.audit.queries import history
from ocop.certificates.models import Certificate, Level
from ocop.demo.council import BY_LAW
from ocop.demo.province import build
from ocop.demo.scene import rows
from ocop.demo.vault import KEPT, RENEWED
from ocop.dossiers.access import dossiers_for, my_dossiers
from ocop.dossiers.clocks import is_overdue
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Evidence, Kind, Return
from ocop.dossiers.queries import overdue_at_commune
from ocop.files import store
from ocop.grading.access import items_to_score, my_sittings, results_for, sittings_for
from ocop.grading.flow import CardState, SittingState
from ocop.grading.models import (
    AgendaItem,
    ByLaw,
    Conflict,
    RedoRequest,
    Result,
    Scorecard,
    Seat,
    Sitting,
)
from ocop.grading.queries import abstentions, corrections
from ocop.grading.results import score, why_meet_about
from ocop.kernel.act import VIETNAM
from ocop.kernel.days import is_working_day
from ocop.kernel.errors import Refused

ON = date(2026, 11, 22)
STATES = {
    State.DRAFT: 2,
    State.SUBMITTED: 8,
    State.RECEIVED: 4,
    State.RETURNED: 2,
    State.PROPOSED: 3,
    State.ASSESSED: 14,
    State.DECIDED: 7,
    State.WITHDRAWN: 1,
}


def silently(line):
    """Say nothing."""


def states():
    return Counter(Dossier.objects.values_list("state", flat=True))


def cast(kind):
    return rows("cast")[kind]


def item_of(name):
    return AgendaItem.objects.get(dossier__product__name=name)


class TestTheSeason(TestCase):
    @classmethod
    def setUpTestData(cls):
        build(ON, say=silently)

    def test_has_a_dossier_at_every_stage_and_of_every_kind(self):
        assert not Counter(STATES) - states()
        assert set(Dossier.objects.values_list("kind", flat=True)) == set(Kind.values)
        assert set(Return.objects.values_list("by", flat=True)) == set(Return.By.values)

    def test_marks_every_dossier_as_a_sample(self):
        assert not Dossier.objects.filter(is_sample=False).exists()
        assert not Certificate.objects.filter(is_legacy=False, is_sample=False).exists()

    def test_numbers_dossiers_in_the_order_of_their_days(self):
        season = Dossier.objects.exclude(product__name__in=[RENEWED, KEPT]).exclude(kind="upgrade")
        prepared = season.order_by("code").values_list("created_at", flat=True)

        assert list(prepared) == sorted(prepared)

    def test_tells_the_acts_of_each_dossier_in_their_order(self):
        for dossier in Dossier.objects.all():
            moments = [entry.at for entry in history(dossier)]
            assert all(earlier <= later for earlier, later in pairwise(moments))

    def test_never_meets_on_a_day_of_rest_nor_tells_of_a_day_to_come(self):
        assert all(map(is_working_day, Sitting.objects.values_list("held_on", flat=True)))
        last = Entry.objects.order_by("-at")[0].at
        assert last.astimezone(VIETNAM).date() < ON

    def test_shares_its_sample_evidence(self):
        keys = set(Evidence.objects.values_list("key", flat=True))

        assert Evidence.objects.count() > 1000
        assert len(keys) < 20
        assert all(store.exists(key) for key in keys)
        assert not Evidence.objects.exclude(name__contains="(mẫu)").exists()

    def test_stands_under_a_by_law_that_calls_itself_a_sample(self):
        by_law = ByLaw.objects.get(name=BY_LAW)

        assert by_law.name == BY_LAW
        assert "mẫu" in by_law.name
        assert (str(by_law.quorum), by_law.spread, by_law.floors) == ("3/4", 10, "mean")
        seats = Seat.objects.filter(council__by_law=by_law)
        assert seats.filter(role__in=Seat.SCORING).count() == 9

    def test_leaves_one_dossier_overdue_in_each_of_two_communes(self):
        late = overdue_at_commune(ON).filter(pk__in=Dossier.objects.values("pk"))

        assert late.count() == 2
        assert all(is_overdue(one.filed_on, ON) for one in late)

    def test_holds_sittings_of_which_one_is_open_and_one_waits_for_conclusions(self):
        provincial = Sitting.objects.filter(council__level=Level.PROVINCE)
        found = Counter(provincial.values_list("state", flat=True))

        assert found == {SittingState.MINUTED: 2, SittingState.CLOSED: 2, SittingState.OPEN: 1}
        assert Conflict.objects.count() == 1

    def test_waits_for_conclusions_of_four_kinds(self):
        with self.assertRaisesMessage(Refused, "quá mức 10 điểm"):
            score(item_of("Cốm nếp Đông Triều"))
        missed = score(item_of("Chả gà Tiên Yên"))
        assert (missed.band, missed.floors_hold, missed.stars) == (4, 3, 3)
        assert score(item_of("Rượu gạo men lá Thống Nhất")).knocked_out
        assert score(item_of("Mật ong hoa sú vẹt")).stars == 3
        assert not Result.objects.filter(item__sitting__state=SittingState.CLOSED).exists()

    def test_asks_in_writing_about_two_renewals_of_which_one_needs_a_meeting(self):
        alike, apart = AgendaItem.objects.filter(sitting__kind="written").order_by("position")

        assert why_meet_about(alike, score(alike)) == ""
        assert "ý kiến không đồng ý" in why_meet_about(apart, score(apart))

    def test_has_a_correction_and_abstentions_with_their_reasons(self):
        item = item_of("Mật ong hoa sú vẹt")

        assert "(lý do mẫu)" in abstentions(item).get().opinion
        assert "(lý do mẫu)" in corrections(item).get().reason

    def test_issues_certificates_by_the_decisions_of_this_month(self):
        fresh = Certificate.objects.filter(is_legacy=False, issued_on__gte=ON - timedelta(days=12))

        assert sorted(fresh.values_list("stars", "level")) == [
            (3, "province"),
            (4, "province"),
            (5, "national"),
        ]

    def test_has_work_for_each_commune_officer(self):
        for person in cast("people"):
            if person["role"] == Role.COMMUNE_OFFICER:
                user = User.objects.get(username=person["username"])
                mine = dossiers_for(user, Permission.PROPOSE_DOSSIERS, ON)
                waiting = mine.filter(state__in=[State.SUBMITTED, State.RECEIVED])
                assert waiting.exists(), person["username"]

    def test_has_work_for_the_province(self):
        for name in ("tung", "nhung"):
            user = User.objects.get(username=name)
            mine = dossiers_for(user, Permission.ASSESS_DOSSIERS, ON)
            assert mine.filter(state=State.PROPOSED).count() == 3
            on_agenda = AgendaItem.objects.values("dossier")
            assert mine.filter(state=State.ASSESSED).exclude(pk__in=on_agenda).count() == 3
            sittings = sittings_for(user, Permission.CONVENE_COUNCILS, ON)
            closed = sittings.filter(state=SittingState.CLOSED)
            assert sorted(closed.values_list("kind", flat=True)) == ["meeting", "written"]

    def test_has_a_result_for_the_leader_to_decide_on(self):
        user = User.objects.get(username="lanhdao")
        items = results_for(user, Permission.DECIDE, ON).filter(result__decision=None)

        assert items.filter(result__outcome=Result.Outcome.RECOGNIZED).count() == 1

    def test_has_a_forwarded_dossier_for_the_ministry(self):
        user = User.objects.get(username="bo")
        forwarded = dossiers_for(user, Permission.RECORD_CENTRAL, ON)
        sent = Result.objects.filter(item__dossier__in=forwarded, outcome="forwarded")

        assert sent.filter(central=None, sent__forwarding__state="RECEIVED").count() == 2
        assert sorted(sent.exclude(central=None).values_list("central__stars", flat=True)) == [4, 5]
        assert RedoRequest.objects.get().is_open

    def test_has_cards_to_fill_for_each_councillor_and_sittings_for_the_others(self):
        for person in cast("seats"):
            user = User.objects.get(username=person["username"])
            assert my_sittings(user, ON).filter(state=SittingState.OPEN).exists()
            if person["role"] in Seat.SCORING:
                done = Scorecard.objects.filter(seat__user=user, state=CardState.SIGNED)
                open_to_me = items_to_score(user, ON).filter(sitting__state=SittingState.OPEN)
                assert open_to_me.exclude(pk__in=done.values("item")).exists(), person["username"]

    def test_has_a_dossier_of_their_own_for_each_representative(self):
        for person in cast("representatives"):
            user = User.objects.get(username=person["username"])
            assert my_dossiers(user, ON).exists(), person["username"]

    def test_is_not_laid_anew_on_a_later_day(self):
        before = Entry.objects.count(), Certificate.objects.count()

        build(ON + timedelta(days=9), say=silently)

        assert (Entry.objects.count(), Certificate.objects.count()) == before


class TestAnyDay(TestCase):
    def check(self, on):
        build(on, say=silently)

        assert not Counter(STATES) - states()
        assert overdue_at_commune(on).count() == 2
        entries = Entry.objects.filter(origin="demo").order_by("at")
        assert entries.last().at.astimezone(VIETNAM).date() < on
        assert {s.state for s in Sitting.objects.all()} == {"MINUTED", "CLOSED", "OPEN"}

    def test_soon_after_the_law_came_into_force(self):
        self.check(date(2026, 8, 3))

    def test_in_the_days_of_tet(self):
        self.check(date(2027, 2, 10))

    def test_in_the_first_days_of_a_year(self):
        self.check(date(2028, 1, 5))
