"""Orders, batches and ranges: never a row for a stamp that nobody scanned."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.registry.models import Product
from ocop.stamps.flow import BatchState, OrderState
from ocop.stamps.ranges import Kind, Range
from ocop.stamps.serials import MOST_STAMPS, province_of
from ocop.trace.models import Lot


class OrderQuerySet(models.QuerySet["Order"]):
    def standing(self) -> Self:
        """Asked for or approved: what counts against the units of a lot."""
        return self.filter(state__in=(OrderState.ASKED, OrderState.APPROVED))


class Order(Record):
    """Đơn đặt tem: so many stamps for a lot, which the province approves or refuses."""

    code = models.CharField("Mã đơn", max_length=20, unique=True)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
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
        indexes = [
            models.Index(fields=["product"], name="batch_product"),
            models.Index(fields=["about"], name="batch_about"),
        ]

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
    """Dải tem: counters of a batch that one act handed over, made active or void."""

    class Kind(models.TextChoices):
        HANDED = Kind.HANDED.value, "Giao"
        ACTIVE = Kind.ACTIVE.value, "Kích hoạt"
        VOID = Kind.VOID.value, "Huỷ"

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="spans")
    kind = models.CharField("Việc", max_length=8, choices=Kind.choices)
    first = models.PositiveIntegerField("Từ số")
    last = models.PositiveIntegerField("Đến số")
    reason = LineField("Lý do", max_length=200, blank=True)
    receiver = LineField("Người nhận", max_length=120, blank=True)

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
