"""How old what is said may be: by the clock of one process, and across real server processes.

No test waits for a moment or measures how long something took: an answer is held against when it
was asked for and when the recall was committed, both by the steady clock of the machine.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException

import pytest

from ocop.scans.knowledge import EVERY, OLDEST, Knowledge
from tests.factories.scans import PAGE, PHONE
from tests.house.source import ROOT
from tests.scans.beside import run_beside
from tests.serving import PATIENCE, environment, free_port

# A recall shows in every process after so many seconds.
PROMISED = 1.0
NOW = 1_760_000_000.0
RECALLED = "đang được thu hồi".encode()
ENOUGH = 5


@pytest.mark.django_db
def test_the_record_is_looked_at_once_every_half_second_however_often_it_is_asked():
    knowledge, looks = Knowledge(), []
    for hundredths in range(201):
        knowledge.freshen(NOW, 50 + hundredths / 100)
        looks.append(knowledge.checked)

    assert sorted(set(looks)) == [50, 50.5, 51, 51.5, 52]


@pytest.mark.django_db
def test_while_one_looks_others_answer_from_what_is_known_until_it_is_old():
    knowledge = Knowledge()
    knowledge.freshen(NOW, 50)
    passed = threading.Event()

    def ask(clock):
        knowledge.freshen(NOW, clock)
        passed.set()

    with knowledge.lock:
        ask(50 + EVERY)
        assert passed.is_set()
        passed.clear()
        late = threading.Thread(target=ask, args=[50 + OLDEST + 0.01], daemon=True)
        late.start()
        assert not passed.wait(0.2)
        # What the one who looks leaves behind; whoever waited need not look again.
        knowledge.checked = 50 + OLDEST
    late.join(timeout=PATIENCE)

    assert passed.is_set()
    assert knowledge.checked == 50 + OLDEST
    assert OLDEST < PROMISED


@contextmanager
def web_process(folder):
    """Serve the system by one web process; give its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "ocop.wsgi:application",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "2",
        "--log-level", "warning", "--no-ws",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(folder), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=PATIENCE)


class Buyer(threading.Thread):
    """Scans one stamp at one process again and again, and keeps what was said when."""

    def __init__(self, port, path):
        super().__init__(daemon=True)
        self.port, self.path, self.is_over = port, path, False
        # When each answer was asked for and had come, and whether it told of a recall.
        self.answers = []

    def run(self):
        while not self.is_over:
            with suppress(OSError, HTTPException):
                asked_at = time.monotonic()
                said = self.scanned()
                self.answers.append((asked_at, time.monotonic(), RECALLED in said))
            time.sleep(0.05)

    def scanned(self):
        """Return the page; refused where Django answered in place of the door."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", self.path, headers={"User-Agent": PHONE, "Accept": PAGE})
            answer = connection.getresponse()
            said = answer.read()
            if answer.headers["Cache-Control"] != "no-store":
                raise HTTPException("No page of the door's.")
            return said
        finally:
            connection.close()

    def wait_for(self, since=0.0):
        """Wait for enough answers that were asked for since then; return whether each told it."""
        end = time.monotonic() + PATIENCE
        while len(found := [told for at, _, told in self.answers if at >= since]) < ENOUGH:
            assert self.is_alive()
            assert time.monotonic() < end, "The process answers no more."
            time.sleep(0.05)
        return found


def test_a_recall_shows_within_a_second_in_every_web_process(system):
    [path] = run_beside(system, "stocked", "1")
    with ExitStack() as processes:
        ports = [processes.enter_context(web_process(system)) for _ in range(2)]
        buyers = [Buyer(port, path) for port in ports]
        for buyer in buyers:
            buyer.start()
        warm = [buyer.wait_for() for buyer in buyers]
        [committed] = map(float, run_beside(system, "recalled"))
        told = [buyer.wait_for(committed + PROMISED) for buyer in buyers]
        for buyer in buyers:
            buyer.is_over = True
            buyer.join(timeout=PATIENCE)
            assert not buyer.is_alive()

    assert not any(map(any, warm)), "Each process knew the lot before, and not as recalled."
    assert all(map(all, told))
