"""Who does the long work: one step, one checkpoint, one transaction; again until it ends.

What is written here (leases, checkpoints) says how far a machine is: it is no act of anybody's,
and leaves no line of history (docs/adr/0012).
"""

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import InterfaceError, OperationalError, transaction

from ocop.base.models import lock
from ocop.jobs.flow import State
from ocop.jobs.handlers import Outcome, Progress, Steps, handler_of
from ocop.jobs.models import Job
from ocop.jobs.operations import claim, fail, finish
from ocop.jobs.queries import MOST_TRIES, claimable, leaseholders
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
FAULT = (
    "Hệ thống gặp lỗi khi làm việc này; phần đã làm vẫn còn. "
    "Hãy bấm “Làm tiếp”. Nếu vẫn dừng, hãy báo người quản trị."
)
STUCK = (
    f"Việc này đã dừng đột ngột {MOST_TRIES} lần ở cùng một chỗ nên không thử nữa. "
    "Hãy báo người quản trị, hoặc bấm “Làm tiếp” để thử lại."
)


class Lost(Exception):
    """The work is no longer this worker's: it was cancelled, or its lease ran out."""


@dataclass(frozen=True, slots=True)
class End:
    """The handler has done all its steps."""

    outcome: Outcome


def worker_name() -> str:
    """Return a name for this process that tells whether it still lives."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"


def is_dead(worker: str) -> bool:
    """Tell whether a worker of this machine has ended; of others only their lease tells."""
    host, pid, _ = worker.rsplit(":", 2)
    if host != socket.gethostname()[:40]:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@dataclass
class Worker:
    """Does one job after another; ``clock`` is read at each step, ``between`` run between two."""

    clock: Callable[[], datetime]
    between: Callable[[], None] = lambda: None
    name: str = field(default_factory=worker_name)
    stopping: bool = False

    def once(self) -> bool:
        """Do the next job as far as it goes; false when there is none."""
        job = self._claimed()
        if job is None:
            return False
        try:
            self._work(job)
        except Lost:
            logger.info("Job %s is no longer ours.", job.pk)
        return True

    def _claimed(self) -> Job | None:
        now = self.clock()
        dead = frozenset(name for name in leaseholders() if name != self.name and is_dead(name))
        for job in claimable(now, dead).select_related("owner")[:5]:
            if claim(job, _timer(now), worker=self.name, until=now + LEASE, dead=dead):
                return job
        return None

    def _work(self, job: Job) -> None:
        try:
            self._go_through(job)
        except (Lost, OperationalError, InterfaceError):
            raise  # the lease runs out, and the last checkpoint stands
        except Refused as refusal:
            self._fail(job, str(refusal))
        except Exception:
            logger.exception("Job %s (%s) failed.", job.pk, job.kind)
            self._fail(job, FAULT)

    def _go_through(self, job: Job) -> None:
        if job.tries > MOST_TRIES:
            raise Refused(STUCK)
        handler = handler_of(job.kind)
        steps = handler.run(job, job.args, job.cursor)
        while not self.stopping:
            if self._step(job, steps, reads_only=handler.reads_only):
                return
            self.between()
        self._release(job)

    def _step(self, job: Job, steps: Steps, *, reads_only: bool) -> bool:
        """Do one step and commit it with its checkpoint, or not at all; true for the last one."""
        told = _next(steps) if reads_only else None
        with transaction.atomic():
            self._hold(job)
            told = told or _next(steps)
            if isinstance(told, End):
                finish(job, _timer(self.clock()), outcome=told.outcome)
            else:
                self._advance(job, told)
        return isinstance(told, End)

    def _hold(self, job: Job) -> None:
        """Keep others off until the step is committed; whoever lost the work stops here."""
        lock(job)
        if job.state != State.RUNNING or job.worker != self.name:
            raise Lost

    def _advance(self, job: Job, told: Progress) -> None:
        job.done, job.cursor, job.tries = told.done, told.cursor, 0
        job.total = told.total if told.total is not None else job.total
        job.lease_until = self.clock() + LEASE
        job.save(update_fields=["done", "cursor", "tries", "total", "lease_until"])

    @transaction.atomic
    def _release(self, job: Job) -> None:
        """Leave the work to whoever comes next, where this worker is told to stop."""
        self._hold(job)
        job.lease_until, job.tries = self.clock(), 0
        job.save(update_fields=["lease_until", "tries"])

    @transaction.atomic
    def _fail(self, job: Job, sentence: str) -> None:
        self._hold(job)
        fail(job, _timer(self.clock()), sentence=sentence)


def _next(steps: Steps) -> Progress | End:
    try:
        return next(steps)
    except StopIteration as stop:
        return End(stop.value)


def _timer(at: datetime) -> Act:
    return Act(by=None, at=at, origin="worker")
