"""Acts that turn signed cards into a result, and a result into a decision."""

from datetime import date
from fractions import Fraction

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import issue
from ocop.dossiers import operations as dossiers
from ocop.grading.flow import SittingState
from ocop.grading.models import AgendaItem, CentralAnswer, Result, UpheldKnockout
from ocop.grading.queries import handed_back, lying_before
from ocop.grading.results import score, why_meet_about
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.rulesets.document import answer
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.scoring import Result as Found
from ocop.rulesets.table import DOSSIER

HIGHEST = 5


@transaction.atomic
def uphold_knockout(item: AgendaItem, act: Act, *, at: str, reason: str) -> UpheldKnockout:
    """Note that the council upheld a knock-out of the sheet.

    Refused where none is printed, and once the council has concluded on the dossier.
    """
    lock(item)
    _is_closed(item)
    _is_open_question(item)
    sheet = sheet_of(item.dossier.rubric)
    printed = {criterion.code for criterion in sheet.criteria if criterion.knockout}
    if sheet.dossier_knockouts:
        printed.add(DOSSIER)
    if at not in printed:
        raise Refused("Bộ tiêu chí không có trường hợp loại tại mục này.", field="at")
    if not reason.strip():
        raise Refused("Hãy ghi căn cứ của kết luận loại.", field="reason")
    upheld, is_new = UpheldKnockout.objects.get_or_create(
        item=item, at=at, defaults={"reason": reason.strip(), "created_at": act.at}
    )
    if not is_new:
        raise Refused("Kết luận loại tại mục này đã được ghi.")
    record(act, Verb.KNOCKOUT_UPHELD, item, at=at)
    return upheld


@transaction.atomic
def conclude(item: AgendaItem, act: Act) -> Result:
    """Compute the result from the signed cards: mean, band, floors, knock-outs, stars.

    Refused before the close, without a quorum, beyond the allowed spread, and twice; a spread
    is settled by corrections, each with its reason. Written opinions that differ do not conclude:
    the council is called to meet.
    """
    lock(item)
    _is_closed(item)
    _is_open_question(item)
    found = score(item)
    if item.sitting.is_written and (why := why_meet_about(item, found)):
        # QĐ 26/2026/QĐ-TTg, Điều 7.6.b.
        raise Refused(f"{why} Hãy triệu tập họp về hồ sơ này.")
    facts = answer(found)
    result = Result.objects.create(
        item=item,
        mean=facts["mean"],
        stars=found.stars,
        outcome=_outcome(item, found),
        facts=facts,
        concluded_at=act.at,
        created_at=act.at,
    )
    record(act, Verb.CONCLUDED, item, stars=found.stars, facts=facts)
    return result


@transaction.atomic
def recognize(result: Result, act: Act, *, decision: Decision) -> Certificate:
    """Recognise 3 or 4 stars by the province's decision, and issue the certificate.

    Refused for another outcome, twice, and by a decision of another kind, level or province.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.đ-e.
    lock(result)
    if result.outcome != Result.Outcome.RECOGNIZED:
        raise Refused("Kết quả này không phải 3 hoặc 4 sao nên tỉnh không công nhận.")
    _is_undecided(result)
    dossier = result.item.dossier
    certificate = issue(act, product=dossier.product, stars=result.stars, decision=decision)
    _decide(result, act, decision)
    record(act, Verb.RECOGNIZED, result.item, stars=result.stars, decision=decision.number)
    return certificate


@transaction.atomic
def approve(result: Result, act: Act, *, decision: Decision) -> None:
    """Approve a result of 90 points and more, which goes to the Ministry; it recognises nothing.

    Refused for another outcome, twice, and by a decision of another kind or province.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.e: phê duyệt kết quả, chưa phải công nhận.
    lock(result)
    if result.outcome != Result.Outcome.FORWARDED:
        raise Refused("Chỉ phê duyệt để trình trung ương khi kết quả đạt 5 sao.")
    _is_undecided(result)
    if decision.kind != Decision.Kind.APPROVAL or decision.level != Level.PROVINCE:
        raise Refused("Hãy chọn quyết định phê duyệt kết quả của tỉnh.", field="decision")
    if decision.province_id != result.item.sitting.council.province_id:
        raise Refused("Quyết định này là của tỉnh khác.", field="decision")
    _decide(result, act, decision)
    record(act, Verb.APPROVED, result.item, decision=decision.number)


@transaction.atomic
def close_without_star(result: Result, act: Act) -> None:
    """Close a dossier that reached no star, so that the producer may file again."""
    lock(result)
    if result.outcome != Result.Outcome.NONE:
        raise Refused("Kết quả này đạt từ 3 sao, cần quyết định công nhận.")
    dossiers.decide(result.item.dossier, act, stars=result.stars)
    record(act, Verb.CLOSED_WITHOUT_STAR, result.item, stars=result.stars)


@transaction.atomic
def record_central_result(
    result: Result,
    act: Act,
    *,
    stars: int,
    document_no: str,
    answered_on: date,
    decision: Decision | None = None,
    mean: str = "",
) -> Certificate | None:
    """Record an answer that the centre gave on paper: 5 stars, or 3, 4 or none to the province.

    With a decision of recognition of the right level the certificate is issued at once. Refused
    before the province approved, twice, for a day in the future, and while a central sitting in
    this system has the dossier before it.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.
    lock(result)
    _refuse_not_before_the_centre(result)
    if answered_on > act.day:
        raise Refused("Ngày văn bản không thể ở tương lai.", field="answered_on")
    if mean:
        _as_points(mean)
    try:
        with transaction.atomic():
            CentralAnswer.objects.create(
                result=result,
                stars=stars,
                mean=mean,
                document_no=document_no,
                answered_on=answered_on,
                decision=decision,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Kết quả của trung ương đã được ghi, hoặc hạng sao sai.") from error
    record(act, Verb.CENTRAL_RECORDED, result.item, stars=stars, document_no=document_no)
    if decision is None:
        return None
    return issue(act, product=result.item.dossier.product, stars=stars, decision=decision)


def _refuse_not_before_the_centre(result: Result) -> None:
    """Refuse what the province did not send up, took back, or the centre scores in this system."""
    if result.outcome != Result.Outcome.FORWARDED or result.decision_id is None:
        raise Refused("Tỉnh chưa phê duyệt và trình kết quả này.")
    if lying_before(central=True).filter(dossier=result.item.dossier).exists():
        raise Refused(
            "Hội đồng trung ương đang chấm hồ sơ này trên hệ thống; hãy kết luận ở phiên họp đó."
        )
    if result.set_aside_on is not None:
        raise Refused("Tỉnh đã lấy lại kết quả này để đánh giá lại.")


@transaction.atomic
def recognize_handed_back(result: Result, act: Act, *, decision: Decision) -> Certificate:
    """Recognise the 3 or 4 stars that the centre gave back, by the province's decision.

    Refused while the centre has given nothing back, and twice.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.g.
    lock(result)
    if not handed_back(Result.objects.filter(pk=result.pk)).exists():
        raise Refused("Trung ương chưa trả kết quả này về tỉnh, hoặc tỉnh đã công nhận rồi.")
    central = lock(result.central)
    stars = central.stars
    certificate = issue(act, product=result.item.dossier.product, stars=stars, decision=decision)
    central.decision = decision
    central.save(update_fields=["decision"])
    record(act, Verb.RECOGNIZED, result.item, stars=stars, decision=decision.number)
    return certificate


def _outcome(item: AgendaItem, found: Found) -> str:
    """Return what follows from the points: the centre recognises five stars, or gives back."""
    if not item.sitting.council.is_central:
        return str(found.outcome)
    is_five = found.stars == HIGHEST
    return str(Result.Outcome.NATIONAL if is_five else Result.Outcome.GIVEN_BACK)


def _as_points(text: str) -> Fraction:
    try:
        # An exponent asks for as many digits as it says.
        points = Fraction("" if "e" in text.lower() else text.replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise Refused("Hãy ghi điểm như 91,5.", field="mean") from error
    if not 0 <= points <= 100:
        raise Refused("Điểm trung bình là từ 0 đến 100.", field="mean")
    return points


def _is_closed(item: AgendaItem) -> None:
    if item.sitting.state != SittingState.CLOSED:
        raise Refused("Chỉ kết luận sau khi đóng phiếu và trước khi lập biên bản.")


def _is_open_question(item: AgendaItem) -> None:
    if Result.objects.filter(item=item).exists():
        raise Refused("Hồ sơ này đã có kết luận của hội đồng.")
    if item.carried_to_id is not None:
        raise Refused("Hồ sơ này đã chuyển sang phiên họp, hãy kết luận ở phiên đó.")


def _is_undecided(result: Result) -> None:
    if result.decision_id is not None:
        raise Refused("Kết quả này đã có quyết định.")


def _decide(result: Result, act: Act, decision: Decision) -> None:
    result.decision = decision
    result.save(update_fields=["decision"])
    forwarded = result.outcome == Result.Outcome.FORWARDED
    dossiers.decide(result.item.dossier, act, stars=result.stars, forwarded=forwarded)
