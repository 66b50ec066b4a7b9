"""When a council meets, and about what."""

from datetime import date

from django.db import models

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.cycles.models import Round
from ocop.dossiers.models import Dossier
from ocop.grading.flow import SittingState
from ocop.grading.models.councils import Council
from ocop.kernel.act import VIETNAM


class Sitting(Record):
    """Phiên họp của hội đồng, or a round of its written opinions about renewals."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "Phiên họp"
        WRITTEN = "written", "Lấy ý kiến bằng văn bản"

    code = models.CharField("Mã phiên", max_length=20, unique=True)
    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings")
    kind = models.CharField("Hình thức", max_length=8, choices=Kind.choices, default=Kind.MEETING)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    title = LineField("Tên phiên", max_length=200)
    held_on = models.DateField("Ngày họp")
    place = LineField("Nơi họp", max_length=200, blank=True)
    state = models.CharField("Trạng thái", max_length=10, choices=SittingState.choices)
    opened_at = models.DateTimeField("Mở lúc", null=True)
    closed_at = models.DateTimeField("Đóng lúc", null=True)
    # The key of its cards, wrapped under one that is not in the database.
    seal = models.CharField("Khoá niêm phong", max_length=120, blank=True, editable=False)
    minutes = TextField("Biên bản", blank=True)
    minutes_no = LineField("Số biên bản", max_length=60, blank=True)

    def __str__(self) -> str:
        return self.code

    @property
    def is_written(self) -> bool:
        """Tell whether members give written opinions instead of meeting."""
        return self.kind == self.Kind.WRITTEN

    @property
    def counted_on(self) -> date:
        """Return the day whose seats count: of the close, and until then of the call."""
        return self.closed_at.astimezone(VIETNAM).date() if self.closed_at else self.held_on


class AgendaItem(Record):
    """Hồ sơ trong chương trình phiên họp."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("Thứ tự")
    # Written opinions differed: the meeting before which the dossier lies since.
    carried_to = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_from"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "dossier"], name="agenda_once"),
            models.UniqueConstraint(fields=["sitting", "position"], name="agenda_position"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.dossier}"
