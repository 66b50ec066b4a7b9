"""Scans as they were answered, what was counted of them, and what people are asked to look into."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.places.models import Province
from ocop.registry.models import Product
from ocop.scans.copies import Signal
from ocop.scans.flow import AlarmState, ReportState
from ocop.scans.verdict import LABELS
from ocop.stamps.models import Batch

HEADLINES = [(int(headline), words) for headline, words in LABELS.items()]


class Scan(models.Model):
    """Lượt quét: that a page was answered, what it said, and from how far away at most.

    Written in bulk from spools, never one by one; what it names is checked there and not by the
    database, row by row.
    """

    pk = models.CompositePrimaryKey("province", "at", "id")
    id = models.BigIntegerField("Số")
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField("Lúc")
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    # Nothing where the address named a product or lot, or a number that is none of ours.
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    counter = models.PositiveIntegerField("Số tem", null=True)
    headline = models.PositiveSmallIntegerField("Trang trả lời", choices=HEADLINES)
    # Stands for a device for one day: by a salt that is thrown away afterwards (docs/adr/0035).
    device = models.CharField("Thiết bị", max_length=16)
    # The province that the network belongs to, where the office has told us; else empty.
    place = models.CharField("Nơi quét", max_length=2, blank=True)
    # What this scan raised for the first time of its stamp.
    signals = models.PositiveSmallIntegerField("Dấu hiệu", default=0)

    class Meta:
        indexes = [models.Index(fields=["batch", "counter", "at"], name="scan_stamp")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.get_headline_display()}"


class Tally(models.Model):
    """Số lượt theo ngày: what stays of scans when their rows are forgotten."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    day = models.DateField("Ngày")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    headline = models.PositiveSmallIntegerField("Trang trả lời", choices=HEADLINES)
    scans = models.PositiveIntegerField("Lượt quét")
    stamps = models.PositiveIntegerField("Số tem được quét")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "day", "product", "headline"], name="tally_once"
            )
        ]
        indexes = [models.Index(fields=["product", "day"], name="tally_product")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.scans}"


class ScanDay(models.Model):
    """Lượt quét của một ngày: how many scans of a province a day saw, with its last batch."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField("Ngày", db_index=True)
    number = models.PositiveBigIntegerField("Lượt quét")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "day"], name="scan_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.number}"


class DayToCount(models.Model):
    """Ngày chờ đếm: a day of which scans came in since it was counted."""

    day = models.DateField("Ngày", unique=True)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class Spooled(models.Model):
    """Phần đã chép: how far a spool was copied, written together with what was copied."""

    name = models.CharField("Tệp", max_length=80, unique=True)
    done = models.PositiveBigIntegerField("Số byte đã chép", default=0)

    def __str__(self) -> str:
        return self.name


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def waiting(self) -> Self:
        """Not concluded yet."""
        return self.exclude(state=AlarmState.CLOSED)


class Alarm(Record):
    """Cảnh báo tem: what speaks for a copy of one stamp, until an officer has found what it is."""

    class Finding(models.TextChoices):
        COPIED = "copied", "Tem bị sao chép"
        EXPLAINED = "explained", "Có lý do, tem thật"
        UNCLEAR = "unclear", "Chưa đủ căn cứ"

    code = models.CharField("Mã", max_length=20, unique=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    counter = models.PositiveIntegerField("Số tem")
    signals = models.PositiveSmallIntegerField("Dấu hiệu")
    state = models.CharField(
        "Trạng thái", max_length=8, choices=AlarmState.choices, default=AlarmState.OPEN
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    finding = models.CharField("Kết luận", max_length=10, choices=Finding.choices, blank=True)
    words = TextField("Kết quả xem xét", blank=True)
    closed_on = models.DateField("Kết luận ngày", null=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "counter"],
                condition=~Q(state=AlarmState.CLOSED),
                name="alarm_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=AlarmState.CLOSED) | (~Q(finding="") & ~Q(words="")),
                name="alarm_finding",
            ),
        ]
        indexes = [models.Index(fields=["product", "state"], name="alarm_queue")]

    def __str__(self) -> str:
        return self.code

    @property
    def reasons(self) -> list[str]:
        """Return in words what speaks for a copy."""
        return Signal(self.signals).words

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to look into it."""
        return self.state != AlarmState.CLOSED


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> Self:
        """Not concluded yet."""
        return self.exclude(state=ReportState.CLOSED)


class Report(Record):
    """Phản ánh từ trang quét: what somebody noticed on goods in their hand, under a ticket."""

    class Kind(models.TextChoices):
        OTHER_GOODS = "goods", "Hàng không giống mô tả"
        LABEL = "label", "Nhãn, tem có vẻ bị sửa, bóc, dán lại"
        QUALITY = "quality", "Chất lượng, hạn dùng"
        OTHER = "other", "Việc khác"

    class Finding(models.TextChoices):
        RIGHT = "right", "Đúng"
        NOT_RIGHT = "not_right", "Không đúng"
        UNCLEAR = "unclear", "Chưa đủ căn cứ"

    code = models.CharField("Mã phiếu", max_length=20, unique=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    # What the address said after the product; empty where it named the product alone.
    serial = models.CharField("Số trên tem", max_length=40, blank=True)
    kind = models.CharField("Việc", max_length=10, choices=Kind.choices)
    text = TextField("Nội dung")
    contact = LineField("Cách liên hệ", max_length=120, blank=True)
    # By which floods are seen; it changes each day, and names nobody.
    origin_digest = models.CharField(max_length=16, blank=True, editable=False)
    photo_key = models.CharField("Ảnh", max_length=64, blank=True)
    state = models.CharField(
        "Trạng thái", max_length=8, choices=ReportState.choices, default=ReportState.RECEIVED
    )
    finding = models.CharField("Kết luận", max_length=10, choices=Finding.choices, blank=True)
    words = TextField("Kết quả xem xét", blank=True)
    closed_on = models.DateField("Kết luận ngày", null=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ReportState.CLOSED) | (~Q(finding="") & ~Q(words="")),
                name="report_finding",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "state"], name="report_queue"),
            models.Index(fields=["created_at"], name="report_flood"),
        ]

    def __str__(self) -> str:
        return self.code
