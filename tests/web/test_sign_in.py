"""Signing in, from the first password to the second factor, and the lock in between."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import cache
from django.test import Client

from ocop import settings as product
from ocop.accounts.operations import reset_password
from tests import cast
from tests.factories.dossiers import a_producer, a_representative, act_of
from tests.moment import NOW
from tests.web.desk import stand_still, text

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"
# Words that a page of the library would say in English, whatever it is about.
ENGLISH = re.compile(
    r"\b(the|your|you|please|enter|code|codes|key|keys|sign|login|log|password|account|security|"
    r"authenticator|authentication|recovery|activate|deactivate|passkey|add|remove|edit|delete|"
    r"generate|download|view|confirm|cancel|app|device|required|this|invalid|incorrect)\b",
    re.IGNORECASE,
)
UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)
PRODUCT_NAMES = re.compile(r"Google Authenticator|Microsoft Authenticator|TOTP|OCOP|Excel")


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    cache.clear()
    stand_still(monkeypatch)


@pytest.fixture
def clock(monkeypatch, settings):
    """Turn the lock on, with a clock that a test can move."""
    settings.AXES_ENABLED = True
    moments = [NOW]
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: moments[-1])
    return moments


def tries(username, password=cast.PASSWORD, address="127.0.0.1", client=None):
    data = {"login": username, "password": password}
    return (client or Client()).post(LOGIN, data, REMOTE_ADDR=address)


def english_of(response):
    """Return the English words that a page shows."""
    seen = PRODUCT_NAMES.sub(" ", UNSEEN.sub(" ", text(response)))
    return sorted({word.lower() for word in ENGLISH.findall(seen)})


def signed_in(username):
    client = Client()
    assert tries(username, client=client).status_code == 302
    return client


def vouched(username):
    """Sign in, and say the password once more, as the pages of the second factor ask."""
    client, path = signed_in(username), "/tai-khoan/xac-thuc/"
    answer = client.post("/tai-khoan/reauthenticate/", {"password": cast.PASSWORD, "next": path})
    assert answer.url == path
    return client


def shown_secret(client):
    """Return what the page of the phone's app shows to be typed in."""
    return client.get("/tai-khoan/xac-thuc/totp/activate/").context["form"].secret


def code_of(secret):
    """Return what the phone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_password_is_kept_as_argon2(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    lan = cast.lan()
    reset_password(lan, act_of(cast.administrator()), password="mật khẩu mới 2026")

    assert identify_hasher(lan.password).algorithm == "argon2"
    assert tries("lan", "mật khẩu mới 2026").url == "/ban-lam-viec/"


def test_a_name_is_known_in_any_case():
    cast.lan()

    assert tries("LAN").status_code == 302


def test_who_asked_for_a_page_is_led_to_it():
    cast.lan()
    client = Client()
    asked = client.get("/van-phong/ho-so/").url

    answer = client.post(
        asked,
        {"login": "lan", "password": cast.PASSWORD, "next": "/van-phong/ho-so/"},
    )

    assert answer.url == "/van-phong/ho-so/"


def test_nobody_is_led_to_another_site():
    cast.lan()

    answer = Client().post(
        f"{LOGIN}?next=https://elsewhere.example/",
        {"login": "lan", "password": cast.PASSWORD, "next": "https://elsewhere.example/"},
    )

    assert answer.url == "/ban-lam-viec/"


def test_an_account_that_was_closed_is_told_so():
    lan = cast.lan()
    lan.is_active = False
    lan.save()

    answer = tries("lan")

    assert answer.status_code in {200, 302}
    assert "_auth_user_id" not in answer.client.session
    assert english_of(answer.client.get(answer.url) if answer.status_code == 302 else answer) == []


def test_five_wrong_passwords_shut_the_door_even_to_the_right_one(clock):
    cast.tung()

    answers = [tries("tung", "sai").status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert tries("tung").status_code == 429
    assert "Tạm khóa đăng nhập" in text(tries("tung"))


def test_the_lock_is_of_that_person_at_that_address_only(clock):
    cast.tung(), cast.lan()
    for _ in range(5):
        tries("tung", "sai")

    assert tries("lan").status_code == 302
    assert tries("tung", address="203.0.113.7").status_code == 302
    assert tries("tung").status_code == 429


def test_the_lock_opens_after_a_quarter_of_an_hour(clock):
    cast.tung()
    for _ in range(5):
        tries("tung", "sai")

    clock.append(NOW + timedelta(minutes=14))
    assert tries("tung").status_code == 429

    clock.append(NOW + timedelta(minutes=30))
    assert tries("tung").status_code == 302


def test_four_wrong_passwords_are_forgotten_after_the_right_one(clock):
    cast.tung()

    for _ in range(2):
        for _ in range(4):
            assert tries("tung", "sai").status_code == 200
        assert tries("tung").status_code == 302


def test_a_whole_office_signs_in_at_once_from_one_address():
    cast.lan()

    assert {tries("lan").status_code for _ in range(40)} == {302}


@pytest.mark.parametrize("page", ["logout/", "password/change/", "reauthenticate/"])
def test_the_pages_of_an_account_are_vietnamese(page):
    cast.lan()
    answer = signed_in("lan").get(f"/tai-khoan/{page}")

    assert answer.status_code == 200
    assert english_of(answer) == []


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/", "webauthn/add/"])
def test_the_pages_of_the_second_factor_are_vietnamese(page):
    cast.lan()
    answer = vouched("lan").get(f"/tai-khoan/xac-thuc/{page}")

    assert answer.status_code == 200
    assert english_of(answer) == []


def test_a_password_is_changed_by_its_owner_and_a_weak_one_is_told_in_vietnamese():
    cast.lan()
    client = signed_in("lan")
    weak = {"oldpassword": cast.PASSWORD, "password1": "12345678", "password2": "12345678"}
    page = client.post("/tai-khoan/password/change/", weak)
    assert page.status_code == 200
    assert english_of(page) == []

    fresh = "sen hồng Bình Liêu"
    new = {"oldpassword": cast.PASSWORD, "password1": fresh, "password2": fresh}
    client.post("/tai-khoan/password/change/", new)

    assert tries("lan", fresh).status_code == 302
    assert tries("lan").status_code == 200


def test_an_official_sets_up_a_second_factor_first_and_then_reaches_the_desk(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    cast.tung()
    client = vouched("tung")
    for path in ["/ban-lam-viec/", "/van-phong/", "/van-phong/nguoi-dung/", "/"]:
        assert client.get(path).url == "/tai-khoan/xac-thuc/", path
    secret = shown_secret(client)

    wrong = client.post("/tai-khoan/xac-thuc/totp/activate/", {"code": "000000"})
    assert english_of(wrong) == []
    assert "aria-invalid" in text(wrong)
    client.post("/tai-khoan/xac-thuc/totp/activate/", {"code": code_of(secret)})

    assert client.get("/van-phong/").status_code == 200
    for path in ["", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"]:
        page = client.get(f"/tai-khoan/xac-thuc/{path}")
        assert (page.status_code, english_of(page)) == (200, []), path


def test_the_next_time_the_phone_is_asked_as_well(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    cast.tung()
    client = vouched("tung")
    secret = shown_secret(client)
    client.post("/tai-khoan/xac-thuc/totp/activate/", {"code": code_of(secret)})
    cache.clear()

    again = signed_in("tung")
    page = again.get("/tai-khoan/xac-thuc/authenticate/")
    assert english_of(page) == []
    assert again.get("/van-phong/").status_code == 302
    wrong = again.post("/tai-khoan/xac-thuc/authenticate/", {"code": "000000"})
    assert english_of(wrong) == []

    again.post("/tai-khoan/xac-thuc/authenticate/", {"code": code_of(secret)})
    assert again.get("/van-phong/").status_code == 200


def test_a_producer_is_not_asked_for_a_second_factor(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    a_representative(a_producer(), cast.hoa())

    assert signed_in("hoa").get("/chu-the/").status_code == 200
