"""Decisions, certificates and revocations."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
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
            Standing.LAPSED: self.exclude(revoked).filter(lapses_on__lte=day),
        }[standing]

    def lapsing_between(self, start: date, end: date) -> Self:
        """Lapsing from ``start`` to ``end``, both included, and not revoked."""
        return self.filter(lapses_on__range=(start, end), revocation=None)


class Certificate(Record):
    """Giấy chứng nhận sản phẩm OCOP, good for 36 months (QĐ 26/2026/QĐ-TTg, Điều 4.3).

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
        indexes = [models.Index(fields=["product", "lapses_on"], name="certificate_live")]

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
