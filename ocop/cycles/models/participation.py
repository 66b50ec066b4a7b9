"""Which products take part in the programme, by which decision, and until when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.places.models import Province
from ocop.registry.models import Product


class Admission(Record):
    """Quyết định chấp thuận tham gia: number and day; it covers one product or hundreds."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    number = LineField("Số quyết định", max_length=60)
    signed_on = models.DateField("Ngày ký")
    signer = LineField("Người ký", max_length=120, blank=True)
    signer_post = LineField("Chức vụ người ký", max_length=120, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "number", "signed_on"], name="admission_number"
            )
        ]

    def __str__(self) -> str:
        return self.number


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def on(self, day: date) -> Self:
        """Begun by ``day`` and not ended by then, of products that are made and not doubles."""
        begun = self.filter(Q(ended_on=None) | Q(ended_on__gt=day), began_on__lte=day)
        made = Q(product__retired_on=None) | Q(product__retired_on__gt=day)
        return begun.filter(made, product__merged_into=None)


class Participation(Record):
    """Tham gia chương trình: a product takes part from the day of the decision.

    It is another population than the ranked: a product may take part without a star, and one
    ranked long ago may bear its star without any such decision on record.
    """

    class Why(models.TextChoices):
        REMOVED = "removed", "Đưa ra khỏi chương trình"
        STOPPED = "stopped", "Ngừng sản xuất"
        QUALITY = "quality", "Không bảo đảm chất lượng"
        LEFT = "left", "Chủ thể xin thôi"

    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    admission = models.ForeignKey(Admission, models.PROTECT, related_name="participations")
    began_on = models.DateField("Từ ngày")
    # The first day on which it takes part no more.
    ended_on = models.DateField("Thôi từ ngày", null=True, blank=True)
    why = models.CharField("Lý do thôi", max_length=8, choices=Why.choices, blank=True)
    note = TextField("Ghi chú", blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(ended_on=None), name="participation_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="participation_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, why="") | (Q(ended_on__isnull=False) & ~Q(why="")),
                name="participation_why",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "began_on", "ended_on"], name="participation_days")
        ]

    def __str__(self) -> str:
        return f"{self.product} tham gia từ {self.began_on:%d/%m/%Y}"
