"""The administrator's pages: accounts opened, posts given and withdrawn, passwords set anew."""

import re

import pytest
from django.test import Client

from ocop.accounts.models import Membership, User
from ocop.accounts.permissions import Role
from tests import cast
from tests.factories.dossiers import a_commune, a_province
from tests.web.desk import at, table, text

PEOPLE = "/van-phong/nguoi-dung/"
NEWCOMER = {"username": "minh", "full_name": "Đặng Văn Minh", "email": "minh@example.vn"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_people_as_for_one(rows, django_assert_num_queries):
    client = at(cast.administrator())
    for person in [cast.lan, cast.tung, cast.leader][:rows]:
        person()
    client.get(PEOPLE)  # A session's first request notes that it is alive.

    with django_assert_num_queries(11):
        page = text(client.get(PEOPLE))

    assert f"<b>{rows + 1}</b> dòng" in page


def test_the_people_go_to_excel_with_their_posts():
    cast.lan()

    rows = table(at(cast.administrator()).get(f"{PEOPLE}?tai=xlsx"))

    assert {row["Tên đăng nhập"].value: row["Vai trò"].value for row in rows} == {
        "lan": "Cán bộ xã, Xã Ba Chẽ", "quantri": "Quản trị hệ thống",
    }  # fmt: skip


def test_an_account_is_opened_and_its_first_password_is_shown_once():
    page = text(at(cast.administrator()).post(f"{PEOPLE}moi/", NEWCOMER))

    password = re.search(r"mật khẩu lần đầu (\S+?)[<\s]", page)[1]
    assert User.objects.get(username="minh").check_password(password)
    assert password not in text(at(cast.administrator()).get(PEOPLE))


def test_a_name_that_is_taken_is_refused_with_what_was_typed():
    cast.person("minh", "Minh Trước")

    page = text(at(cast.administrator()).post(f"{PEOPLE}moi/", NEWCOMER | {"username": "MINH"}))

    assert "đã có người dùng, hãy chọn tên khác." in page
    assert 'value="Đặng Văn Minh"' in page
    assert User.objects.filter(username="minh").count() == 1


def test_a_post_is_given_and_opens_the_desk():
    person, commune = cast.stranger(), a_commune()
    data = {"do": "grant", "role": "commune", "commune": commune.pk}

    at(cast.administrator()).post(f"{PEOPLE}{person.pk}/", data)

    assert Membership.objects.get(user=person).commune == commune
    assert at(person).get("/van-phong/").status_code == 200


def test_a_post_without_its_place_is_refused():
    person = cast.stranger()

    page = at(cast.administrator()).post(
        f"{PEOPLE}{person.pk}/", {"do": "grant", "role": "commune"}
    )

    assert "vai trò cần chọn đúng xã, tỉnh" in text(page)
    assert not Membership.objects.filter(user=person).exists()


def test_a_post_that_is_withdrawn_shuts_the_desk_at_once():
    lan = cast.lan()
    desk = at(lan)
    assert desk.get("/van-phong/").status_code == 200

    at(cast.administrator()).post(f"{PEOPLE}vai-tro/{lan.memberships.get().pk}/thoi/")

    assert desk.get("/van-phong/").status_code == 403


def test_a_post_is_withdrawn_once():
    post = cast.lan().memberships.get()
    client = at(cast.administrator())
    client.post(f"{PEOPLE}vai-tro/{post.pk}/thoi/")

    page = client.post(f"{PEOPLE}vai-tro/{post.pk}/thoi/")

    assert page.status_code == 409
    assert "đã thôi giao từ trước" in text(page)


def test_a_closed_account_is_out_at_once_and_may_be_opened_again():
    lan, client = cast.lan(), at(cast.administrator())
    desk = at(lan)

    client.post(f"{PEOPLE}{lan.pk}/", {"do": "deactivate"})
    assert desk.get("/van-phong/").status_code == 302

    client.post(f"{PEOPLE}{lan.pk}/", {"do": "reactivate"})
    assert at(lan).get("/van-phong/").status_code == 200


def test_nobody_closes_their_own_account():
    administrator = cast.administrator()

    page = at(administrator).post(f"{PEOPLE}{administrator.pk}/", {"do": "deactivate"})

    administrator.refresh_from_db()
    assert page.status_code == 409
    assert administrator.is_active


def test_a_new_password_is_shown_once_and_opens_the_door():
    lan = cast.lan()

    page = text(at(cast.administrator()).post(f"{PEOPLE}{lan.pk}/", {"do": "password"}))

    password = re.search(r"Mật khẩu mới: (\S+?)[<\s]", page)[1]
    data = {"login": "lan", "password": password}
    assert Client().post("/tai-khoan/login/", data).status_code == 302
    assert cast.PASSWORD not in page


def test_the_page_of_powers_shows_every_role():
    page = text(at(cast.administrator()).get(PEOPLE))

    assert all(role.label in page for role in Role)


def test_a_leader_of_a_province_opens_no_accounts():
    a_province()

    assert at(cast.leader()).get(f"{PEOPLE}moi/").status_code == 403
