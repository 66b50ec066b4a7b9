"""How a case for revocation moves (QĐ 26/2026/QĐ-TTg, Điều 8.2: checked, submitted, decided)."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class CaseState(TextChoices):
    CHECKING = "CHECKING", "Đang kiểm tra, xác minh"
    CONCLUDED = "CONCLUDED", "Đã kết luận, chờ trình"
    SUBMITTED = "SUBMITTED", "Đã trình, chờ quyết định"
    REVOKED = "REVOKED", "Đã thu hồi"
    DROPPED = "DROPPED", "Không thu hồi"


OPEN = (CaseState.CHECKING, CaseState.CONCLUDED, CaseState.SUBMITTED)
# The fifteen days run from the conclusion to the decision.
RUNNING = (CaseState.CONCLUDED, CaseState.SUBMITTED)

CASE_FLOW: Flow[CaseState] = Flow(
    {
        "conclude": (frozenset({CaseState.CHECKING}), CaseState.CONCLUDED),
        "submit_case": (frozenset({CaseState.CONCLUDED}), CaseState.SUBMITTED),
        "revoke_on_case": (frozenset({CaseState.SUBMITTED}), CaseState.REVOKED),
        "drop": (frozenset({CaseState.CHECKING, CaseState.CONCLUDED}), CaseState.DROPPED),
        "decline": (frozenset({CaseState.SUBMITTED}), CaseState.DROPPED),
    }
)
