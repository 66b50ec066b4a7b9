"""Acts that carry a sitting from its agenda to its minutes."""

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.grading.flow import (
    CARD_FLOW,
    COMMITTED,
    SITTING_FLOW,
    CardState,
    ForwardingState,
    SittingState,
)
from ocop.grading.keys import new_seal, open_up, written_on
from ocop.grading.models import (
    AgendaItem,
    CentralAnswer,
    Conflict,
    ForwardedDossier,
    Result,
    Scorecard,
    Seat,
    Sitting,
)
from ocop.grading.operations.scoring import WRITTEN, document_of
from ocop.grading.papers.numbers import refuse_taken
from ocop.grading.queries import commitments, lying_before, scoring_seats
from ocop.grading.sealing import digest_of
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused


@transaction.atomic
def put_on_agenda(sitting: Sitting, act: Act, *, dossier: Dossier) -> AgendaItem:
    """Lay a dossier before a sitting that has not opened yet.

    Refused before the advisory team has reported, from another province, before the ministry has
    received it where the council is central, while another sitting of the level has it before
    it, and for a written round unless it is a renewal.
    """
    lock(sitting)
    lock(dossier)
    if sitting.state != SittingState.CONVENED:
        raise Refused("Chỉ thêm hồ sơ khi phiên họp chưa mở.")
    if sitting.council.is_central:
        _is_ready_for_the_centre(dossier)
    else:
        _is_ready_for_the_province(sitting, dossier)
    if sitting.is_written and dossier.kind != Kind.RENEWAL:
        # QĐ 26/2026/QĐ-TTg, Điều 7.6.b: only a renewal is decided on without a meeting.
        raise Refused(f"Hồ sơ {dossier} không phải đánh giá lại nên phải đưa ra phiên họp.")
    lying = lying_before(central=sitting.council.is_central)
    if lying.filter(dossier=dossier).exists():
        raise Refused(f"Hồ sơ {dossier} đã có trong chương trình của một phiên họp.")
    item = AgendaItem.objects.create(
        sitting=sitting,
        dossier=dossier,
        position=sitting.items.count() + 1,
        created_at=act.at,
    )
    record(act, Verb.PUT_ON_AGENDA, sitting, dossier=dossier.code)
    return item


def _is_ready_for_the_province(sitting: Sitting, dossier: Dossier) -> None:
    if dossier.state != State.ASSESSED:
        raise Refused(f"Hồ sơ {dossier} chưa có báo cáo thẩm định nên chưa đưa ra hội đồng được.")
    if dossier.product.commune.province_id != sitting.council.province_id:
        raise Refused(f"Hồ sơ {dossier} thuộc tỉnh khác.")


def _is_ready_for_the_centre(dossier: Dossier) -> None:
    # QĐ 26/2026/QĐ-TTg, Điều 7.4.
    entry = ForwardedDossier.objects.filter(
        result__item__dossier=dossier, result__set_aside_on=None
    ).first()
    if entry is None or entry.forwarding.state != ForwardingState.RECEIVED:
        raise Refused(f"Hồ sơ {dossier} chưa được Bộ tiếp nhận nên chưa đưa ra hội đồng được.")
    if not entry.report_no:
        raise Refused(f"Hồ sơ {dossier} chưa có báo cáo của Tổ tư vấn trung ương.")
    if CentralAnswer.objects.filter(result=entry.result).exists():
        raise Refused(f"Hồ sơ {dossier} đã có kết quả của trung ương.")


@transaction.atomic
def declare_conflict(
    item: AgendaItem, act: Act, *, seat: Seat, ground: str, note: str = ""
) -> Conflict:
    """Declare why a seat keeps out of a dossier, until the close; declared once.

    A card that was opened already, signed or not, is withdrawn: it stays sealed and never counts.
    """
    lock(item.sitting)
    lock(item)
    if seat.council_id != item.sitting.council_id:
        raise Refused("Ghế này thuộc hội đồng khác.")
    if item.sitting.state not in {SittingState.CONVENED, SittingState.OPEN}:
        raise Refused("Phiên họp đã đóng phiếu nên không khai thêm được.")
    conflict, is_new = Conflict.objects.get_or_create(
        item=item,
        seat=seat,
        defaults={"ground": ground, "note": note, "created_at": act.at},
    )
    if not is_new:
        raise Refused("Thành viên đã khai xung đột lợi ích với hồ sơ này.")
    withdrawn = _withdraw_card(item, seat)
    record(
        act,
        Verb.CONFLICT_DECLARED,
        item,
        seat=seat.pk,
        ground=str(ground),
        withdrawn=withdrawn,
    )
    return conflict


def _withdraw_card(item: AgendaItem, seat: Seat) -> str:
    """Take the seat's card out, and return what state it was in; nothing where there is none."""
    card = Scorecard.objects.select_for_update().filter(item=item, seat=seat).first()
    if card is None:
        return ""
    before = CardState(card.state)
    card.state = CARD_FLOW.after("declare_conflict", before)
    card.save(update_fields=["state"])
    return str(before)


@transaction.atomic
def open_sitting(sitting: Sitting, act: Act) -> None:
    """Open the scoring under a fresh seal; refused with an empty agenda or nobody to score."""
    lock(sitting)
    state = SITTING_FLOW.after("open_sitting", SittingState(sitting.state))
    if not sitting.items.exists():
        raise Refused("Phiên họp chưa có hồ sơ nào trong chương trình.")
    if not scoring_seats(sitting, act.day).exists():
        raise Refused("Hội đồng chưa có thành viên chấm điểm.")
    sitting.state = state
    sitting.opened_at = act.at
    sitting.seal = new_seal(sitting)
    sitting.save(update_fields=["state", "opened_at", "seal"])
    record(act, Verb.SITTING_OPENED, sitting, dossiers=sitting.items.count())


@transaction.atomic
def close_sitting(sitting: Sitting, act: Act) -> None:
    """Close the cards and break their seals, all at once, each against what was committed.

    Refused, and nothing is opened, where one card is not what history says was signed. A card
    begun and not signed stays sealed and does not count; the quorum decides whether the others
    suffice.
    """
    lock(sitting)
    sitting.state = SITTING_FLOW.after("close_sitting", SittingState(sitting.state))
    sitting.closed_at = act.at
    sitting.save(update_fields=["state", "closed_at"])
    opened = _reveal(sitting)
    unsigned = Scorecard.objects.filter(item__sitting=sitting, state=CardState.OPEN).count()
    record(act, Verb.SITTING_CLOSED, sitting, opened=opened, unsigned=unsigned)


def _reveal(sitting: Sitting) -> int:
    """Write every committed card openly, and return how many there were."""
    handed_in = Scorecard.objects.filter(item__sitting=sitting, state__in=COMMITTED)
    cards = list(
        handed_in.select_related("item__sitting", "item__dossier", "seat__user").order_by("pk")
    )
    committed = commitments(sitting.items.all())
    for card in cards:
        writing = written_on(card)
        found = digest_of(document_of(card, writing))
        if found != card.digest or (card.item_id, card.seat_id, found) not in committed:
            raise Refused(
                f"Phiếu của {card.seat} về hồ sơ {card.item.dossier} không khớp với dấu đã ghi "
                "vào sổ khi ký. Chưa phiếu nào được mở; hãy giữ nguyên cơ sở dữ liệu và báo người "
                "quản trị."
            )
        open_up(card, writing)
    Scorecard.objects.bulk_update(cards, WRITTEN, batch_size=100)
    return len(cards)


@transaction.atomic
def minute(sitting: Sitting, act: Act, *, minutes_no: str, minutes: str) -> None:
    """File the minutes, after which no card can be corrected.

    Refused before all is concluded, and under a number that the council's year holds already.
    """
    lock(sitting)
    state = SITTING_FLOW.after("minute", SittingState(sitting.state))
    concluded = Result.objects.filter(item__sitting=sitting).values("item")
    waiting = sitting.items.filter(carried_to=None).exclude(pk__in=concluded)
    if (count := waiting.count()) > 0:
        raise Refused(f"Còn {count} hồ sơ chưa có kết luận của hội đồng.")
    refuse_taken(sitting, minutes_no)
    sitting.state = state
    sitting.minutes_no = minutes_no
    sitting.minutes = minutes
    sitting.save(update_fields=["state", "minutes_no", "minutes"])
    record(act, Verb.MINUTED, sitting, minutes_no=minutes_no)
