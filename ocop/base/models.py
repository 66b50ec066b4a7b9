"""What every row has, and how an operation takes hold of one."""

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class Record(models.Model):
    """A row that knows when it was written; the time is the act's, never the clock's."""

    created_at = models.DateTimeField("Ghi lúc", editable=False)

    class Meta:
        abstract = True


class Counter(models.Model):
    """The last number given out in one series, for instance dossiers of 2026 in Quảng Ninh."""

    series = models.CharField("Dãy số", max_length=80, unique=True)
    last = models.PositiveBigIntegerField("Số cuối", default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


def lock(record: M) -> M:
    """Reload ``record`` and hold its row until the transaction ends.

    SQLite has no row locks: there the transaction itself is IMMEDIATE and alone.
    """
    fresh = record._meta.model._default_manager.select_for_update().get(pk=record.pk)
    for field in record._meta.concrete_fields:
        setattr(record, field.attname, getattr(fresh, field.attname))
    for field in record._meta.concrete_fields:
        if field.is_relation:
            record._state.fields_cache.pop(field.name, None)
    return record
