"""The words of the programme year's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    CYCLE_OPENED = "cycles.cycle_opened", "Mở chu trình"
    ROUND_PLANNED = "cycles.round_planned", "Lập đợt đánh giá"
