from datetime import timedelta

import pytest

from ocop.accounts.models import Membership
from ocop.accounts.permissions import Permission, Role
from ocop.dossiers.access import dossiers_for, evidence_for, my_dossiers
from ocop.dossiers.flow import State
from ocop.registry.models import Representative
from tests.factories.dossiers import (
    a_commune,
    a_dossier,
    a_post,
    a_producer,
    a_product,
    a_province,
    a_representative,
    a_user,
    an_evidence,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
NEVER_FILED = {State.DRAFT, State.WITHDRAWN}


@pytest.fixture
def world():
    """Two dossiers of Ba Chẽ, Quảng Ninh; one of Vân Đồn there; one of another province."""
    haiphong = a_province("31", "Hải Phòng")
    places = {
        "ba-che": a_commune(),
        "van-don": a_commune("06994", "Vân Đồn"),
        "cat-hai": a_commune("11914", "Cát Hải", haiphong),
    }
    return {
        name: a_dossier(State.SUBMITTED, product=a_product(producer=a_producer(commune=commune)))
        for name, commune in places.items()
    }


def names(world, found):
    return {name for name, dossier in world.items() if dossier in found}


def test_a_commune_officer_reaches_the_products_made_in_the_commune(world):
    officer = a_post()

    found = dossiers_for(officer, Permission.PROPOSE_DOSSIERS, TODAY)

    assert names(world, found) == {"ba-che"}


def test_where_it_is_made_counts_and_not_where_the_producer_sits(world):
    abroad = a_producer(commune=a_commune("06994", "Vân Đồn"))
    dossier = a_dossier(State.SUBMITTED, product=a_product(producer=abroad, commune=a_commune()))

    assert dossier in dossiers_for(a_post(), Permission.PROPOSE_DOSSIERS, TODAY)


def test_a_province_officer_reaches_the_whole_province_and_no_other(world):
    officer = a_post(Role.PROVINCE_OFFICER, province=a_province())

    found = dossiers_for(officer, Permission.ASSESS_DOSSIERS, TODAY)

    assert names(world, found) == {"ba-che", "van-don"}


@pytest.mark.parametrize(
    ("role", "permission", "reaches"),
    [
        (Role.COMMUNE_OFFICER, Permission.ASSESS_DOSSIERS, False),
        (Role.PROVINCE_OFFICER, Permission.PROPOSE_DOSSIERS, False),
        (Role.PROVINCE_LEADER, Permission.DECIDE, True),
        (Role.PROVINCE_LEADER, Permission.ASSESS_DOSSIERS, False),
        (Role.ADMINISTRATOR, Permission.VIEW_OFFICE, False),
        (Role.MINISTRY_OFFICER, Permission.VIEW_OFFICE, False),
    ],
)
def test_a_power_that_the_post_does_not_hold_reaches_nothing(world, role, permission, reaches):
    province = None if role == Role.MINISTRY_OFFICER else a_province()
    officer = a_post(role, province=province)

    assert dossiers_for(officer, permission, TODAY).exists() is reaches


def test_the_ministry_reaches_what_was_forwarded_and_nothing_else(world):
    a_dossier(State.DECIDED)
    forwarded = a_dossier(State.DECIDED, forwarded=True)
    officer = a_post(Role.MINISTRY_OFFICER)

    assert list(dossiers_for(officer, Permission.RECORD_CENTRAL, TODAY)) == [forwarded]


@pytest.mark.parametrize("state", State)
def test_an_office_reaches_what_was_filed(state):
    dossier = a_dossier(state)

    for officer in (a_post(), a_post(Role.PROVINCE_OFFICER, province=a_province())):
        found = dossiers_for(officer, Permission.VIEW_OFFICE, TODAY)
        assert (dossier in found) is (state not in NEVER_FILED)


@pytest.mark.parametrize(("ended", "reaches"), [(0, False), (1, True)])
def test_a_post_reaches_nothing_from_the_day_it_ends(ended, reaches):
    a_dossier(State.SUBMITTED)
    officer = a_post()
    Membership.objects.update(withdrawn_on=TODAY + timedelta(days=ended))

    assert dossiers_for(officer, Permission.PROPOSE_DOSSIERS, TODAY).exists() is reaches


def test_a_representative_reaches_the_own_dossiers_drafts_too():
    draft, other = a_dossier(), a_dossier(State.SUBMITTED)
    user = a_representative(draft.product.producer)

    assert list(my_dossiers(user, TODAY)) == [draft]
    assert other not in my_dossiers(user, TODAY)


@pytest.mark.parametrize(("ended", "reaches"), [(0, False), (1, True)])
def test_a_representative_reaches_nothing_from_the_day_of_dismissal(ended, reaches):
    user = a_representative(a_dossier().product.producer)
    Representative.objects.update(withdrawn_on=TODAY + timedelta(days=ended))

    assert my_dossiers(user, TODAY).exists() is reaches


def test_files_are_read_by_who_reads_their_dossier(world):
    file = an_evidence(world["ba-che"])
    elsewhere = an_evidence(world["cat-hai"])
    owner = a_representative(world["ba-che"].product.producer)

    for reader in (owner, a_post(), a_post(Role.PROVINCE_OFFICER, province=a_province())):
        assert file in evidence_for(reader, TODAY)
        assert elsewhere not in evidence_for(reader, TODAY)
    assert not evidence_for(a_user(), TODAY).exists()


def test_files_of_a_draft_are_read_by_its_producer_only():
    draft = a_dossier()

    assert evidence_for(a_representative(draft.product.producer), TODAY).exists()
    assert not evidence_for(a_post(), TODAY).exists()
