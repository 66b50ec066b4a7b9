"""Every page of the scoring room is asked at the tests' moment."""

import pytest

from tests.web.desk import stand_still


@pytest.fixture(autouse=True)
def moment(db, monkeypatch):
    stand_still(monkeypatch)
