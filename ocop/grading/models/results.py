"""What the council found, and what the centre answered."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
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

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(0, 5)), name="result_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.item.dossier}: {self.stars} sao"

    @property
    def points(self) -> Fraction:
        """Return the mean as the exact number that it spells."""
        return Fraction(self.mean)


class CentralAnswer(Record):
    """Kết quả của trung ương: five stars, or back to the province with three or four."""

    result = models.OneToOneField(Result, models.PROTECT, related_name="central")
    stars = models.PositiveSmallIntegerField("Hạng sao")
    mean = models.CharField("Điểm trung bình", max_length=20, blank=True)
    document_no = LineField("Số văn bản", max_length=60)
    answered_on = models.DateField("Ngày văn bản")
    # Recognises what the centre found, or what it gave back; empty until it is signed.
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(0, 5)), name="central_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.result}: trung ương {self.stars} sao"
