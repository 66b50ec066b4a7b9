"""Acts that call a council: to a meeting, to written opinions, or to meet after all."""

from datetime import date

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.cycles.models import Round
from ocop.grading.flow import SittingState
from ocop.grading.models import AgendaItem, Conflict, Council, Result, Sitting
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
    _is_established(council, held_on)
    sitting = _called(act, council=council, title=title, held_on=held_on, place=place, round=round)
    record(act, Verb.CONVENED, sitting, held_on=held_on)
    return sitting


@transaction.atomic
def ask_in_writing(
    council: Council, act: Act, *, title: str, round: Round | None = None
) -> Sitting:
    """Ask the council for written opinions about renewals; refused before it was established.

    Members still score each dossier: nothing but the mean of their points makes a star.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.6.b.
    lock(council)
    _is_established(council, act.day)
    sitting = _called(
        act,
        council=council,
        title=title,
        held_on=act.day,
        round=round,
        kind=Sitting.Kind.WRITTEN,
    )
    record(act, Verb.ASKED_IN_WRITING, sitting)
    return sitting


@transaction.atomic
def call_meeting(
    sitting: Sitting, act: Act, *, title: str, held_on: date, place: str = ""
) -> Sitting:
    """Call the council to meet about the renewals on which written opinions did not conclude.

    They lie before the meeting from then on, with the conflicts that were declared. Refused for
    a meeting, before the close, and where nothing is left to meet about.
    """
    lock(sitting)
    if not sitting.is_written or sitting.state != SittingState.CLOSED:
        raise Refused("Chỉ triệu tập họp sau khi đóng phần lấy ý kiến bằng văn bản.")
    _is_established(sitting.council, held_on)
    concluded = Result.objects.filter(item__sitting=sitting).values("item")
    left = list(sitting.items.filter(carried_to=None).exclude(pk__in=concluded).order_by("pk"))
    if not left:
        raise Refused("Mọi hồ sơ của lần lấy ý kiến này đã có kết luận, không cần họp.")
    meeting = _called(
        act,
        council=sitting.council,
        title=title,
        held_on=held_on,
        place=place,
        round=sitting.round,
    )
    for position, item in enumerate(left, 1):
        _carry(item, act, meeting=meeting, position=position)
    codes = [item.dossier.code for item in left]
    record(act, Verb.CALLED_TO_MEET, meeting, after=sitting.code, dossiers=codes)
    return meeting


def _carry(item: AgendaItem, act: Act, *, meeting: Sitting, position: int) -> None:
    new = AgendaItem.objects.create(
        sitting=meeting, dossier=item.dossier, position=position, created_at=act.at
    )
    item.carried_to = new
    item.save(update_fields=["carried_to"])
    for one in item.conflicts.all():
        Conflict.objects.create(
            item=new, seat=one.seat, ground=one.ground, note=one.note, created_at=act.at
        )


def _is_established(council: Council, held_on: date) -> None:
    if held_on < council.established_on:
        raise Refused("Ngày họp phải từ ngày thành lập hội đồng trở đi.", field="held_on")


def _called(
    act: Act,
    *,
    council: Council,
    title: str,
    held_on: date,
    place: str = "",
    round: Round | None = None,
    kind: str = Sitting.Kind.MEETING,
) -> Sitting:
    return Sitting.objects.create(
        code=f"PH-{held_on.year}-{take_number(f'sittings {held_on.year}'):03d}",
        council=council,
        kind=kind,
        round=round,
        title=title,
        held_on=held_on,
        place=place,
        state=SittingState.CONVENED,
        created_at=act.at,
    )
