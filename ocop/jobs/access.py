"""Which long work a person may reach: their own, and nobody else's."""

from ocop.accounts.models import User
from ocop.jobs.models import JobQuerySet
from ocop.jobs.queries import jobs_by


def jobs_for(user: User) -> JobQuerySet:
    """Return the work that ``user`` asked for."""
    return jobs_by(user)
