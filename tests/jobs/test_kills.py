"""A worker that is killed again and again does each row once; without checkpoints it does not."""

import random
import time

import pytest
from django.db import connection

from ocop.jobs.flow import State
from ocop.jobs.handlers import job as does
from ocop.jobs.operations import start
from tests import cast
from tests.factories.dossiers import act_of
from tests.jobs import rig

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 3


def outcome(folder, *, seed, kills, checkpoint=True):
    """Do the rig's job, its workers killed at the seed's moments; count what became of it."""
    does("rig")(rig.work_on)
    args = {"rows": rig.ROWS, "checkpoint": checkpoint}
    start(act_of(cast.tung()), kind="rig", title="Việc thử", args=args)
    known = rig.environment(folder, connection)
    for moment in moments(seed, kills):
        kill_after(moment, rig.started(known))
    rig.ended(rig.started(known))
    return rig.count(known)


def moments(seed, kills):
    """Return after which step of its own, and how long into the next, each worker is killed."""
    dice = random.Random(seed)
    return [(dice.randint(1, 5), dice.uniform(0, rig.STEP * rig.PACE)) for _ in range(kills)]


def kill_after(moment, worker):
    steps, seconds = moment
    for _ in range(steps + 1):
        assert rig.said(worker) == "step\n"
    time.sleep(seconds)
    rig.kill(worker)


def uninterrupted():
    """Return what a run without a kill comes to."""
    rows = [[f"row:{row:04}", 1] for row in range(rig.ROWS)]
    return rows, [State.DONE, rig.ROWS, rig.ROWS]


@pytest.mark.parametrize("kills", [0, KILLS])
def test_whoever_is_killed_does_what_nobody_killed_would_have_done(tmp_path, kills):
    found = outcome(tmp_path / "var", seed=1, kills=kills)

    assert (found["rows"], found["job"][:3]) == uninterrupted()


def test_without_checkpoints_a_kill_does_rows_twice(tmp_path):
    found = outcome(tmp_path / "var", seed=3, kills=1, checkpoint=False)

    assert max(times for _, times in found["rows"]) > 1
