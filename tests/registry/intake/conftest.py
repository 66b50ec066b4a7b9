"""What the tests of registers that are taken in share."""

import pytest

from ocop.registry.intake import plan_registry
from ocop.registry.operations import import_registry
from tests.factories.dossiers import a_commune
from tests.moment import TODAY
from tests.registry.unchanged import unchanged


@pytest.fixture
def planned(province):
    """Plan a file and write nothing."""

    def plan(data, filename="so.xlsx"):
        with unchanged():
            return plan_registry(data, filename, province=province, day=TODAY)

    return plan


@pytest.fixture
def done(province, act):
    """Take a file over."""
    return lambda data, filename="so.xlsx": import_registry(
        act, data=data, filename=filename, province=province
    )


@pytest.fixture
def for_ba_che(province):
    """Plan a file for the commune of Ba Chẽ alone, and write nothing."""

    def plan(data):
        with unchanged():
            return plan_registry(
                data, "so.xlsx", province=province, day=TODAY, commune=a_commune()
            )  # fmt: skip

    return plan
