"""Acts on alarms: raised by a timer, looked into and concluded by officers."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.models import Product
from ocop.scans.copies import Signal
from ocop.scans.flow import ALARM_FLOW, AlarmState
from ocop.scans.models import Alarm
from ocop.scans.states import pardon
from ocop.scans.verbs import Verb
from ocop.stamps.models import Batch

SHORTEST = 10


@transaction.atomic
def raise_alarms(act: Act, *, found: Iterable[tuple[int, int, int]]) -> list[Alarm]:
    """Put what speaks for copies into the queue, an alarm a stamp, and tell its officers once.

    ``found`` is (batch, counter, signals). What is raised while a stamp's alarm is open joins it.
    """
    signals: dict[tuple[int, int], int] = defaultdict(int)
    for batch, counter, raised in found:
        signals[batch, counter] |= raised
    batches = Batch.objects.select_related("product__commune__province")
    known = batches.in_bulk({batch for batch, _ in signals})
    return [
        _raised(act, known[batch], counter, raised)
        for (batch, counter), raised in sorted(signals.items())
        if batch in known
    ]


@transaction.atomic
def look_into(alarm: Alarm, act: Act) -> None:
    """Take an alarm up; others see by whom."""
    lock(alarm)
    alarm.state = ALARM_FLOW.after("look_into", AlarmState(alarm.state))
    alarm.assignee = act.by if isinstance(act.by, User) else None
    alarm.save(update_fields=["state", "assignee"])
    record(act, Verb.LOOKED_INTO, alarm)


@transaction.atomic
def close(alarm: Alarm, act: Act, *, finding: str, words: str) -> None:
    """Conclude an alarm; a stamp that was explained is shown without attention from then on.

    Refused in too few words.
    """
    lock(alarm)
    state = ALARM_FLOW.after("close", AlarmState(alarm.state))
    if len(words.strip()) < SHORTEST:
        raise Refused("Hãy ghi đã xem xét gì và thấy gì.", field="words")
    alarm.state, alarm.finding = state, finding
    alarm.words, alarm.closed_on = words.strip(), act.day
    alarm.save(update_fields=["state", "finding", "words", "closed_on"])
    record(act, Verb.ALARM_CLOSED, alarm, finding=finding)
    if finding == Alarm.Finding.EXPLAINED:
        batch, counter = alarm.batch, alarm.counter
        transaction.on_commit(lambda: pardon(batch, counter))


def _raised(act: Act, batch: Batch, counter: int, signals: int) -> Alarm:
    open_one = Alarm.objects.waiting().filter(batch=batch, counter=counter).first()
    if open_one is not None:
        return _joined(open_one, act, signals)
    alarm = Alarm.objects.create(
        code=f"CB-{act.day.year}-{take_number(f'scan alarms {act.day.year}'):04d}",
        product=batch.product,
        batch=batch,
        counter=counter,
        signals=signals,
        is_sample=batch.is_sample,
        created_at=act.at,
    )
    record(act, Verb.ALARM_RAISED, alarm, counter=counter, signals=signals)
    _tell(alarm, act)
    return alarm


def _joined(alarm: Alarm, act: Act, signals: int) -> Alarm:
    lock(alarm)
    if signals & ~alarm.signals:
        alarm.signals |= signals
        alarm.save(update_fields=["signals"])
        record(act, Verb.ALARM_RAISED, alarm, counter=alarm.counter, signals=signals)
    return alarm


def _tell(alarm: Alarm, act: Act) -> None:
    reasons = "; ".join(Signal(alarm.signals).words)
    tell(
        act,
        to=officers_near(alarm.product, act),
        kind=Kind.STAMPS,
        subject=f"Tem có thể bị sao chép: {alarm.product}",
        text=f"{reasons}. Hãy mở cảnh báo {alarm} để đối chiếu và ghi kết luận.",
        link=f"/van-phong/canh-bao-tem/{alarm}/",
        key=f"scans:alarm:{alarm.pk}",
    )


def officers_near(product: Product, act: Act) -> list[User]:
    """Return who looks after a product's stamps: in its commune, and in the province."""
    watch, commune = Permission.WATCH_SCANS, product.commune
    return [
        *officers_of(day=act.day, commune=commune, permission=watch),
        *officers_of(day=act.day, province=commune.province, permission=watch),
    ]
