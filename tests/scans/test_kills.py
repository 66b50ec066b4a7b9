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
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

import pytest

from tests.factories.scans import PAGE, PHONE
from tests.house.source import ROOT
from tests.web.test_serve import free_port, read_until

STAMPS = 20_000
KILLS = 4
TELEPHONES = 3


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """Return the folder of a system with stamps on goods, and their addresses with their numbers.

    The tests take from one heap, so that no stamp is scanned in two of them.
    """
    folder = tmp_path_factory.mktemp("stock")
    command = [sys.executable, "-m", "tests.scans.stocked", str(STAMPS)]
    told = subprocess.run(
        command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    paths = told.split()
    return folder, {path: number for number, path in enumerate(paths, 1)}, iter(paths)


def environment(folder, **more):
    """Return the environment of a system in a folder, on SQLite."""
    names = {"OCOP_VAR": str(folder), "OCOP_DEMO": "0", "PYTHONWARNINGS": "", **more}
    inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "OCOP_SITE_URL"}}
    return inherited | names | {"DJANGO_SETTINGS_MODULE": "ocop.settings"}


@contextmanager
def served(folder, **more):
    """Serve the system with two web processes; give the process and its port."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(folder, **more), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    reader = threading.Thread(target=process.stdout.read, daemon=True)
    try:
        read_until(process, f"http://127.0.0.1:{port}")
        reader.start()
        yield process, port
    finally:
        process.kill()
        process.wait()
        # Whatever the site had started ends with it, and with it the last writer.
        if reader.ident:
            reader.join()
        process.stdout.close()


class Telephones:
    """Several that scan one stamp after another, and keep which were answered in full."""

    def __init__(self, port, addresses):
        self.port, self.addresses = port, addresses
        self.answered, self.lock, self.is_over = [], threading.Lock(), False
        self.threads = [threading.Thread(target=self.scan, daemon=True) for _ in range(TELEPHONES)]

    def scan(self):
        connection = None
        while not self.is_over:
            with self.lock:
                path = next(self.addresses)
            try:
                connection = connection or HTTPConnection("127.0.0.1", self.port, timeout=10)
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
                time.sleep(0.01)
        if connection is not None:
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.is_over = True
        for thread in self.threads:
            thread.join(timeout=30)

    def wait_for(self, more):
        """Wait until so many more scans were answered."""
        wanted, end = len(self.answered) + more, time.monotonic() + 120
        while len(self.answered) < wanted:
            assert time.monotonic() < end, "The site answers no more."
            time.sleep(0.02)


def below(pid, *named):
    """Return the processes that a process has started, those with a name in their command."""
    pattern = ["-f", *named] if named else []
    told = subprocess.run(
        ["pgrep", "-P", str(pid), *pattern], capture_output=True, text=True, check=False
    )
    return [int(one) for one in told.stdout.split()]


def webs(process):
    """Return the web processes beneath a site."""
    return [pid for main in below(process.pid, "granian") for pid in below(main)]


def kill(*pids):
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def copier(folder):
    command = [sys.executable, "manage.py", "copy_scans"]
    return subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL)


def counted(folder):
    """Return how often each stamp stands in the table."""
    with sqlite3.connect(folder / "ocop.sqlite3", timeout=30) as base:
        return Counter(counter for (counter,) in base.execute("SELECT counter FROM scans_scan"))


def killed_again_and_again(folder, port, process, addresses):
    """Let telephones scan while web processes, worker and copiers are killed by turns."""
    with Telephones(port, addresses) as telephones:
        telephones.wait_for(20)
        for turn in range(KILLS):
            by_hand = copier(folder)
            telephones.wait_for(20)
            kill(*webs(process)[:1])
            if turn % 2:
                kill(*below(process.pid, "manage.py work"))
            by_hand.kill()
            by_hand.wait()
            telephones.wait_for(20)
        kill(*webs(process), *below(process.pid))
    return telephones.answered


def test_every_answered_scan_is_counted_once_whoever_is_killed(stock):
    folder, order, addresses = stock

    with served(folder) as (process, port):
        answered = killed_again_and_again(folder, port, process, addresses)
    assert copier(folder).wait() == 0

    rows = counted(folder)
    assert len(answered) > 200
    assert [path for path in answered if rows[order[path]] != 1] == []
    assert max(rows.values()) == 1
    assert not list((folder / "scans" / "spool").iterdir()), "All was copied and taken away."


def test_without_the_spool_answered_scans_are_lost(stock):
    folder, _, addresses = stock
    before = counted(folder).total()

    with served(folder, OCOP_SCAN_SPOOL="0") as (process, port):
        answered = killed_again_and_again(folder, port, process, addresses)
    copier(folder).wait()

    assert counted(folder).total() - before < len(answered)
