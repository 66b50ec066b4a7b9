"""Material and lots: what was made of what, when and how much."""

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.registry.models import Producer, Product
from ocop.trace.balance import harvest_kg
from ocop.trace.models.sites import Site


class Source(Record):
    """Nguồn nguyên liệu: a growing area with its yield, or a purchase; what lots are made of."""

    class Kind(models.TextChoices):
        AREA = "area", "Vùng trồng, vùng nuôi"
        BOUGHT = "bought", "Mua vào"

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    kind = models.CharField("Loại", max_length=8, choices=Kind.choices)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
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
    # Declared wrong: it was never made, and no stamps are ordered for it.
    is_void = models.BooleanField("Đã báo sai", default=False)
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


class Harvest(Record):
    """Mẻ nguyên liệu: what was brought in from one place on one day, by weight."""

    code = models.CharField("Mã mẻ", max_length=20, unique=True)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    # The season whose yield it counts against, where one was written down.
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    goods = LineField("Nguyên liệu", max_length=120)
    brought_on = models.DateField("Ngày thu")
    kg = models.PositiveIntegerField("Khối lượng (kg)")
    # Declared wrong: it stays in the history and counts for nothing.
    is_void = models.BooleanField("Đã báo sai", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="harvest_kg", condition=Q(kg__gt=0))]
        indexes = [models.Index(fields=["producer", "brought_on"], name="harvest_of_producer")]

    def __str__(self) -> str:
        return f"{self.goods}, {self.code}"


class Input(Record):
    """Đầu vào: so much of a harvest, or of another lot, that went into a lot; the chain's edge."""

    # The indexes below begin with them.
    into = models.ForeignKey(Lot, models.PROTECT, related_name="inputs", db_index=False)
    harvest = models.ForeignKey(Harvest, models.PROTECT, null=True, blank=True, related_name="uses")
    lot = models.ForeignKey(
        Lot, models.PROTECT, null=True, blank=True, related_name="uses", db_index=False
    )
    kg = models.PositiveIntegerField("Khối lượng (kg)")
    # Units taken of the lot that went in; of a harvest only the weight counts.
    units = models.PositiveIntegerField("Số đơn vị", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="input_amount", condition=Q(kg__gt=0)),
            models.CheckConstraint(
                name="input_of_one",
                condition=Q(harvest=None, lot__isnull=False, units__gt=0)
                | Q(harvest__isnull=False, lot=None, units=None),
            ),
            models.CheckConstraint(name="input_not_itself", condition=~Q(lot=F("into"))),
        ]
        # The two directions of the chain, each answered from the index alone.
        indexes = [
            models.Index(fields=["lot", "into"], name="input_downstream"),
            models.Index(fields=["into", "lot"], name="input_upstream"),
        ]

    def __str__(self) -> str:
        return f"{self.harvest or self.lot} → {self.into}"
