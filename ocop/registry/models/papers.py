"""The vault: papers of a producer and its products, their files, and until when each is good."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.registry.models.producers import Producer
from ocop.registry.models.products import Product
from ocop.registry.validity import (
    SOON,
    Validity,
    good_until,
    last_issue_ended,
    validity_on,
)
from ocop.registry.vault import FRESH, KINDS, LAPSING, PUBLIC, PaperKind


class PaperQuerySet(models.QuerySet["Paper"]):
    def kept(self) -> Self:
        """Those that were not set aside."""
        return self.filter(removed_at=None)

    def valid_on(self, day: date) -> Self:
        """Kept, issued by ``day`` and not expired; an unknown date does not exclude."""
        issued = self.kept().filter(Q(issued_on=None) | Q(issued_on__lte=day))
        return issued.filter(Q(expires_on=None) | Q(expires_on__gte=day))

    def shown_to_all(self) -> Self:
        """Of a kind that concerns buyers; contracts, lists and accounts are not for them."""
        return self.filter(kind__in=PUBLIC)

    def worth(self, validity: Validity, day: date) -> Self:
        """Kept, and of one worth on ``day``, by the same dates as ``Paper.validity_on``."""
        soon = day + SOON + timedelta(days=1)
        ended, before_long = _ended_before(day), _ended_before(soon)
        told = Q(expires_on__isnull=False) | _fresh()
        timeless = ~told & (Q(open_ended=True) | ~Q(kind__in=LAPSING))
        return self.kept().filter(
            {
                Validity.ENDED: ended,
                Validity.ENDING: before_long & ~ended,
                Validity.VALID: timeless | (told & ~before_long),
                Validity.UNKNOWN: ~told & ~timeless,
            }[validity]
        )

    def speaking_for(self, product: Product) -> Self:
        """The product's own, and those of its producer as a whole."""
        own = Q(product=product) | Q(product=None)
        return self.filter(own, producer=product.producer_id)


def _ended_before(day: date) -> Q:
    """Return the condition that a paper's last good day lies before ``day``."""
    ended = Q(expires_on__lt=day, expires_on__isnull=False)
    for months, kinds in FRESH.items():
        issued = Q(issued_on__lte=last_issue_ended(day, months), issued_on__isnull=False)
        ended |= Q(expires_on__isnull=True, kind__in=kinds) & issued
    return ended


def _fresh() -> Q:
    """Return the condition that a paper's end follows from its day of issue."""
    kinds = [kind for listed in FRESH.values() for kind in listed]
    return Q(expires_on__isnull=True, issued_on__isnull=False, kind__in=kinds)


class Paper(Record):
    """Giấy tờ: what proves something of a producer or a product, with scope and validity."""

    class Kind(models.TextChoices):
        BUSINESS = "dkkd", "Đăng ký kinh doanh"
        FOOD_SAFETY = "attp", "Cơ sở đủ điều kiện an toàn thực phẩm"
        LICENCE = "giayphep", "Giấy phép, điều kiện sản xuất bắt buộc"
        MATERIAL = "nguyenlieu", "Xác nhận, hợp đồng, hóa đơn nguyên liệu"
        LINKAGE = "lienket", "Hợp đồng liên kết chuỗi"
        VIETGAP = "vietgap", "VietGAP"
        ORGANIC = "organic", "Hữu cơ"
        GLOBALGAP = "globalgap", "GlobalG.A.P."
        ENVIRONMENT = "moitruong", "Thủ tục, giải pháp bảo vệ môi trường"
        TECHNOLOGY = "congnghe", "Ảnh, mô tả thiết bị, công nghệ"
        LABOUR = "laodong", "Danh sách lao động"
        ACCOUNTS = "taichinh", "Xếp loại hợp tác xã, báo cáo tài chính"
        MARK_FILED = "donnhanhieu", "Đơn nhãn hiệu đã được chấp nhận"
        MARK = "nhanhieu", "Nhãn hiệu, chỉ dẫn địa lý"
        DESIGN = "kieudang", "Kiểu dáng, sáng chế, quyền tác giả"
        MARKET = "thitruong", "Hợp đồng, hóa đơn bán hàng, đại lý"
        EXPORT = "xuatkhau", "Hợp đồng, tờ khai xuất khẩu"
        PROMOTION = "quangba", "Website, hội chợ, hoạt động quảng bá"
        STORY = "cauchuyen", "Tờ rơi, ảnh, phim về câu chuyện"
        IDEA = "ytuong", "Thuyết minh ý tưởng, nét riêng của sản phẩm"
        PACKAGING = "baobi", "Ảnh bao bì, nhãn"
        CODE = "mavach", "Mã vạch, tem truy xuất nguồn gốc"
        GUIDE = "huongdan", "Hướng dẫn sử dụng, bảo quản"
        DECLARATION = "congbo", "Công bố chất lượng sản phẩm"
        TEST = "kiemnghiem", "Kết quả kiểm nghiệm"
        CONTROL = "kiemsoat", "Kế hoạch kiểm soát chất lượng, sổ lô"
        GMP = "gmp", "GMP"
        HACCP = "haccp", "HACCP"
        ISO22000 = "iso22000", "ISO 22000"
        ISO9001 = "iso9001", "ISO 9001"
        AWARD = "giaithuong", "Giải thưởng, bình chọn"
        SERVICE = "dichvu", "Quy chế, hồ sơ dịch vụ du lịch"
        SECURITY = "anninh", "An ninh trật tự, phòng cháy, cứu hộ"
        OTHER = "khac", "Giấy tờ khác"

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="papers")
    # Empty when the paper covers the producer as a whole.
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField("Loại", max_length=12, choices=Kind.choices)
    issuer = LineField("Nơi cấp", max_length=200, blank=True)
    number = LineField("Số", max_length=80, blank=True)
    scope = LineField("Phạm vi", max_length=250, blank=True)
    area_ha = models.DecimalField(
        "Diện tích (ha)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    issued_on = models.DateField("Ngày cấp", null=True, blank=True)
    expires_on = models.DateField("Hết hạn", null=True, blank=True)
    # The paper itself says no end; without this, no end means that nobody has told it.
    open_ended = models.BooleanField("Không ghi thời hạn", default=False)
    source = LineField("Nguồn", max_length=400, blank=True)
    removed_at = models.DateTimeField("Cất đi lúc", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_dates",
                condition=Q(issued_on=None)
                | Q(expires_on=None)
                | Q(expires_on__gte=models.F("issued_on")),
            ),
            models.CheckConstraint(
                name="paper_open_ended", condition=Q(open_ended=False) | Q(expires_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def about(self) -> PaperKind:
        """Return what the programme knows of this kind: what it serves, how long it is fresh."""
        return KINDS[self.kind]

    @property
    def good_until(self) -> date | None:
        """Return the last day on which the paper is good, where that can be told."""
        return good_until(self.issued_on, self.expires_on, self.about.fresh_months)

    def validity_on(self, day: date) -> Validity:
        """Return what the paper is worth on ``day``."""
        timeless = self.open_ended or not self.about.lapses
        return validity_on(day, self.good_until, timeless=timeless)


class PaperFileQuerySet(models.QuerySet["PaperFile"]):
    def current(self) -> Self:
        """The newest version of each file that was not taken out."""
        return self.filter(replaced_by=None, removed_at=None)


class PaperFile(Record):
    """Bản chụp giấy tờ: one version of one file of a paper, kept by its digest."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    name = LineField("Tên tệp", max_length=200)
    mime = models.CharField("Kiểu", max_length=100)
    size = models.PositiveIntegerField("Cỡ (byte)")
    sha256 = models.CharField("Dấu SHA-256", max_length=64)
    key = models.CharField("Nơi cất", max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    removed_at = models.DateTimeField("Gỡ lúc", null=True)

    objects = PaperFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
