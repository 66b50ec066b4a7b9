"""What every test may ask for: the moment, an act, and a database that can be emptied."""

import os
import shutil
from pathlib import Path

import pytest
from django.test import TransactionTestCase

from tests.history import emptied_with_triggers_off
from tests.hostile.counting import told as hostile_inputs_of
from tests.house.counting import told as requests_of
from tests.moment import NOW


@pytest.fixture
def now():
    """The moment at which the tests' world stands still: 5 October 2026, 10:00, in Hạ Long."""
    return NOW


@pytest.fixture
def act(db):
    """An act of Tùng, the officer of the province, at that moment."""
    from ocop.kernel.act import Act
    from tests import cast

    return Act(by=cast.tung(), at=NOW, origin="test")


@pytest.fixture(scope="module")
def system(tmp_path_factory, django_db_setup, django_db_blocker):
    """The folder of an empty system, for processes that serve it or work in it."""
    from tests.serving import with_tables

    with django_db_blocker.unblock():
        return with_tables(tmp_path_factory.mktemp("system"))


def pytest_unconfigure():
    """Take the run's folder away, also where a parallel worker ends without saying goodbye."""
    folder = Path(os.environ.get("OCOP_VAR", ""))
    if folder.name.startswith("ocop-tests-"):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_configure():
    """Let tests that commit empty tables which refuse to be emptied."""
    TransactionTestCase._fixture_teardown = emptied_with_triggers_off(
        TransactionTestCase._fixture_teardown
    )


def pytest_terminal_summary(terminalreporter):
    """Say how many hostile inputs were thrown and how many doors were tried, where any were."""
    passed = terminalreporter.stats.get("passed", [])
    if line := hostile_inputs_of(passed):
        terminalreporter.write_line(line)
    if line := requests_of(passed):
        terminalreporter.write_line(line)
