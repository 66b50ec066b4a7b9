"""How events came in: one row a document, and the prefixes that documents write names with."""

from django.conf import settings
from django.db import models

from ocop.base.models import Record


class Behaviour(models.TextChoices):
    """What one wrong event does to the others of its document."""

    ROLLBACK = "rollback", "Không nhận tài liệu nào có lỗi"
    PROCEED = "proceed", "Nhận sự kiện đúng, trả lại sự kiện sai"


class Capture(Record):
    """Lần nạp sự kiện: one document handed in, and what became of it."""

    capture_id = models.CharField("Mã lần nạp", max_length=36, unique=True)
    behaviour = models.CharField(
        "Khi có lỗi", max_length=8, choices=Behaviour.choices, default=Behaviour.ROLLBACK
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The name of the key by which a program handed it in; empty for people.
    key = models.CharField("Khoá", max_length=80, blank=True)
    # The code of the producer whose events these are; empty for a province or a nation.
    party = models.CharField("Chủ thể", max_length=20, blank=True, db_index=True)
    province = models.PositiveSmallIntegerField("Tỉnh", default=0)
    finished_at = models.DateTimeField("Xong lúc", null=True)
    success = models.BooleanField("Nhận đủ", default=False)
    events = models.PositiveIntegerField("Số sự kiện", default=0)
    stored = models.PositiveIntegerField("Số sự kiện mới", default=0)
    size = models.PositiveIntegerField("Cỡ (byte)", default=0)
    # As problem details of RFC 7807, with the event and the field of each.
    errors = models.JSONField("Lỗi", default=list)

    def __str__(self) -> str:
        return self.capture_id

    @property
    def running(self) -> bool:
        """Tell whether it is still being worked on."""
        return self.finished_at is None


class Prefixes(models.Model):
    """Tiền tố: the prefixes of one ``@context``, shared by all events that were written with it."""

    digest = models.UUIDField("Dấu", unique=True)
    # Prefix to IRI, in the order of the document.
    names = models.JSONField("Tiền tố", default=dict)

    def __str__(self) -> str:
        return ", ".join(self.names)


class CompanyPrefix(models.Model):
    """Mã doanh nghiệp: a GS1 company's prefix that a captured EPC URN told (docs/adr/0036)."""

    digits = models.CharField("Mã", max_length=12, unique=True)

    def __str__(self) -> str:
        return self.digits
