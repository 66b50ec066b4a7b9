"""Looking through who holds what, and opening accounts for rows out of Excel."""

from datetime import timedelta

import pytest

from ocop.accounts.models import AccessReview, User
from ocop.accounts.queries import is_idle, review_due
from ocop.audit.models import Entry
from tests import cast
from tests.moment import NOW, TODAY
from tests.web import desk

pytestmark = pytest.mark.django_db
REVIEW = "/van-phong/nguoi-dung/ra-soat/"
PASTE = "/van-phong/nguoi-dung/dan/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    desk.stand_still(monkeypatch)


def test_a_review_ends_the_posts_that_were_ticked_and_signs_for_the_others():
    lan, tung = cast.lan(), cast.tung()
    client = desk.at(cast.administrator())
    client.post(REVIEW, {"withdrawn": [lan.memberships.get().pk], "note": "quý IV", "sure": "on"})

    review = AccessReview.objects.get()
    assert lan.memberships.get().withdrawn_on == TODAY
    assert tung.memberships.get().withdrawn_on is None
    assert (review.by, review.confirmed, review.withdrawn) == (cast.administrator(), 2, 1)
    assert Entry.objects.latest("pk").verb == "accounts.reviewed"


def test_nothing_is_signed_without_the_word_that_all_was_looked_at():
    lan = cast.lan()
    desk.at(cast.administrator()).post(REVIEW, {"withdrawn": [lan.memberships.get().pk]})

    assert lan.memberships.get().withdrawn_on is None
    assert not AccessReview.objects.exists()


def test_nobody_ends_their_own_post_in_a_review():
    me = cast.administrator()
    told = {"withdrawn": [me.memberships.get().pk], "sure": "on"}

    assert "Không tự thôi vai trò" in desk.text(desk.at(me).post(REVIEW, told))
    assert not AccessReview.objects.exists()


def test_the_next_review_is_due_half_a_year_after_the_last():
    assert review_due(TODAY) == TODAY
    desk.at(cast.administrator()).post(REVIEW, {"sure": "on"})

    assert review_due(TODAY) == TODAY + timedelta(days=182)


@pytest.mark.parametrize(("days", "idle"), [(44, False), (45, True)])
def test_who_has_not_come_for_45_days_is_shown(days, idle):
    lan = cast.lan()
    User.objects.filter(pk=lan.pk).update(last_login=NOW - timedelta(days=days))
    lan.refresh_from_db()

    assert is_idle(lan, TODAY) is idle
    page = desk.text(desk.at(cast.administrator()).get(f"{REVIEW}?lau=on"))
    assert ("Hoàng Thị Lan" in page) is idle


def test_rows_out_of_excel_become_accounts_with_passwords_of_their_own():
    rows = "Họ và tên\tTên đăng nhập\nLý Văn Một\tmot\nLý Văn Hai\thai"
    page = desk.text(desk.at(cast.administrator()).post(PASTE, {"rows": rows}))

    assert User.objects.get(username="mot").full_name == "Lý Văn Một"
    assert page.count("<code>") == 2


def test_a_name_that_is_taken_is_told_by_its_row_and_nobody_is_entered():
    cast.lan()
    page = desk.text(
        desk.at(cast.administrator()).post(PASTE, {"rows": "mot\tLý Văn Một\nlan\tLý Thị Lan"})
    )

    assert "Dòng 2: Tên đăng nhập “lan” đã có người dùng" in page
    assert "mot\tLý Văn Một" in page
    assert not User.objects.filter(username="mot").exists()
