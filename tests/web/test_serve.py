"""Serving on this machine: one address, one server, and nothing left afterwards."""

import os
import signal
import socket
import subprocess
import sys
from io import StringIO
from urllib.request import urlopen

import pytest
from django.core.management import CommandError

from ocop.web.management.commands import serve
from ocop.web.management.commands.serve import reachable, refuse_taken
from tests.serving import PATIENCE, below, is_running, served, within


def is_silent(address):
    """Tell whether nobody answers at the address."""
    try:
        urlopen(address, timeout=1).close()
    except OSError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_site_says_where_it_is_and_stops_when_told(system, number):
    with served(system) as site:
        told = site.told(site.address)
        status = urlopen(f"{site.address}/healthz", timeout=PATIENCE).status
        site.process.send_signal(number)
        code = site.process.wait(timeout=PATIENCE)

    assert (told.split()[0], status, code) == (site.address, 200, 0)
    assert is_silent(f"{site.address}/healthz")


def test_a_site_that_is_killed_leaves_no_server(system):
    with served(system) as site:
        site.told(site.address)
        site.process.kill()

        assert within(PATIENCE, lambda: is_silent(f"{site.address}/healthz"))


def test_what_works_beside_the_web_is_replaced_and_goes_with_its_site(system):
    beside = 3  # the web, the worker, and who delivers events

    with served(system) as site:
        site.told(site.address)
        assert within(PATIENCE, lambda: len(site.children()) == beside)
        [web] = below(site.process.pid, "granian")
        others = set(site.children()) - {web}
        for one in others:
            os.kill(one, signal.SIGKILL)
        assert within(
            PATIENCE,
            lambda: len(site.children()) == beside and not {*site.children()} & others,
        )
        left = site.children()
        assert web in left
        site.process.kill()

        assert within(PATIENCE, lambda: not any(is_running(pid) for pid in left))


@pytest.mark.django_db
def test_a_site_that_is_slow_to_answer_says_so_and_is_served_all_the_same(monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0)
    monkeypatch.setattr(serve, "BESIDE", ())
    said = StringIO()
    web = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def look(*words):
        StringIO.write(said, *words)
        if "Ctrl-C" in said.getvalue():
            web.stdin.close()

    said.write = look
    with pytest.raises(CommandError, match="tự dừng"):
        serve.Command(stdout=said).serve(web, "http://127.0.0.1:9", "http://ocop.example")

    assert serve.SLOW in said.getvalue()
    assert "http://ocop.example" in said.getvalue()


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
