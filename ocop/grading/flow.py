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


CARD_FLOW: Flow[CardState] = Flow(
    {"sign": (frozenset({CardState.OPEN}), CardState.SIGNED)},
)
