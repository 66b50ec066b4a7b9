"""The act by which a province begins to use a mark of its own."""

from datetime import date

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.mark.models import ProvinceMark
from ocop.mark.verbs import Verb
from ocop.places.models import Province


@transaction.atomic
def adopt_mark(
    act: Act, *, province: Province, name: str, basis: str, since: date, owner: str = ""
) -> ProvinceMark:
    """Note the province's own mark; the one before it ends on the same day.

    Refused without a basis, and when it would begin before the one in use.
    """
    lock(province)
    if not basis.strip():
        raise Refused("Hãy ghi căn cứ hoặc nguồn của nhãn hiệu.", field="basis")
    before = ProvinceMark.objects.filter(province=province, until=None).first()
    if before is not None and since <= before.since:
        raise Refused("Nhãn hiệu mới phải dùng sau ngày của nhãn hiệu trước.", field="since")
    if before is not None:
        before.until = since
        before.save(update_fields=["until"])
    mark = ProvinceMark.objects.create(
        province=province,
        name=name.strip(),
        owner=owner.strip(),
        basis=basis.strip(),
        since=since,
        created_at=act.at,
    )
    record(act, Verb.MARK_ADOPTED, mark, since=since)
    return mark
