"""Acts of one councillor on one scorecard."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.fields import clean_text
from ocop.base.models import lock
from ocop.grading.access import REVEALED
from ocop.grading.flow import CARD_FLOW, CardState, SittingState
from ocop.grading.keys import write_on, written_on
from ocop.grading.models import AgendaItem, Conflict, Result, Scorecard, Seat, Stance
from ocop.grading.sealing import Writing, digest_of, new_salt
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.access import helps, represents
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Sheet
from ocop.rulesets.table import check_marks, marks_of

# Where a writing lies, sealed or open.
WRITTEN = ("sealed", "choices", "remarks", "opinion", "stance", "salt")


@transaction.atomic
def open_card(item: AgendaItem, act: Act, *, seat: Seat) -> Scorecard:
    """Hand a councillor the sheet of one dossier, or the card they began before.

    Refused for a seat that does not score, for a declared conflict, for the producer's own
    representative or helper, for another's seat, and while the sitting is not open.
    """
    lock(item)
    _may_score(item, act, seat)
    begun = Scorecard.objects.filter(item=item, seat=seat).order_by("-pk").first()
    if begun is not None:
        return begun
    card = Scorecard(item=item, seat=seat, state=CardState.OPEN, created_at=act.at)
    write_on(card, Writing())
    card.save()
    record(act, Verb.CARD_OPENED, item, seat=seat.pk)
    return card


@transaction.atomic
def keep_card(
    card: Scorecard,
    act: Act,
    *,
    version: int,
    choices: Mapping[str, int],
    remarks: Mapping[str, str],
    opinion: str = "",
    stance: str = "",
) -> Scorecard:
    """Keep what is on the sheet so far, sealed; a card half filled is no act and no history.

    Refused once it is or can no longer be signed, for another's card, for an option the sheet
    does not have, and when the card was saved elsewhere meanwhile (nothing is overwritten then).
    """
    lock(card)
    _is_mine(card, act)
    CARD_FLOW.after("sign", CardState(card.state))
    _sitting_takes(card)
    if version != card.version:
        raise Refused(
            "Phiếu này vừa được lưu ở một màn hình khác. Hãy tải lại trang để chấm tiếp; "
            "nội dung đang nhập vẫn còn trên màn hình này."
        )
    if stance and stance not in Stance.values:
        raise Refused("Hãy chọn một trong các ý kiến.", field="stance")
    marks_of(sheet_for(card), choices, case=case_of(card))
    kept = Writing(
        dict(choices),
        {code: clean_text(text) for code, text in remarks.items() if text.strip()},
        clean_text(opinion),
        stance,
        written_on(card).salt,
    )
    write_on(card, kept)
    card.version += 1
    card.save(update_fields=[*WRITTEN, "version"])
    return card


@transaction.atomic
def sign(card: Scorecard, act: Act) -> str:
    """Sign a card for good and return its digest, which the history keeps and nobody can undo.

    Refused when signed already, for another's card, for a seat that was given up or a producer
    one came to represent meanwhile, with points that the sheet does not allow together, without
    an opinion where opinions are asked for, and outside an open sitting (a correction is signed
    between the close and the minutes).
    """
    _hold(card)
    _may_commit(card, act)
    state = CARD_FLOW.after("sign", CardState(card.state))
    _sitting_takes(card)
    writing = written_on(card)
    marks = marks_of(sheet_for(card), writing.choices, case=case_of(card))
    check_marks(sheet_for(card), marks, case=case_of(card), who="Phiếu này")
    if card.item.sitting.is_written and not writing.stance:
        raise Refused("Hãy chọn ý kiến về việc giữ hạng trước khi ký.")
    _commit(card, act, state=state, writing=writing)
    record(act, Verb.CARD_SIGNED, card.item, seat=card.seat_id, digest=card.digest)
    return card.digest


@transaction.atomic
def abstain(card: Scorecard, act: Act, *, reason: str) -> str:
    """Hand a card in without points and say why; it is committed and sealed like any other.

    It never counts into the mean. Refused without a reason, and where signing would be.
    """
    _hold(card)
    _may_commit(card, act)
    state = CARD_FLOW.after("abstain", CardState(card.state))
    _sitting_takes(card)
    if card.replaces_id is not None:
        raise Refused("Phiếu thay là phiếu có điểm; hãy ký hoặc để nguyên phiếu cũ.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do không chấm.", field="reason")
    writing = Writing(opinion=clean_text(reason.strip()), salt=written_on(card).salt)
    write_on(card, writing)
    _commit(card, act, state=state, writing=writing)
    record(act, Verb.CARD_ABSTAINED, card.item, seat=card.seat_id, digest=card.digest)
    return card.digest


@transaction.atomic
def correct(card: Scorecard, act: Act, *, reason: str) -> Scorecard:
    """Begin a new card that names the signed one it replaces and says why.

    Refused without a reason, for an unsigned or already replaced card, for another's, before the
    cards are revealed, and once the council has concluded on the dossier.
    """
    lock(card.item)
    lock(card)
    _is_mine(card, act)
    if card.state != CardState.SIGNED:
        raise Refused("Phiếu chưa ký thì sửa trực tiếp, không cần lập phiếu thay.")
    if Scorecard.objects.filter(replaces=card).exists():
        raise Refused("Phiếu này đã có phiếu thay.")
    if card.item.sitting.state != SittingState.CLOSED:
        raise Refused("Phiếu thay chỉ lập sau khi đóng phiếu và trước khi lập biên bản.")
    if Result.objects.filter(item=card.item).exists():
        raise Refused("Hội đồng đã kết luận hồ sơ này nên không thay phiếu được.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do thay phiếu.", field="reason")
    new = Scorecard.objects.create(
        item=card.item,
        seat=card.seat,
        state=CardState.OPEN,
        choices=card.choices,
        remarks=card.remarks,
        opinion=card.opinion,
        stance=card.stance,
        salt=new_salt(),
        replaces=card,
        reason=reason.strip(),
        created_at=act.at,
    )
    record(act, Verb.CARD_CORRECTED, card.item, seat=card.seat_id, replaces=card.digest)
    return new


def sheet_for(card: Scorecard) -> Sheet:
    """Return the sheet that the card fills."""
    return sheet_of(card.item.dossier.rubric)


def case_of(card: Scorecard) -> str | None:
    """Return the case of the dossier, where its sheet has cases."""
    return card.item.dossier.case or None


def document_of(card: Scorecard, writing: Writing) -> dict[str, Any]:
    """Return the card as signed, salt included: what its digest is the hash of."""
    return writing.document(
        dossier=card.item.dossier.code,
        seat=card.seat_id,
        abstained=card.state == CardState.ABSTAINED,
    )


def _hold(card: Scorecard) -> None:
    """Lock from the sitting down: the close and the conclusion take a card whole, or not."""
    lock(card.item.sitting)
    lock(card.item)
    lock(card)


def _may_commit(card: Scorecard, act: Act) -> None:
    _is_mine(card, act)
    _is_still_seated(card.seat, act)
    _is_impartial(card.item, act)


def _commit(card: Scorecard, act: Act, *, state: CardState, writing: Writing) -> None:
    card.state = state
    card.signed_at = act.at
    card.digest = digest_of(document_of(card, writing))
    card.save(update_fields=[*WRITTEN, "state", "signed_at", "digest"])


def _may_score(item: AgendaItem, act: Act, seat: Seat) -> None:
    sitting = item.sitting
    if seat.user_id != getattr(act.by, "pk", None):
        raise Refused("Mỗi thành viên chỉ chấm phiếu của chính mình.")
    if seat.council_id != sitting.council_id or seat.role not in Seat.SCORING:
        raise Refused("Ghế này không chấm điểm ở phiên họp này.")
    _is_still_seated(seat, act)
    if sitting.state != SittingState.OPEN:
        raise Refused("Phiên họp chưa mở hoặc đã đóng phiếu.")
    if Conflict.objects.filter(item=item, seat=seat).exists():
        raise Refused("Thành viên đã khai xung đột lợi ích nên không mở hồ sơ này.")
    _is_impartial(item, act)


def _is_still_seated(seat: Seat, act: Act) -> None:
    if seat.left_on is not None and seat.left_on <= act.day:
        raise Refused("Thành viên đã thôi tham gia hội đồng.")
    if act.day < seat.joined_on:
        raise Refused("Thành viên chưa đến ngày tham gia hội đồng.")


def _is_impartial(item: AgendaItem, act: Act) -> None:
    producer = item.dossier.product.producer
    if represents(act.by, producer, act.day):
        raise Refused("Người đại diện của chủ thể không chấm sản phẩm của mình.")
    if helps(act.by, producer, act.day):
        raise Refused("Người được chủ thể uỷ quyền làm thay không chấm sản phẩm của chủ thể đó.")


def _is_mine(card: Scorecard, act: Act) -> None:
    if card.seat.user_id != getattr(act.by, "pk", None):
        raise Refused("Mỗi thành viên chỉ chấm phiếu của chính mình.")


def _sitting_takes(card: Scorecard) -> None:
    state = card.item.sitting.state
    if card.replaces_id is None and state != SittingState.OPEN:
        raise Refused("Phiên họp đã đóng phiếu nên phiếu này không ký được nữa.")
    if card.replaces_id is not None and state != REVEALED[0]:
        raise Refused("Phiên họp đã lập biên bản nên phiếu thay không ký được nữa.")
    if Result.objects.filter(item=card.item).exists():
        raise Refused("Hội đồng đã kết luận hồ sơ này.")
