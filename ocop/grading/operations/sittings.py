"""Acts that carry a sitting from its call to its minutes."""

from datetime import date

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.cycles.models import Round
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.grading.flow import SITTING_FLOW, CardState, SittingState
from ocop.grading.models import (
    AgendaItem,
    Conflict,
    Council,
    Result,
    Scorecard,
    Seat,
    Sitting,
)
from ocop.grading.queries import scoring_seats
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused


@transaction.atomic
def convene(
    council: Council,
    act: Act,
    *,
    title: str,
    held_on: date,
    place: str = "",
    round: Round | None = None,
) -> Sitting:
    """Call the council together; refused before it was established."""
    lock(council)
    if held_on < council.established_on:
        raise Refused("Ngày họp phải từ ngày thành lập hội đồng trở đi.", field="held_on")
    sitting = Sitting.objects.create(
        code=f"PH-{held_on.year}-{take_number(f'sittings {held_on.year}'):03d}",
        council=council,
        round=round,
        title=title,
        held_on=held_on,
        place=place,
        state=SittingState.CONVENED,
        created_at=act.at,
    )
    record(act, Verb.CONVENED, sitting, held_on=held_on)
    return sitting


@transaction.atomic
def put_on_agenda(sitting: Sitting, act: Act, *, dossier: Dossier) -> AgendaItem:
    """Lay a dossier before a sitting that has not opened yet.

    Refused before the advisory team has reported, from another province, and while another
    sitting still has it before it.
    """
    lock(sitting)
    lock(dossier)
    if sitting.state != SittingState.CONVENED:
        raise Refused("Chỉ thêm hồ sơ khi phiên họp chưa mở.")
    if dossier.state != State.ASSESSED:
        raise Refused(f"Hồ sơ {dossier} chưa có báo cáo thẩm định nên chưa đưa ra hội đồng được.")
    if dossier.product.commune.province_id != sitting.council.province_id:
        raise Refused(f"Hồ sơ {dossier} thuộc tỉnh khác.")
    if AgendaItem.objects.filter(dossier=dossier).exists():
        raise Refused(f"Hồ sơ {dossier} đã có trong chương trình của một phiên họp.")
    item = AgendaItem.objects.create(
        sitting=sitting,
        dossier=dossier,
        position=sitting.items.count() + 1,
        created_at=act.at,
    )
    record(act, Verb.PUT_ON_AGENDA, sitting, dossier=dossier.code)
    return item


@transaction.atomic
def declare_conflict(
    item: AgendaItem, act: Act, *, seat: Seat, ground: str, note: str = ""
) -> Conflict:
    """Declare why a seat keeps out of a dossier; refused once that seat has signed a card.

    A card that was begun and not signed never counts.
    """
    lock(item)
    if seat.council_id != item.sitting.council_id:
        raise Refused("Ghế này thuộc hội đồng khác.")
    if item.sitting.state not in {SittingState.CONVENED, SittingState.OPEN}:
        raise Refused("Phiên họp đã đóng phiếu nên không khai thêm được.")
    if Scorecard.objects.filter(item=item, seat=seat, state=CardState.SIGNED).exists():
        raise Refused("Thành viên đã ký phiếu hồ sơ này; hãy báo thư ký để ghi vào biên bản.")
    conflict, is_new = Conflict.objects.get_or_create(
        item=item,
        seat=seat,
        defaults={"ground": ground, "note": note, "created_at": act.at},
    )
    if not is_new:
        raise Refused("Thành viên đã khai xung đột lợi ích với hồ sơ này.")
    record(act, Verb.CONFLICT_DECLARED, item, seat=seat.pk, ground=str(ground))
    return conflict


@transaction.atomic
def open_sitting(sitting: Sitting, act: Act) -> None:
    """Open the scoring; refused with an empty agenda or without anyone to score."""
    lock(sitting)
    state = SITTING_FLOW.after("open_sitting", SittingState(sitting.state))
    if not sitting.items.exists():
        raise Refused("Phiên họp chưa có hồ sơ nào trong chương trình.")
    if not scoring_seats(sitting).exists():
        raise Refused("Hội đồng chưa có thành viên chấm điểm.")
    sitting.state = state
    sitting.opened_at = act.at
    sitting.save(update_fields=["state", "opened_at"])
    record(act, Verb.SITTING_OPENED, sitting, dossiers=sitting.items.count())


@transaction.atomic
def close_sitting(sitting: Sitting, act: Act) -> None:
    """Close the cards, which reveals them all at once to those who may see them.

    A card begun and not signed does not count; the quorum decides whether those signed suffice.
    """
    lock(sitting)
    sitting.state = SITTING_FLOW.after("close_sitting", SittingState(sitting.state))
    sitting.closed_at = act.at
    sitting.save(update_fields=["state", "closed_at"])
    unsigned = Scorecard.objects.filter(item__sitting=sitting, signed_at=None).count()
    record(act, Verb.SITTING_CLOSED, sitting, unsigned=unsigned)


@transaction.atomic
def minute(sitting: Sitting, act: Act, *, minutes_no: str, minutes: str) -> None:
    """File the minutes, after which no card can be corrected; refused before all is concluded."""
    lock(sitting)
    state = SITTING_FLOW.after("minute", SittingState(sitting.state))
    concluded = Result.objects.filter(item__sitting=sitting).values("item")
    if (count := sitting.items.exclude(pk__in=concluded).count()) > 0:
        raise Refused(f"Còn {count} hồ sơ chưa có kết luận của hội đồng.")
    sitting.state = state
    sitting.minutes_no = minutes_no
    sitting.minutes = minutes
    sitting.save(update_fields=["state", "minutes_no", "minutes"])
    record(act, Verb.MINUTED, sitting, minutes_no=minutes_no)
