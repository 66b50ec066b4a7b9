"""The tests' own server: real, private, and gone when it should be."""

import signal
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from urllib.parse import unquote

import psycopg
import pytest

from tests import postgres
from tests.serving import PATIENCE, is_running, within


def home_of(url: str) -> Path:
    """Return the folder that the server behind ``url`` lives in."""
    return Path(unquote(url.partition("host=")[2]))


def pid_of(home: Path) -> int:
    """Return the process of the server in ``home``."""
    return int((home / "data" / "postmaster.pid").read_text().splitlines()[0])


def is_gone(pid: int, home: Path) -> bool:
    """Tell whether server and folder are no more."""
    return not is_running(pid) and not home.exists()


@contextmanager
def server_in_a_process(signal_number: int):
    """Start a server in a process of its own, and send that process a signal in the end."""
    command = [sys.executable, "-m", "tests.postgres"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # A server that does not come is ended, so that nobody waits for its line for ever.
    watch = Timer(PATIENCE, process.kill)
    watch.start()
    try:
        yield process.stdout.readline().strip()
    finally:
        watch.cancel()
        process.send_signal(signal_number)
        process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("way", postgres.ways_down(), ids=lambda way: " ".join(way[:1]) or "plain")
def test_a_server_folds_vietnamese_capitals_and_leaves_nothing(monkeypatch, way):
    monkeypatch.setattr(postgres, "ways_down", lambda: [way])
    try:
        with postgres.running() as url:
            home, pid = home_of(url), pid_of(home_of(url))
            with psycopg.connect(url) as connection:
                [folded] = connection.execute("select lower('ĐẶC SẢN')").fetchone()
    except postgres.NoServer as reason:
        # A container may forbid one way; ``running`` then takes the next.
        assert way != postgres.ways_down()[-1], reason
        return

    assert folded == "đặc sản"
    assert is_gone(pid, home)


def test_nobody_else_can_reach_the_server():
    with postgres.running() as url:
        home = home_of(url)
        mode = stat.S_IMODE(home.stat().st_mode)
        parent = stat.S_IMODE(home.parent.stat().st_mode)
        with psycopg.connect(url) as connection:
            [addresses] = connection.execute("show listen_addresses").fetchone()

    assert (mode, addresses) == (0o700, "")
    assert parent == stat.S_IMODE(home.parent.stat().st_mode)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_server_goes_when_the_tests_are_killed(number):
    with server_in_a_process(number) as url:
        home, pid = home_of(url), pid_of(home_of(url))
        assert is_running(pid)

    assert within(PATIENCE, lambda: is_gone(pid, home))


def test_socket_paths_stay_short(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("long" * 20)))

    assert len(postgres.short_folder()) < 60
