"""Acts on batches: handed over, made active or void by ranges, printed."""

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.jobs.models import Job
from ocop.jobs.operations import start
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind as About
from ocop.notices.operations import tell
from ocop.registry.queries import people_of
from ocop.stamps.flow import BATCH_FLOW, BatchState
from ocop.stamps.models import Batch, Span
from ocop.stamps.outputs import OUTPUTS, check_output
from ocop.stamps.queries import ranges_of, right_for
from ocop.stamps.ranges import Kind
from ocop.stamps.verbs import Verb


@transaction.atomic
def hand_over(batch: Batch, act: Act, *, receiver: str) -> None:
    """Give the stamps of a batch to their producer; refused without a right in force."""
    lock(batch)
    state = BATCH_FLOW.after("hand_over", BatchState(batch.state))
    _refuse_without_right(batch, act)
    if not receiver.strip():
        raise Refused("Hãy ghi người nhận tem.", field="receiver")
    batch.state, batch.handed_on, batch.receiver = state, act.day, receiver.strip()
    batch.save(update_fields=["state", "handed_on", "receiver"])
    record(act, Verb.HANDED_OVER, batch, first=batch.first, last=batch.last)
    tell(
        act,
        to=people_of(batch.product.producer, act.day),
        kind=About.STAMPS,
        subject=f"Đã giao lô tem {batch}",
        text="Khi dán tem lên hàng, hãy kích hoạt đúng dải đã dán.",
        link=f"/chu-the/tem/lo/{batch.pk}/",
        key=f"stamps:batch:{batch.pk}:handed",
    )


@transaction.atomic
def activate(batch: Batch, act: Act, *, first: int, last: int) -> Span:
    """Make a range active: its stamps are on goods from now on.

    Refused before the batch is handed over, without a right in force, outside the batch, and
    where a stamp of it is active or void already.
    """
    lock(batch)
    if batch.state != BatchState.HANDED_OVER:
        raise Refused("Lô tem chưa giao nên chưa kích hoạt được.")
    _refuse_without_right(batch, act)
    _refuse_outside(batch, first, last)
    for one in ranges_of(batch):
        if one.meets(first, last):
            told = "đã huỷ, không dùng lại được" if one.kind == Kind.VOID else "đã kích hoạt"
            raise Refused(f"Tem {one.first} đến {one.last} {told}. Hãy chọn dải khác.")
    span = _span(batch, act, Kind.ACTIVE, first, last)
    record(act, Verb.ACTIVATED, batch, first=first, last=last)
    return span


@transaction.atomic
def void(batch: Batch, act: Act, *, first: int, last: int, reason: str) -> Span:
    """Make a range void for good, whether it was active or not; its numbers are never used again.

    Refused without a reason, outside the batch, and where a stamp of it is void already.
    """
    lock(batch)
    _refuse_outside(batch, first, last)
    if not reason.strip():
        raise Refused("Hãy ghi lý do huỷ tem.", field="reason")
    for one in ranges_of(batch):
        if one.kind == Kind.VOID and one.meets(first, last):
            raise Refused(f"Tem {one.first} đến {one.last} đã huỷ từ trước.")
    span = _span(batch, act, Kind.VOID, first, last, reason.strip())
    record(act, Verb.VOIDED, batch, first=first, last=last, reason=span.reason)
    return span


@transaction.atomic
def print_stamps(batch: Batch, act: Act, *, output: str, label: str = "") -> Job:
    """Begin the file from which stamps are printed: sheets, rolls, CSV or vector symbols.

    Refused without a right in force, for labels on which symbols would be too fine, and for
    more labels than an office printer is given at once.
    """
    lock(batch)
    _refuse_without_right(batch, act)
    check_output(batch, output, label)
    record(act, Verb.PRINTED, batch, output=output, label=label)
    return start(
        act,
        kind="stamps",
        title=f"{OUTPUTS[output].title}, lô tem {batch}",
        args={"batch": batch.pk, "output": output, "label": label},
        total=batch.count,
    )


def _span(batch: Batch, act: Act, kind: Kind, first: int, last: int, reason: str = "") -> Span:
    return Span.objects.create(
        batch=batch, kind=kind.value, first=first, last=last, reason=reason, created_at=act.at
    )


def _refuse_outside(batch: Batch, first: int, last: int) -> None:
    if not batch.first <= first <= last <= batch.last:
        raise Refused(
            f"Lô tem này có số từ {batch.first} đến {batch.last}. Hãy chọn dải nằm trong đó.",
            field="first",
        )


def _refuse_without_right(batch: Batch, act: Act) -> None:
    right = right_for(batch.lot, act.day)
    if not right.holds:
        raise Refused(f"{right.reason} Tem chỉ dùng khi giấy chứng nhận còn hiệu lực.")
