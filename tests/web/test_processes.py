"""Processes of a site end with it, whoever is killed and whenever."""

import os
import signal
import subprocess
import sys

import pytest

from ocop.web.processes import start, stop
from tests.house.source import ROOT
from tests.serving import PATIENCE, environment, is_running, within

# A child whose parent has ended by the time it asks to end with it.
ORPHAN = """
import os, time
from ocop.web.processes import end_with
parent = os.getpid()
if os.fork() == 0:
    while os.getppid() == parent:
        time.sleep(0.01)
    end_with({whom})
    print("lives on")
"""
# Who starts another one of its group, tells its number, and waits.
FAMILY = """
import subprocess, sys
one = subprocess.Popen(["sleep", "600"])
open(sys.argv[1], "w").write(f"{one.pid} ")
one.wait()
"""


@pytest.mark.parametrize(("whom", "said"), [("parent", ""), ("os.getppid()", "lives on\n")])
def test_a_process_whose_parent_was_gone_before_it_asked_does_not_go_on(tmp_path, whom, said):
    told = subprocess.run(
        [sys.executable, "-c", ORPHAN.format(whom=whom)], cwd=ROOT, env=environment(tmp_path),
        stdout=subprocess.PIPE, text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip

    assert told.stdout == said


def test_what_a_killed_process_had_started_ends_when_it_is_stopped(tmp_path):
    note = tmp_path / "pid"
    leader = start(["-c", FAMILY, str(note)])
    assert within(PATIENCE, lambda: note.exists() and note.read_text().endswith(" "))
    left = int(note.read_text())
    os.kill(leader.pid, signal.SIGKILL)
    leader.wait(timeout=PATIENCE)
    assert is_running(left)

    stop(leader)

    assert within(PATIENCE, lambda: not is_running(left))
