"""The diary: what was done with goods, when, where and with whom."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.registry.models import Producer
from ocop.trace.models.lots import Harvest, Lot
from ocop.trace.models.sites import Site


class DiaryQuerySet(models.QuerySet["DiaryEntry"]):
    def standing(self) -> Self:
        """Not declared wrong."""
        return self.filter(wrong_at=None)


class DiaryEntry(Record):
    """Việc trong nhật ký: one thing that was done; never edited, only declared wrong."""

    class Kind(models.TextChoices):
        HARVEST = "harvest", "Thu hoạch"
        PROCESS = "process", "Chế biến"
        PACK = "pack", "Đóng gói"
        SHIP = "ship", "Gửi hàng"
        RECEIVE = "receive", "Nhận hàng"
        SELL = "sell", "Bán"

    # By these goods leave the producer's hands.
    LEAVING = (Kind.SHIP, Kind.SELL)

    # Given by the phone that wrote it, so that sending it again writes nothing.
    client_id = models.UUIDField("Mã của phiếu", unique=True)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    kind = models.CharField("Việc", max_length=8, choices=Kind.choices)
    done_at = models.DateTimeField("Lúc")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, related_name="diary")
    harvest = models.ForeignKey(Harvest, models.PROTECT, null=True, related_name="diary")
    kg = models.PositiveIntegerField("Khối lượng (kg)", null=True)
    units = models.PositiveIntegerField("Số đơn vị", null=True)
    per_case = models.PositiveIntegerField("Đơn vị mỗi thùng", null=True)
    # Who took the goods, or from whom they came.
    partner = LineField("Bên nhận, bên giao", max_length=200, blank=True)
    partner_place = LineField("Nơi nhận", max_length=250, blank=True)
    partner_producer = models.ForeignKey(Producer, models.PROTECT, null=True, related_name="+")
    # The sending that a receipt answers.
    answers = models.OneToOneField("self", models.PROTECT, null=True, related_name="answer")
    note = LineField("Ghi chú", max_length=250, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    event_id = models.CharField("Mã sự kiện", max_length=200, blank=True)
    wrong_at = models.DateTimeField("Báo sai lúc", null=True)
    wrong_because = LineField("Lý do báo sai", max_length=250, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = DiaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="diary_about_one",
                condition=Q(kind="harvest", harvest__isnull=False, lot=None)
                | (~Q(kind="harvest") & Q(harvest=None, lot__isnull=False)),
            ),
            models.CheckConstraint(
                name="diary_wrong", condition=Q(wrong_at=None) | ~Q(wrong_because="")
            ),
        ]
        indexes = [
            models.Index(fields=["producer", "-done_at"], name="diary_of_producer"),
            models.Index(fields=["lot", "kind"], name="diary_of_lot"),
            models.Index(fields=["partner_producer", "kind"], name="diary_towards"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.lot or self.harvest}"

    @property
    def amount(self) -> str:
        """Return how much it was of, in words."""
        return f"{self.kg} kg" if self.harvest_id else f"{self.units} đơn vị"

    @property
    def again_words(self) -> str:
        """Return what was done, for whoever does it again."""
        other = f", {self.partner}" if self.partner else ""
        return f"{self.amount} {self.harvest or self.lot}{other}"


class DiaryPhoto(Record):
    """Ảnh nhật ký: a picture of what was done, without the camera's data."""

    entry = models.ForeignKey(DiaryEntry, models.PROTECT, related_name="photos")
    # As of a product's photo: width → {"key": stored file, "height": pixels}.
    variants = models.JSONField("Các cỡ", default=dict)
    digest = models.CharField("Dấu", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "digest"], name="diary_photo_once")]

    def __str__(self) -> str:
        return f"Ảnh: {self.entry}"
