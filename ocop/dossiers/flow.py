"""How a dossier moves (QĐ 26/2026/QĐ-TTg, Điều 7: the commune proposes, the province decides)."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class State(TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    SUBMITTED = "SUBMITTED", "Đã nộp, chờ xã nhận"
    RECEIVED = "RECEIVED", "Xã đang xem xét"
    RETURNED = "RETURNED", "Trả lại để bổ sung"
    PROPOSED = "PROPOSED", "Xã đã đề nghị, tỉnh đang kiểm tra"
    ASSESSED = "ASSESSED", "Tổ tư vấn đã báo cáo, chờ hội đồng"
    DECIDED = "DECIDED", "Đã có kết quả"
    WITHDRAWN = "WITHDRAWN", "Chủ thể đã rút"


FLOW: Flow[State] = Flow(
    {
        "submit": (frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
        "receive": (frozenset({State.SUBMITTED}), State.RECEIVED),
        "send_back": (
            frozenset({State.SUBMITTED, State.RECEIVED, State.PROPOSED}),
            State.RETURNED,
        ),
        "propose": (frozenset({State.RECEIVED}), State.PROPOSED),
        "assess": (frozenset({State.PROPOSED}), State.ASSESSED),
        "decide": (frozenset({State.ASSESSED}), State.DECIDED),
        "reopen": (frozenset({State.DECIDED}), State.ASSESSED),
        "withdraw": (
            frozenset({State.DRAFT, State.SUBMITTED, State.RECEIVED, State.RETURNED}),
            State.WITHDRAWN,
        ),
    }
)
