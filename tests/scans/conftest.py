"""A folder of its own for each test's spools and states."""

import pytest


@pytest.fixture(autouse=True)
def scans_folder(settings, tmp_path):
    settings.SCANS = tmp_path / "scans"
    return settings.SCANS
