"""Acts on batches: ranges handed over, made active or void; printed."""

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
from ocop.stamps.ranges import Kind, counted, holds_all
from ocop.stamps.verbs import Verb


@transaction.atomic
def hand_over(
    batch: Batch, act: Act, *, receiver: str, first: int | None = None, last: int | None = None
) -> Span:
    """Give a range of a batch to its producer, all of it unless told.

    Refused without a right in force and without a receiver, outside the batch, and where a stamp
    of it was given already.
    """
    lock(batch)
    _refuse_without_right(batch, act)
    if not receiver.strip():
        raise Refused("Hãy ghi người nhận tem.", field="receiver")
    first = batch.first if first is None else first
    last = batch.last if last is None else last
    _refuse_outside(batch, first, last)
    _refuse_meeting(batch, {Kind.HANDED}, first, last)
    span = _span(batch, act, Kind.HANDED, first, last, receiver=receiver.strip())
    if counted(ranges_of(batch), Kind.HANDED) == batch.count:
        batch.state = BATCH_FLOW.after("hand_over", BatchState(batch.state))
    batch.handed_on = act.day
    batch.save(update_fields=["state", "handed_on"])
    record(act, Verb.HANDED_OVER, batch, first=first, last=last)
    tell(
        act,
        to=people_of(batch.product.producer, act.day),
        kind=About.STAMPS,
        subject=f"Đã giao {last - first + 1} tem của lô tem {batch}",
        text="Khi dán tem lên hàng, hãy kích hoạt đúng dải đã dán.",
        link=f"/chu-the/tem/lo/{batch.pk}/",
        key=f"stamps:batch:{batch.pk}:handed:{first}",
    )
    return span


@transaction.atomic
def activate(batch: Batch, act: Act, *, first: int, last: int) -> Span:
    """Make a range active: its stamps are on goods from now on.

    Refused before all of it was handed over, without a right in force, outside the batch, and
    where a stamp of it is active or void already.
    """
    lock(batch)
    _refuse_without_right(batch, act)
    _refuse_outside(batch, first, last)
    if not holds_all(ranges_of(batch), Kind.HANDED, first, last):
        raise Refused(
            "Trong dải này có tem chưa giao nên chưa kích hoạt được. Hãy chọn dải đã nhận.",
            field="first",
        )
    _refuse_meeting(batch, {Kind.ACTIVE, Kind.VOID}, first, last)
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
    _refuse_meeting(batch, {Kind.VOID}, first, last)
    span = _span(batch, act, Kind.VOID, first, last, reason=reason.strip())
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


def _span(batch: Batch, act: Act, kind: Kind, first: int, last: int, **told: str) -> Span:
    return Span.objects.create(
        batch=batch, kind=kind.value, first=first, last=last, created_at=act.at, **told
    )


def _refuse_meeting(batch: Batch, kinds: set[Kind], first: int, last: int) -> None:
    told = {
        Kind.HANDED: "đã giao từ trước",
        Kind.ACTIVE: "đã kích hoạt",
        Kind.VOID: "đã huỷ, không dùng lại được",
    }
    for one in ranges_of(batch):
        if one.kind in kinds and one.meets(first, last):
            raise Refused(
                f"Tem {one.first} đến {one.last} {told[one.kind]}. Hãy chọn dải khác.",
                field="first",
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
