"""Dossiers, their evidence, and what commune and advisory team write about them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.cycles.models import Round
from ocop.dossiers.flow import State
from ocop.kernel.act import VIETNAM
from ocop.registry.models import PaperFile, Product
from ocop.rulesets.models import Rubric


class Kind(models.TextChoices):
    """Why the dossier is laid (QĐ 26/2026/QĐ-TTg, Điều 6)."""

    FIRST = "first", "Đánh giá lần đầu"
    UPGRADE = "upgrade", "Đánh giá nâng hạng"
    RENEWAL = "renewal", "Đánh giá lại"


class Dossier(Record):
    """Hồ sơ đề nghị đánh giá, phân hạng: one product before the council once."""

    code = models.CharField("Mã hồ sơ", max_length=20, unique=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    kind = models.CharField("Loại hồ sơ", max_length=8, choices=Kind.choices)
    state = models.CharField("Trạng thái", max_length=10, choices=State.choices, db_index=True)
    # The sheet by which it is scored; frozen at filing, whatever the law becomes later.
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="+")
    # Set 26 prints two ladders for some criteria: TH1 or TH2; empty elsewhere.
    case = models.CharField("Trường hợp", max_length=4, blank=True)
    # Mẫu 01 and Mẫu 02 as typed: {"registration": {...}, "self_assessment": {...}}.
    forms = models.JSONField("Biểu mẫu", default=dict)
    # Self-score: {criterion code: position of the option}, positions from 1; and what is claimed.
    choices = models.JSONField("Tự chấm", default=dict)
    claims = models.JSONField("Mô tả minh chứng", default=dict)
    # The filed dossier of the same product from which this one was pre-filled.
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField("Nộp lúc", null=True)
    received_at = models.DateTimeField("Xã nhận lúc", null=True)
    slip_no = LineField("Số phiếu", max_length=60, blank=True)
    # Its result was approved and sent to the ministry, which may read it from then on.
    forwarded = models.BooleanField("Trình trung ương", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    # Raised with every draft saved, so that two screens do not overwrite each other unseen.
    version = models.PositiveIntegerField("Phiên bản", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=~Q(state__in=[State.DECIDED, State.WITHDRAWN]),
                name="dossier_one_open",
            ),
            models.UniqueConstraint(
                fields=["slip_no"], condition=~Q(slip_no=""), name="dossier_slip_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.WITHDRAWN])
                | Q(submitted_at__isnull=False),
                name="dossier_filed",
            ),
            models.CheckConstraint(
                condition=Q(forwarded=False) | Q(state=State.DECIDED), name="dossier_forwarded"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def filed_on(self) -> date | None:
        """Return the day of the last filing, from which the commune's days are counted."""
        return self.submitted_at and self.submitted_at.astimezone(VIETNAM).date()


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def current(self) -> "EvidenceQuerySet":
        """The newest version of each file that was not taken out."""
        return self.filter(replaced_by=None, removed_at=None)


class Evidence(Record):
    """Minh chứng: one version of one file, kept by its digest."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="evidence")
    # A criterion's code, or a part of the dossier such as "registration".
    part = models.CharField("Tiêu chí", max_length=20)
    name = LineField("Tên tệp", max_length=200)
    mime = models.CharField("Kiểu", max_length=100)
    size = models.PositiveIntegerField("Cỡ (byte)")
    sha256 = models.CharField("Dấu SHA-256", max_length=64)
    key = models.CharField("Nơi cất", max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Where it was taken from, when nobody sent it: the version in the vault, or an older dossier.
    # Bytes and digest are this row's own, so that what was filed stands whatever the vault becomes.
    paper_file = models.ForeignKey(PaperFile, models.PROTECT, null=True, related_name="+")
    taken_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    removed_at = models.DateTimeField("Gỡ lúc", null=True)

    objects = EvidenceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Return(Record):
    """Trả lại để bổ sung: who asks for what, in words the producer can act on."""

    class By(models.TextChoices):
        COMMUNE = "commune", "Xã"
        PROVINCE = "province", "Tỉnh"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="returns")
    by = models.CharField("Nơi trả", max_length=8, choices=By.choices)
    reasons = TextField("Cần bổ sung")

    def __str__(self) -> str:
        return f"Trả lại {self.dossier}"


class Proposal(Record):
    """Báo cáo của xã (Mẫu số 03): four findings and a proposal; it scores nothing."""

    class Idea(models.TextChoices):
        TRADITIONAL = "traditional", "Sản phẩm truyền thống"
        NEW = "new", "Sản phẩm mới"

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="proposal")
    report_no = LineField("Số báo cáo", max_length=60)
    letter_no = LineField("Số công văn đề nghị", max_length=60)
    signed_on = models.DateField("Ngày ký")
    # The four findings of QĐ 26/2026/QĐ-TTg, Điều 7.2.
    material = TextField("Nguồn gốc, nguyên liệu địa phương")
    labour = TextField("Lao động địa phương")
    idea_kind = models.CharField("Nguồn gốc ý tưởng", max_length=12, choices=Idea.choices)
    idea = TextField("Nhận xét về ý tưởng")
    identity = TextField("Bản sắc, tri thức địa phương")
    # {requirement key: true} as the officer ticked the parts.
    parts = models.JSONField("Thành phần đã kiểm tra", default=dict)

    def __str__(self) -> str:
        return self.report_no


class Assessment(Record):
    """Báo cáo thẩm định của Tổ tư vấn: a report to the chair, without a vote or points."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="assessment")
    report_no = LineField("Số báo cáo", max_length=60)
    signed_on = models.DateField("Ngày báo cáo")
    surveyed_on = models.DateField("Ngày khảo sát thực tế", null=True, blank=True)
    content = TextField("Nội dung thẩm định")
    recommendation = TextField("Kiến nghị", blank=True)

    def __str__(self) -> str:
        return self.report_no
