"""Each check of the resolver begins with the same links, at the tests' moment."""

import pytest

from tests.web.desk import stand_still
from tests.web.public.resolver.linked import FILE, load


@pytest.fixture(autouse=True)
def loaded(db, monkeypatch):
    stand_still(monkeypatch)
    load(FILE)
