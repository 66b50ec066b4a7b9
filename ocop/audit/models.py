"""One line of history, and the log that makes every change to it show."""

from typing import Any

from django.conf import settings
from django.db import models

from ocop.audit.ledger import document
from ocop.kernel.errors import Refused


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and adds; there is no other way to touch history."""

    def update(self, **kwargs: Any) -> int:
        raise Refused("Lịch sử không sửa được; hãy ghi thêm một dòng đính chính.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refused("Lịch sử không xoá được.")


class Entry(models.Model):
    """Dòng lịch sử: one act on one thing, with the facts that were decided.

    ``facts`` holds no personal data: it names things by code and people by their salted digest.
    A person who is the target is named in ``target_id`` in the same way. ``digest`` is the hash
    of the entry's leaf (``audit.ledger``), and so the receipt for it.
    """

    at = models.DateTimeField("Lúc", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    by_digest = models.CharField("Dấu người làm", max_length=64, blank=True)
    origin = models.CharField("Từ đâu", max_length=20)
    request = models.CharField("Yêu cầu", max_length=32, db_index=True)
    # The code of the producer for whom it was done by somebody else.
    behalf = models.CharField("Làm thay", max_length=20, blank=True, db_index=True)
    verb = models.CharField("Việc", max_length=60, db_index=True)
    target_type = models.CharField("Loại", max_length=60)
    target_id = models.CharField("Mã dòng", max_length=64)
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

    def document(self) -> bytes:
        """Return the entry's canonical document: what its leaf hashes, and what is exported."""
        return document(
            at=self.at,
            by=self.by_digest,
            origin=self.origin,
            verb=self.verb,
            target=(self.target_type, self.target_id),
            facts=self.facts,
            behalf=self.behalf,
        )


class Leaf(models.Model):
    """Vị trí trong sổ: where an entry stands in the log, given once it is committed."""

    index = models.BigIntegerField("Vị trí", primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf")
    hash = models.CharField("Dấu", max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"{self.index}: {self.hash}"


class TreeNode(models.Model):
    """Nút của cây: the hash over one complete subtree of 2^level leaves; level 0 are the leaves."""

    level = models.PositiveSmallIntegerField("Tầng")
    index = models.BigIntegerField("Vị trí")
    hash = models.CharField("Dấu", max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="node_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}: {self.hash}"


class Checkpoint(models.Model):
    """Mốc kiểm chứng: the log's size and root on one day, signed for everyone to keep."""

    size = models.BigIntegerField("Số dòng", primary_key=True)
    root = models.CharField("Gốc", max_length=64)
    note = models.TextField("Bản ký")
    # The public key in the notation of signed notes; the private one is never in the database.
    key = models.CharField("Khoá công khai", max_length=300)
    at = models.DateTimeField("Lúc")

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return f"{self.size}: {self.root[:16]}"
