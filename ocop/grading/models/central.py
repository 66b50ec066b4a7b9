"""What a province sends to the centre, and what the centre answers."""

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.certificates.models import Decision
from ocop.grading.flow import ForwardingState
from ocop.grading.models.results import Result
from ocop.places.models import Province


class Forwarding(Record):
    """Công văn của UBND tỉnh gửi hồ sơ tiềm năng 5 sao lên Bộ (QĐ 26/2026/QĐ-TTg, Điều 6)."""

    code = models.CharField("Mã lần gửi", max_length=20, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    letter_no = LineField("Số công văn", max_length=60)
    signed_on = models.DateField("Ngày công văn")
    state = models.CharField("Trạng thái", max_length=8, choices=ForwardingState.choices)
    sent_at = models.DateTimeField("Gửi lúc", null=True)
    received_on = models.DateField("Ngày Bộ tiếp nhận", null=True, blank=True)
    receipt_no = LineField("Số đến", max_length=60, blank=True)
    # What the ministry still wants, when it was sent back last.
    reasons = TextField("Cần bổ sung", blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="forwarding_sent",
                condition=Q(state=ForwardingState.DRAFT) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="forwarding_received",
                condition=~Q(state=ForwardingState.RECEIVED) | Q(received_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ForwardedDossier(Record):
    """Hồ sơ trong một lần gửi: the result that is sent, and the parts that only a person knows."""

    forwarding = models.ForeignKey(Forwarding, models.PROTECT, related_name="dossiers")
    result = models.OneToOneField(Result, models.PROTECT, related_name="sent")
    samples = models.PositiveSmallIntegerField("Số mẫu gửi kèm", default=0)
    # For a five-star renewal the province's office reports instead of team and council.
    office_report_no = LineField("Số báo cáo của cơ quan OCOP tỉnh", max_length=60, blank=True)
    extra_papers = TextField("Giấy kiểm nghiệm, kiểm tra bổ sung", blank=True)
    # The centre's own advisory team reports before the central council meets.
    report_no = LineField("Số báo cáo của Tổ tư vấn trung ương", max_length=60, blank=True)
    reported_on = models.DateField("Ngày báo cáo", null=True, blank=True)
    report = TextField("Nội dung thẩm định của Tổ tư vấn trung ương", blank=True)

    def __str__(self) -> str:
        return f"{self.forwarding}: {self.result.item.dossier}"


class CentralAnswer(Record):
    """Kết quả của trung ương: five stars, or back to the province with three or four."""

    result = models.OneToOneField(Result, models.PROTECT, related_name="central")
    # What the central council found in this system; none where a document was typed in.
    finding = models.OneToOneField(Result, models.PROTECT, null=True, related_name="answer")
    stars = models.PositiveSmallIntegerField("Hạng sao")
    mean = models.CharField("Điểm trung bình", max_length=20, blank=True)
    document_no = LineField("Số văn bản", max_length=60)
    answered_on = models.DateField("Ngày văn bản")
    # Recognises what the centre found, or what it gave back; empty until it is signed.
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(0, 5)), name="central_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.result}: trung ương {self.stars} sao"

    @property
    def is_typed(self) -> bool:
        """Tell whether it was entered from a document, without cards that anyone can recompute."""
        return self.finding_id is None
