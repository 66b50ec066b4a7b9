"""Cycles and their rounds."""

from django.db import models
from django.db.models import F, Q

from ocop.base.models import Record
from ocop.places.models import Province


class Cycle(Record):
    """Chu trình: one year of the programme in one province."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("Năm")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "year"], name="cycle_once"),
        ]

    def __str__(self) -> str:
        return f"Chu trình OCOP {self.year}"


class Round(Record):
    """Đợt đánh giá: at least two a year (QĐ 26/2026/QĐ-TTg, Điều 5)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField("Đợt")
    # The commune's proposal reaches the province before this day, which is taken no more.
    proposals_until = models.DateField("Nhận đề nghị trước ngày")
    finish_by = models.DateField("Hoàn thành trước ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="round_once"),
            models.CheckConstraint(
                condition=Q(finish_by__gt=F("proposals_until")), name="round_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt {self.number} năm {self.cycle.year}"
