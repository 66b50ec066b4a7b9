"""Who makes it, and who acts for them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.kernel.text import fold, sort_key
from ocop.places.models import Commune


class Producer(Record):
    """Chủ thể OCOP: the legal or natural person who answers for a product (QĐ 26/2026, Điều 2)."""

    class Kind(models.TextChoices):
        COMPANY = "company", "Doanh nghiệp"
        COOPERATIVE = "cooperative", "Hợp tác xã"
        COOPERATIVE_GROUP = "group", "Tổ hợp tác"
        HOUSEHOLD = "household", "Hộ sản xuất, kinh doanh"
        ASSOCIATION = "association", "Hội, hiệp hội"
        CENTRE = "centre", "Trung tâm điều hành"

    # Only the tourism set takes these two (QĐ 26/2026/QĐ-TTg, Điều 2).
    TOURISM_ONLY = frozenset({Kind.ASSOCIATION, Kind.CENTRE})

    code = models.CharField("Mã chủ thể", max_length=20, unique=True)
    kind = models.CharField("Loại hình", max_length=12, choices=Kind.choices)
    name = LineField("Tên chủ thể", max_length=200)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name="Xã")
    address = LineField("Địa chỉ", max_length=250, blank=True)
    phone = models.CharField("Điện thoại", max_length=20, blank=True)
    email = models.EmailField("Thư điện tử", blank=True)
    website = models.URLField("Trang web", blank=True)
    tax_code = models.CharField("Mã số thuế", max_length=14, blank=True)
    registration_no = LineField("Số đăng ký kinh doanh", max_length=40, blank=True)
    founded_on = models.DateField("Ngày thành lập", null=True, blank=True)
    about = TextField("Giới thiệu", blank=True)
    source = TextField("Nguồn dữ liệu", blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    folded = models.CharField(max_length=250, editable=False, db_index=True)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)

    def __str__(self) -> str:
        return self.name

    def fold_names(self) -> None:
        """Fill the search and sort columns from the name."""
        self.folded = fold(self.name)[:250]
        self.sort_key = sort_key(self.name)[:800]


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def acting_on(self, day: date) -> Self:
        """Appointed by ``day`` and not withdrawn by then."""
        current = self.filter(appointed_on__lte=day)
        return current.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


class Representative(Record):
    """Người đại diện: a user who acts for a producer."""

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="representatives")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    position = LineField("Chức vụ", max_length=80, blank=True)
    appointed_on = models.DateField("Từ ngày")
    withdrawn_on = models.DateField("Thôi từ ngày", null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "user"],
                condition=Q(withdrawn_on=None),
                name="representative_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.producer})"
