"""The words of the history of long work."""

from django.db.models import TextChoices


class Verb(TextChoices):
    STARTED = "jobs.started", "Giao việc chạy lâu"
    CLAIMED = "jobs.claimed", "Bắt đầu làm việc chạy lâu"
    FINISHED = "jobs.finished", "Làm xong việc chạy lâu"
    FAILED = "jobs.failed", "Việc chạy lâu bị dừng vì lỗi"
    CANCELLED = "jobs.cancelled", "Dừng việc chạy lâu"
    RESUMED = "jobs.resumed", "Cho việc chạy lâu làm tiếp"
