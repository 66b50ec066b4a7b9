"""The law as rows: a ruleset, its 26 rubrics, their criteria and options, and official wording."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.places.models import Province


class RulesetQuerySet(models.QuerySet["Ruleset"]):
    def in_force_on(self, day: date) -> Self:
        """The ruleset for what is filed on ``day``: the newest that has begun and not ended."""
        begun = self.filter(effective_from__lte=day)
        running = begun.filter(Q(effective_to=None) | Q(effective_to__gte=day))
        return running.order_by("-effective_from")[:1]


class Ruleset(Record):
    """Bộ tiêu chí của một quyết định: never changed once a dossier was filed under it."""

    code = models.SlugField("Mã", max_length=40, unique=True)
    number = LineField("Số quyết định", max_length=60)
    issued_on = models.DateField("Ngày ban hành")
    effective_from = models.DateField("Hiệu lực từ ngày")
    effective_to = models.DateField("Hiệu lực đến hết ngày", null=True, blank=True)
    # Codes of the rulesets it replaces, and until when their dossiers may be finished:
    # {"first_or_upgrade": {"ruleset": "qd148-2023", "finish_by": "2026-07-21"}, …}.
    replaces = models.JSONField("Thay thế", default=list)
    transition = models.JSONField("Chuyển tiếp", default=dict)
    complete = models.BooleanField("Đầy đủ")
    # SHA-256 of the file it was loaded from.
    digest = models.CharField("Dấu", max_length=64)
    used = models.BooleanField("Đã dùng", default=False)

    objects = RulesetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ruleset_term",
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
            )
        ]

    def __str__(self) -> str:
        return self.number


class RulesetFile(models.Model):
    """Bản nạp: the file a ruleset was loaded from, word for word."""

    ruleset = models.OneToOneField(Ruleset, models.CASCADE, related_name="file")
    text = TextField("Nội dung")

    def __str__(self) -> str:
        return f"Tệp của {self.ruleset}"


class RubricQuerySet(models.QuerySet["Rubric"]):
    def in_force_on(self, day: date) -> Self:
        """The rubrics of the ruleset in force on ``day``."""
        return self.filter(ruleset__in=Ruleset.objects.in_force_on(day).values("pk"))


class Rubric(models.Model):
    """Bộ sản phẩm: one score sheet, with its place in the classification of Annex I."""

    ruleset = models.ForeignKey(Ruleset, models.PROTECT, related_name="rubrics")
    number = models.PositiveSmallIntegerField("Số bộ")
    slug = models.SlugField("Tên ngắn", max_length=60)
    title = LineField("Tên bộ", max_length=200)
    title_en = LineField("Tên tiếng Anh", max_length=200)
    # Keys and names of Annex I; empty in a repealed ruleset whose source holds none.
    industry = models.CharField("Khóa ngành", max_length=10, blank=True)
    industry_name = LineField("Ngành", max_length=200, blank=True)
    industry_name_en = LineField("Ngành (tiếng Anh)", max_length=200, blank=True)
    group = models.SlugField("Khóa nhóm", max_length=60, blank=True)
    group_name = LineField("Nhóm", max_length=200, blank=True)
    group_name_en = LineField("Nhóm (tiếng Anh)", max_length=200, blank=True)
    subgroup = LineField("Phân nhóm", max_length=200, blank=True)
    lead_agencies = models.JSONField("Cơ quan chủ trì", default=list)
    sample_required = models.BooleanField("Cần nộp mẫu", default=True)
    complete = models.BooleanField("Đầy đủ", default=True)
    why_incomplete = LineField("Thiếu gì", max_length=300, blank=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ruleset", "number"], name="rubric_number"),
            models.UniqueConstraint(fields=["ruleset", "slug"], name="rubric_slug"),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """Tiêu chí: one line of a sheet that is scored."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    code = models.CharField("Mã", max_length=10)
    order = models.PositiveSmallIntegerField("Thứ tự")
    part = models.CharField("Phần", max_length=1)
    section = models.CharField("Mục", max_length=10)
    name = LineField("Tên", max_length=300)
    name_en = LineField("Tên tiếng Anh", max_length=300, blank=True)
    max = models.PositiveSmallIntegerField("Điểm tối đa")
    binary = models.BooleanField("Có hoặc không", default=False)
    # The criterion without which this one scores nothing, and the knock-out printed here.
    depends_on = models.CharField("Phụ thuộc", max_length=10, blank=True)
    knockout = models.SlugField("Trường hợp loại", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="criterion_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Option(models.Model):
    """Mức điểm: one step of a criterion, at most one of which is chosen."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField("Thứ tự")
    # Empty only in an incomplete set of a repealed ruleset.
    points = models.PositiveSmallIntegerField("Điểm", null=True)
    label = LineField("Mức", max_length=500, blank=True)
    label_en = LineField("Mức (tiếng Anh)", max_length=500, blank=True)
    case = models.CharField("Trường hợp", max_length=4, blank=True)
    # The star that is out of reach below this step.
    floor = models.PositiveSmallIntegerField("Dấu sao", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criterion", "position"], name="option_position"),
            models.CheckConstraint(
                condition=Q(floor=None) | Q(floor__range=(3, 5)), name="option_floor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code} mức {self.position}"


class Wording(Record):
    """Lời văn chính thức: what a province shows instead of our short label."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="+")
    code = models.CharField("Mã tiêu chí", max_length=10)
    # The option's position; 0 is the name of the criterion itself.
    position = models.PositiveSmallIntegerField("Mức", default=0)
    text = TextField("Lời văn")
    source = LineField("Nguồn", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "rubric", "code", "position"], name="wording_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} mức {self.position}"
