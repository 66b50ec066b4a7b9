"""Acts by which the centre answers, and by which a province goes on from its answer."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.operations import issue
from ocop.dossiers import operations as dossiers
from ocop.grading.models import CentralAnswer, Result
from ocop.grading.operations.telling import tell_of_answer
from ocop.grading.queries import with_the_province
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused


@transaction.atomic
def recognize_nationally(finding: Result, act: Act, *, decision: Decision) -> Certificate:
    """Recognise five stars by the Minister's decision, and issue the certificate.

    Refused below 5 stars, twice, and by a decision of another kind, level or province.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.
    lock(finding)
    if finding.outcome != Result.Outcome.NATIONAL:
        raise Refused("Hội đồng trung ương chưa đề nghị công nhận 5 sao cho hồ sơ này.")
    _is_minuted(finding)
    if decision.level != Level.NATIONAL:
        raise Refused("Hạng 5 sao do Bộ trưởng công nhận; hãy chọn quyết định của Bộ.")
    answered = _answer(finding, act, decision.number, decision.signed_on, decision=decision)
    product = finding.item.dossier.product
    certificate = issue(act, product=product, stars=finding.stars, decision=decision)
    finding.decision = decision
    finding.save(update_fields=["decision"])
    record(
        act,
        Verb.NATIONALLY_RECOGNIZED,
        finding.item,
        stars=finding.stars,
        mean=finding.mean,
        decision=decision.number,
    )
    tell_of_answer(answered, act)
    return certificate


@transaction.atomic
def give_back(finding: Result, act: Act, *, document_no: str, answered_on: date) -> CentralAnswer:
    """Give a result below 5 stars back to its province, with the central council's mean.

    The province may recognise 3 or 4 stars upon it, or evaluate again. Refused for 5 stars,
    twice, without a number, and for a day to come or before the conclusion.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.g.
    lock(finding)
    if finding.outcome != Result.Outcome.GIVEN_BACK:
        raise Refused("Chỉ trả về tỉnh khi hội đồng trung ương kết luận dưới 5 sao.")
    _is_minuted(finding)
    if not document_no.strip():
        raise Refused("Hãy ghi số văn bản trả về tỉnh.", field="document_no")
    if not finding.item.sitting.held_on <= answered_on <= act.day:
        raise Refused("Ngày văn bản phải từ ngày họp đến hôm nay.", field="answered_on")
    answered = _answer(finding, act, document_no.strip(), answered_on)
    record(
        act, Verb.GIVEN_BACK, finding.item, stars=finding.stars, mean=finding.mean,
        document_no=document_no,
    )  # fmt: skip
    tell_of_answer(answered, act)
    return answered


@transaction.atomic
def take_up_again(result: Result, act: Act, *, reason: str) -> None:
    """Evaluate a product anew that the centre gave back: its dossier lies before the council again.

    The old result and the centre's answer stay to be read. Refused without a reason, unless the
    centre answered with less than 5 stars, and once the province acted upon the answer.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.g.
    lock(result)
    if not reason.strip():
        raise Refused("Hãy ghi lý do đánh giá lại.", field="reason")
    if not with_the_province(Result.objects.filter(pk=result.pk)).exists():
        raise Refused("Trung ương chưa trả kết quả này về tỉnh, hoặc tỉnh đã quyết định rồi.")
    _set_aside(result, act, because=reason.strip())
    dossiers.reopen(result.item.dossier, act)
    record(act, Verb.TAKEN_UP_AGAIN, result.item)


def _set_aside(result: Result, act: Act, *, because: str) -> None:
    """Let a result, and what the centre found upon it, count no more; both stay in the record."""
    ended = {"set_aside_on": act.day, "set_aside_because": because}
    Result.objects.filter(answer__result=result).update(**ended)
    result.set_aside_on, result.set_aside_because = act.day, because
    result.save(update_fields=["set_aside_on", "set_aside_because"])


def _answer(
    finding: Result,
    act: Act,
    document_no: str,
    answered_on: date,
    *,
    decision: Decision | None = None,
) -> CentralAnswer:
    sent = Result.objects.filter(
        item__dossier=finding.item.dossier,
        outcome=Result.Outcome.FORWARDED,
        decision__isnull=False,
        set_aside_on=None,
    ).get()
    lock(sent)
    try:
        with transaction.atomic():
            return CentralAnswer.objects.create(
                result=sent,
                finding=finding,
                stars=finding.stars,
                mean=finding.mean,
                document_no=document_no,
                answered_on=answered_on,
                decision=decision,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Kết quả của trung ương đã được ghi.") from error


def _is_minuted(finding: Result) -> None:
    if not finding.item.sitting.minutes_no:
        raise Refused("Hãy lập biên bản phiên họp của hội đồng trung ương trước.")
