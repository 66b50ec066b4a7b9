"""Business plans of products that take part, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.cycles.flow import PlanState
from ocop.cycles.models.cycles import Cycle
from ocop.cycles.models.ideas import By
from ocop.registry.models import Product


class Plan(Record):
    """Phương án sản xuất, kinh doanh (biểu 03): how a product is to be made and sold."""

    code = models.CharField("Mã phương án", max_length=20, unique=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    state = models.CharField("Trạng thái", max_length=8, choices=PlanState.choices)
    said = models.JSONField("Nội dung phương án", default=dict)
    version = models.PositiveIntegerField("Phiên bản", default=0)
    filed_at = models.DateTimeField("Nộp lúc", null=True)
    approved_on = models.DateField("Duyệt ngày", null=True)
    approval_no = LineField("Số văn bản duyệt", max_length=60, blank=True)
    opinion = TextField("Ý kiến khi duyệt", blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state__in=["DRAFT", "FILED", "RETURNED"]),
                name="plan_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(filed_at__isnull=False), name="plan_filed"
            ),
            models.CheckConstraint(
                condition=~Q(state="APPROVED") | Q(approved_on__isnull=False),
                name="plan_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.product}"

    @property
    def is_writable(self) -> bool:
        """Tell whether it is in its producer's hands."""
        return self.state in {PlanState.DRAFT, PlanState.RETURNED}


class PlanReturn(Record):
    """Trả lại phương án: what is to be added, and by when it should be back."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="returns")
    by = models.CharField("Nơi trả", max_length=8, choices=By.choices)
    reasons = TextField("Cần bổ sung")
    back_by = models.DateField("Nên nộp lại trước ngày")

    def __str__(self) -> str:
        return f"Trả lại {self.plan.code}"


class FollowUp(Record):
    """Theo dõi phương án: what was done by a day, and what is needed to go on."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="follow_ups")
    day = models.DateField("Ngày")
    done = TextField("Đã làm được")
    needed = TextField("Cần gì để làm tiếp", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.plan.code}, {self.day:%d/%m/%Y}"
