"""How a sitting, a scorecard, and what goes to the centre and comes back move."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class SittingState(TextChoices):
    CONVENED = "CONVENED", "Đã triệu tập"
    OPEN = "OPEN", "Đang chấm"
    CLOSED = "CLOSED", "Đã đóng phiếu"
    MINUTED = "MINUTED", "Đã lập biên bản"


SITTING_FLOW: Flow[SittingState] = Flow(
    {
        "open_sitting": (frozenset({SittingState.CONVENED}), SittingState.OPEN),
        "close_sitting": (frozenset({SittingState.OPEN}), SittingState.CLOSED),
        "minute": (frozenset({SittingState.CLOSED}), SittingState.MINUTED),
    }
)


class CardState(TextChoices):
    OPEN = "OPEN", "Đang chấm"
    SIGNED = "SIGNED", "Đã ký"
    ABSTAINED = "ABSTAINED", "Không chấm, có lý do"
    WITHDRAWN = "WITHDRAWN", "Đã rút vì xung đột lợi ích"


# What was committed to history when it was handed over, and is opened at the close.
COMMITTED = (CardState.SIGNED, CardState.ABSTAINED)

CARD_FLOW: Flow[CardState] = Flow(
    {
        "sign": (frozenset({CardState.OPEN}), CardState.SIGNED),
        "abstain": (frozenset({CardState.OPEN}), CardState.ABSTAINED),
        "declare_conflict": (
            frozenset({CardState.OPEN, CardState.SIGNED, CardState.ABSTAINED}),
            CardState.WITHDRAWN,
        ),
    },
)


class ForwardingState(TextChoices):
    DRAFT = "DRAFT", "Tỉnh đang soạn"
    SENT = "SENT", "Đã gửi, chờ Bộ tiếp nhận"
    RETURNED = "RETURNED", "Bộ trả lại để bổ sung"
    RECEIVED = "RECEIVED", "Bộ đã tiếp nhận"


FORWARDING_FLOW: Flow[ForwardingState] = Flow(
    {
        "send_forwarding": (
            frozenset({ForwardingState.DRAFT, ForwardingState.RETURNED}),
            ForwardingState.SENT,
        ),
        "receive_forwarding": (frozenset({ForwardingState.SENT}), ForwardingState.RECEIVED),
        "send_back_forwarding": (
            frozenset({ForwardingState.SENT, ForwardingState.RECEIVED}),
            ForwardingState.RETURNED,
        ),
    }
)


class RedoState(TextChoices):
    ASKED = "ASKED", "Chờ tỉnh thu hồi quyết định"
    WITHDRAWN = "WITHDRAWN", "Đã thu hồi, đang đánh giá lại"
    ANSWERED = "ANSWERED", "Tỉnh đã trả lời"
    LIFTED = "LIFTED", "Bộ đã rút đề nghị"


REDO_FLOW: Flow[RedoState] = Flow(
    {
        "withdraw_recognition": (frozenset({RedoState.ASKED}), RedoState.WITHDRAWN),
        "answer_redo": (frozenset({RedoState.WITHDRAWN}), RedoState.ANSWERED),
        "lift_redo": (frozenset({RedoState.ASKED}), RedoState.LIFTED),
    }
)
