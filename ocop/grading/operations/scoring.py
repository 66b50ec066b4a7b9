"""Acts of one councillor on one scorecard."""

import hashlib
from collections.abc import Mapping

from django.db import transaction

from ocop.audit.ledger import canonical
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.grading.access import REVEALED
from ocop.grading.flow import CARD_FLOW, CardState, SittingState
from ocop.grading.models import AgendaItem, Conflict, Result, Scorecard, Seat
from ocop.grading.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.access import represents
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.sheet import Sheet
from ocop.rulesets.table import check_marks, marks_of


@transaction.atomic
def open_card(item: AgendaItem, act: Act, *, seat: Seat) -> Scorecard:
    """Hand a councillor the sheet of one dossier, or the card they began before.

    Refused for a seat that does not score, for a declared conflict, for the producer's own
    representative, for another's seat, and while the sitting is not open.
    """
    lock(item)
    _may_score(item, act, seat)
    begun = Scorecard.objects.filter(item=item, seat=seat).order_by("-pk").first()
    if begun is not None:
        return begun
    card = Scorecard.objects.create(item=item, seat=seat, state=CardState.OPEN, created_at=act.at)
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
) -> Scorecard:
    """Keep what is on the sheet so far; a card half filled is no act and writes no history.

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
    dossier = card.item.dossier
    marks_of(sheet_of(dossier.rubric), choices, case=dossier.case or None)
    card.choices = dict(choices)
    card.remarks = {code: text for code, text in remarks.items() if text.strip()}
    card.opinion = opinion
    card.version += 1
    card.save(update_fields=["choices", "remarks", "opinion", "version"])
    return card


@transaction.atomic
def sign(card: Scorecard, act: Act) -> str:
    """Sign a card for good and return its digest, which the history keeps and nobody can undo.

    Refused when signed already, for another's card, for a seat that was given up or a producer
    one came to represent meanwhile, with points that the sheet does not allow together, and
    outside an open sitting (a correction is signed between the close and the minutes).
    """
    lock(card.item.sitting)
    # The conclusion locks the dossier's item: either it counts this card, or this card is refused.
    lock(card.item)
    lock(card)
    _is_mine(card, act)
    _is_still_seated(card.seat, act)
    _is_impartial(card.item, act)
    state = CARD_FLOW.after("sign", CardState(card.state))
    _sitting_takes(card)
    check_marks(sheet_for(card), marks_on(card), case=case_of(card), who="Phiếu này")
    card.state = state
    card.signed_at = act.at
    card.digest = digest_of(card)
    card.save(update_fields=["state", "signed_at", "digest"])
    record(act, Verb.CARD_SIGNED, card.item, seat=card.seat_id, digest=card.digest)
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


def marks_on(card: Scorecard) -> dict[str, int]:
    """Return the points of the options chosen on the card."""
    return marks_of(sheet_for(card), card.choices, case=case_of(card))


def digest_of(card: Scorecard) -> str:
    """Return the SHA-256 of the card as signed: dossier, seat, choices, remarks, opinion.

    Its salt stays with the card, so that the digest in the published history tells no points.
    """
    signed = {
        "dossier": card.item.dossier.code,
        "seat": card.seat_id,
        "choices": card.choices,
        "remarks": card.remarks,
        "opinion": card.opinion,
        "salt": card.salt,
    }
    return hashlib.sha256(canonical(signed)).hexdigest()


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


def _is_impartial(item: AgendaItem, act: Act) -> None:
    if represents(act.by, item.dossier.product.producer, act.day):
        raise Refused("Người đại diện của chủ thể không chấm sản phẩm của mình.")


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
