"""The words of the repository's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    CAPTURED = "epcis.captured", "Nạp sự kiện truy xuất"
    REFUSED = "epcis.refused", "Không nhận sự kiện truy xuất"
    TOLD = "epcis.told", "Ghi sự kiện từ nhật ký"
    DESCRIBED = "epcis.described", "Ghi dữ liệu gốc"
