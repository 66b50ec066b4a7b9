"""What figures need beyond the record: freely given declarations, and traits of communes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.places.models import Commune
from ocop.registry.models import Producer


class Declaration(Record):
    """Khai tự nguyện: whether a producer is of an ethnic minority, told for statistics alone.

    Ethnic origin is sensitive (Nghị định 356/2025/NĐ-CP, Điều 4): the answer is kept sealed, with
    the consent it was given under, is read only in sums, and is erased when it is taken back.
    """

    class Channel(models.TextChoices):
        WEB = "web", "Tự khai trên hệ thống"
        PAPER = "paper", "Khai trên giấy tại xã"

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    # Sealed by ``sealing``; empty once taken back.
    sealed = models.TextField("Câu trả lời đã mã hóa", blank=True)
    # Which text of consent was shown: ``declaring.CONSENT``.
    consent = models.CharField("Bản đồng ý", max_length=20)
    channel = models.CharField("Cách khai", max_length=6, choices=Channel.choices)
    taken_back_at = models.DateTimeField("Rút lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["producer"], condition=Q(taken_back_at=None), name="declaration_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(sealed=""), name="declaration_erased"
            ),
        ]

    def __str__(self) -> str:
        return f"Khai tự nguyện của {self.producer}"


class TraitQuerySet(models.QuerySet["Trait"]):
    def standing_on(self, day: date) -> Self:
        """Given by ``day`` and not ended by then."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Trait(Record):
    """Đặc điểm địa bàn: a commune that a decision calls an island, or remote, and since when."""

    class Kind(models.TextChoices):
        ISLAND = "island", "Hải đảo"
        REMOTE = "remote", "Miền núi, vùng sâu, vùng xa"

    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+")
    kind = models.CharField("Đặc điểm", max_length=8, choices=Kind.choices)
    source = LineField("Căn cứ", max_length=250)
    since = models.DateField("Từ ngày")
    until = models.DateField("Thôi từ ngày", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = TraitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "kind"], condition=Q(until=None), name="trait_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune}: {self.get_kind_display()}"
