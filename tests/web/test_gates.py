"""Who may open a page."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from ocop.accounts.permissions import Permission
from ocop.kernel.act import Act
from ocop.web.gates import public, requires, signed_in
from tests import cast
from tests.moment import NOW

pytestmark = pytest.mark.django_db


class Nobody:
    is_authenticated = False


def asked_by(user, path="/van-phong/?a=1"):
    request = RequestFactory().get(path)
    request.user = user
    request.act = Act(by=user, at=NOW)
    return request


def page(request):
    return "shown"


def test_a_public_page_is_the_view_itself():
    assert public(page) is page
    assert page.gate == "public"


def test_a_stranger_signs_in_first_and_comes_back():
    response = signed_in(page)(asked_by(Nobody()))

    assert response.status_code == 302
    assert response.url == "/tai-khoan/login/?next=/van-phong/%3Fa%3D1"


def test_whoever_is_signed_in_passes_the_gate_of_the_signed_in():
    assert signed_in(page)(asked_by(cast.stranger())) == "shown"


def test_a_page_opens_to_whoever_holds_its_permission():
    request = asked_by(cast.lan())

    assert requires(Permission.PROPOSE_DOSSIERS)(page)(request) == "shown"
    assert Permission.PROPOSE_DOSSIERS in request.permissions


def test_a_page_stays_shut_to_whoever_lacks_its_permission():
    with pytest.raises(PermissionDenied):
        requires(Permission.DECIDE)(page)(asked_by(cast.lan()))


def test_a_gate_says_its_permission_and_keeps_the_name_of_its_view():
    door = requires(Permission.DECIDE)(page)

    assert (door.gate, door.__name__) == (Permission.DECIDE, "page")
