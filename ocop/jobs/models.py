"""Long work and timers, as rows that outlive every process."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.base.fields import LineField, TextField
from ocop.base.models import Record
from ocop.files import store
from ocop.jobs.flow import OPEN, State
from ocop.kernel.act import Act

KEPT_FOR = timedelta(days=7)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        """Return what waits or runs."""
        return self.filter(state__in=OPEN)


class Job(Record):
    """Việc chạy lâu: what somebody asked for, how far it is, and what came of it."""

    kind = models.CharField("Loại", max_length=60)
    title = LineField("Việc", max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    behalf = models.CharField("Làm thay", max_length=60, blank=True)
    request = models.CharField("Yêu cầu", max_length=32)
    args = models.JSONField("Đầu vào", default=dict)
    state = models.CharField(
        "Trạng thái", max_length=10, choices=State.choices, default=State.QUEUED
    )
    done = models.PositiveIntegerField("Đã làm", default=0)
    total = models.PositiveIntegerField("Phải làm", null=True)
    # Where to go on: written in the same transaction as the rows of the step that led there.
    cursor = models.JSONField("Điểm làm tiếp", null=True)
    worker = models.CharField("Người làm", max_length=100, blank=True)
    lease_until = models.DateTimeField("Giữ việc đến", null=True)
    # Claims since the last step forward: work that kills its worker is not claimed for ever.
    tries = models.PositiveSmallIntegerField("Số lần thử", default=0)
    started_at = models.DateTimeField("Bắt đầu", null=True)
    finished_at = models.DateTimeField("Kết thúc", null=True)
    keeps_until = models.DateTimeField("Giữ kết quả đến", null=True)
    result_key = models.CharField("Nơi cất kết quả", max_length=64, blank=True)
    result_name = LineField("Tên tệp", max_length=200, blank=True)
    result_mime = models.CharField("Kiểu tệp", max_length=100, blank=True)
    result_size = models.PositiveBigIntegerField("Cỡ (byte)", default=0)
    result_url = models.CharField("Nơi xem kết quả", max_length=300, blank=True)
    outcome = TextField("Kết quả", blank=True)
    failure = TextField("Lý do dừng", blank=True)
    cleared = models.BooleanField("Đã dọn", default=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], name="job_owner"),
            models.Index(fields=["id"], name="job_open", condition=Q(state__in=sorted(OPEN))),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_leased",
                condition=Q(state=State.RUNNING, lease_until__isnull=False) & ~Q(worker="")
                | ~Q(state=State.RUNNING) & Q(lease_until=None, worker=""),
            ),
            models.CheckConstraint(
                name="job_ended",
                condition=Q(state__in=sorted(OPEN), finished_at=None, keeps_until=None)
                | ~Q(state__in=sorted(OPEN))
                & Q(finished_at__isnull=False, keeps_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether it waits or runs."""
        return self.state in OPEN

    @property
    def act(self) -> Act:
        """Return the act that asked for it: what it writes was done by then, and by them.

        The same whenever it is resumed, so that a kill changes nothing of what is written.
        """
        return Act(
            by=self.owner,
            at=self.created_at,
            origin="job",
            request=self.request,
            behalf=self.behalf,
        )

    @property
    def shelf(self) -> str:
        """Return the shelf of the store that holds what this work made, and nothing else."""
        return f"job-{self.pk}"

    def keep(self, data: bytes) -> str:
        """Keep bytes until the work is cleared away, and return their key."""
        return store.save(data, shelf=self.shelf)

    def keep_all(self, keys: Iterable[str]) -> tuple[str, int]:
        """Keep what was kept in pieces as one file; return its key and size."""
        return store.save_pieces((self.kept(key) for key in keys), shelf=self.shelf)

    def kept(self, key: str) -> bytes:
        """Return bytes that this work kept."""
        with store.open_key(key, shelf=self.shelf) as stream:
            return stream.read()

    def tell(self, done: int) -> None:
        """Say how far a step is that writes all its rows at once, outside its transaction."""
        store.note(self.shelf, str(done))

    def told(self) -> int:
        """Return how far the running step said to be; its rows are seen when it is committed."""
        said = store.noted(self.shelf) if self.state == State.RUNNING else ""
        return int(said) if said.isdigit() else 0

    def is_kept_at(self, moment: datetime) -> bool:
        """Tell whether its result can still be had."""
        return self.keeps_until is not None and moment < self.keeps_until


class Timer(models.Model):
    """Việc định kỳ: when a thing of the table of timers was last done to its end."""

    name = models.CharField("Tên", max_length=60, unique=True)
    last_at = models.DateTimeField("Lần trước", null=True)
    held_until = models.DateTimeField("Giữ đến", null=True)

    def __str__(self) -> str:
        return self.name
