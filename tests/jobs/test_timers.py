"""What recurs: each at its turn, once, and whatever fails alone."""

from datetime import datetime, timedelta

import pytest

from ocop.jobs.due import Daily, Every
from ocop.jobs.models import Timer
from ocop.jobs.timers import HOLD, REST, Recurring, run_due
from ocop.kernel.act import VIETNAM
from ocop.web.timers import TIMERS
from tests.moment import NOW

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def at(day, hour, minute=0, second=0):
    return datetime(2026, 10, day, hour, minute, second, tzinfo=VIETNAM)


@pytest.mark.parametrize(("passed", "due"), [(HOUR - SECOND, False), (HOUR, True)])
def test_what_runs_every_hour_runs_again_after_an_hour(passed, due):
    assert Every(HOUR).is_due(NOW, NOW + passed) is due
    assert Every(HOUR).is_due(None, NOW)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, at(5, 5, 59, 59), False),
        (None, at(5, 6), True),
        (at(5, 6), at(5, 23, 59, 59), False),
        (at(5, 6), at(6, 0), False),
        (at(5, 6), at(6, 5, 59, 59), False),
        (at(5, 6), at(6, 6), True),
        (at(5, 23), at(6, 6), True),
    ],
)
def test_what_runs_daily_runs_once_a_day_of_vietnam_from_its_hour_on(last, now, due):
    assert Daily(hour=6).is_due(last, now) is due


@pytest.fixture
def calls():
    return []


def table(calls):
    return [Recurring("hằng ngày", Daily(), lambda act: calls.append(act.at))]


@pytest.mark.django_db
def test_a_daily_thing_is_not_done_again_after_a_restart(calls):
    for hours in (0, 1, 13):
        run_due(table(calls), lambda hours=hours: NOW + hours * HOUR)

    assert calls == [NOW]
    assert run_due(table(calls), lambda: NOW + 14 * HOUR) == ["hằng ngày"]


@pytest.mark.django_db
@pytest.mark.parametrize(("later", "again"), [(REST - SECOND, []), (REST, ["hỏng"])])
def test_what_fails_is_logged_rests_and_stops_no_other(calls, caplog, later, again):
    def fail(act):
        if not calls:
            raise RuntimeError("hỏng thật")

    failing = Recurring("hỏng", Daily(), fail)

    assert run_due([failing, *table(calls)], lambda: NOW) == ["hằng ngày"]
    assert "hỏng thật" in caplog.text
    assert run_due([failing], lambda: NOW + later) == again


@pytest.mark.django_db
@pytest.mark.parametrize(("later", "done"), [(HOLD - SECOND, 0), (HOLD, 1)])
def test_what_was_killed_on_its_way_is_done_when_its_hold_has_run_out(calls, later, done):
    Timer.objects.create(name="hằng ngày", held_until=NOW + HOLD)

    run_due(table(calls), lambda: NOW + later)

    assert len(calls) == done


def test_the_table_names_each_thing_once():
    names = [one.name for one in TIMERS]

    assert sorted(set(names)) == sorted(names)
    assert {"publish_checkpoint", "deliver_notices", "send_alerts", "clear_jobs"} <= set(names)
