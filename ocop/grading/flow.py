"""How a sitting and a scorecard move."""

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
