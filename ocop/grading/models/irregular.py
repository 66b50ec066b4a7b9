"""What the ministry asks of a province whose evaluation it finds irregular."""

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.certificates.models import Decision
from ocop.grading.flow import RedoState
from ocop.grading.models.results import Result


class RedoRequest(Record):
    """Đề nghị đánh giá lại, thu hồi quyết định công nhận (QĐ 26/2026/QĐ-TTg, Điều 10.1.b)."""

    OPEN = (RedoState.ASKED, RedoState.WITHDRAWN)

    code = models.CharField("Mã đề nghị", max_length=20, unique=True)
    result = models.ForeignKey(Result, models.PROTECT, related_name="redo_requests")
    reason = TextField("Điểm bất thường")
    document_no = LineField("Số văn bản của Bộ", max_length=60)
    asked_on = models.DateField("Ngày văn bản")
    # The decision prints no days: the ministry's document names them.
    answer_by = models.DateField("Hạn trả lời")
    state = models.CharField("Trạng thái", max_length=9, choices=RedoState.choices)
    # By which the province withdrew what it had recognised.
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    answer_no = LineField("Số văn bản trả lời", max_length=60, blank=True)
    answer = TextField("Nội dung trả lời", blank=True)
    ended_on = models.DateField("Ngày kết thúc", null=True, blank=True)
    # Why the ministry let it rest, where it did.
    lifted_because = TextField("Lý do rút đề nghị", blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(state__in=[RedoState.ASKED, RedoState.WITHDRAWN]),
                name="redo_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Tell whether the province still owes something."""
        return self.state in self.OPEN
