"""What devices without network sent, so that the same record takes effect once."""

from django.db import models
from django.db.models import Q

from ocop.base.models import Record
from ocop.grading.models.councils import Seat
from ocop.grading.models.sittings import AgendaItem


class SyncedRecord(Record):
    """Bản ghi đã đồng bộ: one record of a device's outbox, and what became of it.

    It holds nothing of what was written: ``fingerprint`` is keyed, ``told`` is sealed.
    """

    class Kind(models.TextChoices):
        KEEP = "keep", "Lưu phiếu"
        SIGN = "sign", "Ký phiếu"
        ABSTAIN = "abstain", "Không chấm, có lý do"

    class Outcome(models.TextChoices):
        SAVED = "saved", "Đã lưu"
        SUPERSEDED = "superseded", "Đã có bản mới hơn của chính máy này"
        CONFLICT = "conflict", "Khác với bản trên máy chủ"
        REJECTED = "rejected", "Không nhận"

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    client_id = models.UUIDField("Mã của máy", editable=False)
    kind = models.CharField("Việc", max_length=8, choices=Kind.choices)
    outcome = models.CharField("Kết quả", max_length=10, choices=Outcome.choices)
    # The version of the card that it made; nothing where it had no effect.
    version = models.PositiveIntegerField("Phiên bản", null=True)
    # The device's own earlier records that it had no answer to when it wrote this one.
    after = models.JSONField("Sau các bản ghi", default=list)
    fingerprint = models.CharField("Dấu có khoá", max_length=64)
    told = models.BinaryField("Lý do, niêm phong", default=b"", editable=False)
    # What the device's clock said; nothing is decided by it.
    written_at = models.DateTimeField("Giờ trên máy")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "client_id"], name="synced_once"),
            models.CheckConstraint(
                name="synced_effect",
                condition=Q(outcome="saved", version__isnull=False)
                | (~Q(outcome="saved") & Q(version=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.get_outcome_display()}"
