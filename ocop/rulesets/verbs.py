"""The words of a ruleset's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    LOADED = "rulesets.loaded", "Nạp bộ tiêu chí"
    USED = "rulesets.used", "Dùng lần đầu, từ nay không sửa"
    WORDED = "rulesets.worded", "Nạp lời văn chính thức"
