"""Hoa at her desk: a cooperative, its products, the law in force, and the moment of the tests."""

import pytest

from tests import cast
from tests.factories.dossiers import (
    a_producer,
    a_product,
    a_representative,
    a_rubric,
    act_of,
)
from tests.moment import NOW


@pytest.fixture(autouse=True)
def moment(monkeypatch, db):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    a_rubric()


@pytest.fixture
def producer(db):
    return a_producer()


@pytest.fixture
def hoa(producer):
    return a_representative(producer, cast.hoa())


@pytest.fixture
def act(hoa):
    return act_of(hoa)


@pytest.fixture
def product(producer):
    return a_product(producer=producer)


@pytest.fixture
def desk(client, hoa):
    """A browser in which Hoa is signed in."""
    client.force_login(hoa)
    return client


@pytest.fixture
def stranger(client, product):
    """A browser in which somebody is signed in who represents nobody."""
    client.force_login(cast.stranger())
    return client
