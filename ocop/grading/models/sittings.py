"""When a council meets, and about what."""

from django.db import models

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.cycles.models import Round
from ocop.dossiers.models import Dossier
from ocop.grading.flow import SittingState
from ocop.grading.models.councils import Council


class Sitting(Record):
    """Phiên họp của hội đồng."""

    code = models.CharField("Mã phiên", max_length=20, unique=True)
    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    title = LineField("Tên phiên", max_length=200)
    held_on = models.DateField("Ngày họp")
    place = LineField("Nơi họp", max_length=200, blank=True)
    state = models.CharField("Trạng thái", max_length=10, choices=SittingState.choices)
    opened_at = models.DateTimeField("Mở lúc", null=True)
    closed_at = models.DateTimeField("Đóng lúc", null=True)
    minutes = TextField("Biên bản", blank=True)
    minutes_no = LineField("Số biên bản", max_length=60, blank=True)

    def __str__(self) -> str:
        return self.code


class AgendaItem(Record):
    """Hồ sơ trong chương trình phiên họp."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("Thứ tự")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "dossier"], name="agenda_once"),
            models.UniqueConstraint(fields=["sitting", "position"], name="agenda_position"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.dossier}"
