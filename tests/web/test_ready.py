"""Making the system ready: one process at a time, and the others do not wait for ever."""

import fcntl

import pytest
from django.core.management import CommandError

from ocop.settings import VAR
from ocop.web import ready
from ocop.web.ready import one_at_a_time


def test_who_finds_another_at_work_waits_for_so_long_and_is_told(monkeypatch):
    monkeypatch.setattr(ready, "PATIENCE", 0)

    with (VAR / "ready.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="vẫn đang chuẩn bị"), one_at_a_time():
            raise AssertionError("Two at a time.")


def test_one_after_the_other_may_make_it_ready():
    for _ in range(2):
        with one_at_a_time(), (VAR / "ready.lock").open("w") as file, pytest.raises(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
