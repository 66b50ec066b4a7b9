"""The steps of a revocation: check, conclusion, submission, and a decision or none."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.clocks import is_late, revoke_by
from ocop.certificates.flow import CASE_FLOW, CaseState
from ocop.certificates.models import Certificate, Decision, Level, Revocation, RevocationCase
from ocop.certificates.operations.revoking import revoke
from ocop.certificates.operations.telling import tell_deciders, tell_holder, tell_verifiers
from ocop.certificates.queries import term_of
from ocop.certificates.term import Standing, grace_ends
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused


@transaction.atomic
def open_case(
    act: Act, *, certificate: Certificate, ground: str, source: str, seen: str
) -> RevocationCase:
    """Begin to check whether a certificate is to be revoked.

    Refused without words on what was seen, for a certificate that no longer holds, and while
    another case on it is open.
    """
    case = _opened(certificate, act, ground=ground, source=source, seen=seen)
    record(act, Verb.CASE_OPENED, case, certificate=certificate.number, ground=ground)
    tell_holder(case, act, "opened", "Đang kiểm tra giấy chứng nhận", _checking(case))
    return case


@transaction.atomic
def confirm_stopped(
    act: Act, *, certificate: Certificate, document_no: str, confirmed_on: date, seen: str
) -> RevocationCase:
    """Keep the commune's confirmation that production stopped; the fifteen days run from it.

    Refused like ``open_case``, without the confirmation's number, and with a day that lies ahead.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 8.1.đ and 8.2.
    case = _opened(
        certificate,
        act,
        ground=Revocation.Ground.STOPPED,
        source=RevocationCase.Source.COMMUNE,
        seen=seen,
    )
    body = f"Ủy ban nhân dân {certificate.product.commune.full_name}"
    _conclude(
        case, act, ground=case.ground, number=document_no, body=body, on=confirmed_on, text=seen
    )
    record(act, Verb.STOP_CONFIRMED, case, concluded_on=confirmed_on, decide_by=case.decide_by)
    _tell_concluded(case, act)
    return case


@transaction.atomic
def conclude(
    case: RevocationCase,
    act: Act,
    *,
    ground: str,
    conclusion_no: str,
    conclusion_body: str,
    concluded_on: date,
    conclusion: str,
) -> None:
    """Conclude that a ground holds; the fifteen days for a decision run from its day.

    Refused without the conclusion's number, body and words, and with a day that lies ahead or
    before the certificate.
    """
    lock(case)
    _conclude(
        case,
        act,
        ground=ground,
        number=conclusion_no,
        body=conclusion_body,
        on=concluded_on,
        text=conclusion,
    )
    record(
        act,
        Verb.CASE_CONCLUDED,
        case,
        ground=ground,
        concluded_on=concluded_on,
        decide_by=case.decide_by,
    )
    _tell_concluded(case, act)


@transaction.atomic
def submit_case(case: RevocationCase, act: Act, *, submission_no: str, submitted_on: date) -> None:
    """Lay the concluded case before who decides: the province, or for 5 stars the Minister."""
    lock(case)
    state = CASE_FLOW.after("submit_case", CaseState(case.state))
    assert case.concluded_on is not None
    if not case.concluded_on <= submitted_on <= act.day:
        raise Refused("Ngày trình phải từ ngày kết luận đến hôm nay.", field="submitted_on")
    if not submission_no.strip():
        raise Refused("Hãy ghi số tờ trình.", field="submission_no")
    case.state, case.submission_no, case.submitted_on = state, submission_no.strip(), submitted_on
    case.submitted_by_id = getattr(act.by, "pk", None)
    case.save(update_fields=["state", "submission_no", "submitted_on", "submitted_by"])
    record(act, Verb.CASE_SUBMITTED, case, submitted_on=submitted_on)
    text = f"Tờ trình {case.submission_no} về {case.certificate.product_name}, {_until(case)}."
    tell_deciders(case, act, "submitted", "Có tờ trình thu hồi giấy chứng nhận", text)


@transaction.atomic
def revoke_on_case(case: RevocationCase, act: Act, *, decision: Decision) -> Revocation:
    """Revoke by a signed decision, and end the case; a decision after its days is told as late.

    Refused to whoever concluded or submitted it: another pair of eyes decides.
    """
    lock(case)
    _refuse_own(case, act)
    state = CASE_FLOW.after("revoke_on_case", CaseState(case.state))
    assert case.concluded_on is not None
    revocation = revoke(
        case.certificate,
        act,
        decision=decision,
        ground=case.ground,
        reason=case.conclusion,
        concluded_on=case.concluded_on,
    )
    case.state, case.revocation, case.ended_on = state, revocation, decision.signed_on
    case.save(update_fields=["state", "revocation", "ended_on"])
    late = is_late(case.concluded_on, decision.signed_on)
    record(act, Verb.CASE_DECIDED, case, decision=decision.number, late=late)
    text = (
        f"Giấy {case.certificate} bị thu hồi từ {decision.signed_on:%d/%m/%Y} theo quyết định "
        f"{decision.number}. Từ ngày này không in sao và nhãn hiệu OCOP lên sản phẩm nữa."
    )
    tell_holder(case, act, "revoked", "Giấy chứng nhận bị thu hồi", text)
    tell_verifiers(case, act, "revoked", "Đã có quyết định thu hồi", text)
    return revocation


@transaction.atomic
def drop(case: RevocationCase, act: Act, *, reason: str) -> None:
    """End the check without a submission: nothing was found, or the certificate has lapsed."""
    lock(case)
    _keep(case, act, CASE_FLOW.after("drop", CaseState(case.state)), reason)
    record(act, Verb.CASE_DROPPED, case)
    tell_holder(case, act, "dropped", "Kết thúc kiểm tra, không thu hồi", case.kept_because)


@transaction.atomic
def decline(case: RevocationCase, act: Act, *, reason: str) -> None:
    """Decide that the certificate stays; refused to whoever concluded or submitted the case."""
    lock(case)
    _refuse_own(case, act)
    _keep(case, act, CASE_FLOW.after("decline", CaseState(case.state)), reason)
    record(act, Verb.CASE_DECLINED, case)
    tell_holder(case, act, "declined", "Không thu hồi giấy chứng nhận", case.kept_because)
    tell_verifiers(case, act, "declined", "Tờ trình thu hồi không được duyệt", case.kept_because)


def level_for(certificate: Certificate) -> Level:
    """Return who revokes: what districts issued, the province revokes; 5 stars, the Minister."""
    is_national = certificate.level == Level.NATIONAL
    return Level.NATIONAL if is_national else Level.PROVINCE


def _opened(
    certificate: Certificate, act: Act, *, ground: str, source: str, seen: str
) -> RevocationCase:
    lock(certificate)
    if not seen.strip():
        raise Refused("Hãy ghi dấu hiệu đã thấy.", field="seen")
    standing = term_of(certificate).standing_on(act.day)
    ends = grace_ends(certificate.lapses_on)
    in_grace = standing == Standing.LAPSED and ends is not None and act.day < ends
    if not (standing.holds or in_grace):
        raise Refused(
            f"Giấy chứng nhận {standing.label.lower()} nên không mở vụ việc thu hồi được."
        )
    try:
        with transaction.atomic():
            return RevocationCase.objects.create(
                code=f"TH-{act.day.year}-{take_number(f'revocations {act.day.year}'):04d}",
                certificate=certificate,
                ground=ground,
                source=source,
                seen=seen.strip(),
                is_sample=certificate.is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Giấy chứng nhận này đang có một vụ việc chưa kết thúc.") from error


def _conclude(
    case: RevocationCase, act: Act, *, ground: str, number: str, body: str, on: date, text: str
) -> None:
    state = CASE_FLOW.after("conclude", CaseState(case.state))
    for value, field, sentence in (
        (number, "conclusion_no", "Hãy ghi số văn bản kết luận."),
        (body, "conclusion_body", "Hãy ghi cơ quan kết luận."),
        (text, "conclusion", "Hãy ghi nội dung kết luận."),
    ):
        if not value.strip():
            raise Refused(sentence, field=field)
    if not case.certificate.issued_on <= on <= act.day:
        raise Refused("Ngày kết luận phải từ ngày cấp giấy đến hôm nay.", field="concluded_on")
    case.state, case.ground = state, ground
    case.conclusion, case.conclusion_no = text.strip(), number.strip()
    case.conclusion_body, case.concluded_on = body.strip(), on
    case.concluded_by_id = getattr(act.by, "pk", None)
    case.decide_by = revoke_by(on)
    case.save()


def _keep(case: RevocationCase, act: Act, state: CaseState, reason: str) -> None:
    if not reason.strip():
        raise Refused("Hãy ghi lý do không thu hồi.", field="reason")
    case.state, case.kept_because, case.ended_on = state, reason.strip(), act.day
    case.save(update_fields=["state", "kept_because", "ended_on"])


def _refuse_own(case: RevocationCase, act: Act) -> None:
    mine = getattr(act.by, "pk", None)
    if mine is not None and mine in {case.concluded_by_id, case.submitted_by_id}:
        raise Refused(
            "Người đã kết luận hoặc trình vụ việc không tự quyết định. Hãy nhờ người khác."
        )


def _tell_concluded(case: RevocationCase, act: Act) -> None:
    text = (
        f"Kết luận {case.conclusion_no}: {case.get_ground_display().lower()}. "
        f"Quyết định {_until(case)}."
    )
    tell_holder(case, act, "concluded", "Có kết luận về giấy chứng nhận", text)
    tell_verifiers(case, act, "concluded", "Vụ việc thu hồi đã có kết luận", text)
    tell_deciders(case, act, "concluded", "Vụ việc thu hồi đã có kết luận", text)


def _checking(case: RevocationCase) -> str:
    return (
        f"Cơ quan OCOP kiểm tra giấy {case.certificate} ({case.certificate.product_name}): "
        f"{case.seen} Trong lúc kiểm tra, giấy vẫn có hiệu lực."
    )


def _until(case: RevocationCase) -> str:
    assert case.decide_by is not None
    return f"hạn {case.decide_by:%d/%m/%Y}"
