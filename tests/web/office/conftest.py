"""Every page of the office is asked at the tests' moment."""

import pytest

from tests.factories.dossiers import a_commune, a_producer
from tests.web.desk import stand_still


@pytest.fixture(autouse=True)
def moment(db, monkeypatch):
    stand_still(monkeypatch)


@pytest.fixture
def beside():
    """A producer of another commune of the province."""
    return a_producer(commune=a_commune("06985", "Lương Minh"))
