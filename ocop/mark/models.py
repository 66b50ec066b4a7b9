"""A province's own mark, and labels with what was found on them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.certificates.models import RevocationCase
from ocop.mark.flow import OPEN, CheckState
from ocop.places.models import Province
from ocop.registry.models import Product


class ProvinceMarkQuerySet(models.QuerySet["ProvinceMark"]):
    def used_on(self, day: date) -> Self:
        """Adopted by ``day`` and not given up by then."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class ProvinceMark(Record):
    """Nhãn hiệu của tỉnh: a province's own certification mark beside the national one."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="+")
    name = LineField("Tên nhãn hiệu", max_length=120)
    owner = LineField("Chủ sở hữu", max_length=200, blank=True)
    basis = TextField("Căn cứ, nguồn")
    since = models.DateField("Dùng từ ngày")
    until = models.DateField("Thôi dùng từ ngày", null=True, blank=True)

    objects = ProvinceMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province"], condition=Q(until=None), name="province_mark_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CheckQuerySet(models.QuerySet["LabelCheck"]):
    def still_open(self) -> Self:
        """Waiting for the office or for the producer."""
        return self.filter(state__in=OPEN)

    def overdue_on(self, day: date) -> Self:
        """To be corrected by a day that was over before ``day``."""
        return self.filter(state=CheckState.CORRECTING, correct_by__lt=day)


class LabelCheck(Record):
    """Kiểm tra nhãn: one product's label before the office, from its artwork to its end."""

    code = models.CharField("Mã", max_length=20, unique=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    state = models.CharField(
        "Trạng thái", max_length=10, choices=CheckState.choices, default=CheckState.SENT
    )
    # The version of the list by which it is looked at (mark.checklist).
    checklist = models.CharField("Danh mục", max_length=10)
    correct_by = models.DateField("Hạn sửa", null=True, blank=True)
    ended_on = models.DateField("Kết thúc ngày", null=True, blank=True)
    case = models.ForeignKey(RevocationCase, models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(state__in=OPEN), name="label_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=CheckState.CORRECTING) | Q(correct_by__isnull=False),
                name="label_correct_by",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to do something."""
        return self.state in OPEN


class Artwork(Record):
    """Mẫu nhãn: one version of a label's picture or PDF, with the codes that were read on it."""

    check_of = models.ForeignKey(LabelCheck, models.PROTECT, related_name="artworks")
    version = models.PositiveSmallIntegerField("Bản")
    name = LineField("Tên tệp", max_length=200)
    mime = models.CharField("Kiểu", max_length=100)
    size = models.PositiveIntegerField("Cỡ (byte)")
    sha256 = models.CharField("Dấu SHA-256", max_length=64)
    key = models.CharField("Nơi cất", max_length=100)
    # The star sign that stands on it; 0 for none.
    stars_shown = models.PositiveSmallIntegerField("Số sao in trên nhãn")
    note = TextField("Lời nhắn của chủ thể", blank=True)
    codes = models.JSONField("Mã đọc được", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_of", "version"], name="artwork_version"),
            models.CheckConstraint(condition=Q(stars_shown__in=[0, 3, 4, 5]), name="artwork_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"


class Finding(Record):
    """Nhận xét: what was found on one version of a label, on one line of the list."""

    class Verdict(models.TextChoices):
        PASS = "pass", "Đạt"
        FAIL = "fail", "Không đạt"
        NOT_APPLICABLE = "na", "Không áp dụng"

    artwork = models.ForeignKey(Artwork, models.PROTECT, related_name="findings")
    line = models.CharField("Nội dung", max_length=20)
    verdict = models.CharField("Nhận xét", max_length=4, choices=Verdict.choices)
    words = TextField("Diễn giải", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["artwork", "line"], name="finding_once"),
            models.CheckConstraint(
                condition=~Q(verdict="fail") | ~Q(words=""), name="finding_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_verdict_display()}"
