"""Cycles with their rounds, the days of their steps, and their targets."""

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.cycles.calendar import STEPS, Span
from ocop.places.models import Commune, Province


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
    # The by-law's article and the plan that an extra round rests on.
    basis = LineField("Căn cứ", max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="round_once"),
            models.CheckConstraint(
                condition=Q(finish_by__gt=F("proposals_until")), name="round_order"
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt {self.number} năm {self.cycle.year}"


class Phase(Record):
    """Bước của chu trình: a stretch of the year in which one of the six steps runs.

    A cycle without any runs by ``calendar.spans_of``.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="phases")
    step = models.PositiveSmallIntegerField("Bước", choices=STEPS)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")
    is_peak = models.BooleanField("Cao điểm", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="phase_order"),
            models.CheckConstraint(condition=Q(step__range=(1, 6)), name="phase_step"),
        ]

    def __str__(self) -> str:
        return f"Bước {self.step}: {self.get_step_display()}"

    @property
    def span(self) -> Span:
        """Return the stretch as the calendar writes it."""
        return Span(self.step, self.starts_on, self.ends_on, self.is_peak)


class Target(Record):
    """Chỉ tiêu: how many of one kind a province, or one of its communes, sets for a year."""

    class Kind(models.TextChoices):
        PARTICIPATE = "participate", "Chấp thuận tham gia"
        RANK = "rank", "Được xếp hạng"
        UPGRADE = "upgrade", "Nâng hạng"
        FIVE = "five", "Tiềm năng 5 sao"

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="targets")
    # Empty for the province as a whole.
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("Loại", max_length=12, choices=Kind.choices)
    number = models.PositiveIntegerField("Chỉ tiêu")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "commune", "kind"],
                condition=Q(commune__isnull=False),
                name="target_once",
            ),
            models.UniqueConstraint(
                fields=["cycle", "kind"], condition=Q(commune=None), name="target_province_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.number}"
