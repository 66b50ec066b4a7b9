"""Decisions, certificates and revocations."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.certificates.clocks import revoke_by
from ocop.certificates.flow import OPEN, RUNNING, CaseState
from ocop.certificates.term import RENEWAL_OPENS, Standing
from ocop.places.models import Province
from ocop.registry.models import Product


class Level(models.TextChoices):
    """Who recognised: districts did until 1 July 2025."""

    DISTRICT = "district", "cấp huyện"
    PROVINCE = "province", "cấp tỉnh"
    NATIONAL = "national", "cấp quốc gia"


class Decision(Record):
    """Quyết định: number, day, signer; it approves results, recognises stars, or revokes."""

    class Kind(models.TextChoices):
        APPROVAL = "approval", "Phê duyệt kết quả đánh giá"
        RECOGNITION = "recognition", "Công nhận kết quả, phân hạng"
        REVOCATION = "revocation", "Thu hồi giấy chứng nhận"

    number = LineField("Số quyết định", max_length=60)
    kind = models.CharField("Loại", max_length=12, choices=Kind.choices)
    level = models.CharField("Cấp", max_length=10, choices=Level.choices)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    signed_on = models.DateField("Ngày ký")
    signer = LineField("Người ký", max_length=120, blank=True)
    signer_post = LineField("Chức vụ người ký", max_length=120, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "level", "number", "signed_on"],
                name="decision_number",
            )
        ]

    def __str__(self) -> str:
        return self.number


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def in_force_on(self, day: date) -> Self:
        """Issued by ``day``, not lapsed, and not revoked with effect from it or before."""
        current = self.filter(issued_on__lte=day, lapses_on__gt=day)
        return current.exclude(revocation__effective_on__lte=day)

    def standing(self, standing: Standing, day: date) -> Self:
        """Those of one standing on ``day``, by the same dates as ``term.Term.standing_on``."""
        revoked = Q(revocation__effective_on__lte=day)
        soon = day + timedelta(days=RENEWAL_OPENS)
        live = self.exclude(revoked).filter(issued_on__lte=day, lapses_on__gt=day)
        return {
            Standing.REVOKED: self.filter(revoked),
            Standing.PENDING: self.exclude(revoked).filter(issued_on__gt=day),
            Standing.IN_FORCE: live.filter(lapses_on__gt=soon),
            Standing.LAPSING: live.filter(lapses_on__lte=soon),
            # Grace hangs on the renewal under way: ``dossiers.grace`` finds it among the lapsed.
            Standing.GRACE: self.none(),
            Standing.LAPSED: self.exclude(revoked).filter(lapses_on__lte=day),
        }[standing]

    def lapsing_between(self, start: date, end: date) -> Self:
        """Lapsing from ``start`` to ``end``, both included, and not revoked."""
        return self.filter(lapses_on__range=(start, end), revocation=None)


class Certificate(Record):
    """Giấy chứng nhận sản phẩm OCOP, good for 36 months.

    ``lapses_on`` is the first day on which it is no longer in force.
    """

    number = LineField("Số giấy chứng nhận", max_length=60)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="certificates")
    stars = models.PositiveSmallIntegerField("Hạng sao")
    level = models.CharField("Cấp", max_length=10, choices=Level.choices)
    issued_on = models.DateField("Ngày cấp")
    lapses_on = models.DateField("Hết hiệu lực từ ngày")
    # What stood on the paper when it was issued; the product may be renamed later.
    product_name = LineField("Tên sản phẩm trên giấy", max_length=200)
    holder_name = LineField("Chủ thể trên giấy", max_length=200)
    holder_address = LineField("Địa chỉ trên giấy", max_length=250, blank=True)
    is_legacy = models.BooleanField("Cấp theo quy định cũ", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    source = TextField("Nguồn dữ liệu", blank=True)
    folded_number = models.CharField(max_length=60, editable=False, db_index=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(3, 5)), name="certificate_stars"),
            models.CheckConstraint(
                condition=Q(lapses_on__gt=F("issued_on")), name="certificate_term"
            ),
            models.UniqueConstraint(fields=["province", "number"], name="certificate_number"),
        ]
        indexes = [
            # Whole, so that who bears a star today is told by the index alone.
            models.Index(fields=["product", "lapses_on", "issued_on"], name="certificate_dates"),
        ]

    def __str__(self) -> str:
        return self.number


class Revocation(Record):
    """Thu hồi: an act with one of six grounds (QĐ 26/2026/QĐ-TTg, Điều 8.1); not a lapse."""

    class Ground(models.TextChoices):
        UNTRUE = "a", "Hồ sơ không trung thực, giả mạo"
        CRITERIA = "b", "Không còn đáp ứng tiêu chí theo kết quả kiểm tra"
        LAW = (
            "c",
            "Vi phạm pháp luật về chất lượng, an toàn, môi trường, sở hữu trí tuệ, nhãn",
        )
        MARK = "d", "Sử dụng sai nhãn hiệu, biểu trưng OCOP"
        STOPPED = "đ", "Ngừng sản xuất, kinh doanh sản phẩm"
        CONCLUSION = "e", "Theo kết luận khác của cơ quan có thẩm quyền"

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="revocation")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="revocations")
    ground = models.CharField("Căn cứ", max_length=2, choices=Ground.choices)
    reason = TextField("Lý do")
    concluded_on = models.DateField("Ngày kết luận")
    effective_on = models.DateField("Hiệu lực từ ngày")

    def __str__(self) -> str:
        return f"Thu hồi {self.certificate}"


class CaseQuerySet(models.QuerySet["RevocationCase"]):
    def running(self) -> Self:
        """Concluded and not decided: the fifteen days run."""
        return self.filter(state__in=RUNNING)

    def overdue_on(self, day: date) -> Self:
        """Concluded, not decided, and the fifteen days were over before ``day``."""
        return self.running().filter(decide_by__lt=day)


class RevocationCase(Record):
    """Vụ việc thu hồi: from what was seen, over check and conclusion, to a decision or none.

    ``decide_by`` is the last day for the decision, set by the conclusion (``clocks.revoke_by``).
    """

    class Source(models.TextChoices):
        INSPECTION = "inspection", "Kiểm tra, giám sát"
        LABEL = "label", "Kiểm tra nhãn, bao bì"
        COMPLAINT = "complaint", "Phản ánh, khiếu nại"
        COMMUNE = "commune", "Xã xác nhận ngừng sản xuất"
        BODY = "body", "Cơ quan khác chuyển đến"

    code = models.CharField("Mã vụ việc", max_length=20, unique=True)
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="cases")
    ground = models.CharField("Căn cứ", max_length=2, choices=Revocation.Ground.choices)
    source = models.CharField("Nguồn phát hiện", max_length=12, choices=Source.choices)
    seen = TextField("Dấu hiệu ban đầu")
    state = models.CharField(
        "Trạng thái", max_length=10, choices=CaseState.choices, default=CaseState.CHECKING
    )
    conclusion = TextField("Kết luận", blank=True)
    conclusion_no = LineField("Số văn bản kết luận", max_length=60, blank=True)
    conclusion_body = LineField("Cơ quan kết luận", max_length=200, blank=True)
    concluded_on = models.DateField("Ngày kết luận", null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decide_by = models.DateField("Hạn quyết định", null=True, blank=True)
    submission_no = LineField("Số tờ trình", max_length=60, blank=True)
    submitted_on = models.DateField("Ngày trình", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField("Ngày kết thúc", null=True, blank=True)
    # Why the certificate stays, where the case ends so.
    kept_because = TextField("Lý do không thu hồi", blank=True)
    revocation = models.OneToOneField(
        Revocation, models.PROTECT, null=True, blank=True, related_name="case"
    )
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state__in=OPEN), name="case_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Tell whether the case waits for somebody."""
        return self.state in OPEN

    @property
    def days_late(self) -> int:
        """Return by how many days the decision came after the fifteen days; 0 in time."""
        if self.concluded_on is None or self.ended_on is None or self.revocation_id is None:
            return 0
        return max(0, (self.ended_on - revoke_by(self.concluded_on)).days)


class LapseAlert(Record):
    """Lượt báo hết hạn: a person told of one lapse, at a threshold once or by hand once a day.

    A producer's people get a notice for each. An officer's are listed in one notice of the run:
    ``listed_at`` is empty until they are.
    """

    class Audience(models.TextChoices):
        PRODUCER = "producer", "Chủ thể"
        COMMUNE = "commune", "Xã"
        PROVINCE = "province", "Tỉnh"

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    audience = models.CharField("Là", max_length=10, choices=Audience.choices)
    threshold = models.SmallIntegerField("Mốc (ngày)")
    told_on = models.DateField("Ngày báo")
    by_hand = models.BooleanField("Nhắc tay", default=False)
    listed_at = models.DateTimeField("Gửi lúc", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "user", "threshold"],
                condition=Q(by_hand=False),
                name="alert_once",
            ),
            models.UniqueConstraint(
                fields=["certificate", "user", "told_on"],
                condition=Q(by_hand=True),
                name="reminder_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(listed_at=None), name="alert_unlisted"),
            models.Index(fields=["user", "told_on"], name="alert_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}, mốc {self.threshold} ngày"
