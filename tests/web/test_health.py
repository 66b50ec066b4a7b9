"""``/healthz``: what a load balancer is told."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection

from ocop import version

HEALTH = "/healthz"


@pytest.mark.django_db
def test_a_well_system_says_so_and_names_its_version(client):
    response = client.get(HEALTH)

    assert response.status_code == 200
    told = {"status": "ok", "database": "ok", "version": version.version()}
    assert response.json() == told
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_silent_database_is_told_as_503(client, monkeypatch):
    def no_answer(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", no_answer)

    response = client.get(HEALTH)

    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"


def test_the_version_is_the_changelogs_first(tmp_path, monkeypatch):
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [2.3.4] - 2027-01-01\n\n## [0.1.0] - 2026-11-22\n")
    monkeypatch.setattr(version, "CHANGELOG", Path(changelog))
    version.version.cache_clear()

    try:
        assert version.version() == "2.3.4"
    finally:
        version.version.cache_clear()
