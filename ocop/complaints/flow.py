"""How a complaint moves from its ticket to its answer."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class State(TextChoices):
    RECEIVED = "RECEIVED", "Mới nhận, chờ tiếp nhận"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Đã tiếp nhận, đang xác minh"
    FOUND = "FOUND", "Đã xác minh, chờ trả lời"
    ANSWERED = "ANSWERED", "Đã trả lời"
    TRANSFERRED = "TRANSFERRED", "Đã chuyển cơ quan có thẩm quyền"
    WITHDRAWN = "WITHDRAWN", "Người gửi đã rút"


OPEN = (State.RECEIVED, State.ACKNOWLEDGED, State.FOUND)
ENDED = (State.ANSWERED, State.TRANSFERRED, State.WITHDRAWN)

COMPLAINT_FLOW: Flow[State] = Flow(
    {
        "acknowledge": (frozenset({State.RECEIVED}), State.ACKNOWLEDGED),
        "find": (frozenset({State.ACKNOWLEDGED, State.FOUND}), State.FOUND),
        "answer": (frozenset({State.FOUND}), State.ANSWERED),
        "transfer": (frozenset({State.RECEIVED, State.ACKNOWLEDGED}), State.TRANSFERRED),
        "withdraw": (frozenset(OPEN), State.WITHDRAWN),
    }
)
