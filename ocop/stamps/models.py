"""Material, lots, orders, batches and ranges: never a row for a stamp that nobody scanned."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.registry.models import Producer, Product
from ocop.stamps.balance import harvest_kg
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.ranges import Kind, Range
from ocop.stamps.serials import MOST_STAMPS, province_of


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


class OrderQuerySet(models.QuerySet["Order"]):
    def standing(self) -> Self:
        """Asked for or approved: what counts against the units of a lot."""
        return self.filter(state__in=(OrderState.ASKED, OrderState.APPROVED))


class Order(Record):
    """Đơn đặt tem: so many stamps for a lot, which the province approves or refuses."""

    code = models.CharField("Mã đơn", max_length=20, unique=True)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="orders")
    count = models.PositiveIntegerField("Số tem")
    with_pin = models.BooleanField("Có mã cào", default=False)
    note = LineField("Ghi chú", max_length=200, blank=True)
    state = models.CharField(
        "Trạng thái", max_length=10, choices=OrderState.choices, default=OrderState.ASKED
    )
    # Why it was refused, or approved although the balance did not hold.
    reason = TextField("Lý do", blank=True)
    over_balance = models.BooleanField("Vượt cân đối", default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField("Ngày quyết định", null=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="order_count", condition=Q(count__gt=0, count__lt=MOST_STAMPS)
            ),
            models.CheckConstraint(
                name="order_over_balance", condition=Q(over_balance=False) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Batch(Record):
    """Lô tem: a run of counters under one key for one lot; the only row of all its stamps."""

    order = models.OneToOneField(Order, models.PROTECT, related_name="batch")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    key = models.PositiveIntegerField("Khoá")
    number = models.PositiveIntegerField("Số lô tem")
    # What the link names, as it stood when the stamps were made: (01) and a GTIN, or our code.
    about = models.CharField("Mã trên tem", max_length=40)
    first = models.PositiveIntegerField("Số đầu")
    last = models.PositiveIntegerField("Số cuối")
    with_pin = models.BooleanField("Có mã cào", default=False)
    state = models.CharField(
        "Trạng thái", max_length=10, choices=BatchState.choices, default=BatchState.ALLOTTED
    )
    handed_on = models.DateField("Giao ngày", null=True)
    receiver = LineField("Người nhận", max_length=120, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="batch_number"),
            models.UniqueConstraint(fields=["product", "key", "first"], name="batch_first"),
            models.UniqueConstraint(fields=["product", "key", "last"], name="batch_last"),
            models.CheckConstraint(
                name="batch_counters", condition=Q(first__lte=F("last"), last__lt=MOST_STAMPS)
            ),
        ]
        indexes = [models.Index(fields=["product"], name="batch_product")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return the batch's name for people: province, generation of the key, number."""
        return f"LT-{province_of(self.key)}{self.key % 256:02d}-{self.number:05d}"

    @property
    def count(self) -> int:
        """Return how many stamps it has."""
        return self.last - self.first + 1


class Span(Record):
    """Dải tem: counters of a batch that one act made active or void."""

    class Kind(models.TextChoices):
        ACTIVE = Kind.ACTIVE.value, "Kích hoạt"
        VOID = Kind.VOID.value, "Huỷ"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="spans")
    kind = models.CharField("Việc", max_length=8, choices=Kind.choices)
    first = models.PositiveIntegerField("Từ số")
    last = models.PositiveIntegerField("Đến số")
    reason = LineField("Lý do", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="span_order", condition=Q(first__lte=F("last"))),
            models.UniqueConstraint(fields=["batch", "kind", "first"], name="span_first"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first}–{self.last}"

    @property
    def range(self) -> Range:
        """Return it as the rules of ranges know it."""
        return Range(self.first, self.last, Kind(self.kind))


class PinUse(Record):
    """Lần cào: the first right PIN of a stamp, and how often a wrong one was typed before."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    counter = models.PositiveIntegerField("Số tem")
    first_used_at = models.DateTimeField("Dùng lần đầu", null=True)
    wrong = models.PositiveSmallIntegerField("Số lần nhập sai", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "counter"], name="pin_use_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.counter}"
