"""What a third party confirmed, for how much, and until when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.registry.models.producers import Producer
from ocop.registry.models.products import Product


class AttestationQuerySet(models.QuerySet["Attestation"]):
    def valid_on(self, day: date) -> Self:
        """Issued by ``day`` and not expired; an unknown date does not exclude."""
        issued = self.filter(Q(issued_on=None) | Q(issued_on__lte=day))
        return issued.filter(Q(expires_on=None) | Q(expires_on__gte=day))


class Attestation(Record):
    """Chứng nhận của bên thứ ba, công bố, kiểm nghiệm: a paper with scope, area and validity."""

    class Kind(models.TextChoices):
        VIETGAP = "vietgap", "VietGAP"
        ORGANIC = "organic", "Hữu cơ"
        GLOBALGAP = "globalgap", "GlobalG.A.P."
        HACCP = "haccp", "HACCP"
        ISO22000 = "iso22000", "ISO 22000"
        ISO9001 = "iso9001", "ISO 9001"
        GMP = "gmp", "GMP"
        FOOD_SAFETY = "attp", "Cơ sở đủ điều kiện an toàn thực phẩm"
        DECLARATION = "congbo", "Công bố chất lượng sản phẩm"
        TEST = "kiemnghiem", "Kết quả kiểm nghiệm"
        MARK = "nhanhieu", "Nhãn hiệu, chỉ dẫn địa lý"
        OTHER = "khac", "Giấy tờ khác"

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="attestations")
    # Empty when the paper covers the producer as a whole.
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="attestations"
    )
    kind = models.CharField("Loại", max_length=12, choices=Kind.choices)
    issuer = LineField("Nơi cấp", max_length=200, blank=True)
    number = LineField("Số", max_length=80, blank=True)
    scope = LineField("Phạm vi", max_length=250, blank=True)
    area_ha = models.DecimalField(
        "Diện tích (ha)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    issued_on = models.DateField("Ngày cấp", null=True, blank=True)
    expires_on = models.DateField("Hết hạn", null=True, blank=True)
    source = LineField("Nguồn", max_length=400, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attestation_dates",
                condition=Q(issued_on=None)
                | Q(expires_on=None)
                | Q(expires_on__gte=models.F("issued_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
