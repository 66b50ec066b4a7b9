"""The printer's file grows in sight, can be stopped, and goes on from where it was."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from ocop.jobs.flow import State
from ocop.jobs.operations import cancel, resume
from ocop.jobs.worker import Worker
from ocop.stamps.jobs import STEP
from ocop.stamps.operations import print_stamps
from ocop.stamps.outputs import CSV, SHEETS, write_file
from ocop.stamps.printing import LABELS
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.stamps import a_batch, a_lot
from tests.moment import NOW

pytestmark = pytest.mark.django_db
COUNT = 2 * STEP + 7


def test_a_file_that_was_stopped_goes_on_from_its_checkpoint_to_the_same_bytes(tmp_path):
    batch = a_batch(a_lot(units=COUNT + 3), COUNT)
    job = print_stamps(batch, act_of(cast.tung()), output=CSV)

    Worker(lambda: NOW, between=lambda: cancel(job, act_of(cast.tung()))).once()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.CANCELLED, STEP, COUNT)
    resume(job, act_of(cast.tung()))
    Worker(lambda: NOW).once()

    job.refresh_from_db()
    size = write_file(batch, CSV, tmp_path / "whole")
    assert (job.state, job.done, job.result_size) == (State.DONE, COUNT, size)
    assert job.kept(job.result_key) == (tmp_path / "whole").read_bytes()


@pytest.mark.parametrize("label", ["a4-16", "a4-28"])
def test_sheets_that_are_made_in_parts_leave_room_on_the_last_page_only(label):
    batch = a_batch(a_lot(units=150), 150)
    job = print_stamps(batch, act_of(cast.tung()), output=SHEETS, label=label)

    Worker(lambda: NOW).once()

    job.refresh_from_db()
    calibration, sheets = 1, -(-150 // LABELS[label].per_page)
    assert len(PdfReader(BytesIO(job.kept(job.result_key))).pages) == calibration + sheets
