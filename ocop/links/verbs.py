"""The words of the history of links."""

from django.db.models import TextChoices


class Verb(TextChoices):
    REPLACED = "links.replaced", "Cập nhật liên kết GS1"
