"""The act by which a certificate ends before its time; a lapse is no act."""

from datetime import date

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.models import Certificate, Decision, Level, Revocation
from ocop.certificates.term import grace_ends
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused


@transaction.atomic
def revoke(
    certificate: Certificate,
    act: Act,
    *,
    decision: Decision,
    ground: str,
    reason: str,
    concluded_on: date,
) -> Revocation:
    """Revoke a certificate on one of six grounds, with effect from the decision's day.

    Refused when it is revoked or lapsed already (a lapse is not a revocation), without a
    reason, and by a decision of another kind, of a level or province that may not revoke it, or
    older than the certificate.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 8.
    lock(certificate)
    _check_revocation(certificate, decision)
    if not reason.strip():
        raise Refused("Hãy ghi lý do thu hồi.", field="reason")
    if concluded_on > decision.signed_on:
        raise Refused(
            "Ngày kết luận phải trước hoặc trong ngày ký quyết định.",
            field="concluded_on",
        )
    revocation = Revocation.objects.create(
        certificate=certificate,
        decision=decision,
        ground=ground,
        reason=reason.strip(),
        concluded_on=concluded_on,
        effective_on=decision.signed_on,
        created_at=act.at,
    )
    told = {"ground": ground, "effective_on": revocation.effective_on}
    record(act, Verb.REVOKED, certificate, **told)
    return revocation


def _check_revocation(certificate: Certificate, decision: Decision) -> None:
    if Revocation.objects.filter(certificate=certificate).exists():
        raise Refused("Giấy chứng nhận này đã bị thu hồi từ trước.")
    if _last_end(certificate) <= decision.signed_on:
        raise Refused("Giấy chứng nhận đã hết hạn nên không thu hồi; trạng thái hết hạn tự có.")
    if decision.signed_on < certificate.issued_on:
        raise Refused(
            "Ngày ký quyết định thu hồi không thể trước ngày cấp giấy.", field="signed_on"
        )
    if decision.kind != Decision.Kind.REVOCATION:
        raise Refused("Hãy chọn một quyết định thu hồi.", field="decision")
    # Districts are no more: what they issued, the province revokes.
    is_national = certificate.level == Level.NATIONAL
    level = Level.NATIONAL if is_national else Level.PROVINCE
    if (decision.level, decision.province_id) != (level, certificate.province_id):
        raise Refused("Giấy của tỉnh do tỉnh đó thu hồi, giấy cấp quốc gia do Bộ trưởng thu hồi.")


def _last_end(certificate: Certificate) -> date:
    """Return the first day on which nothing is left to revoke; grace counts as still held."""
    return grace_ends(certificate.lapses_on) or certificate.lapses_on
