"""From signed cards to stars, decisions and certificates."""

import json
from datetime import timedelta

import pytest

from ocop.audit.queries import history
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import record_decision
from ocop.dossiers.flow import State
from ocop.grading.flow import SittingState
from ocop.grading.models import Result
from ocop.grading.operations import (
    approve,
    close_without_star,
    conclude,
    recognize,
    record_central_result,
    uphold_knockout,
)
from ocop.grading.results import document
from ocop.kernel.errors import Refused
from ocop.rulesets.document import grade
from ocop.rulesets.queries import sheet_of
from tests.factories.dossiers import a_province
from tests.factories.grading import a_card, an_item, seats_of
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
CLOSED = SittingState.CLOSED


def full(item, below=0):
    """Return the choice of every top option, with ``below`` points less on the last criteria."""
    choices = {}
    for criterion in reversed(sheet_of(item.dossier.rubric).criteria):
        steps = [o for o in criterion.options if criterion.max - (o.points or 0) <= below]
        step = min(steps, key=lambda o: o.points)
        below -= criterion.max - step.points
        choices[criterion.code] = step.position
    assert below == 0
    return choices


def closed(below=0, seats=3, **by_law):
    """Return an item of a closed sitting whose every seat signed the same card."""
    item = an_item(CLOSED, seats=seats, **by_law)
    for seat in seats_of(item):
        a_card(item, seat, full(item, below))
    return item


def decision(act, kind=Decision.Kind.RECOGNITION, level=Level.PROVINCE, number="9/QĐ-UBND"):
    return record_decision(
        act, number=number, kind=kind, level=level, province=a_province(), signed_on=TODAY
    )


def test_conclude_computes_the_result_from_the_signed_cards(act):
    item = closed()

    result = conclude(item, act)

    assert (result.mean, result.stars, result.outcome) == ("100", 5, "forwarded")
    [line] = history(item).filter(verb="grading.concluded")
    assert line.facts["facts"]["totals"] == [100, 100, 100]


def test_the_result_is_what_the_command_grade_says_of_its_document(act):
    item = closed(below=3)

    result = conclude(item, act)

    assert grade(json.loads(json.dumps(document(item)))) == result.facts


@pytest.mark.parametrize(("signed", "concluded"), [(3, True), (2, False)])
def test_a_quorum_of_three_quarters_of_four_seats_is_three_cards(act, signed, concluded):
    item = an_item(CLOSED, seats=4)
    for seat in seats_of(item)[:signed]:
        a_card(item, seat, full(item))

    if concluded:
        conclude(item, act)
    else:
        with pytest.raises(Refused, match="phiếu"):
            conclude(item, act)

    assert Result.objects.filter(item=item).exists() is concluded


@pytest.mark.parametrize(("apart", "concluded"), [(10, True), (11, False)])
def test_cards_may_lie_ten_points_apart_and_not_eleven(act, apart, concluded):
    item = an_item(CLOSED, seats=2, spread=10)
    for seat, below in zip(seats_of(item), (0, apart), strict=True):
        a_card(item, seat, full(item, below))

    if concluded:
        assert conclude(item, act).facts["totals"] == [100, 100 - apart]
    else:
        with pytest.raises(Refused, match="lệch"):
            conclude(item, act)


def test_a_replaced_card_counts_no_more(act):
    item = an_item(CLOSED, seats=1)
    [seat] = seats_of(item)
    old = a_card(item, seat, full(item, below=9))
    a_card(item, seat, full(item), replaces=old, reason="Cộng nhầm tiêu chí 6.1.")

    assert conclude(item, act).mean == "100"


def test_a_knockout_leaves_no_star(act):
    item = closed()
    uphold_knockout(item, act, at="dossier", reason="Hợp đồng thu mua không có thật.")

    result = conclude(item, act)

    assert (result.stars, result.outcome) == (0, "none")
    assert result.facts["knocked_out"] is True


@pytest.mark.parametrize("at", ["9.9", "4.1", ""])
def test_a_knockout_that_the_sheet_does_not_print_is_refused(act, at):
    item = closed()

    with pytest.raises(Refused, match="không có trường hợp loại"):
        uphold_knockout(item, act, at=at, reason="Lý do")


@pytest.mark.parametrize("state", [s for s in SittingState if s != CLOSED])
def test_nothing_is_concluded_before_the_close_or_after_the_minutes(act, state):
    item = an_item(state, seats=1)
    a_card(item, seats_of(item)[0], full(item))

    with pytest.raises(Refused, match="sau khi đóng phiếu"):
        conclude(item, act)


def test_a_dossier_is_concluded_once(act):
    item = closed()
    conclude(item, act)

    with pytest.raises(Refused, match="đã có kết luận"):
        conclude(item, act)


def test_recognition_issues_the_certificate_and_decides_the_dossier(act):
    item = closed(below=15)
    result = conclude(item, act)
    assert result.outcome == "recognized"

    certificate = recognize(result, act, decision=decision(act))

    item.dossier.refresh_from_db()
    assert item.dossier.state == State.DECIDED
    assert (certificate.stars, certificate.product) == (result.stars, item.dossier.product)
    assert certificate.lapses_on.year == TODAY.year + 3


def test_ninety_points_are_approved_and_not_recognized(act):
    result = conclude(closed(), act)

    with pytest.raises(Refused, match="không phải 3 hoặc 4 sao"):
        recognize(result, act, decision=decision(act))
    approve(result, act, decision=decision(act, Decision.Kind.APPROVAL, number="10/QĐ-UBND"))

    assert not Certificate.objects.exists()
    assert result.item.dossier.forwarded is True


@pytest.mark.parametrize(
    ("stars", "level"), [(5, Level.NATIONAL), (4, Level.PROVINCE), (3, Level.PROVINCE)]
)
def test_the_centre_answers_five_stars_or_gives_the_product_back(act, stars, level):
    result = conclude(closed(), act)
    approve(result, act, decision=decision(act, Decision.Kind.APPROVAL, number="10/QĐ-UBND"))
    recognition = decision(act, level=level, number="77/QĐ")

    certificate = record_central_result(
        result, act, stars=stars, document_no="5/BNNMT", answered_on=TODAY, decision=recognition
    )

    assert (certificate.stars, certificate.level) == (stars, level)
    with pytest.raises(Refused, match="đã được ghi"):
        record_central_result(result, act, stars=stars, document_no="6", answered_on=TODAY)


def test_the_centre_does_not_answer_before_the_province_approved(act):
    result = conclude(closed(), act)

    with pytest.raises(Refused, match="chưa phê duyệt"):
        record_central_result(result, act, stars=5, document_no="5", answered_on=TODAY)


def test_the_centre_does_not_answer_tomorrow(act):
    result = conclude(closed(), act)
    approve(result, act, decision=decision(act, Decision.Kind.APPROVAL, number="10/QĐ-UBND"))

    with pytest.raises(Refused, match="tương lai"):
        record_central_result(
            result, act, stars=5, document_no="5", answered_on=TODAY + timedelta(days=1)
        )


@pytest.mark.parametrize("mean", ["abc", "101", "-1", "1/0", "1e999999999", "9E1"])
def test_a_mean_that_is_no_number_of_points_is_refused(act, mean):
    result = conclude(closed(), act)
    approve(result, act, decision=decision(act, Decision.Kind.APPROVAL, number="10/QĐ-UBND"))

    with pytest.raises(Refused, match=r"(đ|Đ)iểm"):
        record_central_result(result, act, stars=5, document_no="5", answered_on=TODAY, mean=mean)


def test_a_result_is_decided_once(act):
    result = conclude(closed(below=15), act)
    recognize(result, act, decision=decision(act))

    with pytest.raises(Refused, match="đã có quyết định"):
        recognize(result, act, decision=decision(act, number="11/QĐ-UBND"))


def test_approval_takes_a_decision_of_approval(act):
    result = conclude(closed(), act)

    with pytest.raises(Refused, match="phê duyệt"):
        approve(result, act, decision=decision(act))


def test_a_result_below_three_stars_closes_the_dossier_without_a_decision(act):
    item = closed()
    uphold_knockout(item, act, at="dossier", reason="Hồ sơ giả mạo.")
    result = conclude(item, act)

    close_without_star(result, act)

    item.dossier.refresh_from_db()
    assert item.dossier.state == State.DECIDED
    assert not Certificate.objects.exists()


def test_a_star_is_not_closed_away(act):
    result = conclude(closed(below=15), act)

    with pytest.raises(Refused, match="đạt từ 3 sao"):
        close_without_star(result, act)


def test_no_knockout_is_noted_once_the_council_has_concluded(act):
    item = closed(below=3)
    result = conclude(item, act)

    with pytest.raises(Refused, match="đã có kết luận"):
        uphold_knockout(item, act, at="dossier", reason="Giấy tờ giả.")

    assert grade(document(item)) == result.facts
