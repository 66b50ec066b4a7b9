"""What a council found."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from ocop.base.fields import TextField
from ocop.base.models import Record
from ocop.certificates.models import Decision
from ocop.grading.models.sittings import AgendaItem


class UpheldKnockout(Record):
    """Trường hợp bị loại: a knock-out that the council upheld, with its reason."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="knockouts")
    # The code of the criterion at which it is printed, or "dossier".
    at = models.CharField("Tại", max_length=10)
    reason = TextField("Lý do")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "at"], name="knockout_once")]

    def __str__(self) -> str:
        return f"Loại tại {self.at}"


class Result(Record):
    """Kết quả đánh giá: exact, explained, and recomputable from the cards it names."""

    class Outcome(models.TextChoices):
        NONE = "none", "Không xếp hạng từ 3 sao"
        RECOGNIZED = "recognized", "Đề nghị công nhận cấp tỉnh"
        FORWARDED = "forwarded", "Tiềm năng 5 sao, trình trung ương"
        NATIONAL = "national", "Đề nghị Bộ trưởng công nhận 5 sao"
        GIVEN_BACK = "given_back", "Dưới 5 sao, trả về tỉnh"

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="result")
    # The exact mean as a reduced fraction, for instance "143/2".
    mean = models.CharField("Điểm trung bình", max_length=20)
    stars = models.PositiveSmallIntegerField("Hạng sao")
    outcome = models.CharField("Kết luận", max_length=12, choices=Outcome.choices)
    # The whole answer of rulesets.document.grade: totals, floors, knock-outs, parts.
    facts = models.JSONField("Căn cứ")
    concluded_at = models.DateTimeField("Kết luận lúc")
    # Approves (90 points and above) or recognises; empty until the chair has signed.
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    # A result that no longer counts: its dossier went back to the council. It stays to be read.
    set_aside_on = models.DateField("Không còn giá trị từ ngày", null=True, blank=True)
    set_aside_because = TextField("Lý do không còn giá trị", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(0, 5)), name="result_stars"),
            models.CheckConstraint(
                name="result_set_aside",
                condition=Q(set_aside_on=None, set_aside_because="")
                | (Q(set_aside_on__isnull=False) & ~Q(set_aside_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.dossier}: {self.stars} sao"

    @property
    def points(self) -> Fraction:
        """Return the mean as the exact number that it spells."""
        return Fraction(self.mean)
