"""Recording the decisions by which certificates begin and end."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.audit.queries import is_late
from ocop.certificates.models import Decision
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province


@transaction.atomic
def record_decision(
    act: Act,
    *,
    number: str,
    kind: str,
    level: str,
    province: Province,
    signed_on: date,
    signer: str = "",
    signer_post: str = "",
    is_sample: bool = False,
) -> Decision:
    """Record a signed decision; refused when dated in the future or recorded already.

    Refused too while history waits for a checkpoint longer than a day: what nobody outside can
    check yet is not built upon.
    """
    if is_late(act.at):
        raise Refused(
            "Sổ kiểm chứng đã quá 24 giờ chưa công bố mốc mới nên chưa ghi được quyết định. "
            "Hãy nhờ quản trị hệ thống chạy lệnh publish_checkpoint rồi làm lại."
        )
    if signed_on > act.day:
        raise Refused("Ngày ký quyết định không thể ở tương lai.", field="signed_on")
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                number=number.strip(),
                kind=kind,
                level=level,
                province=province,
                signed_on=signed_on,
                signer=signer,
                signer_post=signer_post,
                is_sample=is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused(f"Quyết định {number} ngày này đã được ghi.", field="number") from error
    record(
        act,
        Verb.DECISION_RECORDED,
        decision,
        kind=kind,
        level=level,
        signed_on=signed_on,
    )
    return decision
