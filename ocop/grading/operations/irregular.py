"""Acts about an irregular evaluation: asked for, withdrawn, done again, answered."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.flow import OPEN as CASE_OPEN
from ocop.certificates.models import Certificate, Decision, Level, Revocation, RevocationCase
from ocop.certificates.operations import revoke
from ocop.certificates.term import grace_ends
from ocop.dossiers import operations as dossiers
from ocop.dossiers.flow import State
from ocop.grading.flow import REDO_FLOW, RedoState
from ocop.grading.models import RedoRequest, Result
from ocop.grading.operations.central import _set_aside
from ocop.grading.operations.telling import tell_of_redo
from ocop.grading.queries import recognition_of
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused


@transaction.atomic
def ask_redo(
    act: Act,
    *,
    result: Result,
    reason: str,
    document_no: str,
    asked_on: date,
    answer_by: date,
) -> RedoRequest:
    """Ask a province to withdraw a recognition and do its evaluation again.

    Refused for what the province has not recognised, without reason and number, for a day to
    come, for an answer before the letter, and while another request on it is open.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 10.1.b.
    lock(result)
    signed = recognition_of(result)
    if signed is None or result.set_aside_on is not None:
        raise Refused("Chỉ đề nghị đánh giá lại kết quả mà tỉnh đã công nhận và còn giá trị.")
    if not reason.strip():
        raise Refused("Hãy ghi điểm bất thường.", field="reason")
    if not document_no.strip():
        raise Refused("Hãy ghi số văn bản của Bộ.", field="document_no")
    if not signed.signed_on <= asked_on <= act.day:
        raise Refused(
            "Ngày văn bản phải từ ngày quyết định công nhận đến hôm nay.", field="asked_on"
        )
    if answer_by <= asked_on:
        raise Refused("Hạn trả lời phải sau ngày văn bản.", field="answer_by")
    request = _create(act, result, reason, document_no, asked_on, answer_by)
    record(act, Verb.REDO_ASKED, request, decision=signed.number, answer_by=answer_by)
    tell_of_redo(request, act)
    return request


@transaction.atomic
def withdraw_recognition(request: RedoRequest, act: Act, *, decision: Decision) -> None:
    """Withdraw what the province recognised: the certificate ends, the dossier is scored anew.

    The certificate is revoked on ground "e" with effect from the decision; one that lapsed or was
    revoked before stays as it is. The old result stays to be read. Refused by a decision of
    another kind or province or older than the request, and while a case on the certificate runs.
    """
    lock(request)
    result = lock(request.result)
    request.state = REDO_FLOW.after("withdraw_recognition", RedoState(request.state))
    _check_withdrawal(request, decision)
    certificate = certificate_of(result)
    if certificate is not None and _is_held(certificate, decision.signed_on):
        _refuse_case(certificate)
        revoke(
            certificate,
            act,
            decision=decision,
            ground=Revocation.Ground.CONCLUSION,
            reason=f"Theo Văn bản số {request.document_no} của Bộ: {request.reason}",
            concluded_on=request.asked_on,
        )
    request.decision = decision
    request.save(update_fields=["state", "decision"])
    _set_aside(result, act, because=f"Bộ đề nghị đánh giá lại ({request}): {request.reason}")
    dossiers.reopen(result.item.dossier, act)
    record(act, Verb.RECOGNITION_WITHDRAWN, request, decision=decision.number)
    tell_of_redo(request, act)


@transaction.atomic
def answer_redo(request: RedoRequest, act: Act, *, answer_no: str, answer: str) -> None:
    """Tell the ministry what came of the new evaluation; refused before it is decided."""
    lock(request)
    state = REDO_FLOW.after("answer_redo", RedoState(request.state))
    if request.result.item.dossier.state != State.DECIDED:
        raise Refused("Hồ sơ chưa có kết quả mới; hãy trả lời sau khi tỉnh đã quyết định.")
    if not answer_no.strip() or not answer.strip():
        raise Refused("Hãy ghi số và nội dung văn bản trả lời.", field="answer_no")
    request.state, request.ended_on = state, act.day
    request.answer_no, request.answer = answer_no.strip(), answer.strip()
    request.save(update_fields=["state", "ended_on", "answer_no", "answer"])
    record(act, Verb.REDO_ANSWERED, request, answer_no=answer_no)
    tell_of_redo(request, act)


@transaction.atomic
def lift_redo(request: RedoRequest, act: Act, *, reason: str) -> None:
    """Let a request rest before the province withdrew anything; refused without a reason."""
    lock(request)
    state = REDO_FLOW.after("lift_redo", RedoState(request.state))
    if not reason.strip():
        raise Refused("Hãy ghi lý do rút đề nghị.", field="reason")
    request.state, request.ended_on = state, act.day
    request.lifted_because = reason.strip()
    request.save(update_fields=["state", "ended_on", "lifted_because"])
    record(act, Verb.REDO_LIFTED, request)
    tell_of_redo(request, act)


def certificate_of(result: Result) -> Certificate | None:
    """Return the certificate that the province's recognition of ``result`` issued."""
    signed, product = recognition_of(result), result.item.dossier.product
    same = Q(product=product) | Q(product=product.merged_into_id)
    return Certificate.objects.filter(same, decision=signed).first() if signed else None


def _create(
    act: Act, result: Result, reason: str, document_no: str, asked_on: date, answer_by: date
) -> RedoRequest:
    try:
        with transaction.atomic():
            return RedoRequest.objects.create(
                code=f"DL-{act.day.year}-{take_number(f'redo requests {act.day.year}'):03d}",
                result=result,
                reason=reason.strip(),
                document_no=document_no.strip(),
                asked_on=asked_on,
                answer_by=answer_by,
                state=RedoState.ASKED,
                is_sample=result.item.dossier.is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Kết quả này đang có một đề nghị đánh giá lại.") from error


def _check_withdrawal(request: RedoRequest, decision: Decision) -> None:
    if decision.kind != Decision.Kind.REVOCATION or decision.level != Level.PROVINCE:
        raise Refused("Hãy chọn một quyết định thu hồi của tỉnh.", field="decision")
    if decision.province_id != request.result.item.sitting.council.province_id:
        raise Refused("Quyết định này là của tỉnh khác.", field="decision")
    if decision.signed_on < request.asked_on:
        raise Refused("Quyết định thu hồi phải sau văn bản của Bộ.", field="signed_on")


def _is_held(certificate: Certificate, day: date) -> bool:
    """Tell whether there is something left to revoke on ``day``."""
    if Revocation.objects.filter(certificate=certificate).exists():
        return False
    return day < (grace_ends(certificate.lapses_on) or certificate.lapses_on)


def _refuse_case(certificate: Certificate) -> None:
    case = RevocationCase.objects.filter(certificate=certificate, state__in=CASE_OPEN).first()
    if case is not None:
        raise Refused(f"Giấy {certificate} đang có vụ việc {case}; hãy kết thúc vụ việc đó trước.")
