"""The chain of a lot: what it was made of, what was made of it, and what was done, in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from ocop.kernel.act import VIETNAM
from ocop.trace.closure import downstream, upstream
from ocop.trace.models import DiaryEntry, Harvest, Input, Lot

# A drawing of more boxes than these tells nobody anything; the table has all.
MOST_DRAWN = 60
ONE_STEP, WHOLE = "one", "whole"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in the life of a lot, as anybody may read it."""

    at: datetime
    kind: str
    title: str
    # What was handled: the lot itself, or what it was made of.
    goods: str
    place: str
    commune: str
    producer: str
    entry: int
    units: int | None = None
    # Of a harvest its weight; of a making the weight of what went in.
    kg: int | None = None
    # The producer to whom goods went, or from whom they came.
    taker: str = ""
    giver: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A harvest or lot in the drawn chain; columns run from material to goods."""

    key: str
    title: str
    line: str
    at: date
    column: int
    lot: int | None = None
    producer: int | None = None
    here: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Boxes and the arrows between them, with the amounts on the arrows."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str, str], ...]
    cut: bool = False
    rows: tuple[Input, ...] = field(default=(), repr=False)


def timeline(lot: Lot) -> list[Moment]:
    """Return what was done with a lot and with all that it was made of, the earliest first.

    Nothing of it names a person: of buyers it tells that goods were sold, not to whom.
    """
    lots = upstream(lot.pk)
    harvests = Input.objects.filter(into__in=lots).exclude(harvest=None).values("harvest")
    found = DiaryEntry.objects.standing().select_related(
        "site__commune", "lot__product", "harvest", "producer", "partner_producer"
    )
    rows = [
        *found.filter(harvest__in=harvests).prefetch_related("site__codes"),
        *found.filter(lot__in=[key for key in lots if key != lot.pk], kind=DiaryEntry.Kind.PROCESS),
        *found.filter(lot=lot),
    ]
    moments = [_moment(row) for row in rows]
    if not any(row.kind == DiaryEntry.Kind.PROCESS and row.lot_id == lot.pk for row in rows):
        moments.append(_made(lot))
    return sorted(moments, key=lambda one: (one.at, one.entry))


def chain_of(lot: Lot, reach: str = WHOLE) -> Chain:
    """Return the chain around a lot: one step back and on, or everything on both sides."""
    whole = reach == WHOLE
    lots = [*{*upstream(lot.pk), *downstream(lot.pk)}] if whole else [lot.pk]
    rows = _inputs(lots, lot, whole=whole)
    near = {key for row in rows for key in (row.into_id, row.lot_id) if key}
    keys = {*lots, *near} if whole else {lot.pk, *near}
    cut = len(keys) > MOST_DRAWN
    shown = [*rows[:MOST_DRAWN]] if cut else rows
    return _drawn(lot, shown, cut=cut, all_rows=rows)


def _inputs(lots: list[int], lot: Lot, *, whole: bool) -> list[Input]:
    edges = Input.objects.select_related(
        "into__product__producer", "lot__product__producer", "harvest__site", "harvest__producer"
    )
    into = edges.filter(into__in=lots)
    out = edges.filter(lot=lot.pk) if not whole else edges.none()
    return [*into.order_by("pk"), *out.order_by("pk")]


def _drawn(lot: Lot, rows: list[Input], *, cut: bool, all_rows: list[Input]) -> Chain:
    lots = {lot.pk: lot}
    harvests: dict[int, Harvest] = {}
    for row in rows:
        lots[row.into_id] = row.into
        if row.lot is not None:
            lots[row.lot.pk] = row.lot
        if row.harvest is not None:
            harvests[row.harvest.pk] = row.harvest
    columns = _columns(lots, rows)
    boxes = [
        *(_of_harvest(one, 0) for one in harvests.values()),
        *(_of_lot(one, columns[one.pk] + 1, one.pk == lot.pk) for one in lots.values()),
    ]
    arrows = tuple((_start(row), f"l{row.into_id}", f"{row.kg} kg") for row in rows)
    return Chain(tuple(boxes), arrows, cut, tuple(all_rows))


def _columns(lots: Iterable[int], rows: list[Input]) -> dict[int, int]:
    """Return the column of each lot: one beyond the farthest that it was made of."""
    edges = [(row.lot_id, row.into_id) for row in rows if row.lot_id]
    found = dict.fromkeys(lots, 0)
    for _ in range(len(found)):
        moved = False
        for start, into in edges:
            if found[into] <= found[start]:
                found[into], moved = found[start] + 1, True
        if not moved:
            break
    return found


def _start(row: Input) -> str:
    return f"h{row.harvest_id}" if row.harvest_id else f"l{row.lot_id}"


def _of_harvest(one: Harvest, column: int) -> Box:
    line = f"{one.site.name}, {one.kg} kg"
    return Box(f"h{one.pk}", one.goods, line, one.brought_on, column, producer=one.producer_id)


def _of_lot(one: Lot, column: int, here: bool) -> Box:
    line = f"Lô {one.code}, {one.units} đơn vị"
    return Box(
        f"l{one.pk}", one.product.name, line, one.made_on, column, one.pk,
        one.product.producer_id, here,
    )  # fmt: skip


def _moment(row: DiaryEntry) -> Moment:
    goods = f"{row.lot.product}, lô {row.lot.code}" if row.lot is not None else ""
    codes: tuple[str, ...] = ()
    if row.harvest is not None:
        goods, day = row.harvest.goods, row.harvest.brought_on
        codes = tuple(one.code for one in row.site.codes.all() if one.holds_on(day))
    other = row.partner_producer.name if row.partner_producer else ""
    came = row.kind == DiaryEntry.Kind.RECEIVE
    return Moment(
        row.done_at, row.kind, row.get_kind_display(), goods, row.site.name,
        row.site.commune.full_name, row.producer.name, row.pk, row.units, row.kg,
        "" if came else other, other if came else "", codes,
    )  # fmt: skip


def _made(lot: Lot) -> Moment:
    """Return the making of a lot of which the diary does not tell."""
    product = lot.product
    at = datetime.combine(lot.made_on, time(0), tzinfo=VIETNAM)
    return Moment(
        at, DiaryEntry.Kind.PROCESS, "Sản xuất", f"{product}, lô {lot.code}", "",
        product.commune.full_name, product.producer.name, 0, lot.units,
    )  # fmt: skip
