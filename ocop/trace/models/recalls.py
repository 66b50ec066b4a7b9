"""Recalls: what is called back, where it went, and what was found of it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.trace.flow import RecallState
from ocop.trace.models.diary import DiaryEntry
from ocop.trace.models.lots import Harvest, Lot


class RecallQuerySet(models.QuerySet["Recall"]):
    def real(self) -> Self:
        """No drills, and none that was lifted."""
        return self.filter(is_drill=False).exclude(state=RecallState.LIFTED)


class Recall(Record):
    """Thu hồi lô: a lot or a harvest, with everything that was made of it."""

    code = models.CharField("Mã", max_length=20, unique=True)
    is_drill = models.BooleanField("Diễn tập", default=False)
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, related_name="+")
    harvest = models.ForeignKey(Harvest, models.PROTECT, null=True, related_name="+")
    reason = TextField("Lý do")
    decision = LineField("Số quyết định", max_length=80, blank=True)
    advice = TextField("Người mua cần làm gì", blank=True)
    effective_on = models.DateField("Từ ngày")
    state = models.CharField(
        "Trạng thái", max_length=8, choices=RecallState.choices, default=RecallState.OPEN
    )
    conclusion = TextField("Kết luận", blank=True)
    closed_on = models.DateField("Kết thúc ngày", null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = RecallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recall_of_one",
                condition=Q(lot=None, harvest__isnull=False) | Q(lot__isnull=False, harvest=None),
            ),
            models.CheckConstraint(
                name="recall_decided", condition=Q(is_drill=True) | ~Q(decision="")
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state_words(self) -> str:
        """Return its state as people read it: a drill is never called a recall."""
        if self.is_drill and self.state == RecallState.OPEN:
            return "Đang diễn tập"
        return str(self.get_state_display())

    def holds_on(self, day: date) -> bool:
        """Tell whether goods of it are called back on ``day``; closing does not bring them back."""
        lifted = self.state == RecallState.LIFTED
        return not self.is_drill and not lifted and self.effective_on <= day


class RecalledLot(Record):
    """Lô bị thu hồi: one lot of a recall, and how many of its units were found."""

    recall = models.ForeignKey(Recall, models.PROTECT, related_name="lots")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+")
    step = models.PositiveIntegerField("Cách lô gốc")
    units = models.PositiveIntegerField("Số đơn vị")
    # What the producer still had, and what became of it.
    found = models.PositiveIntegerField("Tìm thấy tại kho", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recall", "lot"], name="recalled_once"),
            models.CheckConstraint(
                name="recalled_found", condition=Q(found=None) | Q(found__lte=F("units"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recall}: {self.lot}"

    @property
    def words(self) -> str:
        """Return the lot, its size and what was found of it."""
        found = "chưa ghi số tìm thấy" if self.found is None else f"tìm thấy {self.found}"
        return f"Lô {self.lot.code}, {self.units} đơn vị, {found}"


class RecallStop(Record):
    """Nơi phải gọi hàng về: a buyer or outlet to which goods of a recalled lot went."""

    recall = models.ForeignKey(Recall, models.PROTECT, related_name="stops")
    entry = models.ForeignKey(DiaryEntry, models.PROTECT, related_name="+")
    units = models.PositiveIntegerField("Số đơn vị đã nhận")
    found = models.PositiveIntegerField("Gọi về được", null=True)
    note = LineField("Ghi chú", max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recall", "entry"], name="recall_stop_once"),
            models.CheckConstraint(
                name="recall_stop_found", condition=Q(found=None) | Q(found__lte=F("units"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recall}: {self.entry.partner}"
