"""Signing in, whose desk is whose, and what goes wrong."""

import pytest
from django.test import Client

from ocop.web.errors import broken
from tests import cast
from tests.moment import NOW

pytestmark = pytest.mark.django_db
ENGLISH = ("Sign In", "Sign Up", "Password", "Username", "Authenticator", "Security Key")


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text(response):
    return response.content.decode()


def test_an_officer_goes_to_the_office(client):
    client.force_login(cast.tung())

    assert client.get("/ban-lam-viec/").url == "/van-phong/"


def test_somebody_without_a_desk_is_told_whom_to_ask(client):
    client.force_login(cast.stranger())

    page = client.get("/ban-lam-viec/")

    assert "Tài khoản này chưa được giao vai trò" in text(page)


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/ban-lam-viec/").url.startswith("/tai-khoan/login/")


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/", "inactive/"])
def test_the_pages_before_signing_in_are_vietnamese(client, path):
    page = text(client.get(f"/tai-khoan/{path}"))

    assert [word for word in ENGLISH if word in page] == []


@pytest.mark.parametrize("path", ["logout/", "password/change/", "xac-thuc/", "reauthenticate/"])
def test_the_pages_after_signing_in_are_vietnamese(client, path):
    client.force_login(cast.tung())

    page = text(client.get(f"/tai-khoan/{path}"))

    assert [word for word in ENGLISH if word in page] == []


def test_a_wrong_password_is_told_in_vietnamese(client):
    page = client.post("/tai-khoan/login/", {"login": "tung", "password": "sai"})

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng, xin gõ lại." in text(page)


def test_nobody_opens_an_account_alone(client):
    data = {"username": "la", "password1": "mat-khau-rat-dai", "password2": "mat-khau-rat-dai"}

    page = client.post("/tai-khoan/signup/", data)

    assert "Tài khoản do cơ quan OCOP cấp" in text(page)


def test_five_wrong_passwords_lock_the_door_and_say_until_when(client, settings, monkeypatch):
    settings.AXES_ENABLED = True
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: NOW)
    cast.tung()

    for _ in range(5):
        page = client.post("/tai-khoan/login/", {"login": "tung", "password": "sai"})

    assert page.status_code == 429
    assert "Xin thử lại sau 10:15 ngày 05/10/2026." in text(page)


def test_an_unknown_address_has_a_vietnamese_page(client):
    page = client.get("/khong-co-trang-nay/")

    assert page.status_code == 404
    assert "Không tìm thấy trang này" in text(page)


def test_a_page_of_another_is_shut_and_says_so(client):
    client.force_login(cast.stranger())

    page = client.get("/van-phong/")

    assert page.status_code == 403
    assert "Trang này dành cho người khác" in text(page)


def test_a_stale_form_is_told_that_nothing_was_written():
    page = Client(enforce_csrf_checks=True).post("/tai-khoan/login/", {"login": "x"})

    assert page.status_code == 403
    assert "chưa ghi gì cả" in text(page)


def test_a_crash_is_told_without_asking_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = broken(rf.get("/"))

    assert page.status_code == 500
    assert "Hệ thống đang gặp trục trặc" in text(page)
