"""What a producer writes into the diary: each thing once, with its event, never edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind as NoticeKind
from ocop.notices.operations import tell
from ocop.registry.models import Producer, Product
from ocop.registry.queries import people_of
from ocop.trace import events
from ocop.trace.flow import SiteState
from ocop.trace.models import DiaryEntry, Harvest, Input, Lot, Site, Source
from ocop.trace.operations.capturing import keep_event
from ocop.trace.operations.lots import add_lot
from ocop.trace.queries import left_of_harvest, left_of_lot
from ocop.trace.verbs import Verb

Kind = DiaryEntry.Kind


@dataclass(frozen=True, slots=True)
class Taken:
    """So much of a harvest, in kilograms, or of a lot, in units and kilograms."""

    of: Harvest | Lot
    kg: int
    units: int | None = None


@transaction.atomic
def harvest(
    act: Act,
    *,
    client_id: UUID,
    site: Site,
    kg: int,
    goods: str = "",
    done_at: datetime | None = None,
    note: str = "",
) -> DiaryEntry:
    """Write down what was brought in from a place; the same paper again writes nothing.

    It counts against the season that was written down for the place, the newest begun. Refused
    at places that give no material or are closed, and before it has happened.
    """
    if known := _known(client_id, site.producer):
        return known
    if site.kind not in Site.GIVING:
        raise Refused("Chỉ ghi thu hoạch ở vùng trồng, vùng nuôi.", field="site")
    at = _moment(done_at, act)
    day = _day(at)
    words = goods.strip() or site.goods or site.name
    season = Source.objects.filter(site=site, created_at__lte=act.at).order_by("-pk").first()
    made = Harvest.objects.create(
        code=f"ME-{day:%y}-{take_number(f'harvests {day.year}'):05d}",
        producer=site.producer,
        site=site,
        source=season,
        goods=words,
        brought_on=day,
        kg=kg,
        is_sample=site.is_sample,
        created_at=act.at,
    )
    entry = _write(
        act, client_id, Kind.HARVEST, site=site, done_at=at, harvest=made, kg=kg, note=note
    )
    record(act, Verb.HARVESTED, entry, harvest=made.code, site=site.code, kg=kg)
    keep_event(act, entry)
    return entry


@transaction.atomic
def process(
    act: Act,
    *,
    client_id: UUID,
    site: Site,
    product: Product,
    code: str,
    units: int,
    inputs: Iterable[Taken],
    expires_on: date | None = None,
    done_at: datetime | None = None,
    note: str = "",
) -> DiaryEntry:
    """Write down that a lot was made of harvests and of other lots, and of how much of each.

    Refused without inputs, for more of one than is left, for another producer's product, and
    where ``add_lot`` refuses the lot.
    """
    if known := _known(client_id, site.producer):
        return known
    if product.producer_id != site.producer_id:
        raise Refused("Sản phẩm và nơi chế biến phải của cùng một chủ thể.", field="product")
    taken, at = list(inputs), _moment(done_at, act)
    lot = _made_of(
        taken, act, product=product, code=code, made_on=_day(at), units=units,
        expires_on=expires_on,
    )  # fmt: skip
    entry = _write(
        act, client_id, Kind.PROCESS, site=site, done_at=at, lot=lot, units=units,
        kg=lot.material_kg, note=note,
    )  # fmt: skip
    record(
        act, Verb.PROCESSED, entry, lot=lot.code, product=product.code, units=units,
        inputs=[[str(one.of.code), one.kg] for one in taken],
    )  # fmt: skip
    keep_event(act, entry)
    return entry


@transaction.atomic
def pack(
    act: Act,
    *,
    client_id: UUID,
    site: Site,
    lot: Lot,
    units: int,
    per_case: int | None = None,
    done_at: datetime | None = None,
    note: str = "",
) -> DiaryEntry:
    """Write down that units of a lot were packed, so many to a case."""
    if known := _known(client_id, site.producer):
        return known
    _check_units(lot, site.producer, units)
    entry = _write(
        act, client_id, Kind.PACK, site=site, done_at=_moment(done_at, act), lot=lot, units=units,
        per_case=per_case, note=note,
    )  # fmt: skip
    record(act, Verb.PACKED, entry, lot=lot.code, units=units, per_case=per_case)
    keep_event(act, entry)
    return entry


@transaction.atomic
def ship(
    act: Act,
    *,
    client_id: UUID,
    site: Site,
    lot: Lot,
    units: int,
    partner: str = "",
    partner_place: str = "",
    partner_producer: Producer | None = None,
    done_at: datetime | None = None,
    note: str = "",
) -> DiaryEntry:
    """Write down that units of a lot went to a buyer, or to a producer who will confirm it.

    Refused without saying to whom, to oneself, and for more than is left.
    """
    if known := _known(client_id, site.producer):
        return known
    name = partner_producer.name if partner_producer else partner.strip()
    if not name:
        raise Refused("Hãy ghi hàng gửi cho ai, để khi cần còn gọi hàng về được.", field="partner")
    if partner_producer is not None and partner_producer.pk == site.producer_id:
        raise Refused("Bên nhận phải khác chủ thể gửi.", field="partner_producer")
    _check_units(lot, site.producer, units)
    entry = _write(
        act, client_id, Kind.SHIP, site=site, done_at=_moment(done_at, act), lot=lot, units=units,
        partner=name, partner_place=partner_place, partner_producer=partner_producer, note=note,
    )  # fmt: skip
    record(
        act, Verb.SHIPPED, entry, lot=lot.code, units=units,
        to=partner_producer.code if partner_producer else "",
    )  # fmt: skip
    keep_event(act, entry)
    _tell_taker(entry, act)
    return entry


@transaction.atomic
def receive(
    act: Act,
    *,
    client_id: UUID,
    site: Site,
    sending: DiaryEntry,
    units: int,
    done_at: datetime | None = None,
    note: str = "",
) -> DiaryEntry:
    """Confirm that goods which another producer sent have come, as many as there were.

    Refused for what was sent to somebody else, was confirmed before or was declared wrong, and
    for more than was sent.
    """
    if known := _known(client_id, site.producer):
        return known
    lock(sending)
    if sending.kind != Kind.SHIP or sending.partner_producer_id != site.producer_id:
        raise Refused("Chuyến hàng này không gửi cho chủ thể.", field="sending")
    if sending.wrong_at or DiaryEntry.objects.filter(answers=sending).exists():
        raise Refused("Chuyến hàng này đã được nhận, hoặc bên gửi đã báo sai.", field="sending")
    if sending.units is None or units > sending.units:
        raise Refused(
            f"Chuyến này gửi {sending.units} đơn vị. Hãy ghi số thực nhận.", field="units"
        )
    entry = _write(
        act, client_id, Kind.RECEIVE, site=site, done_at=_moment(done_at, act), lot=sending.lot,
        units=units, partner=sending.producer.name, partner_producer=sending.producer,
        answers=sending, note=note,
    )  # fmt: skip
    record(act, Verb.RECEIVED, entry, sending=sending.pk, units=units)
    keep_event(act, entry)
    return entry


@transaction.atomic
def sell(
    act: Act,
    *,
    client_id: UUID,
    site: Site,
    lot: Lot,
    units: int,
    partner: str = "",
    done_at: datetime | None = None,
    note: str = "",
) -> DiaryEntry:
    """Write down that units of a lot were sold at a place; a shopper's name is not asked for."""
    if known := _known(client_id, site.producer):
        return known
    _check_units(lot, site.producer, units)
    entry = _write(
        act, client_id, Kind.SELL, site=site, done_at=_moment(done_at, act), lot=lot, units=units,
        partner=partner, note=note,
    )  # fmt: skip
    record(act, Verb.SOLD, entry, lot=lot.code, units=units)
    keep_event(act, entry)
    return entry


@transaction.atomic
def declare_wrong(entry: DiaryEntry, act: Act, *, reason: str) -> None:
    """Say that an entry was wrong; it stays, and counts for nothing from now on.

    Refused without a reason, twice, and while other things hang on it: goods that were received,
    a harvest that went into a lot, a lot of which more was done.
    """
    lock(entry)
    words = reason.strip()
    if not words:
        raise Refused("Hãy ghi sai ở đâu, việc sai vẫn giữ lại trong nhật ký.", field="reason")
    if entry.wrong_at:
        raise Refused("Việc này đã được báo sai trước đó.")
    _refuse_when_built_on(entry)
    entry.wrong_at, entry.wrong_because = act.at, words
    entry.save(update_fields=["wrong_at", "wrong_because"])
    # The event is told as it was, before what followed from it goes.
    keep_event(act, entry)
    if entry.harvest is not None:
        Harvest.objects.filter(pk=entry.harvest.pk).update(is_void=True)
    if entry.kind == Kind.PROCESS and entry.lot is not None:
        Input.objects.filter(into=entry.lot).delete()
        Lot.objects.filter(pk=entry.lot.pk).update(is_void=True)
    record(act, Verb.DECLARED_WRONG, entry, kind=entry.kind)


def _refuse_when_built_on(entry: DiaryEntry) -> None:
    if DiaryEntry.objects.standing().filter(answers=entry).exists():
        raise Refused("Bên nhận đã nhận chuyến này. Hãy nhờ bên nhận báo sai việc nhận trước.")
    if entry.harvest is not None and entry.harvest.uses.exists():
        raise Refused("Mẻ này đã đưa vào lô. Hãy báo sai việc chế biến trước.")
    if entry.kind == Kind.PROCESS and entry.lot is not None:
        others = DiaryEntry.objects.standing().filter(lot=entry.lot).exclude(pk=entry.pk)
        if others.exists() or entry.lot.uses.exists():
            raise Refused("Lô này đã có việc khác. Hãy báo sai các việc sau nó trước.")
    received = entry.lot if entry.kind == Kind.RECEIVE else None
    if received and left_of_lot(received, entry.producer) < (entry.units or 0):
        raise Refused("Hàng nhận chuyến này đã dùng hoặc bán. Hãy báo sai các việc đó trước.")


def _known(client_id: UUID, producer: Producer) -> DiaryEntry | None:
    """Return the entry that a paper wrote before; refused when it is another producer's."""
    # The phone sends again what it got no answer for.
    found = DiaryEntry.objects.filter(client_id=client_id).first()
    if found is not None and found.producer_id != producer.pk:
        raise Refused("Phiếu này đã dùng cho chủ thể khác. Hãy mở phiếu mới.")
    return found


def _write(
    act: Act, client_id: UUID, kind: Kind, *, site: Site, done_at: datetime, **told: Any
) -> DiaryEntry:
    if site.state == SiteState.CLOSED:
        raise Refused("Địa điểm này đã ngừng dùng. Hãy chọn địa điểm khác.", field="site")
    told = {
        name: value.strip() if isinstance(value, str) else value for name, value in told.items()
    }
    try:
        with transaction.atomic():
            return DiaryEntry.objects.create(
                client_id=client_id,
                producer=site.producer,
                kind=kind,
                site=site,
                done_at=done_at,
                written_by_id=getattr(act.by, "pk", None),
                event_id=events.event_id_of(client_id),
                is_sample=site.is_sample,
                created_at=act.at,
                **told,
            )
    except IntegrityError as error:
        raise Refused("Phiếu này vừa được ghi. Hãy tải lại nhật ký.") from error


def _made_of(taken: list[Taken], act: Act, *, product: Product, units: int, **told: Any) -> Lot:
    """Write down a lot, and take what it was made of from where that is."""
    if not taken:
        raise Refused("Hãy ghi lô này làm từ mẻ nguyên liệu hay lô nào.", field="inputs")
    weight = sum(one.kg for one in taken)
    lot = add_lot(
        act, product=product, units=units, material_kg=weight,
        grams_per_unit=max(1, weight * 1_000 // units), **told,
    )  # fmt: skip
    for one in taken:
        _take(one, lot, product.producer, act)
    return lot


def _tell_taker(sent: DiaryEntry, act: Act) -> None:
    """Tell the producer to whom goods go, where it is one of ours."""
    if sent.partner_producer is None or sent.lot is None:
        return
    goods = f"{sent.units} đơn vị {sent.lot.product}, lô {sent.lot.code}"
    tell(
        act,
        to=people_of(sent.partner_producer, act.day),
        kind=NoticeKind.TRACE,
        subject="Có hàng đang gửi đến",
        text=f"{sent.producer} gửi {goods}.",
        link="/chu-the/nhat-ky/nhan/",
        key=f"trace:diary:{sent.client_id}",
    )


def _take(one: Taken, into: Lot, producer: Producer, act: Act) -> None:
    """Put so much of a harvest or lot into another lot; refused beyond what is left."""
    of = lock(one.of)
    if isinstance(of, Harvest):
        left = left_of_harvest(of) if of.producer_id == producer.pk else 0
        if one.kg > left:
            raise Refused(f"Mẻ {of.code} còn {left} kg. Hãy ghi lại số đã dùng.", field="inputs")
        Input.objects.create(into=into, harvest=of, kg=one.kg, created_at=act.at)
        return
    units = one.units or 0
    left = left_of_lot(of, producer)
    if not 0 < units <= left:
        raise Refused(f"Lô {of.code} còn {left} đơn vị. Hãy ghi lại số đã dùng.", field="inputs")
    Input.objects.create(into=into, lot=of, kg=one.kg, units=units, created_at=act.at)


def _check_units(lot: Lot, producer: Producer, units: int) -> None:
    lock(lot)
    left = left_of_lot(lot, producer)
    if not 0 < units <= left:
        raise Refused(f"Lô {lot.code} còn {left} đơn vị. Hãy ghi số không quá đó.", field="units")


def _moment(done_at: datetime | None, act: Act) -> datetime:
    at = done_at or act.at
    if at > act.at:
        raise Refused(
            "Việc ghi vào nhật ký phải đã làm rồi. Hãy xem lại ngày giờ.", field="done_at"
        )
    return at


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
