"""How an order of stamps moves from its producer to the province, and its batch to the goods."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class OrderState(TextChoices):
    ASKED = "ASKED", "Chờ tỉnh duyệt"
    APPROVED = "APPROVED", "Đã duyệt"
    REFUSED = "REFUSED", "Không duyệt"
    WITHDRAWN = "WITHDRAWN", "Chủ thể đã rút"


class BatchState(TextChoices):
    ALLOTTED = "ALLOTTED", "Chờ giao"
    HANDED_OVER = "HANDED", "Đã giao hết"


ORDER_FLOW: Flow[OrderState] = Flow(
    {
        "approve": (frozenset({OrderState.ASKED}), OrderState.APPROVED),
        "refuse": (frozenset({OrderState.ASKED}), OrderState.REFUSED),
        "withdraw": (frozenset({OrderState.ASKED}), OrderState.WITHDRAWN),
    }
)

BATCH_FLOW: Flow[BatchState] = Flow(
    {"hand_over": (frozenset({BatchState.ALLOTTED}), BatchState.HANDED_OVER)}
)
