"""Workers that reach for the same work in the same instant."""

from threading import Barrier

import pytest

from ocop.jobs.flow import State
from ocop.jobs.handlers import job as does
from ocop.jobs.models import Job
from ocop.jobs.operations import claim, start
from ocop.jobs.worker import LEASE
from tests import cast
from tests.factories.dossiers import act_of
from tests.moment import NOW
from tests.racing import at_once, patiently

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def a_job():
    does("race")(lambda job, args, cursor: iter(()))
    return start(act_of(cast.tung()), kind="race", title="Việc thử", args={})


def unguarded(pk, name, meeting):
    """Claim as one would without the condition: look first, then write."""
    job = patiently(lambda: Job.objects.get(pk=pk))
    meeting.wait(timeout=60)
    if job.state != State.QUEUED:
        return False
    mine = Job.objects.filter(pk=pk)
    patiently(lambda: mine.update(state=State.RUNNING, worker=name, lease_until=NOW + LEASE))
    return True


def test_without_the_condition_several_believe_that_it_is_theirs():
    job, meeting = a_job(), Barrier(WORKERS)
    names = [f"máy:{n}:a" for n in range(WORKERS)]
    won = at_once(*(lambda name=name: unguarded(job.pk, name, meeting) for name in names))

    assert sum(won) > 1


def test_one_of_several_workers_gets_it():
    job = a_job()
    copies = [(Job.objects.get(pk=job.pk), f"máy:{n}:a") for n in range(WORKERS)]
    won = at_once(
        *(
            lambda one=one, name=name: claim(one, act_of(None), worker=name, until=NOW + LEASE)
            for one, name in copies
        )
    )

    assert sorted(won) == [False] * (WORKERS - 1) + [True]
    assert Job.objects.get(pk=job.pk).tries == 1
