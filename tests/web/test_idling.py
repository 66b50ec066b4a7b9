"""Officers are signed out when they stay away; producers are not; and who comes through a proxy."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from ocop.web.account import address_of
from tests import cast
from tests.factories.dossiers import a_producer, a_representative
from tests.moment import NOW
from tests.web import desk

pytestmark = pytest.mark.django_db
OFFICE = "/van-phong/"


def visits(monkeypatch, client, url, *minutes):
    """Return the status of each visit, so many minutes after the first."""
    statuses = []
    for minute in minutes:
        desk.stand_still(monkeypatch, NOW + timedelta(minutes=minute))
        statuses.append(client.get(url).status_code)
    return statuses


@pytest.mark.parametrize(("away", "last"), [(60, 200), (61, 302)])
def test_an_officer_who_was_away_for_an_hour_signs_in_again(monkeypatch, away, last):
    assert visits(monkeypatch, desk.at(cast.lan()), OFFICE, 0, away) == [200, last]


def test_an_officer_who_works_on_stays(monkeypatch):
    assert visits(monkeypatch, desk.at(cast.lan()), OFFICE, 0, 50, 100, 150) == [200] * 4


@pytest.mark.parametrize(("minute", "last"), [(600, 200), (601, 302)])
def test_nobody_in_a_post_stays_longer_than_a_working_day(monkeypatch, minute, last):
    busy = [*range(0, 600, 50), minute]
    assert visits(monkeypatch, desk.at(cast.lan()), OFFICE, *busy)[-1] == last


def test_a_producer_stays_signed_in_on_the_telephone(monkeypatch):
    a_representative(a_producer(), cast.hoa())

    assert visits(monkeypatch, desk.at(cast.hoa()), "/chu-the/", 0, 3000) == [200, 200]


def test_after_signing_in_again_one_is_back_at_the_page(monkeypatch):
    client = desk.at(cast.lan())
    visits(monkeypatch, client, f"{OFFICE}ho-so/", 0)
    desk.stand_still(monkeypatch, NOW + timedelta(hours=2))

    assert "next=/van-phong/ho-so/" in client.get(f"{OFFICE}ho-so/")["Location"]


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
        (1, "", "9.9.9.9"),
    ],
)
def test_an_address_is_believed_only_as_far_as_our_own_proxies(settings, proxies, told, address):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": told}, REMOTE_ADDR="9.9.9.9")

    assert address_of(request) == address
