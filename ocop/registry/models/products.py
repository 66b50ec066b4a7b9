"""What is made: the product, its codes, its story and its pictures."""

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.kernel.text import sort_key
from ocop.places.models import Commune
from ocop.registry.models.producers import Producer
from ocop.registry.wording import folded, marked


class Product(Record):
    """Sản phẩm: a speciality of local origin that one producer answers for."""

    # Numbers 1 to 26 are those of Annex I; their titles and groups come from the ruleset in force.
    TOURISM_SET = 26

    code = models.CharField("Mã hồ sơ sản phẩm", max_length=20, unique=True)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="products")
    # Where it is made; it is the producer's commune unless said otherwise.
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name="Xã")
    name = LineField("Tên sản phẩm", max_length=200)
    set_number = models.PositiveSmallIntegerField("Bộ sản phẩm")
    gtin = models.CharField("GTIN", max_length=14, null=True, blank=True, unique=True)
    description = TextField("Mô tả", blank=True)
    specification = LineField("Quy cách", max_length=250, blank=True)
    standard = LineField("Tiêu chuẩn áp dụng", max_length=250, blank=True)
    source = TextField("Nguồn dữ liệu", blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    retired_on = models.DateField("Ngừng từ ngày", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # The words of name, producer and commune: without accents, by which search finds; with them,
    # by which it ranks (registry.wording). The name alone, for ordering.
    folded = models.CharField(max_length=800, editable=False)
    marked = models.CharField(max_length=1200, editable=False)
    sort_key = models.CharField(max_length=800, editable=False, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(set_number__range=(1, 26)), name="product_set"),
        ]
        indexes = [models.Index(fields=["set_number", "commune"], name="product_facets")]

    def __str__(self) -> str:
        return self.name

    # What fold_names fills.
    FOLDED = ("folded", "marked", "sort_key")

    def fold_names(self) -> None:
        """Fill the search and sort columns from the names they are made of."""
        names = (self.name, self.producer.name, self.commune.full_name)
        self.folded = folded(*names)[:800]
        self.marked = marked(*names)[:1200]
        self.sort_key = sort_key(self.name)[:800]


class ProductCode(Record):
    """Mã sản phẩm: an official code that the product bears, or bore in an older era.

    Since QĐ 26/2026/QĐ-TTg (Annex II) a code is (T)-(X)-(STT)-20YY, its ordinal kept by the
    commune; older codes carry a district and are kept letter for letter.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="codes")
    code = models.CharField("Mã", max_length=40, unique=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, related_name="+")
    ordinal = models.PositiveIntegerField("Số thứ tự", null=True)
    year = models.PositiveSmallIntegerField("Năm", null=True)
    is_legacy = models.BooleanField("Mã cũ", default=False)
    assigned_on = models.DateField("Ngày ghi")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year", "ordinal"],
                condition=Q(is_legacy=False),
                name="product_code_ordinal",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Story(Record):
    """Câu chuyện sản phẩm: told by its producer, with where it comes from."""

    product = models.OneToOneField(Product, models.PROTECT, related_name="story")
    text = TextField("Câu chuyện")
    source = TextField("Nguồn", blank=True)
    told_at = models.DateTimeField("Kể lúc")

    def __str__(self) -> str:
        return f"Câu chuyện: {self.product}"


class Photo(Record):
    """Ảnh: a picture re-encoded at three widths, without the camera's data."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="photos")
    caption = LineField("Chú thích", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("Thứ tự", default=0)
    # Width → {"key": stored file, "height": pixels}; WebP (ocop.files.images).
    variants = models.JSONField("Các cỡ", default=dict)
    digest = models.CharField("Dấu", max_length=64)
    removed_at = models.DateTimeField("Gỡ lúc", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "digest"], name="photo_once"),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.product)
