"""Every address, asked in every way by every role at rows near and far: no answer is a surprise.

The gate is read off the view; which rows a role reaches is written by hand (``walked_rows``), and
so is what a helper may open (``walked_people``). Between them each answer is foretold: to the
sign-in page, 403, 404, 405, or in. Each row keeps a word of its own, and whoever may not know the
row meets it nowhere, in no page and in no workbook. What is only looked at, and what is refused,
writes nothing into history.
"""

import pytest
from django.db import transaction

from ocop.accounts.permissions import Permission, Role
from ocop.dossiers.models import Dossier
from ocop.registry.models import Paper
from tests import world
from tests.house.walked_people import POSTS, ROLES
from tests.house.walked_rows import table
from tests.house.walked_spots import spots_of
from tests.house.walking import METHODS, addresses, addresses_for, takes_post_only, walked
from tests.moment import NOW
from tests.world_places import told_within

pytestmark = pytest.mark.django_db
FEWEST = 120_000


@pytest.fixture(scope="module")
def the(django_db_setup, django_db_blocker):
    """The world, standing still; each request leaves it as it was."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.utils.timezone.now", lambda: NOW)
        yield world.built()
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_a_role_as_gate_and_place_say(the, role, record_property):
    result = walked(the, role)
    record_property("walked", result.count)

    assert result.leaks == []
    assert result.wrong == []


def test_the_walk_is_long(the):
    rows = table(the)
    spots = sum(
        len(spots_of(address, rows)) for role in ROLES for address, _ in addresses_for(role)
    )

    assert spots * len(METHODS) > FEWEST


def test_every_post_walks():
    assert set(POSTS.values()) == set(Role)


def test_every_row_of_the_table_is_of_an_address(the):
    known = [address for address, _ in addresses()]

    assert [start for start in table(the) if not any(one.startswith(start) for one in known)] == []


def test_the_walk_sees_rows_that_are_handed_to_anyone(the, monkeypatch):
    everything = Dossier.objects.all()
    monkeypatch.setattr("ocop.web.office.dossiers.dossiers_for", lambda *asked: everything)

    result = walked(the, "commune", ["get"], "van-phong/ho-so/")

    assert any("(far): 200, not 404" in fault for fault in result.wrong)


def test_the_walk_sees_a_gate_that_lets_anyone_in(the, monkeypatch):
    everything = frozenset(Permission)
    monkeypatch.setattr("ocop.web.gates.permissions_of", lambda user, day: everything)

    result = walked(the, "stranger", ["get", "post"], "van-phong/ho-so/")

    assert any("not 403" in fault for fault in result.wrong)


def test_the_walk_sees_a_list_that_tells_of_others(the, monkeypatch):
    monkeypatch.setattr("ocop.web.office.papers.papers_for", lambda *asked: Paper.objects.all())

    result = walked(the, "commune", ["get"], "van-phong/kho-giay-to/")

    assert any(told_within("far") in leak for leak in result.leaks)


def test_a_view_that_only_acts_is_asked_to_act():
    views = dict(addresses())

    assert takes_post_only(views["van-phong/ho-so/<str:code>/nhan/"])
    assert not takes_post_only(views["van-phong/ho-so/"])
