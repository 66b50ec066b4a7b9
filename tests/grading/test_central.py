"""What goes to the centre, what it finds, and what the province makes of it."""

from datetime import date, timedelta

import pytest

from ocop.accounts.permissions import Permission
from ocop.certificates.models import Certificate, Decision, Level
from ocop.dossiers.flow import State
from ocop.grading import operations
from ocop.grading.access import councils_for, forwardings_for, sittings_for
from ocop.grading.flow import ForwardingState, SittingState
from ocop.grading.forwarding import lacks_of
from ocop.grading.models import CentralAnswer, Result
from ocop.grading.queries import findings_waiting, handed_back, ready_for_the_centre, result_of
from ocop.grading.running import central_clocks, overdue_rounds_of_the_centre
from ocop.kernel.deadlines import ClockKind
from ocop.kernel.errors import Refused
from tests import cast
from tests.factories.central import (
    a_candidate,
    a_central_council,
    a_decision,
    a_finding,
    a_forwarding,
)
from tests.factories.dossiers import act_of
from tests.factories.grading import a_sitting
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
P = Permission


@pytest.fixture
def giang():
    return cast.ministry()


@pytest.fixture
def act(giang):
    return act_of(giang)


@pytest.mark.parametrize(("samples", "lacks"), [(4, ["05 mẫu sản phẩm"]), (5, [])])
def test_five_samples_go_with_a_dossier(samples, lacks):
    letter = a_forwarding(a_candidate(), samples=samples)

    assert lacks_of(letter.dossiers.get()) == lacks


def test_set_26_sends_no_samples():
    letter = a_forwarding(a_candidate(set_number=26), samples=0)

    assert lacks_of(letter.dossiers.get()) == []


def test_what_lacks_is_named_and_blocks_the_letter(act):
    result = a_candidate()
    result.item.sitting.state = SittingState.CLOSED
    result.item.sitting.save()
    letter = a_forwarding(result)

    with pytest.raises(Refused, match="Báo cáo của Hội đồng cấp tỉnh"):
        operations.send_forwarding(letter, act)


def test_a_result_goes_with_one_letter_only(act):
    result = a_candidate()
    letter = a_forwarding(result)

    with pytest.raises(Refused, match="đã có trong một lần gửi"):
        operations.begin_forwarding(
            act, province=letter.province, letter_no="2", signed_on=TODAY, results=[result]
        )


def test_the_ministry_does_not_see_a_letter_that_is_still_composed(giang):
    letter = a_forwarding(a_candidate())

    assert not forwardings_for(giang, P.RECORD_CENTRAL, TODAY).exists()
    assert forwardings_for(cast.tung(), P.FORWARD_TO_CENTRE, TODAY).get() == letter


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, True), (1, False)])
def test_a_letter_is_received_from_its_day_until_today(act, days, taken):
    letter = a_forwarding(a_candidate(), state=ForwardingState.SENT)
    day = TODAY + timedelta(days=days)

    if not taken:
        with pytest.raises(Refused, match="Ngày tiếp nhận"):
            operations.receive_forwarding(letter, act, received_on=day)
        return
    operations.receive_forwarding(letter, act, received_on=day)
    assert letter.state == ForwardingState.RECEIVED


def test_a_letter_is_not_sent_back_once_a_central_council_has_a_dossier_of_it(act):
    result = a_candidate()
    letter = a_forwarding(result, state=ForwardingState.RECEIVED, report_no="1")
    a_finding(result, "91", 5)

    with pytest.raises(Refused, match="Hội đồng trung ương đã nhận"):
        operations.send_back_forwarding(letter, act, reasons="Thiếu.")


def test_the_ministry_has_central_councils_alone_and_a_province_its_own(giang):
    central, ours = a_central_council(), a_sitting().council

    assert list(councils_for(giang, P.CONVENE_COUNCILS, TODAY)) == [central]
    assert list(councils_for(cast.tung(), P.CONVENE_COUNCILS, TODAY)) == [ours]
    assert not sittings_for(giang, P.CONVENE_COUNCILS, TODAY).exists()


@pytest.mark.parametrize(
    ("state", "report_no", "why"),
    [
        (ForwardingState.SENT, "1", "chưa được Bộ tiếp nhận"),
        (ForwardingState.RECEIVED, "", "Tổ tư vấn trung ương"),
        (ForwardingState.RECEIVED, "1", ""),
    ],
)
def test_a_central_agenda_takes_what_was_received_and_reported_upon(act, state, report_no, why):
    result = a_candidate()
    a_forwarding(result, state=state, report_no=report_no)
    council = a_central_council()
    sitting = a_sitting(SittingState.CONVENED, council=council, items=0)

    if why:
        with pytest.raises(Refused, match=why):
            operations.put_on_agenda(sitting, act, dossier=result.item.dossier)
        return
    assert ready_for_the_centre().count() == 1
    operations.put_on_agenda(sitting, act, dossier=result.item.dossier)
    assert not ready_for_the_centre().exists()


def test_five_stars_need_the_ministers_decision(act):
    finding = a_finding(a_candidate(), "91", 5)
    provinces = a_decision(Decision.Kind.RECOGNITION)

    with pytest.raises(Refused, match="Bộ trưởng"):
        operations.recognize_nationally(finding, act, decision=provinces)


def test_the_ministers_decision_issues_a_national_certificate(act):
    sent = a_candidate()
    finding = a_finding(sent, "91", 5)
    decision = a_decision(Decision.Kind.RECOGNITION, Level.NATIONAL)

    certificate = operations.recognize_nationally(finding, act, decision=decision)

    assert (certificate.stars, certificate.level) == (5, Level.NATIONAL)
    answer = CentralAnswer.objects.get()
    assert (answer.result, answer.finding, answer.is_typed) == (sent, finding, False)
    assert not findings_waiting().exists()
    with pytest.raises(Refused, match="đã được ghi"):
        operations.recognize_nationally(finding, act, decision=decision)


def test_below_five_stars_goes_back_with_the_central_mean(act):
    sent = a_candidate()
    finding = a_finding(sent, "88", 4)

    operations.give_back(finding, act, document_no="90/BNNMT", answered_on=TODAY)

    assert (sent.central.mean, sent.central.stars) == ("88", 4)
    assert handed_back(Result.objects.all()).get() == sent
    assert not Certificate.objects.exists()


def test_nothing_is_answered_before_the_central_minutes(act):
    finding = a_finding(a_candidate(), "88", 4, state=SittingState.CLOSED)

    with pytest.raises(Refused, match="biên bản"):
        operations.give_back(finding, act, document_no="90/BNNMT", answered_on=TODAY)


def test_a_province_never_recognises_five_stars_upon_an_answer(act):
    sent = a_candidate()
    operations.give_back(a_finding(sent, "88", 4), act, document_no="1", answered_on=TODAY)
    decision = a_decision(Decision.Kind.RECOGNITION)

    assert operations.recognize_handed_back(sent, act, decision=decision).stars == 4
    with pytest.raises(Refused):
        operations.take_up_again(sent, act, reason="Muốn xem lại.")


def test_what_the_province_takes_up_again_waits_for_its_council(act):
    sent = a_candidate()
    finding = a_finding(sent, "88", 4)
    operations.give_back(finding, act, document_no="1", answered_on=TODAY)

    operations.take_up_again(sent, act, reason="Xem lại vùng nguyên liệu.")

    dossier = sent.item.dossier
    dossier.refresh_from_db()
    finding.refresh_from_db()
    assert (dossier.state, dossier.forwarded) == (State.ASSESSED, False)
    assert finding.set_aside_on == TODAY
    assert result_of(dossier) is None
    assert not handed_back(Result.objects.all()).exists()
    sitting = a_sitting(SittingState.CONVENED, council=sent.item.sitting.council, items=0)
    operations.put_on_agenda(sitting, act, dossier=dossier)


def test_a_typed_answer_is_refused_while_the_centre_scores_in_the_system(act):
    sent = a_candidate()
    a_finding(sent, "88", 4)

    with pytest.raises(Refused, match="đang chấm hồ sơ này trên hệ thống"):
        operations.record_central_result(
            sent, act, stars=4, document_no="1/TB", answered_on=TODAY, mean="88"
        )


def test_an_answer_typed_in_from_paper_says_so(act):
    sent = a_candidate()

    operations.record_central_result(sent, act, stars=4, document_no="1/TB", answered_on=TODAY)

    assert sent.central.is_typed


def test_the_centre_is_late_from_the_day_before_which_its_round_ends(giang):
    letter_on = date(2027, 1, 29)
    a_forwarding(a_candidate(), state=ForwardingState.RECEIVED, signed_on=letter_on)
    last = date(2027, 3, 29)

    [clock] = [c for c in central_clocks(giang, last) if c.kind is ClockKind.CENTRAL]
    assert (clock.due, clock.is_overdue) == (last, False)
    assert not overdue_rounds_of_the_centre(giang, last).exists()
    [late] = [
        c for c in central_clocks(giang, last + timedelta(days=1)) if c.kind is ClockKind.CENTRAL
    ]
    assert late.is_overdue
    assert overdue_rounds_of_the_centre(giang, last + timedelta(days=1)).count() == 1
