"""Whom the second level concerns, and how each of them is told."""

from collections.abc import Iterable

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.dossiers.models import Dossier
from ocop.grading.flow import ForwardingState, RedoState
from ocop.grading.models import CentralAnswer, Forwarding, RedoRequest
from ocop.kernel.act import Act
from ocop.kernel.numbers import show_fraction
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.places.models import Province
from ocop.registry.queries import people_of

P = Permission


def tell_of_forwarding(forwarding: Forwarding, act: Act) -> None:
    """Tell the ministry what was sent, or the province what became of it."""
    names = ", ".join(
        str(entry.result.item.dossier.product) for entry in forwarding.dossiers.order_by("pk")
    )
    state = ForwardingState(forwarding.state)
    subject, text = {
        ForwardingState.SENT: (
            "Tỉnh gửi hồ sơ 5 sao",
            f"Công văn {forwarding.letter_no}: {names}.",
        ),
        ForwardingState.RECEIVED: (
            "Bộ đã tiếp nhận hồ sơ 5 sao",
            f"Đã tiếp nhận: {names}.",
        ),
        ForwardingState.RETURNED: (
            "Bộ trả lại hồ sơ 5 sao",
            f"Cần bổ sung: {forwarding.reasons}",
        ),
    }[state]
    if state == ForwardingState.SENT:
        to: Iterable[User] = officers_of(permission=P.RECORD_CENTRAL, day=act.day)
    else:
        to = _province(forwarding.province, act)
    tell(
        act,
        to=to,
        kind=Kind.DOSSIER,
        subject=f"{subject}: {forwarding.province.full_name}",
        text=text,
        link=f"/van-phong/gui-bo/{forwarding.code}/",
        key=f"forwarding {forwarding.code} {state} {act.at:%Y%m%d%H%M}",
    )


def tell_of_answer(answer: CentralAnswer, act: Act) -> None:
    """Tell producer, commune and province what the centre found."""
    dossier = answer.result.item.dossier
    mean = show_fraction(answer.finding.points) if answer.finding else answer.mean
    if answer.decision is not None:
        subject, text = "Đã công nhận 5 sao", f"Quyết định số {answer.decision}, điểm {mean}."
    else:
        subject = "Trung ương trả kết quả về tỉnh"
        text = (
            f"Điểm trung ương {mean}, {answer.stars} sao (văn bản {answer.document_no}). "
            "Tỉnh công nhận theo kết quả này hoặc đánh giá lại."
        )
    key = f"central answer {answer.pk}"
    _tell_about(dossier, act, Kind.DECISION, subject, text, key)
    _tell(act, _province(answer.result.item.dossier.product.commune.province, act),
          Kind.DECISION, f"{subject}: {dossier.product}", text,
          f"/van-phong/ho-so/{dossier.code}/", key)  # fmt: skip


def tell_of_redo(request: RedoRequest, act: Act) -> None:
    """Tell the province what is asked, everybody what was withdrawn, the ministry the answer."""
    dossier, state = request.result.item.dossier, RedoState(request.state)
    province = dossier.product.commune.province
    subject, text = {
        RedoState.ASKED: (
            "Bộ đề nghị đánh giá lại",
            f"Văn bản {request.document_no}, hạn {request.answer_by:%d/%m/%Y}: {request.reason}",
        ),
        RedoState.WITHDRAWN: (
            "Đã thu hồi quyết định công nhận",
            f"Hồ sơ được đưa ra hội đồng đánh giá lại. Lý do: {request.reason}",
        ),
        RedoState.ANSWERED: ("Tỉnh đã trả lời đề nghị đánh giá lại", request.answer),
        RedoState.LIFTED: ("Bộ đã rút đề nghị đánh giá lại", request.lifted_because),
    }[state]
    key = f"redo {request.code} {state}"
    here = f"/van-phong/danh-gia-lai/{request.code}/"
    named = f"{subject}: {dossier.product}"
    if state in (RedoState.WITHDRAWN, RedoState.ANSWERED):
        ministry = officers_of(permission=P.RECORD_CENTRAL, day=act.day)
        _tell(act, ministry, Kind.REVOCATION, named, text, here, key)
    if state != RedoState.ANSWERED:
        _tell(act, _province(province, act), Kind.REVOCATION, named, text, here, key)
    if state == RedoState.WITHDRAWN:
        _tell_about(dossier, act, Kind.REVOCATION, subject, text, key)


def _tell_about(dossier: Dossier, act: Act, kind: Kind, subject: str, text: str, key: str) -> None:
    """Tell whoever speaks for the producer, and the commune."""
    product, named = dossier.product, f"{subject}: {dossier.product}"
    mine = people_of(product.producer, act.day)
    _tell(act, mine, kind, named, text, f"/chu-the/ho-so/{dossier.code}/", key)
    commune = officers_of(commune=product.commune, day=act.day)
    _tell(act, commune, kind, named, text, f"/van-phong/ho-so/{dossier.code}/", key)


def _province(province: Province, act: Act) -> Iterable[User]:
    """Return the province's officers who deal with the centre, and its leaders who decide."""
    preparing = officers_of(province=province, permission=P.FORWARD_TO_CENTRE, day=act.day)
    deciding = officers_of(province=province, permission=P.DECIDE, day=act.day)
    return [*preparing, *deciding]


def _tell(
    act: Act, to: Iterable[User], kind: Kind, subject: str, text: str, link: str, key: str
) -> None:
    tell(act, to=to, kind=kind, subject=subject, text=text, link=link, key=key)
