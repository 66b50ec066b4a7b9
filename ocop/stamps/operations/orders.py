"""Acts on orders: asked for by producers, approved with numbers or refused by the province."""

from django.db import transaction

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.audit.operations import record
from ocop.base.codes import take_number, take_numbers
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.access import represents
from ocop.registry.queries import people_of
from ocop.stamps.flow import ORDER_FLOW, OrderState
from ocop.stamps.keys import key_for
from ocop.stamps.links import about_of
from ocop.stamps.models import Batch, Order
from ocop.stamps.queries import balance_of, right_for
from ocop.stamps.serials import MOST_BATCHES, MOST_STAMPS
from ocop.stamps.verbs import Verb
from ocop.trace.elements import Completeness
from ocop.trace.models import Lot
from ocop.trace.queries import completeness, is_exempt, recall_of

MOST_ORDERED = 2_000_000


@transaction.atomic
def order(
    act: Act, *, lot: Lot, count: int, with_pin: bool = False, note: str = "", exception: str = ""
) -> Order:
    """Ask the province for stamps of a lot.

    Refused for a service of tourism, without a right to the mark in force, for a lot that is
    void or recalled, beyond two millions, and while the lot's trace lacks what the gate of the
    day asks for; an exception from the gate is written down. What breaks the balance is taken,
    for the province to refuse or to give a reason.
    """
    lock(lot)
    _refuse_without_right(lot, act)
    whole = completeness(lot)
    if not exception.strip():
        _refuse_gaps(lot, whole)
    if not 1 <= count <= MOST_ORDERED:
        raise Refused(f"Mỗi đơn đặt từ 1 đến {MOST_ORDERED} tem.", field="count")
    made = Order.objects.create(
        code=f"DT-{act.day.year}-{take_number(f'stamp orders {act.day.year}'):04d}",
        lot=lot,
        count=count,
        with_pin=with_pin,
        note=note.strip(),
        over_balance=False,
        asked_by_id=getattr(act.by, "pk", None),
        is_sample=lot.is_sample,
        created_at=act.at,
    )
    record(
        act, Verb.ORDERED, made, product=lot.product.code, lot=lot.code, count=count,
        complete=whole.percent, exception=exception.strip(),
    )  # fmt: skip
    _tell_province(made, act)
    return made


@transaction.atomic
def approve(order: Order, act: Act, *, reason: str = "") -> Batch:
    """Approve an order and give it a batch with a range of counters that nobody had or will have.

    Refused without a right in force, to whom represents the producer, and beyond the balance
    unless a reason is written down.
    """
    lot = lock(Lot.objects.get(pk=order.lot_id))
    lock(order)
    state = ORDER_FLOW.after("approve", OrderState(order.state))
    _refuse_own(order, act)
    _refuse_without_right(lot, act)
    broken = balance_of(lot, order.count, besides=order).reasons
    if broken and not reason.strip():
        raise Refused(
            f"{' '.join(broken)} Hãy không duyệt, hoặc ghi lý do nếu vẫn duyệt.", field="reason"
        )
    order.state, order.decided_on, order.reason = state, act.day, reason.strip()
    order.over_balance = bool(broken)
    order.save(update_fields=["state", "decided_on", "reason", "over_balance"])
    batch = _allot(order, lot, act)
    record(
        act, Verb.APPROVED, order, batch=batch.code, first=batch.first, last=batch.last,
        over_balance=order.over_balance, reason=order.reason,
    )  # fmt: skip
    _tell_producer(order, act, "Đơn đặt tem đã được duyệt", f"Lô tem {batch}, {batch.count} tem.")
    return batch


@transaction.atomic
def refuse(order: Order, act: Act, *, reason: str) -> None:
    """Refuse an order, with the reason that its producer reads."""
    lock(order)
    state = ORDER_FLOW.after("refuse", OrderState(order.state))
    _refuse_own(order, act)
    if not reason.strip():
        raise Refused("Hãy ghi lý do không duyệt để chủ thể biết cần làm gì.", field="reason")
    order.state, order.decided_on, order.reason = state, act.day, reason.strip()
    order.save(update_fields=["state", "decided_on", "reason"])
    record(act, Verb.REFUSED, order, reason=order.reason)
    _tell_producer(order, act, "Đơn đặt tem không được duyệt", order.reason)


@transaction.atomic
def withdraw(order: Order, act: Act) -> None:
    """Take an order back before the province has decided."""
    lock(order)
    order.state = ORDER_FLOW.after("withdraw", OrderState(order.state))
    order.decided_on = act.day
    order.save(update_fields=["state", "decided_on"])
    record(act, Verb.WITHDRAWN, order)


def _allot(order: Order, lot: Lot, act: Act) -> Batch:
    """Make the batch: its counters are taken from the product's series, under that row's lock."""
    product = lot.product
    key = key_for(product.commune.province.code, act.day.year)
    number = take_number(f"stamp batches {key.id}")
    counters = take_numbers(f"stamps {key.id} {product.code}", order.count)
    if number >= MOST_BATCHES or counters[-1] >= MOST_STAMPS:
        raise Refused("Khoá tem của năm đã hết số. Hãy báo quản trị hệ thống đổi khoá tem.")
    return Batch.objects.create(
        order=order,
        lot=lot,
        product=product,
        key=key.id,
        number=number,
        about=about_of(product.gtin, product.code),
        first=counters[0],
        last=counters[-1],
        with_pin=order.with_pin,
        is_sample=order.is_sample,
        created_at=act.at,
    )


def _refuse_without_right(lot: Lot, act: Act) -> None:
    if is_exempt(lot.product):
        raise Refused("Dịch vụ du lịch được miễn dán tem.")
    if lot.is_void:
        raise Refused(f"Lô {lot.code} đã báo sai nên không dán tem. Hãy chọn lô khác.")
    if recall_of(lot.product, lot.code, act.day):
        raise Refused(f"Lô {lot.code} đang bị thu hồi nên không cấp tem.")
    right = right_for(lot, act.day)
    if not right.holds:
        raise Refused(f"{right.reason} Chỉ cấp tem khi giấy chứng nhận còn hiệu lực.")


def _refuse_gaps(lot: Lot, whole: Completeness) -> None:
    if not whole.passes:
        raise Refused(
            f"Lô {lot.code} mới có {whole.percent}% thông tin truy xuất, cần từ {whole.gate}%. "
            f"{'. '.join(whole.lacks)}. Hãy ghi thêm rồi đặt tem."
        )


def _refuse_own(order: Order, act: Act) -> None:
    if represents(act.by, order.lot.product.producer, act.day):
        raise Refused("Người đại diện chủ thể không tự duyệt đơn của mình.")


def _tell_province(order: Order, act: Act) -> None:
    lot = order.lot
    tell(
        act,
        to=officers_of(
            province=lot.product.commune.province,
            permission=Permission.APPROVE_STAMPS,
            day=act.day,
        ),
        kind=Kind.STAMPS,
        subject="Có đơn đặt tem chờ duyệt",
        text=f"{order.count} tem cho lô {lot.code} của {lot.product}.",
        link=f"/van-phong/tem/don/{order.code}/",
        key=f"stamps:{order.code}:asked",
    )


def _tell_producer(order: Order, act: Act, subject: str, text: str) -> None:
    tell(
        act,
        to=people_of(order.lot.product.producer, act.day),
        kind=Kind.STAMPS,
        subject=subject,
        text=text,
        link=f"/chu-the/tem/don/{order.code}/",
        key=f"stamps:{order.code}:{order.state}",
    )
