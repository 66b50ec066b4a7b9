"""Serving on this machine: one address, one server, and nothing left afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from django.core.management import CommandError

from ocop.web.management.commands.serve import reachable, refuse_taken
from tests.house.source import ROOT
from tests.test_postgres import is_running


def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def site(folder):
    """Serve an empty system from a folder of its own; give its process and its address."""
    port = free_port()
    names = {"OCOP_VAR": str(folder), "OCOP_DEMO": "0", "PYTHONWARNINGS": ""}
    environ = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "OCOP_SITE_URL"}}
    environ |= names | {"DJANGO_SETTINGS_MODULE": "ocop.settings"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder that one site after the other uses, so that only the first fills it."""
    return tmp_path_factory.mktemp("site")


def read_until(process, text):
    """Read what the site says until a line holds ``text``."""
    for line in process.stdout:
        if text in line:
            return line.strip()
    raise AssertionError(f"The site ended without saying {text}.")


def is_silent_within(seconds, address):
    """Wait until nobody answers at the address, and tell whether it was in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urlopen(address, timeout=1).close()
        except OSError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_site_says_where_it_is_and_stops_when_told(folder, number):
    with site(folder) as (process, address):
        told = read_until(process, address)
        status = urlopen(f"{address}/healthz", timeout=5).status
        process.send_signal(number)
        code = process.wait(timeout=30)

    assert (told.split()[0], status, code) == (address, 200, 0)
    assert is_silent_within(1, f"{address}/healthz")


def test_a_site_that_is_killed_leaves_no_server(folder):
    with site(folder) as (process, address):
        read_until(process, address)
        process.kill()

        assert is_silent_within(10, f"{address}/healthz")


def children(process):
    """Return the processes that the site has started and that live."""
    told = subprocess.run(
        ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False
    )
    return {int(pid) for pid in told.stdout.split()}


def within(seconds, holds):
    """Wait until it holds, and tell whether it was in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.1)
    return holds()


def test_what_works_beside_the_web_is_replaced_and_goes_with_its_site(folder):
    beside = 3  # the web, the worker, and who delivers events

    with site(folder) as (process, address):
        read_until(process, address)
        assert within(60, lambda: len(children(process)) == beside)
        web, *others = sorted(children(process))
        for one in others:
            os.kill(one, signal.SIGKILL)
        assert within(
            60, lambda: len(children(process)) == beside and not children(process) & set(others)
        )
        assert web in children(process)
        left = children(process)
        process.kill()

        assert within(60, lambda: not any(is_running(pid) for pid in left))


def test_a_second_site_on_the_same_port_is_refused_before_it_begins():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"--port {port + 1}"):
            refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "called"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")]
)
def test_a_host_is_called_by_an_address_that_leads_to_it(host, called):
    assert reachable(host) == called
