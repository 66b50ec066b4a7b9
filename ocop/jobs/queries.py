"""Questions about long work."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from ocop.accounts.models import User
from ocop.jobs.flow import OPEN, State
from ocop.jobs.models import Job, JobQuerySet

MOST_TRIES = 3
JUST_NOW = timedelta(minutes=30)


def claimable(at: datetime, dead: frozenset[str] = frozenset()) -> QuerySet[Job]:
    """Return the work that nobody does: queued, its lease run out, or its worker known dead."""
    left = Q(state=State.RUNNING) & (Q(lease_until__lte=at) | Q(worker__in=dead))
    return Job.objects.filter(Q(state=State.QUEUED) | left).order_by("pk")


def leaseholders() -> set[str]:
    """Return the workers that hold something."""
    return set(Job.objects.filter(state=State.RUNNING).values_list("worker", flat=True))


def ahead_of(jobs: Iterable[Job]) -> dict[int, int]:
    """Return, by key, how many are done before each one's turn; one query where any waits."""
    waiting = [job.pk for job in jobs if job.state == State.QUEUED]
    earlier = Job.objects.open().filter(pk__lt=max(waiting)) if waiting else Job.objects.none()
    line = list(earlier.order_by("pk").values_list("pk", flat=True))
    return {pk: bisect_left(line, pk) for pk in waiting}


def worth_telling(user: User, at: datetime) -> Job | None:
    """Return the work to speak of at the head of a person's pages: one that runs or has just ended.

    One query, whatever there is.
    """
    recent = Q(state__in=OPEN) | Q(finished_at__gte=at - JUST_NOW)
    return jobs_by(user).filter(recent).order_by(F("finished_at").desc(nulls_first=True)).first()


def jobs_by(user: User) -> JobQuerySet:
    """Return what a person asked for."""
    return Job.objects.filter(owner=user)
