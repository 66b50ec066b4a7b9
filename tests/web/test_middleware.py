"""The act of a request, refusals that no form caught, language, and the second factor."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ocop.kernel.errors import Refused
from ocop.web.middleware import ActMiddleware
from tests import cast
from tests.moment import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def handed(user, **headers):
    """Return the request as a view gets it."""
    seen = []
    request = RequestFactory().get("/", **headers)
    request.user = user
    ActMiddleware(lambda request: seen.append(request) or HttpResponse())(request)
    return seen[0]


def test_an_act_is_of_the_person_at_the_moment_of_the_request():
    tung = cast.tung()

    act = handed(tung).act

    assert (act.by, act.at, act.origin, len(act.request)) == (tung, NOW, "web", 32)


def test_an_act_of_a_visitor_is_nobodys():
    class Visitor:
        is_authenticated = False

    assert handed(Visitor()).act.by is None


def test_two_requests_are_two_acts():
    assert handed(cast.tung()).act.request != handed(cast.tung()).act.request


def test_a_refusal_becomes_a_page_that_says_what_to_do():
    request = handed(cast.tung())
    request.COOKIES = {}

    response = ActMiddleware(None).process_exception(request, Refused("Hãy tải lại trang."))

    assert response.status_code == 409
    assert "Hãy tải lại trang." in response.content.decode()


def test_a_refusal_is_told_to_a_script_as_json():
    request = handed(cast.tung(), HTTP_ACCEPT="application/json")

    response = ActMiddleware(None).process_exception(request, Refused("Phiếu đã ký."))

    assert (response.status_code, response["Content-Type"]) == (409, "application/json")


def test_an_error_is_left_to_crash():
    assert ActMiddleware(None).process_exception(handed(cast.tung()), ValueError()) is None


def test_a_page_of_the_signed_in_is_not_kept_by_the_browser(client):
    client.force_login(cast.tung())

    assert client.get("/ban-lam-viec/")["Cache-Control"] == "private, no-store"


def test_an_english_browser_reads_vietnamese(client):
    page = client.get("/tai-khoan/login/", headers={"Accept-Language": "en-US,en"})

    assert page["Content-Language"] == "vi"
    assert "Tên đăng nhập" in page.content.decode()


def test_english_is_for_the_public_pages_of_whoever_chose_it(client):
    client.cookies["django_language"] = "en"

    assert client.get("/phong-mau/")["Content-Language"] == "en"
    assert client.get("/tai-khoan/login/")["Content-Language"] == "vi"


def test_an_official_without_a_second_factor_sets_one_up_first(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(cast.tung())

    assert client.get("/ban-lam-viec/").url == "/tai-khoan/xac-thuc/"
    assert client.get("/tai-khoan/xac-thuc/").status_code == 200


def test_an_official_with_a_second_factor_goes_on(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    tung = cast.tung()
    tung.authenticator_set.create(type="totp", data={})
    client.force_login(tung)

    assert client.get("/ban-lam-viec/").url == "/van-phong/"


def test_a_person_without_a_post_needs_no_second_factor(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(cast.stranger())

    assert client.get("/ban-lam-viec/").status_code == 200


def test_a_method_that_a_page_does_not_take_is_told_in_words(client):
    client.force_login(cast.lan())

    response = client.get("/van-phong/ho-so/HS-1/nhan/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "bấm nút trên trang" in response.content.decode()
