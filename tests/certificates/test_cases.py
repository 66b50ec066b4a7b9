"""From what was seen to a revocation, or to none."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ocop.accounts.permissions import Permission
from ocop.certificates.access import cases_for, revocable_for
from ocop.certificates.flow import CaseState
from ocop.certificates.models import Level, Revocation, RevocationCase
from ocop.certificates.operations import (
    confirm_stopped,
    decline,
    drop,
    revoke,
    revoke_on_case,
    submit_case,
)
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from tests import cast
from tests.factories.aftercare import (
    a_case,
    a_concluded_case,
    a_national_certificate,
    a_revoking_decision,
    a_submitted_case,
    days_later,
)
from tests.factories.dossiers import a_certificate, a_product, a_province, a_representative, act_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def test_a_case_ends_in_a_revocation_with_the_ground_of_its_conclusion():
    case = a_submitted_case()

    revocation = revoke_on_case(case, act_of(cast.leader()), decision=a_revoking_decision())

    assert (case.state, revocation.ground) == (CaseState.REVOKED, "b")
    assert revocation.concluded_on == TODAY


def test_who_concluded_a_case_does_not_decide_it():
    case = a_submitted_case(by=cast.leader())

    with pytest.raises(Refused, match="nhờ người khác"):
        revoke_on_case(case, act_of(cast.leader()), decision=a_revoking_decision())
    with pytest.raises(Refused, match="nhờ người khác"):
        decline(case, act_of(cast.leader()), reason="Không đủ căn cứ.")

    assert not Revocation.objects.exists()


@pytest.mark.parametrize(("days", "late"), [(15, 0), (16, 1)])
def test_a_decision_after_the_fifteenth_day_is_taken_and_told_as_late(days, late):
    case = a_submitted_case()
    signed_on = TODAY + timedelta(days=days)

    revoke_on_case(case, days_later(days), decision=a_revoking_decision(signed_on))

    assert case.days_late == late


@pytest.mark.parametrize(("days", "overdue"), [(15, 0), (16, 1)])
def test_a_case_is_overdue_from_the_day_after_the_fifteenth(days, overdue):
    a_concluded_case()

    assert RevocationCase.objects.overdue_on(TODAY + timedelta(days=days)).count() == overdue


def test_a_case_that_is_only_checked_has_no_deadline():
    case = a_case()

    assert case.decide_by is None
    assert not RevocationCase.objects.overdue_on(TODAY + timedelta(days=400)).exists()


def test_a_certificate_has_one_open_case_at_a_time():
    case = a_case()

    with pytest.raises(Refused, match="đang có một vụ việc"):
        a_case(certificate=case.certificate)
    drop(case, act_of(cast.tung()), reason="Đã xuất trình đủ giấy.")

    assert a_case(certificate=case.certificate).state == CaseState.CHECKING


def test_the_database_itself_refuses_a_second_open_case():
    case = a_case()

    with pytest.raises(IntegrityError), transaction.atomic():
        RevocationCase.objects.create(
            code="TH-X",
            certificate=case.certificate,
            ground="b",
            source="inspection",
            seen="Lần hai",
            created_at=case.created_at,
        )


def test_a_lapsed_certificate_is_not_checked_for_revocation():
    lapsed = a_certificate(a_product(), lapses_on=TODAY)

    with pytest.raises(Refused, match="đã hết hạn"):
        a_case(certificate=lapsed)


def test_the_communes_confirmation_starts_the_fifteen_days():
    certificate = a_certificate(a_product())

    case = confirm_stopped(
        act_of(cast.lan()),
        certificate=certificate,
        document_no="8/XN-UBND",
        confirmed_on=TODAY - timedelta(days=3),
        seen="Cơ sở đóng cửa từ tháng 7.",
    )

    assert (case.state, case.ground) == (CaseState.CONCLUDED, Revocation.Ground.STOPPED)
    assert case.decide_by == TODAY + timedelta(days=14)  # 17 October is a Saturday


def test_a_conclusion_of_tomorrow_is_refused():
    case = a_case()

    with pytest.raises(Refused, match="đến hôm nay"):
        a_concluded_case(TODAY + timedelta(days=1), certificate=a_certificate(a_product()))

    assert case.state == CaseState.CHECKING


def test_a_case_is_not_decided_before_it_is_submitted():
    case = a_concluded_case()

    with pytest.raises(WrongState):
        revoke_on_case(case, act_of(cast.leader()), decision=a_revoking_decision())


def test_a_refused_step_leaves_the_case_as_it_was():
    case = a_concluded_case()

    with pytest.raises(Refused, match="số tờ trình"):
        submit_case(case, act_of(cast.tung()), submission_no=" ", submitted_on=TODAY)

    assert case.state == CaseState.CONCLUDED


def test_a_case_may_end_without_a_revocation_and_says_why():
    case = a_submitted_case()

    decline(case, act_of(cast.leader()), reason="Cơ sở đã khắc phục xong.")

    assert (case.state, case.kept_because) == (CaseState.DROPPED, "Cơ sở đã khắc phục xong.")
    assert not Revocation.objects.filter(certificate=case.certificate).exists()


def test_a_certificate_revoked_elsewhere_is_not_revoked_again_by_its_case():
    case, decision = a_submitted_case(), a_revoking_decision()
    details = {"ground": "e", "reason": "Theo kết luận.", "concluded_on": TODAY}
    revoke(case.certificate, act_of(cast.leader()), decision=decision, **details)

    with pytest.raises(Refused, match="từ trước"):
        revoke_on_case(case, act_of(cast.leader()), decision=decision)


def test_the_minister_alone_revokes_five_stars():
    national, provincial = a_national_certificate(), a_certificate(a_product())

    assert list(revocable_for(cast.ministry(), TODAY)) == [national]
    assert list(revocable_for(cast.leader(), TODAY)) == [provincial]


def test_a_case_on_five_stars_lies_before_the_ministry():
    case = a_submitted_case(certificate=a_national_certificate())
    power = Permission.REVOKE_CERTIFICATES

    assert list(cases_for(cast.ministry(), power, TODAY)) == [case]
    assert not cases_for(cast.leader(), power, TODAY).exists()
    decision = a_revoking_decision(level=Level.NATIONAL)
    revoke_on_case(case, act_of(cast.ministry()), decision=decision)
    assert case.state == CaseState.REVOKED


def test_cases_of_another_province_are_not_reached():
    case = a_case()
    other = a_province("24", "Bắc Ninh")

    assert case.certificate.province != other
    assert list(cases_for(cast.tung(), Permission.VIEW_OFFICE, TODAY)) == [case]
    assert not cases_for(cast.stranger(), Permission.VIEW_OFFICE, TODAY).exists()


def test_each_step_is_told_once_to_those_whom_it_concerns():
    people = [cast.lan(), cast.leader()]
    certificate = a_certificate(a_product())
    a_representative(certificate.product.producer, cast.hoa())

    case = a_submitted_case(certificate=certificate)
    revoke_on_case(case, act_of(cast.leader()), decision=a_revoking_decision())

    def told(user):
        return Notice.objects.filter(user=user, key__startswith=f"revocation {case.code}").count()

    assert [told(cast.hoa()), *map(told, people)] == [3, 3, 2]
