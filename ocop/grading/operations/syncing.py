"""Taking what a device without network sends: each record once, whatever the network did."""

import hmac
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from ocop.base.models import lock
from ocop.grading.flow import CardState, SittingState
from ocop.grading.keys import key_for_devices, written_on
from ocop.grading.models import AgendaItem, Scorecard, Seat, Sitting, SyncedRecord
from ocop.grading.operations.scoring import abstain, keep_card, open_card, sign
from ocop.grading.queries import receipt_of
from ocop.grading.sealing import Writing, seal, unseal
from ocop.grading.syncing import Outcome, Saved, Sent, SentKind, judged
from ocop.kernel.act import VIETNAM, Act
from ocop.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class ServersCard:
    """The member's own card as it lies here, to be laid beside the device's."""

    version: int
    state: str
    writing: Writing


@dataclass(frozen=True, slots=True)
class Answer:
    """What a device is told about one record; ``again`` where it was told before."""

    outcome: Outcome
    version: int | None = None
    reason: str = ""
    again: bool = False
    # Of a card that was handed in: its digest, its line's, and the line's place once it has one.
    digest: str = ""
    leaf: str = ""
    index: int | None = None
    servers: ServersCard | None = None


@transaction.atomic
def take_record(seat: Seat, act: Act, *, item: AgendaItem, sent: Sent) -> Answer:
    """Carry out one record of a device's outbox, exactly once, and keep what became of it.

    A record known already is answered as before. One that a later record of the same device made
    needless, or that meets a card written elsewhere meanwhile, changes nothing. A card not opened
    yet is opened: on the device too a member says first that there is no conflict of interest.
    Whatever keeping, signing or abstaining refuses is answered as rejected, with the sentence.
    """
    lock(item.sitting)
    mark = fingerprint(sent, key_for_devices(item.sitting, seat))
    if known := known_record(seat, sent.id):
        return _told_again(known, mark)
    try:
        with transaction.atomic():
            answer = _carried_out(seat, act, item, sent)
    except Refused as refusal:
        answer = Answer(Outcome.REJECTED, reason=str(refusal))
    SyncedRecord.objects.create(
        seat=seat,
        item=item,
        client_id=sent.id,
        kind=sent.kind,
        outcome=answer.outcome,
        version=answer.version,
        after=[str(one) for one in sent.after] if answer.outcome == Outcome.SAVED else [],
        fingerprint=mark,
        told=_sealed_reason(item.sitting, seat, sent.id, answer.reason),
        written_at=sent.written_at,
        created_at=act.at,
    )
    return answer


def known_record(seat: Seat, client_id: UUID) -> SyncedRecord | None:
    """Return the record that a seat sent before under this id, if any."""
    found = SyncedRecord.objects.filter(seat=seat, client_id=client_id)
    return found.select_related("seat", "item__sitting").first()


def fingerprint(sent: Sent, key: bytes) -> str:
    """Return what tells one content from another to whoever has the key, and nothing to others."""
    return hmac.new(key, sent.document(), "sha256").hexdigest()


def too_late(sitting: Sitting) -> str:
    """Return the sentence for a card that came after the close, with the way that is left."""
    closed = ""
    if sitting.closed_at is not None:
        closed = f" lúc {sitting.closed_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
    return (
        f"Phiên đã đóng phiếu{closed}, trước khi phiếu này đến, nên phiếu không được tính vào kết "
        "quả. Hãy in phiếu từ máy này, ký tay và giao thư ký kèm vào biên bản; hội đồng xem xét "
        f"theo {sitting.council.by_law}."
    )


def _carried_out(seat: Seat, act: Act, item: AgendaItem, sent: Sent) -> Answer:
    if item.sitting.closed_at is not None:
        raise Refused(too_late(item.sitting))
    if item.sitting.state != SittingState.OPEN:
        raise Refused("Phiên họp chưa mở. Phiếu vẫn còn trên máy; hãy gửi lại khi phiên đã mở.")
    card = open_card(item, act, seat=seat)
    is_open = card.state == CardState.OPEN
    outcome = judged(sent, version=card.version, is_open=is_open, saved=_saved(item, seat))
    if outcome == Outcome.SUPERSEDED:
        return Answer(outcome)
    if outcome == Outcome.CONFLICT:
        return Answer(outcome, servers=_lies_here(card))
    _apply(card, act, sent)
    return _with_receipt(Answer(outcome, card.version), card)


def _apply(card: Scorecard, act: Act, sent: Sent) -> None:
    if sent.kind == SentKind.ABSTAIN:
        abstain(card, act, reason=sent.opinion)
        return
    keep_card(
        card,
        act,
        version=card.version,
        choices=sent.choices,
        remarks=sent.remarks,
        opinion=sent.opinion,
        stance=sent.stance,
    )
    if sent.kind == SentKind.SIGN:
        sign(card, act)


def _saved(item: AgendaItem, seat: Seat) -> list[Saved]:
    rows = SyncedRecord.objects.filter(item=item, seat=seat, outcome=Outcome.SAVED)
    return [
        Saved(client_id, version or 0, frozenset(map(UUID, after)))
        for client_id, version, after in rows.values_list("client_id", "version", "after")
    ]


def _told_again(known: SyncedRecord, mark: str) -> Answer:
    """Answer as before; refused when the same id now stands for something else."""
    if not hmac.compare_digest(known.fingerprint, mark):
        return Answer(
            Outcome.REJECTED,
            reason="Máy đã gửi một bản ghi khác dưới cùng mã. Hãy mở lại hồ sơ này trên máy và "
            "lưu một lần nữa.",
        )
    outcome = Outcome(known.outcome)
    card = Scorecard.objects.filter(item=known.item, seat=known.seat, replaces=None).first()
    if outcome == Outcome.SAVED and card is not None:
        answer = Answer(outcome, known.version, again=True)
        return answer if known.kind == SyncedRecord.Kind.KEEP else _with_receipt(answer, card)
    if outcome == Outcome.CONFLICT and card is not None:
        return Answer(outcome, again=True, servers=_lies_here(card))
    return Answer(outcome, reason=_opened_reason(known), again=True)


def _lies_here(card: Scorecard) -> ServersCard:
    return ServersCard(card.version, card.state, written_on(card))


def _with_receipt(answer: Answer, card: Scorecard) -> Answer:
    receipt = receipt_of(card)
    if receipt is None:
        return answer
    index = receipt.leaf.index if receipt.leaf else None
    return replace(answer, digest=card.digest, leaf=receipt.entry.digest, index=index)


def _sealed_reason(sitting: Sitting, seat: Seat, client_id: UUID, reason: str) -> bytes:
    """Return a refusal sealed: its words may name what was chosen."""
    if not reason:
        return b""
    return seal(key_for_devices(sitting, seat), Writing(opinion=reason), bound_to=str(client_id))


def _opened_reason(known: SyncedRecord) -> str:
    if not known.told:
        return ""
    key = key_for_devices(known.item.sitting, known.seat)
    return unseal(key, bytes(known.told), bound_to=str(known.client_id)).opinion
