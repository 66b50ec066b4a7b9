"""Complaints, who sent them, what came with them, and the terms that a province set."""

import secrets
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.certificates.models import Certificate
from ocop.complaints.flow import OPEN, State
from ocop.complaints.terms import Terms
from ocop.grading.models import Result
from ocop.places.models import Commune, Province
from ocop.registry.models import Product


def new_salt() -> str:
    """Return 32 random hex digits."""
    return secrets.token_hex(16)


class ComplaintRule(Record):
    """Quy định giải quyết: a province's own terms since a day; no decision prints any."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    since = models.DateField("Áp dụng từ ngày")
    basis = LineField("Văn bản của tỉnh", max_length=250)
    acknowledge_days = models.PositiveSmallIntegerField("Ngày làm việc để tiếp nhận")
    answer_days = models.PositiveSmallIntegerField("Ngày làm việc để trả lời")
    extension_days = models.PositiveSmallIntegerField("Ngày làm việc gia hạn")
    review_days = models.PositiveSmallIntegerField("Ngày để đề nghị xem xét lại")
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "since"], name="complaint_rule_once"),
            models.CheckConstraint(
                condition=Q(acknowledge_days__gte=1, answer_days__gte=models.F("acknowledge_days")),
                name="complaint_rule_days",
            ),
        ]

    def __str__(self) -> str:
        return self.basis

    @property
    def terms(self) -> Terms:
        """Return the days as the rule of them reckons."""
        return Terms(self.acknowledge_days, self.answer_days, self.extension_days, self.review_days)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def waiting(self) -> Self:
        """Not ended: somebody still owes an answer."""
        return self.filter(state__in=OPEN)

    def overdue_on(self, day: date) -> Self:
        """Whose acknowledgement or answer was due before ``day``."""
        unread = Q(state=State.RECEIVED, acknowledge_by__lt=day)
        return self.waiting().filter(unread | Q(answer_by__lt=day))


class Complaint(Record):
    """Phản ánh, khiếu nại, đề nghị xem xét lại: what somebody objects to, under a ticket.

    Whoever sent it follows it by the ticket and its secret, of which a salted digest is kept.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Phản ánh"
        COMPLAINT = "complaint", "Khiếu nại"
        REVIEW = "review", "Đề nghị xem xét lại kết quả"

    class About(models.TextChoices):
        PRODUCT = "product", "Chất lượng sản phẩm"
        CERTIFICATE = "certificate", "Giấy chứng nhận, hạng sao"
        LABEL = "label", "Nhãn, bao bì, cách dùng nhãn hiệu"
        SCORE = "score", "Việc chấm điểm, xếp hạng"
        OTHER = "other", "Việc khác của chương trình"

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "Đúng"
        PARTLY = "partly", "Đúng một phần"
        REJECTED = "rejected", "Không có cơ sở"
        NOT_TAKEN = "not_taken", "Không thuộc phạm vi giải quyết"

    code = models.CharField("Mã tra cứu", max_length=20, unique=True)
    secret_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    secret_digest = models.CharField(max_length=64, editable=False)
    # By which floods are seen; it changes each day, and names nobody.
    origin_digest = models.CharField(max_length=64, blank=True, editable=False)
    kind = models.CharField("Loại", max_length=10, choices=Kind.choices)
    about = models.CharField("Về việc", max_length=12, choices=About.choices)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, null=True, related_name="+")
    # What a review asks to be looked at again.
    result = models.ForeignKey(Result, models.PROTECT, null=True, related_name="+")
    text = TextField("Nội dung")
    state = models.CharField(
        "Trạng thái", max_length=12, choices=State.choices, default=State.RECEIVED
    )
    # The commune that deals with it, where the province handed it over.
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    acknowledge_by = models.DateField("Hạn tiếp nhận")
    answer_by = models.DateField("Hạn trả lời")
    acknowledged_on = models.DateField("Ngày tiếp nhận", null=True, blank=True)
    extension_reason = TextField("Lý do gia hạn", blank=True)
    findings = TextField("Kết quả xác minh", blank=True)
    outcome = models.CharField("Kết luận", max_length=10, choices=Outcome.choices, blank=True)
    answer = TextField("Trả lời", blank=True)
    transferred_to = LineField("Cơ quan nhận chuyển", max_length=200, blank=True)
    ended_on = models.DateField("Kết thúc ngày", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(state__in=OPEN, result__isnull=False),
                name="review_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind="review") | Q(result__isnull=False), name="review_of_a_result"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | (~Q(answer="") & ~Q(outcome="")),
                name="complaint_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["province", "state", "answer_by"], name="complaint_clock"),
            models.Index(fields=["created_at"], name="complaint_flood"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes an answer."""
        return self.state in OPEN

    @property
    def due(self) -> date:
        """Return the next day that is owed: the acknowledgement's, then the answer's."""
        return self.acknowledge_by if self.state == State.RECEIVED else self.answer_by


class Complainant(Record):
    """Người gửi: how to reach who complained, if they said; a table of its own, erasable."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="complainant")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = LineField("Họ tên", max_length=120, blank=True)
    phone = models.CharField("Điện thoại", max_length=20, blank=True)
    email = models.EmailField("Thư điện tử", blank=True)
    # What makes the digest in history theirs; erased with the rest, it explains nothing.
    salt = models.CharField("Muối", max_length=32, default=new_salt, editable=False)
    erased_at = models.DateTimeField("Xoá lúc", null=True, blank=True)

    def __str__(self) -> str:
        return "Đã xoá" if self.erased_at else self.name or "Không nêu tên"


class Attachment(Record):
    """Tệp đính kèm: a photo without the camera's data, or a PDF, that came with a complaint."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="attachments")
    name = LineField("Tên tệp", max_length=200)
    mime = models.CharField("Kiểu", max_length=100)
    size = models.PositiveIntegerField("Cỡ (byte)")
    sha256 = models.CharField("Dấu SHA-256", max_length=64)
    key = models.CharField("Nơi cất", max_length=100)

    def __str__(self) -> str:
        return self.name
