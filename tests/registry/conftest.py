"""What the tests of the standing record share."""

import pytest

from tests.factories.registers import quang_ninh
from tests.moment import NOW


@pytest.fixture
def province(db):
    """Quảng Ninh, with its communes of before and after July 2025."""
    return quang_ninh()


@pytest.fixture
def act(db):
    """An act of nobody in particular, at the moment of the tests."""
    from ocop.kernel.act import Act

    return Act(by=None, at=NOW, origin="test")
