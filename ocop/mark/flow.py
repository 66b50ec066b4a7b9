"""How a label moves between its producer and the office that looks at it."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class CheckState(TextChoices):
    SENT = "RECEIVED", "Chờ cán bộ xem"
    CORRECTING = "CORRECTING", "Chờ chủ thể sửa"
    ANSWERED = "ANSWERED", "Đã có bản mới, chờ xem lại"
    PASSED = "PASSED", "Đạt"
    REFERRED = "REFERRED", "Chuyển xem xét thu hồi"
    WITHDRAWN = "WITHDRAWN", "Chủ thể đã rút"


OPEN = (CheckState.SENT, CheckState.CORRECTING, CheckState.ANSWERED)
WITH_OFFICE = (CheckState.SENT, CheckState.ANSWERED)

LABEL_FLOW: Flow[CheckState] = Flow(
    {
        "pass_label": (frozenset(WITH_OFFICE), CheckState.PASSED),
        "ask_correction": (frozenset(WITH_OFFICE), CheckState.CORRECTING),
        "answer": (frozenset({CheckState.CORRECTING}), CheckState.ANSWERED),
        "refer": (frozenset(OPEN), CheckState.REFERRED),
        "withdraw": (frozenset({CheckState.SENT, CheckState.CORRECTING}), CheckState.WITHDRAWN),
    }
)
