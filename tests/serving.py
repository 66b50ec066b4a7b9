"""A whole site as it runs: real processes on loopback, and no wait for them without an end."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import SystemRandom
from threading import Thread

from django.db import connection

from tests.house.source import ROOT

PATIENCE = 120  # seconds for what takes a few on a machine at rest
# Below those from which the system takes ports for whoever calls out.
PORTS = range(20_000, 32_000)


def free_port():
    """Return a port that nobody listens on now, and that nobody is given by chance."""
    for port in SystemRandom().sample(PORTS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("No port is free.")


def environment(folder, **more):
    """Return the environment of a system in a folder, on SQLite."""
    names = {"OCOP_VAR": str(folder), "OCOP_DEMO": "0", "PYTHONWARNINGS": "", **more}
    inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "OCOP_SITE_URL"}}
    return inherited | names | {"DJANGO_SETTINGS_MODULE": "ocop.settings"}


def with_tables(folder):
    """Lay the tests' tables into a folder, where they are SQLite's: to migrate would take long."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "ocop.sqlite3")) as copy:
            connection.connection.backup(copy)
    return folder


def within(seconds, holds):
    """Wait until it holds, and tell whether it was in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.1)
    return holds()


def is_running(pid):
    """Tell whether the process is alive; a zombie is not."""
    return status_of(pid)[0] not in {"Z", "X"}


def begun(pid):
    """Return when the process began, in the system's ticks; numbers of processes come again."""
    return int(status_of(pid)[19])


def status_of(pid):
    """Return what the system says of a process behind its name."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ["X", *["0"] * 19]
    return told.rpartition(")")[2].split()


def below(pid, *named):
    """Return the processes that a process has started, those with a name in their command."""
    pattern = ["-f", *named] if named else []
    told = subprocess.run(
        ["pgrep", "-P", str(pid), *pattern],
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    return [int(one) for one in told.stdout.split()]


class Site:
    """A site that is being served: its process, where it is, and the lines that it has said."""

    def __init__(self, process, port):
        self.process, self.port, self.lines = process, port, []
        self.address = f"http://127.0.0.1:{port}"
        # Read all the while: who fills an unread pipe stands still.
        self.reader = Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def told(self, text):
        """Wait for a line that holds ``text``, and return it."""
        within(PATIENCE, lambda: self._lines_with(text) or not self.reader.is_alive())
        found = self._lines_with(text)
        assert found, f"The site did not say {text}, but: {''.join(self.lines)}"
        return found[0].strip()

    def _lines_with(self, text):
        return [line for line in self.lines if text in line]

    def children(self):
        """Return the processes that the site has started and that live."""
        return below(self.process.pid)

    def webs(self):
        """Return its web processes, the oldest first: granian gives up one that ends too soon."""
        found = [pid for main in below(self.process.pid, "granian") for pid in below(main)]
        return sorted((pid for pid in found if is_running(pid)), key=begun)

    def kill_all(self):
        """Kill whatever the site has started, each with its own: nobody is left to start anew."""
        for leader in self.children():
            with suppress(ProcessLookupError):
                os.killpg(leader, signal.SIGKILL)

    def end(self):
        """Kill the site; who of it still writes afterwards was left behind, which is a fault."""
        leaders = self.children()
        self.process.kill()
        self.process.wait(timeout=PATIENCE)
        self.reader.join(timeout=PATIENCE)
        left = self.reader.is_alive()
        for leader in leaders if left else ():
            with suppress(ProcessLookupError):
                os.killpg(leader, signal.SIGKILL)
        assert not left, f"The site was killed and left something behind: {''.join(self.lines)}"
        self.process.stdout.close()


@contextmanager
def served(folder, *, workers=1, **more):
    """Serve the system of a folder until the end of the block."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(folder, **more), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    site = Site(process, port)
    try:
        yield site
    finally:
        site.end()
