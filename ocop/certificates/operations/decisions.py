"""Recording the decisions by which certificates begin and end."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.audit.queries import is_late
from ocop.certificates.models import Decision, Level
from ocop.certificates.verbs import Verb
from ocop.documents.letters.numbering import same_number
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

    A number stands once in a year of the same office, whatever its day.

    Refused too while history waits for a checkpoint longer than a day: what nobody outside can
    check yet is not built upon.
    """
    _refuse_unpublished(act)
    if signed_on > act.day:
        raise Refused("Ngày ký quyết định không thể ở tương lai.", field="signed_on")
    _refuse_taken(number, level, province, signed_on)
    facts = {"kind": kind, "level": level, "signed_on": signed_on}
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                number=number.strip(),
                province=province,
                signer=signer,
                signer_post=signer_post,
                is_sample=is_sample,
                created_at=act.at,
                **facts,
            )
    except IntegrityError as error:
        raise Refused(f"Quyết định {number} ngày này đã được ghi.", field="number") from error
    record(act, Verb.DECISION_RECORDED, decision, **facts)
    return decision


def _refuse_unpublished(act: Act) -> None:
    """Refuse while the newest history is not yet published; others could not check it."""
    if is_late(act.at):
        raise Refused(
            "Sổ kiểm chứng đã quá 24 giờ chưa công bố mốc mới nên chưa ghi được quyết định. "
            "Hãy nhờ quản trị hệ thống chạy lệnh publish_checkpoint rồi làm lại."
        )


def _refuse_taken(number: str, level: str, province: Province, signed_on: date) -> None:
    """Refuse a number that another day of the same year bears; there were many districts."""
    # NĐ 30/2020/NĐ-CP, Điều 15: numbers run from 1 in each year.
    if level == Level.DISTRICT:
        return
    year = Decision.objects.filter(province=province, level=level, signed_on__year=signed_on.year)
    for other in year.exclude(signed_on=signed_on).only("number", "signed_on"):
        if same_number(other.number, number):
            raise Refused(
                f"Số {number} đã dùng cho quyết định ngày {other.signed_on:%d/%m/%Y} cùng năm. "
                "Hãy xem lại số và ngày.",
                field="number",
            )
