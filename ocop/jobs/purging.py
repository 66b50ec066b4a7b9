"""Clearing away what long work left, once its seven days are over."""

from ocop.files import store
from ocop.jobs.models import Job
from ocop.kernel.act import Act


def clear_away(act: Act) -> int:
    """Take away results and half-done pieces whose days are over; return how many jobs' it was.

    The line of the work itself stays, without its arguments.
    """
    over = list(Job.objects.filter(keeps_until__lte=act.at, cleared=False))
    for job in over:
        store.clear(job.shelf)
    return Job.objects.filter(pk__in=[job.pk for job in over]).update(
        cleared=True, args={}, cursor=None, result_key="", result_url=""
    )
