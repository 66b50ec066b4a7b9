"""Provinces, communes, and their predecessors."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.kernel.text import fold, sort_key


class Province(models.Model):
    """Tỉnh, thành phố: one of the 34 of 2025, or one of the 63 before it."""

    code = models.CharField("Mã", max_length=2, unique=True)
    name = LineField("Tên", max_length=80)
    full_name = LineField("Tên đầy đủ", max_length=120)
    merged_from = LineField("Hợp nhất từ", max_length=200, blank=True)
    legal_basis = LineField("Căn cứ", max_length=200, blank=True)
    # How the province writes the number of a certificate; no decision prints a form for it.
    certificate_form = LineField(
        "Mẫu số giấy chứng nhận",
        max_length=80,
        default="{number:04d}/{year}/GCN-OCOP-{province}",
    )

    def __str__(self) -> str:
        return self.name


class CommuneQuerySet(models.QuerySet["Commune"]):
    def standing_on(self, day: date) -> Self:
        """Founded by ``day`` and not merged into another before it."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Commune(models.Model):
    """Xã, phường, đặc khu: the commune-level unit of the two-tier government."""

    class Kind(models.TextChoices):
        COMMUNE = "xa", "Xã"
        WARD = "phuong", "Phường"
        ZONE = "dac-khu", "Đặc khu"

    code = models.CharField("Mã", max_length=5, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    name = LineField("Tên", max_length=80)
    full_name = LineField("Tên đầy đủ", max_length=120)
    kind = models.CharField("Loại", max_length=8, choices=Kind.choices)
    # The old district whose code the unit inherits; it groups reports across 1 July 2025.
    old_district = LineField("Huyện cũ", max_length=80, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến hết ngày", null=True, blank=True)
    folded = models.CharField(max_length=120, editable=False, db_index=True)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="commune_term",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def fold_names(self) -> None:
        """Fill the search and sort columns from the name."""
        self.folded = fold(self.full_name)
        self.sort_key = sort_key(self.name)


class Predecessor(models.Model):
    """Đơn vị cũ: a district or commune that ended, and until when it stood."""

    class Level(models.TextChoices):
        DISTRICT = "district", "Cấp huyện"
        COMMUNE = "commune", "Cấp xã"

    code = models.CharField("Mã", max_length=5)
    level = models.CharField("Cấp", max_length=8, choices=Level.choices)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    full_name = LineField("Tên đầy đủ", max_length=120)
    district = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    valid_to = models.DateField("Đến hết ngày")
    folded = models.CharField(max_length=120, editable=False, db_index=True)

    class Meta:
        constraints = [
            # A code outlives its unit: the new ward of 2025 took the code of an old one.
            models.UniqueConstraint(fields=["code", "level", "valid_to"], name="predecessor_code"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def fold_names(self) -> None:
        """Fill the search column from the name."""
        self.folded = fold(self.full_name)


class Heir(models.Model):
    """Kế thừa: a new commune that took an old commune's land, wholly or in part."""

    old = models.ForeignKey(Predecessor, models.CASCADE, related_name="heirs")
    new = models.ForeignKey(Commune, models.PROTECT, related_name="+")
    # Twelve old communes were split; their land, producers and rows are never mapped by name.
    whole = models.BooleanField("Trọn vẹn")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="heir_once")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
