"""Posts: given once, in a place that is one of the role's."""

import pytest

from ocop.accounts.models import Membership
from ocop.accounts.operations import grant, withdraw
from ocop.accounts.permissions import Role
from ocop.kernel.errors import Refused
from tests.factories.dossiers import a_commune, a_province, a_user, act_of

pytestmark = pytest.mark.django_db


def place_of(role):
    """Return the place in which a post of ``role`` is given."""
    if role == Role.COMMUNE_OFFICER:
        return {"commune": a_commune()}
    here = role in {Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER}
    return {"province": a_province()} if here else {}


@pytest.mark.parametrize("role", Role)
def test_a_post_is_given_once_and_again_after_it_was_withdrawn(act, role):
    user = a_user()
    post = grant(user, act, role=role, **place_of(role))

    with pytest.raises(Refused, match="đã giữ vai trò này"):
        grant(user, act, role=role, **place_of(role))
    withdraw(post, act)
    grant(user, act, role=role, **place_of(role))

    assert Membership.objects.filter(user=user, withdrawn_on=None).count() == 1


@pytest.mark.parametrize("role", [Role.MINISTRY_OFFICER, Role.ADMINISTRATOR])
def test_a_post_of_the_whole_country_is_given_in_no_province(act, role):
    with pytest.raises(Refused, match="cả nước"):
        grant(a_user(), act, role=role, province=a_province())


@pytest.mark.parametrize("role", [Role.PROVINCE_OFFICER, Role.COMMUNE_OFFICER])
def test_a_post_of_a_place_is_not_given_without_one(act, role):
    with pytest.raises(Refused, match="đúng xã, tỉnh"):
        grant(a_user(), act, role=role)


def test_nobody_ends_their_own_post_and_locks_the_last_door_behind_them(act):
    user = a_user()
    post = grant(user, act, role=Role.ADMINISTRATOR)

    with pytest.raises(Refused, match="của chính mình"):
        withdraw(post, act_of(user))

    post.refresh_from_db()
    assert post.withdrawn_on is None
