"""The act by which a province sets its own terms."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.complaints.models import ComplaintRule
from ocop.complaints.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province


@transaction.atomic
def set_rule(
    act: Act,
    *,
    province: Province,
    since: date,
    basis: str,
    acknowledge_days: int,
    answer_days: int,
    extension_days: int,
    review_days: int,
    is_sample: bool = False,
) -> ComplaintRule:
    """Set the province's terms from a day on; what was received before keeps its own.

    Refused without the paper that they stand in, with no day to acknowledge, and with an answer
    due before the acknowledgement.
    """
    if not basis.strip():
        raise Refused("Hãy ghi văn bản của tỉnh đặt ra thời hạn này.", field="basis")
    if not 1 <= acknowledge_days <= answer_days:
        raise Refused("Hạn trả lời không thể ngắn hơn hạn tiếp nhận.", field="answer_days")
    rule = ComplaintRule(
        province=province, since=since, basis=basis.strip(), acknowledge_days=acknowledge_days,
        answer_days=answer_days, extension_days=extension_days, review_days=review_days,
        is_sample=is_sample, created_at=act.at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError as error:
        raise Refused("Đã có quy định áp dụng từ ngày này.", field="since") from error
    record(
        act, Verb.RULE_SET, rule, since=since, acknowledge=acknowledge_days, answer=answer_days,
        extension=extension_days, review=review_days,
    )  # fmt: skip
    return rule
