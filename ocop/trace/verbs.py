"""The words of the traces' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    SOURCE_ADDED = "trace.source_added", "Ghi nguồn nguyên liệu"
    LOT_ADDED = "trace.lot_added", "Ghi lô hàng"
