"""The words of places' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    LOADED = "places.loaded", "Nạp danh mục hành chính"
    MERGED = "places.merged", "Sáp nhập"
