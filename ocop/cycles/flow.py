"""How an idea and a plan move through the year."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class IdeaState(TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    FILED = "FILED", "Đã nộp, xã đang xem xét"
    RETURNED = "RETURNED", "Trả lại để bổ sung"
    REVIEWED = "REVIEWED", "Xã đã xem xét, chờ tỉnh"
    ACCEPTED = "ACCEPTED", "Đã chấp thuận tham gia"
    DECLINED = "DECLINED", "Chưa chấp thuận"
    WITHDRAWN = "WITHDRAWN", "Chủ thể đã rút"


IDEA_FLOW: Flow[IdeaState] = Flow(
    {
        "file_idea": (frozenset({IdeaState.DRAFT, IdeaState.RETURNED}), IdeaState.FILED),
        "return_idea": (frozenset({IdeaState.FILED, IdeaState.REVIEWED}), IdeaState.RETURNED),
        "review_idea": (frozenset({IdeaState.FILED}), IdeaState.REVIEWED),
        "accept_idea": (frozenset({IdeaState.REVIEWED}), IdeaState.ACCEPTED),
        "decline_idea": (frozenset({IdeaState.REVIEWED}), IdeaState.DECLINED),
        "withdraw_idea": (
            frozenset({IdeaState.DRAFT, IdeaState.FILED, IdeaState.RETURNED, IdeaState.REVIEWED}),
            IdeaState.WITHDRAWN,
        ),
    }
)


class PlanState(TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    FILED = "FILED", "Đã nộp, đang xem xét"
    RETURNED = "RETURNED", "Trả lại để bổ sung"
    APPROVED = "APPROVED", "Đã duyệt, đang triển khai"


PLAN_FLOW: Flow[PlanState] = Flow(
    {
        "file_plan": (frozenset({PlanState.DRAFT, PlanState.RETURNED}), PlanState.FILED),
        "return_plan": (frozenset({PlanState.FILED}), PlanState.RETURNED),
        "approve_plan": (frozenset({PlanState.FILED}), PlanState.APPROVED),
    }
)
