"""Recalls: from a lot or a harvest to everything made of it and everybody who has it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

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
from ocop.registry.models import Producer, Representative
from ocop.trace.closure import downstream, downstream_of_harvest, steps
from ocop.trace.flow import RECALL_FLOW, RecallState
from ocop.trace.models import (
    DiaryEntry,
    Harvest,
    Input,
    Lot,
    Recall,
    RecalledLot,
    RecallStop,
)
from ocop.trace.verbs import Verb

AT_ONCE = 2_000


@transaction.atomic
def recall(
    act: Act,
    *,
    reason: str,
    decision: str,
    lot: Lot | None = None,
    harvest: Harvest | None = None,
    advice: str = "",
    effective_on: date | None = None,
) -> Recall:
    """Call back a lot or a harvest, all that was made of it, and tell everybody concerned.

    From the commit on stamps and links answer that the lot is recalled. Refused without a reason
    and the number of the decision.
    """
    if not decision.strip():
        raise Refused("Hãy ghi số quyết định thu hồi.", field="decision")
    made = _opened(
        act, lot=lot, harvest=harvest, reason=reason, advice=advice, is_drill=False,
        decision=decision.strip(), effective_on=effective_on or act.day,
    )  # fmt: skip
    record(act, Verb.RECALLED, made, **_facts(made))
    _tell_all(made, act, "Thu hồi lô hàng", made.reason)
    return made


@transaction.atomic
def drill(
    act: Act,
    *,
    reason: str,
    lot: Lot | None = None,
    harvest: Harvest | None = None,
) -> Recall:
    """Simulate a recall: the same lots and buyers are found, and stamps stay as they are."""
    made = _opened(
        act, lot=lot, harvest=harvest, reason=reason, advice="", is_drill=True, decision="",
        effective_on=act.day,
    )  # fmt: skip
    record(act, Verb.DRILLED, made, **_facts(made))
    _tell_all(made, act, "Diễn tập thu hồi lô hàng", "Đây là diễn tập, hàng vẫn bán bình thường.")
    return made


@transaction.atomic
def count_lot(row: RecalledLot, act: Act, *, found: int) -> None:
    """Write down how many units of a lot its producer still had; refused beyond its size."""
    lock(row)
    held = _open(row.recall, "count_lot")
    if found > row.units:
        raise Refused(f"Lô này có {row.units} đơn vị. Hãy ghi số không quá đó.", field="found")
    row.found = found
    row.save(update_fields=["found"])
    record(act, Verb.RECALL_COUNTED, held, lot=row.lot.code, found=found)


@transaction.atomic
def count_stop(stop: RecallStop, act: Act, *, found: int, note: str = "") -> None:
    """Write down how many units came back from a buyer; refused beyond what it took."""
    lock(stop)
    held = _open(stop.recall, "count_stop")
    if found > stop.units:
        raise Refused(f"Nơi này nhận {stop.units} đơn vị. Hãy ghi số không quá đó.", field="found")
    stop.found, stop.note = found, note.strip()
    stop.save(update_fields=["found", "note"])
    record(act, Verb.RECALL_COUNTED, held, entry=stop.entry_id, found=found)


@transaction.atomic
def close_recall(held: Recall, act: Act, *, conclusion: str) -> None:
    """End a recall with its report; its goods stay called back.

    Refused without a conclusion, and while somebody has not been counted.
    """
    lock(held)
    state = RECALL_FLOW.after("close_recall", RecallState(held.state))
    if not conclusion.strip():
        raise Refused("Hãy ghi kết luận của đợt thu hồi.", field="conclusion")
    waiting = held.lots.filter(found=None).count() + held.stops.filter(found=None).count()
    if waiting:
        raise Refused(f"Còn {waiting} nơi chưa ghi số tìm thấy. Hãy ghi 0 nếu không còn hàng.")
    held.state, held.conclusion, held.closed_on = state, conclusion.strip(), act.day
    held.save(update_fields=["state", "conclusion", "closed_on"])
    record(act, Verb.RECALL_CLOSED, held, **_facts(held))


@transaction.atomic
def lift_recall(held: Recall, act: Act, *, reason: str) -> None:
    """Take a recall back, because its ground has fallen away; stamps answer as before."""
    lock(held)
    state = RECALL_FLOW.after("lift_recall", RecallState(held.state))
    if not reason.strip():
        raise Refused("Hãy ghi lý do bãi bỏ thu hồi.", field="reason")
    held.state, held.conclusion, held.closed_on = state, reason.strip(), act.day
    held.save(update_fields=["state", "conclusion", "closed_on"])
    record(act, Verb.RECALL_LIFTED, held, reason=held.conclusion)
    _tell_all(held, act, "Bãi bỏ thu hồi lô hàng", held.conclusion)


def _opened(
    act: Act,
    *,
    lot: Lot | None,
    harvest: Harvest | None,
    reason: str,
    advice: str,
    is_drill: bool,
    decision: str,
    effective_on: date,
) -> Recall:
    if (lot is None) == (harvest is None):
        raise Refused("Hãy chọn một lô hoặc một mẻ nguyên liệu để thu hồi.", field="lot")
    if not reason.strip():
        raise Refused("Hãy ghi lý do thu hồi.", field="reason")
    start = lot or harvest
    assert start is not None
    made = Recall.objects.create(
        code=f"THL-{act.day.year}-{take_number(f'recalls {act.day.year}'):04d}",
        is_drill=is_drill,
        lot=lot,
        harvest=harvest,
        reason=reason.strip(),
        decision=decision,
        advice=advice.strip(),
        effective_on=effective_on,
        opened_by_id=getattr(act.by, "pk", None),
        is_sample=start.is_sample,
        created_at=act.at,
    )
    keys = downstream(lot.pk) if lot else downstream_of_harvest(start.pk)
    _keep_lots(made, keys, act)
    _keep_stops(made, keys, act)
    return made


def _keep_lots(made: Recall, keys: list[int], act: Act) -> None:
    far = steps(_starts(made, keys), _edges(keys))
    for some in _portions(keys):
        units = dict(Lot.objects.filter(pk__in=some).values_list("pk", "units"))
        RecalledLot.objects.bulk_create(
            RecalledLot(
                recall=made, lot_id=key, step=far.get(key, 0), units=units[key], created_at=act.at
            )
            for key in some
        )


def _starts(made: Recall, keys: list[int]) -> list[int]:
    if made.lot_id is not None:
        return [made.lot_id]
    first = Input.objects.filter(harvest=made.harvest).values_list("into_id", flat=True)
    return list(first)


def _edges(keys: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for some in _portions(keys):
        found += Input.objects.filter(lot__in=some).values_list("lot_id", "into_id")
    return found


def _keep_stops(made: Recall, keys: list[int], act: Act) -> None:
    """Keep whoever took goods of the lots and is not itself known to hold them in a lot's diary."""
    leaving = DiaryEntry.objects.standing().filter(kind__in=DiaryEntry.LEAVING)
    for some in _portions(keys):
        rows = leaving.filter(lot__in=some).values_list("pk", "units")
        RecallStop.objects.bulk_create(
            RecallStop(recall=made, entry_id=pk, units=units or 0, created_at=act.at)
            for pk, units in rows
        )


def _portions(keys: list[int]) -> Iterable[list[int]]:
    return (keys[n : n + AT_ONCE] for n in range(0, len(keys), AT_ONCE))


def _open(held: Recall, move: str) -> Recall:
    lock(held)
    RECALL_FLOW.after(move, RecallState(held.state))
    return held


def _facts(made: Recall) -> dict[str, object]:
    start = made.lot or made.harvest
    return {
        "of": str(start.code) if start else "",
        "decision": made.decision,
        "lots": made.lots.count(),
        "stops": made.stops.count(),
    }


def _tell_all(made: Recall, act: Act, subject: str, text: str) -> None:
    """Tell the producers whose lots or shipments are concerned, and their offices."""
    concerned = Producer.objects.filter(pk__in=_concerned(made)).select_related("commune__province")
    offices: dict[int, list[User]] = defaultdict(list)
    for producer in concerned:
        province = producer.commune.province
        if province.pk not in offices:
            officers = officers_of(
                province=province, permission=Permission.RECALL_LOTS, day=act.day
            )
            offices[province.pk] = list(officers)
    key = f"recall:{made.code}:{made.state}"
    acting = Representative.objects.acting_on(act.day).filter(producer__in=concerned)
    people = User.objects.filter(pk__in=acting.values("user"), is_active=True)
    words = f"{made.code}: {text}"
    tell(act, to=people, kind=Kind.TRACE, subject=subject, text=words,
         link=f"/chu-the/nhat-ky/thu-hoi/{made.code}/", key=key)  # fmt: skip
    for office in offices.values():
        tell(act, to=office, kind=Kind.TRACE, subject=subject, text=words,
             link=f"/van-phong/thu-hoi-lo/{made.code}/", key=f"{key}:office")  # fmt: skip


def _concerned(made: Recall) -> set[int]:
    owners = made.lots.values_list("lot__product__producer", flat=True).distinct()
    takers = made.stops.exclude(entry__partner_producer=None)
    return {*owners, *takers.values_list("entry__partner_producer", flat=True).distinct()}
