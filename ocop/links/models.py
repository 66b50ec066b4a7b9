"""What an address leads to: anchors, each with the links that were given to it."""

from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField
from ocop.base.models import Record
from ocop.links.targets import LONGEST_ADDRESS, LONGEST_TITLE, LinkTarget
from ocop.links.vocabulary import DEFAULT, label_of


class Anchor(Record):
    """Mục liên kết: one thing that GS1 numbers name, at one level, by its canonical path."""

    path = models.CharField("Đường dẫn", max_length=400, unique=True)
    description = LineField("Mô tả", max_length=300, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    def __str__(self) -> str:
        return self.path


class Link(Record):
    """Liên kết: where an anchor leads, of which type, and for whom."""

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="links")
    position = models.PositiveSmallIntegerField("Thứ tự")
    link_type = models.CharField("Loại", max_length=200)
    href = models.CharField("Địa chỉ", max_length=LONGEST_ADDRESS)
    title = LineField("Tiêu đề", max_length=LONGEST_TITLE)
    type = models.CharField("Dạng tệp", max_length=120, blank=True)
    hreflang = models.JSONField("Ngôn ngữ", default=list)
    context = models.JSONField("Bối cảnh", default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["anchor", "position"], name="link_position"),
            models.UniqueConstraint(
                fields=["anchor"], condition=Q(link_type=DEFAULT), name="link_default_once"
            ),
            models.CheckConstraint(
                condition=~Q(link_type=DEFAULT) | Q(type=""), name="link_default_is_for_all"
            ),
            models.CheckConstraint(
                condition=Q(href__startswith="https://") | Q(href__startswith="http://"),
                name="link_of_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"{label_of(self.link_type)}: {self.title}"

    @property
    def target(self) -> LinkTarget:
        """Return the link as it is offered."""
        return LinkTarget(
            self.link_type,
            self.href,
            self.title,
            self.type,
            tuple(self.hreflang),
            tuple(self.context),
        )
