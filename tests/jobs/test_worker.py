"""Long work: who does it, what stops it, and how long what came of it stays."""

from datetime import timedelta

import pytest

from ocop.audit.queries import history
from ocop.base.codes import take_number
from ocop.base.models import Counter
from ocop.files import store
from ocop.jobs import handlers
from ocop.jobs.flow import State
from ocop.jobs.handlers import File, Progress
from ocop.jobs.models import KEPT_FOR, Job
from ocop.jobs.operations import MOST_OPEN, cancel, claim, resume, start
from ocop.jobs.purging import clear_away
from ocop.jobs.queries import MOST_TRIES, ahead_of, claimable
from ocop.jobs.verbs import Verb
from ocop.jobs.worker import FAULT, LEASE, STUCK, Worker
from ocop.kernel.errors import Refused
from ocop.notices.models import Notice
from tests import cast
from tests.factories.dossiers import act_of
from tests.moment import NOW

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def kinds(monkeypatch):
    """Lend the registry of handlers to one test; what is discovered meanwhile stays."""
    monkeypatch.setitem(handlers._HANDLERS, "thu", None)
    return handlers._HANDLERS


def asked(function, *, user=None, reads_only=False, **args):
    """Return queued work that the function does."""
    handlers.job("thu", reads_only=reads_only)(function)
    return start(act_of(user or cast.tung()), kind="thu", title="Việc thử", args=args)


def worker(at=NOW, name="máy:1:a"):
    return Worker(lambda: at, name=name)


def rows(job, args, cursor):
    """Take a number a row, three rows in all."""
    for row in range((cursor or 0) + 1, 4):
        take_number("thử")
        yield Progress(row, 3, row)
    return File("ket-qua.txt", "text/plain", b"ba")


def done():
    """Return how many rows were written."""
    return sum(Counter.objects.filter(series="thử").values_list("last", flat=True))


def test_work_is_counted_row_by_row_and_leaves_a_file(kinds):
    job = asked(rows)
    before = worker().once()
    job.refresh_from_db()

    assert before is True
    assert (job.state, job.done, job.total, done()) == (State.DONE, 3, 3, 3)
    assert job.kept(job.result_key) == b"ba"
    assert [line.verb for line in history(job)] == [Verb.STARTED, Verb.CLAIMED, Verb.FINISHED]


def test_an_idle_worker_does_nothing():
    assert worker().once() is False


def test_asked_for_twice_it_is_done_once(kinds):
    assert asked(rows) == asked(rows)
    assert asked(rows, other=1) != asked(rows)


def test_a_person_has_ten_open_and_no_more(kinds):
    for number in range(MOST_OPEN):
        asked(rows, number=number)

    with pytest.raises(Refused, match="10 việc"):
        asked(rows, number=MOST_OPEN)
    assert asked(rows, user=cast.lan(), number=1).state == State.QUEUED


def test_a_refusal_ends_it_with_its_sentence_and_takes_its_step_back(kinds):
    def refusing(job, args, cursor):
        take_number("thử")
        yield Progress(1, 2, 1)
        take_number("thử")
        raise Refused("Dòng 2 thiếu tên. Hãy bổ sung.")

    job = asked(refusing)
    worker().once()
    job.refresh_from_db()

    assert (job.state, job.failure) == (State.FAILED, "Dòng 2 thiếu tên. Hãy bổ sung.")
    assert (job.done, done()) == (1, 1)


def test_a_fault_is_logged_and_told_in_words(kinds, caplog):
    def faulty(job, args, cursor):
        yield Progress(0)
        raise ZeroDivisionError

    job = asked(faulty)
    worker().once()
    job.refresh_from_db()

    assert (job.state, job.failure) == (State.FAILED, FAULT)
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("reads_only", [True, False])
def test_what_is_cancelled_stops_after_its_step_and_goes_on_from_there(kinds, reads_only):
    job = asked(rows, reads_only=reads_only)
    mine = Job.objects.get(pk=job.pk)
    Worker(lambda: NOW, between=lambda: cancel(mine, act_of(cast.tung()))).once()
    job.refresh_from_db()

    assert (job.state, job.done, done()) == (State.CANCELLED, 1, 2 if reads_only else 1)


def test_what_is_resumed_goes_on_from_its_checkpoint(kinds):
    job = asked(rows)
    mine = Job.objects.get(pk=job.pk)
    Worker(lambda: NOW, between=lambda: cancel(mine, act_of(cast.tung()))).once()
    resume(mine, act_of(cast.tung()))
    worker().once()
    job.refresh_from_db()

    assert (job.state, job.done, done()) == (State.DONE, 3, 3)


def test_a_worker_told_to_stop_leaves_the_rest_to_the_next(kinds):
    job, first = asked(rows), worker()
    first.between = lambda: setattr(first, "stopping", True)
    first.once()
    job.refresh_from_db()

    assert (job.state, job.done, done()) == (State.RUNNING, 1, 1)
    assert worker().once() is True
    job.refresh_from_db()
    assert (job.state, job.done, done()) == (State.DONE, 3, 3)


def test_what_has_ended_is_not_cancelled_and_what_is_done_not_resumed(kinds):
    job = asked(rows)
    worker().once()

    with pytest.raises(Refused, match="đã kết thúc"):
        cancel(job, act_of(cast.tung()))
    with pytest.raises(Refused, match="đã dừng giữa chừng"):
        resume(job, act_of(cast.tung()))


@pytest.mark.parametrize(("late", "free"), [(-SECOND, False), (timedelta(0), True)])
def test_work_is_free_again_when_its_lease_has_run_out(kinds, late, free):
    job = asked(rows)
    assert claim(job, act_of(None), worker="xa:1:a", until=NOW + LEASE)

    assert claimable(NOW + LEASE + late).exists() is free


def test_a_dead_worker_of_this_machine_is_not_waited_for(kinds, monkeypatch):
    monkeypatch.setattr("ocop.jobs.worker.is_dead", lambda name: name == "chết:1:a")
    job = asked(rows)
    claim(job, act_of(None), worker="chết:1:a", until=NOW + LEASE)

    assert worker().once() is True


def test_who_lost_the_lease_writes_nothing_more(kinds):
    job = asked(rows)
    Worker(lambda: NOW, between=lambda: Job.objects.update(worker="khác:1:b")).once()
    job.refresh_from_db()

    assert (job.worker, job.done, done()) == ("khác:1:b", 1, 1)


def test_work_that_kills_its_worker_is_given_up(kinds):
    job = asked(rows)
    for number in range(MOST_TRIES):
        at = NOW + number * LEASE
        assert claim(job, act_of(None, at), worker=f"xa:{number}:a", until=at + LEASE)
    worker(NOW + MOST_TRIES * LEASE).once()
    job.refresh_from_db()

    assert (job.state, job.failure, done()) == (State.FAILED, STUCK, 0)


def test_whoever_waits_is_told_how_many_are_before_them(kinds):
    first, second = asked(rows, n=1), asked(rows, n=2)

    assert ahead_of([first, second]) == {first.pk: 0, second.pk: 1}


@pytest.mark.parametrize(("early", "kept"), [(SECOND, True), (timedelta(0), False)])
def test_a_result_is_kept_for_seven_days(kinds, early, kept):
    job = asked(rows)
    worker().once()
    job.refresh_from_db()
    key, moment = job.result_key, NOW + KEPT_FOR - early

    assert clear_away(act_of(None, moment)) == (0 if kept else 1)
    assert store.exists(key, shelf=job.shelf) is kept
    assert job.is_kept_at(moment) is kept
    assert timedelta(days=7) == KEPT_FOR


def test_clearing_away_leaves_what_others_keep_for_good(kinds):
    job = asked(rows)
    worker().once()
    key = store.save(b"ba")

    clear_away(act_of(None, NOW + KEPT_FOR))

    assert store.exists(key)
    assert clear_away(act_of(None, NOW + KEPT_FOR)) == 0
    job.refresh_from_db()
    assert (job.cleared, job.args, job.state) == (True, {}, State.DONE)


def test_what_was_cleared_away_is_not_resumed(kinds):
    job = asked(rows)
    cancel(job, act_of(cast.tung()))

    with pytest.raises(Refused, match="sau bảy ngày"):
        resume(job, act_of(cast.tung(), NOW + KEPT_FOR))


@pytest.mark.parametrize(("waited", "told"), [(MINUTE - SECOND, 0), (MINUTE, 1)])
def test_whoever_waited_a_minute_is_told_of_the_end(kinds, waited, told):
    job = asked(rows)
    worker(NOW + waited).once()

    links = [notice.link for notice in Notice.objects.filter(user=cast.tung())]
    assert links == [f"/van-phong/viec/{job.pk}/"] * told
