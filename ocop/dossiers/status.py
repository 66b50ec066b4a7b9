"""Where a dossier is, told to its producer in plain words with a day to expect."""

from dataclasses import dataclass
from datetime import date

from ocop.dossiers.clocks import commune_deadline, renewal_finish
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind, Return
from ocop.kernel.act import VIETNAM


@dataclass(frozen=True, slots=True)
class StateWords:
    """A sentence, the day by which the next step is due, and whether that day is past."""

    sentence: str
    expected_on: date | None = None
    late: bool = False


def state_words_for_producer(dossier: Dossier, day: date) -> StateWords:
    """Return where the dossier is on ``day``, in words that need no knowledge of the procedure."""
    state = State(dossier.state)
    if state in {State.SUBMITTED, State.RECEIVED}:
        return _at_commune(dossier, state, day)
    if state in {State.PROPOSED, State.ASSESSED}:
        return _at_province(dossier, state, day)
    if state is State.RETURNED:
        return StateWords(_returned(dossier))
    return StateWords(
        {
            State.DRAFT: "Hồ sơ đang soạn, chưa nộp.",
            State.DECIDED: "Hồ sơ đã có kết quả đánh giá.",
            State.WITHDRAWN: "Hồ sơ đã rút.",
        }[state]
    )


def _at_commune(dossier: Dossier, state: State, day: date) -> StateWords:
    assert dossier.filed_on is not None
    commune = dossier.product.commune
    due = commune_deadline(dossier.filed_on)
    if day > due:
        return StateWords(
            f"{commune} đã quá hạn xem xét từ ngày {due:%d/%m/%Y}. Bạn có thể hỏi {commune} "
            f"về hồ sơ {dossier}.",
            due,
            late=True,
        )
    what = "đang xem xét hồ sơ" if state is State.RECEIVED else "sắp nhận hồ sơ"
    return StateWords(f"{commune} {what}, trả lời chậm nhất ngày {due:%d/%m/%Y}.", due)


def _at_province(dossier: Dossier, state: State, day: date) -> StateWords:
    province = dossier.product.commune.province.full_name
    what = {
        State.PROPOSED: f"Xã đã đề nghị. Hồ sơ đang ở tổ tư vấn của {province}",
        State.ASSESSED: f"Tổ tư vấn của {province} đã thẩm định. Hồ sơ chờ hội đồng đánh giá",
    }[state]
    due = _result_due(dossier)
    if due is None:
        return StateWords(f"{what}.")
    if day > due:
        return StateWords(f"{what}; dự kiến có kết quả từ ngày {due:%d/%m/%Y}.", due, late=True)
    return StateWords(f"{what}, dự kiến có kết quả trước ngày {due:%d/%m/%Y}.", due)


def _result_due(dossier: Dossier) -> date | None:
    """Return the day by which the result is due: the round's, or a renewal's 45 days."""
    if dossier.kind == Kind.RENEWAL:
        return renewal_finish(dossier.proposal.created_at.astimezone(VIETNAM).date())
    return dossier.round.finish_by if dossier.round else None


def _returned(dossier: Dossier) -> str:
    last = dossier.returns.order_by("-pk").first()
    if last is None:
        return "Hồ sơ được trả lại để bổ sung. Hãy sửa rồi nộp lại."
    commune = dossier.product.commune
    sender = str(commune) if last.by == Return.By.COMMUNE else commune.province.full_name
    return f"{sender} trả lại để bổ sung: {last.reasons} Hãy sửa rồi nộp lại."
