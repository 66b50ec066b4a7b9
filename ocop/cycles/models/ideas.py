"""Ideas for products, and why they came back."""

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.cycles.flow import IdeaState
from ocop.cycles.models.cycles import Cycle
from ocop.cycles.models.participation import Admission
from ocop.cycles.slips import EXISTING_IDEA, NEW_IDEA, Slip
from ocop.places.models import Commune
from ocop.registry.models import Producer, Product


class By(models.TextChoices):
    """Who gives something back."""

    COMMUNE = "commune", "Xã"
    PROVINCE = "province", "Tỉnh"


class Idea(Record):
    """Phiếu đăng ký ý tưởng sản phẩm: a new product (form 1), or one that is made already (2)."""

    class Kind(models.TextChoices):
        NEW = "new", "Sản phẩm mới (mẫu 1)"
        EXISTING = "existing", "Sản phẩm đã có (mẫu 2)"

    code = models.CharField("Mã phiếu", max_length=20, unique=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    kind = models.CharField("Mẫu", max_length=8, choices=Kind.choices)
    state = models.CharField("Trạng thái", max_length=9, choices=IdeaState.choices)
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name="Xã")
    # Known for an existing product; a new one is registered when its idea is accepted.
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    name = LineField("Tên sản phẩm", max_length=200)
    set_number = models.PositiveSmallIntegerField("Bộ sản phẩm", null=True, blank=True)
    # What the slip says, by the keys of its blanks (cycles.slips).
    said = models.JSONField("Nội dung phiếu", default=dict)
    # Raised with every draft saved, so that two screens do not overwrite each other unseen.
    version = models.PositiveIntegerField("Phiên bản", default=0)
    # An officer typed it in for the producer.
    is_assisted = models.BooleanField("Cán bộ nhập thay", default=False)
    filed_at = models.DateTimeField("Nộp lúc", null=True)
    is_feasible = models.BooleanField("Khả thi", null=True)
    finding = TextField("Ý kiến của xã", blank=True)
    declined_because = TextField("Lý do chưa chấp thuận", blank=True)
    admission = models.ForeignKey(Admission, models.PROTECT, null=True, related_name="ideas")
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(state__in=["DRAFT", "FILED", "RETURNED", "REVIEWED"]),
                name="idea_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "WITHDRAWN"]) | Q(filed_at__isnull=False),
                name="idea_filed",
            ),
            models.CheckConstraint(
                condition=Q(kind="new") | Q(product__isnull=False), name="idea_of_a_product"
            ),
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED") | Q(product__isnull=False, admission__isnull=False),
                name="idea_accepted",
            ),
            models.CheckConstraint(
                condition=Q(set_number=None) | Q(set_number__range=(1, 26)), name="idea_set"
            ),
        ]
        indexes = [models.Index(fields=["commune", "state"], name="idea_counts")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def slip(self) -> Slip:
        """Return the form that this idea is written on."""
        return EXISTING_IDEA if self.kind == self.Kind.EXISTING else NEW_IDEA

    @property
    def is_writable(self) -> bool:
        """Tell whether it is in the hands of who wrote it."""
        return self.state in {IdeaState.DRAFT, IdeaState.RETURNED}


class IdeaReturn(Record):
    """Trả lại ý tưởng: what is to be added, and by when it should be back."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="returns")
    by = models.CharField("Nơi trả", max_length=8, choices=By.choices)
    reasons = TextField("Cần bổ sung")
    back_by = models.DateField("Nên nộp lại trước ngày")

    def __str__(self) -> str:
        return f"Trả lại {self.idea.code}"
