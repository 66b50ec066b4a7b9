"""The ministry has an irregular evaluation done again, and the recognition withdrawn."""

from datetime import timedelta

import pytest

from ocop.certificates.models import Certificate, Decision, Revocation, RevocationCase
from ocop.certificates.operations import issue, open_case
from ocop.dossiers.flow import State
from ocop.grading import operations
from ocop.grading.flow import RedoState
from ocop.grading.models import RedoRequest, Result
from ocop.grading.queries import result_of
from ocop.grading.running import overdue_redos, redo_clocks
from ocop.kernel.errors import Refused
from tests import cast
from tests.factories.central import a_candidate, a_decision
from tests.factories.dossiers import a_dossier, act_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def act():
    return act_of(cast.ministry())


@pytest.fixture
def recognized(act):
    """Return a recognition of four stars with its certificate."""
    result = a_candidate(outcome=Result.Outcome.RECOGNIZED, stars=4)
    issue(act, product=result.item.dossier.product, stars=4, decision=result.decision)
    return result


def asked(act, result, **changes):
    given = {
        "reason": "Hai phiếu giống nhau.", "document_no": "77/BNNMT", "asked_on": TODAY,
        "answer_by": TODAY + timedelta(days=30),
    }  # fmt: skip
    return operations.ask_redo(act, result=result, **{**given, **changes})


def withdrawal():
    return a_decision(Decision.Kind.REVOCATION)


def test_only_what_a_province_recognised_is_asked_to_be_done_again(act):
    with pytest.raises(Refused, match="tỉnh đã công nhận"):
        asked(act, a_candidate())


@pytest.mark.parametrize(("days", "taken"), [(0, False), (1, True)])
def test_the_answer_is_due_after_the_day_of_the_letter(act, recognized, days, taken):
    if not taken:
        with pytest.raises(Refused, match="Hạn trả lời"):
            asked(act, recognized, answer_by=TODAY + timedelta(days=days))
        return
    assert asked(act, recognized, answer_by=TODAY + timedelta(days=days)).is_open


def test_one_request_on_a_result_is_open_at_a_time(act, recognized):
    asked(act, recognized)

    with pytest.raises(Refused, match="đang có một đề nghị"):
        asked(act, recognized)


def test_the_withdrawal_ends_the_certificate_and_reopens_the_dossier(act, recognized):
    request = asked(act, recognized)

    operations.withdraw_recognition(request, act, decision=withdrawal())

    recognized.refresh_from_db()
    dossier = recognized.item.dossier
    dossier.refresh_from_db()
    assert not Certificate.objects.in_force_on(TODAY).exists()
    assert Revocation.objects.get().ground == Revocation.Ground.CONCLUSION
    assert (dossier.state, request.state) == (State.ASSESSED, RedoState.WITHDRAWN)
    assert recognized.set_aside_on == TODAY
    assert result_of(dossier) is None


def test_a_certificate_that_lapsed_is_left_as_it_is(act, recognized):
    Certificate.objects.update(issued_on=TODAY - timedelta(days=9), lapses_on=TODAY)
    request = asked(act, recognized)

    operations.withdraw_recognition(request, act, decision=withdrawal())

    assert not Revocation.objects.exists()
    assert request.state == RedoState.WITHDRAWN


def test_a_case_on_the_certificate_is_ended_first(act, recognized):
    open_case(act, certificate=Certificate.objects.get(), ground="b", source="inspection", seen="X")
    request = asked(act, recognized)

    with pytest.raises(Refused, match=RevocationCase.objects.get().code):
        operations.withdraw_recognition(request, act, decision=withdrawal())


def test_nothing_is_withdrawn_while_the_product_has_another_dossier(act, recognized):
    request = asked(act, recognized)
    a_dossier(State.SUBMITTED, product=recognized.item.dossier.product)

    with pytest.raises(Refused, match="đang có hồ sơ khác"):
        operations.withdraw_recognition(request, act, decision=withdrawal())
    assert not Revocation.objects.exists()


def test_the_province_answers_once_it_decided_anew(act, recognized):
    request = asked(act, recognized)
    operations.withdraw_recognition(request, act, decision=withdrawal())

    with pytest.raises(Refused, match="chưa có kết quả mới"):
        operations.answer_redo(request, act, answer_no="1", answer="Xong.")
    dossier = recognized.item.dossier
    dossier.refresh_from_db()
    dossier.state = State.DECIDED
    dossier.save()
    operations.answer_redo(request, act, answer_no="1", answer="Xong.")

    assert (request.state, request.ended_on) == (RedoState.ANSWERED, TODAY)


def test_the_ministry_lifts_a_request_before_the_withdrawal_only(act, recognized):
    request = asked(act, recognized)
    operations.withdraw_recognition(request, act, decision=withdrawal())

    with pytest.raises(Refused):
        operations.lift_redo(request, act, reason="Nhầm.")


@pytest.mark.parametrize(("days", "late"), [(0, 0), (1, 1)])
def test_the_province_is_late_after_the_last_day_of_the_answer(act, recognized, days, late):
    request = asked(act, recognized)
    day, tung = request.answer_by + timedelta(days=days), cast.tung()

    assert overdue_redos(tung, day).count() == late
    assert [clock.is_overdue for clock in redo_clocks(tung, day)] == [bool(late)]
    assert RedoRequest.objects.get() == request
