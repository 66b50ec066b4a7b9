"""Every answered scan is counted exactly once, whichever process is killed in between.

Real servers on loopback: web processes, the worker that copies, and copiers by hand, all killed
with SIGKILL while telephones ask. The certificate of the stock lies where the tests' people live,
so that what the page says does not matter here; that it was answered does.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException

import pytest

from tests.factories.scans import PAGE, PHONE
from tests.house.source import ROOT
from tests.scans.beside import run_beside
from tests.serving import PATIENCE, below, environment, served, within

STAMPS = 20_000
KILLS = 2
ENOUGH = 20
TELEPHONES = 3
# So many scans of each in a second do not come to an end before the stamps do.
PAUSE = 0.02


@pytest.fixture(scope="module")
def stock(system):
    """Return the folder of a system with stamps on goods, and their addresses with their numbers.

    The tests take from one heap, so that no stamp is scanned in two of them.
    """
    paths = run_beside(system, "stocked", str(STAMPS))
    return system, {path: number for number, path in enumerate(paths, 1)}, iter(paths)


class Telephones:
    """Several that scan one stamp after another, and keep which were answered in full."""

    def __init__(self, site, addresses):
        self.site, self.addresses = site, addresses
        self.answered, self.lock, self.is_over = [], threading.Lock(), False
        self.threads = [threading.Thread(target=self.scan, daemon=True) for _ in range(TELEPHONES)]

    def scan(self):
        connection = None
        while not self.is_over:
            with self.lock:
                path = next(self.addresses)
            try:
                connection = connection or HTTPConnection("127.0.0.1", self.site.port, timeout=10)
                connection.request("GET", path, headers={"User-Agent": PHONE, "Accept": PAGE})
                answer = connection.getresponse()
                answer.read()
                # A page of Django's would be an answer of somebody else's.
                if answer.headers["Cache-Control"] == "no-store":
                    self.answered.append(path)
            except (OSError, HTTPException):
                if connection is not None:
                    connection.close()
                connection = None
            time.sleep(PAUSE)
        if connection is not None:
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.is_over = True
        for thread in self.threads:
            thread.join(timeout=PATIENCE)
        assert not any(thread.is_alive() for thread in self.threads)

    def wait_for(self, more):
        """Wait until so many more scans were answered."""
        wanted = len(self.answered) + more
        assert within(PATIENCE, lambda: len(self.answered) >= wanted), "".join(self.site.lines)


def kill(*pids):
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def copier(folder):
    command = [sys.executable, "manage.py", "copy_scans"]
    return subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL)


def counted(folder):
    """Return how often each stamp stands in the table."""
    with closing(sqlite3.connect(folder / "ocop.sqlite3", timeout=30)) as base:
        return Counter(counter for (counter,) in base.execute("SELECT counter FROM scans_scan"))


def killed_again_and_again(folder, addresses, *, kills, **environment):
    """Let telephones scan while web processes, worker and copiers are killed by turns."""
    with served(folder, workers=2, **environment) as site:
        site.told(site.address)
        with Telephones(site, addresses) as telephones:
            telephones.wait_for(ENOUGH)
            for turn in range(kills):
                by_hand = copier(folder)
                telephones.wait_for(ENOUGH)
                kill(*site.webs()[:1])
                if turn % 2:
                    kill(*below(site.process.pid, "manage.py work"))
                by_hand.kill()
                by_hand.wait(timeout=PATIENCE)
                telephones.wait_for(ENOUGH)
            site.kill_all()
    return telephones.answered


def test_every_answered_scan_is_counted_once_whoever_is_killed(stock):
    folder, order, addresses = stock

    answered = killed_again_and_again(folder, addresses, kills=KILLS)
    assert copier(folder).wait(timeout=PATIENCE) == 0

    rows = counted(folder)
    assert len(answered) >= (2 * KILLS + 1) * ENOUGH
    assert [path for path in answered if rows[order[path]] != 1] == []
    assert max(rows.values()) == 1
    assert not list((folder / "scans" / "spool").iterdir()), "All was copied and taken away."


def test_without_the_spool_answered_scans_are_lost(stock):
    folder, _, addresses = stock
    before = counted(folder).total()

    answered = killed_again_and_again(folder, addresses, kills=1, OCOP_SCAN_SPOOL="0")
    assert copier(folder).wait(timeout=PATIENCE) == 0

    assert counted(folder).total() - before < len(answered)
