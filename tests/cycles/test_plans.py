"""A plan's way: written, sent back, approved, followed."""

from datetime import timedelta

import pytest

from ocop.accounts.permissions import Permission
from ocop.cycles import operations
from ocop.cycles.access import my_plans, plans_for
from ocop.cycles.flow import PlanState
from ocop.cycles.models.ideas import By
from ocop.cycles.operations.ideas import Stale
from ocop.cycles.queries import plan_of
from ocop.cycles.slips import PLAN
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from tests import cast
from tests.factories.cycles import a_cycle, a_participation, a_plan, said_on
from tests.factories.dossiers import (
    a_commune,
    a_producer,
    a_product,
    a_representative,
    act_of,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_plan_is_begun_for_what_takes_part_only_and_once(act):
    a_cycle()
    product = a_product()
    with pytest.raises(Refused, match="chưa có quyết định chấp thuận"):
        operations.draft_plan(act, product=product)
    a_participation(product)

    plan = operations.draft_plan(act, product=product)

    assert (plan.state, plan.cycle.year) == (PlanState.DRAFT, TODAY.year)
    with pytest.raises(Refused, match="chưa xong"):
        operations.draft_plan(act, product=product)


def test_the_next_plan_begins_with_what_the_last_one_said(act):
    product = a_product()
    a_participation(product)
    last = a_plan(PlanState.APPROVED, product=product)

    assert operations.draft_plan(act, product=product).said == last.said


def test_what_is_typed_is_kept_until_another_screen_saves(act):
    plan = a_plan(said={})

    operations.keep_plan(plan, act, version=0, said={"goal": "4 sao"})
    with pytest.raises(Stale):
        operations.keep_plan(plan, act, version=0, said={"goal": "5 sao"})

    plan.refresh_from_db()
    assert plan.said == {"goal": "4 sao"}
    with pytest.raises(WrongState):
        operations.keep_plan(a_plan(PlanState.FILED), act, version=0, said={})


def test_a_plan_with_a_blank_left_is_not_filed(act):
    plan = a_plan(said={key: text for key, text in said_on(PLAN).items() if key != "costs"})

    with pytest.raises(Refused, match="“Chi phí một năm”"):
        operations.file_plan(plan, act)


def test_a_plan_goes_to_and_fro_until_it_is_approved(act):
    plan = a_plan()
    hoa = a_representative(plan.product.producer, cast.hoa())

    operations.file_plan(plan, act)
    returned = operations.return_plan(plan, act, by=By.COMMUNE, reasons="Thiếu chi phí.")
    operations.file_plan(plan, act)
    operations.approve_plan(plan, act, approval_no="5/TB", opinion="Nhất trí.")

    assert returned.back_by == TODAY + 7 * DAY
    assert (plan.state, plan.approved_on) == (PlanState.APPROVED, TODAY)
    assert Notice.objects.filter(user=hoa).count() == 2
    assert plan_of(plan.product) == plan


def test_a_return_needs_words_and_nobody_judges_their_own(act):
    plan = a_plan(PlanState.FILED)
    own = act_of(a_representative(plan.product.producer))

    with pytest.raises(Refused, match="cần bổ sung gì"):
        operations.return_plan(plan, act, by=By.PROVINCE, reasons="")
    with pytest.raises(Refused, match="của chính mình"):
        operations.return_plan(plan, own, by=By.COMMUNE, reasons="Thiếu.")
    with pytest.raises(Refused, match="của chính mình"):
        operations.approve_plan(plan, own)


def test_only_an_approved_plan_is_what_a_dossier_reports_against():
    product = a_product()
    a_plan(PlanState.FILED, product=product)

    assert plan_of(product) is None


@pytest.mark.parametrize(("days", "taken"), [(-6, False), (-5, True), (0, True), (1, False)])
def test_work_is_noted_from_the_approval_to_today(act, days, taken):
    plan = a_plan(PlanState.APPROVED, approved_on=TODAY - 5 * DAY)
    day = TODAY + days * DAY
    if taken:
        operations.follow_plan(plan, act, day=day, done="Đã mua máy sấy.")
        assert plan.follow_ups.get().by == act.by
    else:
        with pytest.raises(Refused):
            operations.follow_plan(plan, act, day=day, done="Đã mua máy sấy.")


def test_work_is_noted_with_words_and_after_the_approval_only(act):
    with pytest.raises(Refused, match="việc đã làm được"):
        operations.follow_plan(a_plan(PlanState.APPROVED), act, day=TODAY, done=" ")
    with pytest.raises(WrongState):
        operations.follow_plan(a_plan(PlanState.FILED), act, day=TODAY, done="Xong.")


def test_an_office_sees_the_filed_plans_of_its_place_and_a_producer_its_own():
    mine, draft = a_plan(PlanState.FILED), a_plan()
    hoa = a_representative(draft.product.producer, cast.hoa())
    beside = a_producer(commune=a_commune("06985", "Lương Minh"))
    a_plan(PlanState.FILED, product=a_product(producer=beside))

    assert list(plans_for(cast.lan(), Permission.REVIEW_IDEAS, TODAY)) == [mine]
    assert plans_for(cast.tung(), Permission.ACCEPT_IDEAS, TODAY).count() == 2
    assert list(my_plans(hoa, TODAY)) == [draft]
