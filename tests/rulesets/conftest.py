import pytest

from ocop.kernel.act import Act
from ocop.rulesets import bundled
from ocop.rulesets.operations import load_ruleset


@pytest.fixture
def act(db, now):
    """An act of a command: rulesets come from files, not from a person's screen."""
    return Act(by=None, at=now, origin="test")


@pytest.fixture
def ruleset(act):
    return load_ruleset(act, text=bundled.text("qd26-2026"))
