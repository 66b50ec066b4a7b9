"""Material and lots: what was made of what, when and how much."""

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.registry.models import Producer, Product
from ocop.trace.balance import harvest_kg


class Source(Record):
    """Nguồn nguyên liệu: a growing area with its yield, or a purchase; what lots are made of."""

    class Kind(models.TextChoices):
        AREA = "area", "Vùng trồng, vùng nuôi"
        BOUGHT = "bought", "Mua vào"

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    kind = models.CharField("Loại", max_length=8, choices=Kind.choices)
    name = LineField("Tên nguồn", max_length=200)
    season = LineField("Mùa vụ", max_length=80, blank=True)
    area_m2 = models.PositiveIntegerField("Diện tích (m²)", null=True, blank=True)
    kg_per_ha = models.PositiveIntegerField("Năng suất (kg/ha)", null=True, blank=True)
    bought_kg = models.PositiveIntegerField("Lượng mua (kg)", null=True, blank=True)
    proof = LineField("Giấy tờ chứng minh", max_length=200, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_capacity",
                condition=Q(kind="area", area_m2__gt=0, kg_per_ha__gt=0, bought_kg=None)
                | Q(kind="bought", area_m2=None, kg_per_ha=None, bought_kg__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.season}" if self.season else self.name

    @property
    def capacity_kg(self) -> int:
        """Return how much material it gives in all."""
        if self.area_m2 is not None and self.kg_per_ha is not None:
            return harvest_kg(self.area_m2, self.kg_per_ha)
        return self.bought_kg or 0


class Lot(Record):
    """Lô hàng: units of a product made on one day from one source."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    code = models.CharField("Số lô", max_length=20)
    made_on = models.DateField("Ngày sản xuất")
    expires_on = models.DateField("Hạn sử dụng", null=True, blank=True)
    units = models.PositiveIntegerField("Số đơn vị")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    material_kg = models.PositiveIntegerField("Nguyên liệu đã dùng (kg)", default=0)
    grams_per_unit = models.PositiveIntegerField("Nguyên liệu cho một đơn vị (g)", default=1)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "code"], name="lot_code"),
            models.CheckConstraint(
                name="lot_counts", condition=Q(units__gt=0, grams_per_unit__gt=0)
            ),
            models.CheckConstraint(
                name="lot_days", condition=Q(expires_on=None) | Q(expires_on__gte=F("made_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.code
