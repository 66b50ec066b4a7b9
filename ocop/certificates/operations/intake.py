"""Taking over a spreadsheet of older certificates."""

from collections.abc import Callable

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.certificates.intake import Intent, plan_certificates
from ocop.certificates.models import Decision
from ocop.certificates.operations.decisions import record_decision
from ocop.certificates.operations.issuing import import_legacy
from ocop.certificates.queries import fold_number
from ocop.certificates.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.intake.plan import CHANGED_SINCE, Plan
from ocop.registry.models import Product


@transaction.atomic
def import_certificates(
    act: Act,
    *,
    data: bytes,
    filename: str,
    province: Province,
    seen: str = "",
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Plan[Intent]:
    """Take a spreadsheet of older certificates over into ``province``, with their decisions.

    Rows with errors are left out; the others are written all together or not at all. Refused
    when the file cannot be read, and when ``seen``, the fingerprint of the plan that a person
    agreed to, is no longer what would be done. Nothing to write leaves no trace.
    """
    lock(province)
    plan = plan_certificates(data, filename, province=province, day=act.day)
    if seen and seen != plan.fingerprint:
        raise Refused(CHANGED_SINCE)
    for done, line in enumerate(plan.writes, start=1):
        assert line.intent is not None
        try:
            _take_over(act, line.intent, province, line.number)
        except Refused as refusal:
            raise Refused(f"Dòng {line.number}: {refusal} Chưa ghi dòng nào.") from refusal
        report(done, len(plan.writes))
    if plan.writes:
        record(act, Verb.SHEET_IMPORTED, province, **plan.counts)
    return plan


def _take_over(act: Act, intent: Intent, province: Province, row: int) -> None:
    known = Decision.objects.filter(
        province=province, level=intent.level, signed_on=intent.decided_on
    )
    folded = fold_number(intent.decision)
    decision = next((one for one in known if fold_number(one.number) == folded), None)
    decision = decision or record_decision(
        act,
        number=intent.decision,
        kind=Decision.Kind.RECOGNITION,
        level=intent.level,
        province=province,
        signed_on=intent.decided_on,
    )
    import_legacy(
        act,
        product=Product.objects.select_related("producer__commune").get(code=intent.product),
        number=intent.number,
        stars=intent.stars,
        decision=decision,
        issued_on=intent.issued_on,
        lapses_on=intent.lapses_on,
        source=f"Nhập từ bảng tính ngày {act.day:%d/%m/%Y}, dòng {row}.",
    )
