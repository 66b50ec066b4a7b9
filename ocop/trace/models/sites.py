"""Growing areas, packing houses and other places, with their codes and standards."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.kernel.text import fold
from ocop.places.models import Commune
from ocop.registry.models import Producer
from ocop.trace.flow import SiteState


class SiteQuerySet(models.QuerySet["Site"]):
    def in_use(self) -> Self:
        """Proposed or verified: what a diary may name."""
        return self.filter(state__in=(SiteState.PROPOSED, SiteState.VERIFIED))


class Site(Record):
    """Địa điểm: where goods grow, are worked, packed, kept or sold."""

    class Kind(models.TextChoices):
        AREA = "area", "Vùng trồng"
        POND = "pond", "Vùng nuôi, khai thác"
        PACKING = "packing", "Cơ sở đóng gói"
        WORKSHOP = "workshop", "Xưởng chế biến"
        STORE = "store", "Kho"
        OUTLET = "outlet", "Điểm bán"

    # Where material comes from.
    GIVING = (Kind.AREA, Kind.POND)

    code = models.CharField("Mã địa điểm", max_length=20, unique=True)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name="Xã")
    kind = models.CharField("Loại", max_length=10, choices=Kind.choices)
    name = LineField("Tên", max_length=200)
    address = LineField("Thôn, khu, địa chỉ", max_length=250, blank=True)
    goods = LineField("Cây trồng, vật nuôi, mặt hàng", max_length=120, blank=True)
    gln = models.CharField("GLN", max_length=13, null=True, blank=True, unique=True)
    area_m2 = models.PositiveIntegerField("Diện tích (m²)", null=True, blank=True)
    state = models.CharField(
        "Trạng thái", max_length=10, choices=SiteState.choices, default=SiteState.PROPOSED
    )
    # Why it was not verified, or was closed.
    reason = TextField("Lý do", blank=True)
    verified_on = models.DateField("Xác nhận ngày", null=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    folded = models.CharField(max_length=400, editable=False)

    objects = SiteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="site_area", condition=Q(area_m2=None) | Q(area_m2__gt=0)),
        ]
        indexes = [models.Index(fields=["producer", "kind"], name="site_of_producer")]

    def __str__(self) -> str:
        return self.name

    def fold_names(self) -> None:
        """Fill the search column from its own names and its producer's."""
        words = f"{self.name} {self.goods} {self.producer.name} {self.code}"
        self.folded = fold(words)[:400]


class SiteCode(Record):
    """Mã số vùng trồng, mã cơ sở đóng gói: opaque, given by a body for a market."""

    class Standing(models.TextChoices):
        LIVE = "live", "Đang dùng"
        SUSPENDED = "suspended", "Tạm dừng"
        WITHDRAWN = "withdrawn", "Đã thu hồi"

    site = models.ForeignKey(Site, models.PROTECT, related_name="codes")
    code = models.CharField("Mã số", max_length=40)
    issuer = LineField("Cơ quan cấp", max_length=200)
    market = LineField("Thị trường", max_length=80)
    valid_from = models.DateField("Có hiệu lực từ")
    valid_to = models.DateField("Đến hết ngày", null=True, blank=True)
    standing = models.CharField(
        "Tình trạng", max_length=10, choices=Standing.choices, default=Standing.LIVE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "market"], name="site_code_once"),
            models.CheckConstraint(
                name="site_code_term", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def holds_on(self, day: date) -> bool:
        """Tell whether the code may be used on ``day``."""
        begun = self.valid_from <= day
        over = self.valid_to is not None and self.valid_to < day
        return self.standing == self.Standing.LIVE and begun and not over


class SiteStandard(Record):
    """Chứng nhận thực hành: VietGAP, VietGAHP, organic and the like, with its area and term."""

    class Scheme(models.TextChoices):
        VIETGAP = "vietgap", "VietGAP"
        VIETGAHP = "vietgahp", "VietGAHP"
        ORGANIC = "organic", "Hữu cơ"
        GLOBALGAP = "globalgap", "GlobalG.A.P."
        OTHER = "other", "Tương đương khác"

    site = models.ForeignKey(Site, models.PROTECT, related_name="standards")
    scheme = models.CharField("Tiêu chuẩn", max_length=10, choices=Scheme.choices)
    number = LineField("Số giấy", max_length=80)
    issuer = LineField("Tổ chức chứng nhận", max_length=200)
    area_m2 = models.PositiveIntegerField("Diện tích (m²)", null=True, blank=True)
    households = models.PositiveIntegerField("Số hộ", null=True, blank=True)
    valid_from = models.DateField("Có hiệu lực từ")
    valid_to = models.DateField("Đến hết ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "scheme", "number"], name="site_standard_once"),
            models.CheckConstraint(
                name="site_standard_term", condition=Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.number}"

    def holds_on(self, day: date) -> bool:
        """Tell whether the certificate is valid on ``day``."""
        return self.valid_from <= day <= self.valid_to
