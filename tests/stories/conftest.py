"""The stories play at the tests' moment, on ground that each lays anew."""

import pytest

from tests.stories.desks import Ground
from tests.web.desk import stand_still


@pytest.fixture
def ground(db, monkeypatch):
    stand_still(monkeypatch)
    return Ground()
