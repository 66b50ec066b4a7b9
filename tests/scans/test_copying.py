"""Each spooled scan comes into the table exactly once, whoever stops on the way."""

import fcntl
import os
import subprocess
import sys

import pytest
from django.db import transaction

from ocop.scans import copying, spool
from ocop.scans.models import Alarm, Scan, Spooled, Tally
from ocop.scans.tallies import count_days, forget, kept_since
from tests import cast
from tests.factories.dossiers import act_of
from tests.factories.scans import a_door, address_of, asked, copied
from tests.factories.stamps import a_handed_batch
from tests.house.source import ROOT
from tests.moment import NOW, TODAY
from tests.serving import PATIENCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    return a_handed_batch(active=(1, 50))


def spools():
    return sorted(spool.folder().glob(f"*{spool.ENDING}"))


def scan(batch, *counters):
    door = a_door()
    for counter in counters:
        asked(door, address_of(batch, counter))
    return door


def gone(door):
    """Let go of a door's file as the end of its process would."""
    door.spool.map.close()
    os.close(door.spool.handle)


def test_a_scan_is_copied_once_however_often_spools_are_looked_at(batch):
    scan(batch, 1, 2)

    assert (copied(), copied()) == (2, 0)
    assert sorted(Scan.objects.values_list("counter", flat=True)) == [1, 2]


def test_a_spool_that_is_written_to_is_copied_on_from_where_it_was(batch):
    door = scan(batch, 1)
    copied()
    asked(door, address_of(batch, 2))

    assert copied() == 1
    assert len(spools()) == 1


def test_the_spool_of_a_process_that_has_gone_is_taken_away_with_its_mark(batch):
    door = scan(batch, 1)
    copied()
    gone(door)

    copied()

    assert (spools(), Spooled.objects.count(), Scan.objects.count()) == ([], 0, 1)


def test_a_spool_is_kept_while_a_scan_of_it_is_not_in_the_table(batch):
    door = scan(batch, 1)
    gone(door)
    [path] = spools()
    Spooled.objects.create(name=path.name, done=0)

    copying._take_away(path)

    assert spools() == [path]


def test_who_stops_before_the_commit_has_copied_nothing(batch):
    scan(batch, 1, 2)

    with transaction.atomic():
        copied()
        transaction.set_rollback(True)

    assert Scan.objects.count() == 0
    assert copied() == 2


def test_half_a_line_waits_and_a_torn_line_is_left(batch):
    door = scan(batch, 1)
    gone(door)
    [path] = spools()
    whole = path.read_bytes().rstrip(b"\0")
    held = path.open("r+b")
    fcntl.flock(held, fcntl.LOCK_EX)
    path.write_bytes(whole + whole[:20])
    assert copied() == 1

    path.write_bytes(whole + whole[:20] + b"\n" + b"77" + whole[whole.index(b"\t") :])
    held.close()
    copied()

    assert Scan.objects.count() == 2


def test_a_line_of_which_a_part_is_not_there_yet_waits_with_all_behind_it(batch):
    door = scan(batch, 1, 2)
    gone(door)
    [path] = spools()
    first, second, _ = (line + b"\n" for line in path.read_bytes().split(b"\n"))
    path.write_bytes(first + second[:30] + bytes(10) + second[40:] + bytes(100))

    assert copying._read(path, 0) == first


def test_a_scan_of_which_nothing_can_be_kept_is_answered_all_the_same(batch, monkeypatch):
    def full(*told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    door = a_door()
    answered = asked(door, address_of(batch, 1))

    assert answered.status == 200
    assert list(spool.folder().glob("*")) == []


def test_a_spool_that_grew_large_is_followed_by_another(batch):
    door = scan(batch, 1)
    door.spool.map.seek(0, os.SEEK_END)
    asked(door, address_of(batch, 2))
    door.spool.map.seek(0, os.SEEK_END)
    asked(door, address_of(batch, 3))

    assert len(spools()) == 3
    door.spool.settle()
    assert copied() == 3
    assert len(spools()) == 1, "What is full and on the disk is closed."


def test_spools_of_other_machines_are_theirs(batch):
    scan(batch, 1)
    [path] = spools()
    path.rename(path.with_name("0000deadbeef-1-1.scans"))

    assert copied() == 0


def test_what_is_raised_is_told_to_commune_and_province_once(batch):
    from ocop.notices.models import Notice

    lan, tung = cast.lan(), cast.tung()
    door = a_door()
    for number in range(40):
        asked(door, address_of(batch, 7), address=f"10.0.{number}.1")
        copied()

    alarm = Alarm.objects.get()
    told = Notice.objects.filter(key=f"scans:alarm:{alarm.pk}")
    assert {notice.user for notice in told} == {lan, tung}


def test_days_are_counted_and_stay_when_scans_are_forgotten(batch):
    door = scan(batch, 1, 2)
    asked(door, address_of(batch, 2), address="10.0.0.2")
    copied()
    assert count_days(act_of()) == 1
    assert count_days(act_of()) == 0

    [tally] = Tally.objects.all()
    assert (tally.day, tally.scans, tally.stamps) == (TODAY, 3, 2)


@pytest.mark.parametrize(
    ("day", "since"),
    [("2026-10-05", "2025-10-01"), ("2026-10-31", "2025-10-01"), ("2026-11-01", "2025-11-01")],
)
def test_whole_months_are_kept_for_twelve_months(day, since):
    assert kept_since(NOW.date().fromisoformat(day)).isoformat() == since


@pytest.mark.parametrize(("seconds", "left"), [(-1, 0), (0, 1)])
def test_scans_are_forgotten_a_second_before_the_first_month_that_is_kept(batch, seconds, left):
    from datetime import datetime, timedelta

    from ocop.kernel.act import VIETNAM

    door = a_door()
    door.clock.at = datetime(2025, 10, 1, tzinfo=VIETNAM) + timedelta(seconds=seconds)
    asked(door, address_of(batch, 1))
    copied()

    forget(act_of())

    assert Scan.objects.count() == left
    assert Tally.objects.get().scans == 1


def test_a_process_that_is_killed_leaves_what_it_wrote(scans_folder):
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings';"
        "import django; django.setup(); from django.conf import settings; from pathlib import Path;"
        f"settings.SCANS = Path({str(scans_folder)!r});"
        "from ocop.scans.spool import Spool; Spool().append('told'); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=PATIENCE)

    [path] = spools()
    assert (done.returncode, path.read_bytes().rstrip(b"\0").endswith(b"\ttold\n")) == (-9, True)
