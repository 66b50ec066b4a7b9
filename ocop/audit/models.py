"""One line of history."""

from typing import Any

from django.conf import settings
from django.db import models

from ocop.kernel.errors import Refused


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and adds; there is no other way to touch history."""

    def update(self, **kwargs: Any) -> int:
        raise Refused("Lịch sử không sửa được; hãy ghi thêm một dòng đính chính.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refused("Lịch sử không xoá được.")


class Entry(models.Model):
    """Dòng lịch sử: one act on one thing, with the facts that were decided.

    ``facts`` holds no personal data: it names things by code and people by their user key.
    ``digest`` is the SHA-256 of the entry's canonical JSON (``audit.ledger``).
    """

    at = models.DateTimeField("Lúc", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    origin = models.CharField("Từ đâu", max_length=20)
    request = models.CharField("Yêu cầu", max_length=32, db_index=True)
    verb = models.CharField("Việc", max_length=60, db_index=True)
    target_type = models.CharField("Loại", max_length=60)
    target_id = models.CharField("Mã dòng", max_length=40)
    target_name = models.CharField("Tên", max_length=200)
    facts = models.JSONField("Nội dung", default=dict)
    digest = models.CharField("Dấu", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"], name="entry_target")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Refused("Lịch sử không sửa được; hãy ghi thêm một dòng đính chính.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Refused("Lịch sử không xoá được.")
