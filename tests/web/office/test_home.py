"""What waits for an officer today, and the rounds of the year."""

import re
from datetime import timedelta

import pytest

from ocop.cycles.models import Cycle, Round
from ocop.dossiers.flow import State
from ocop.grading.flow import SittingState
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_round,
)
from tests.factories.grading import a_sitting
from tests.moment import TODAY
from tests.web.desk import at, text

ROUNDS = "/van-phong/dot-danh-gia/"


def home(user):
    return text(at(user).get("/van-phong/"))


def test_the_commune_sees_what_is_late_first():
    a_dossier(State.SUBMITTED, filed_on=TODAY - timedelta(days=60))
    a_dossier(State.RECEIVED)

    page = home(cast.lan())

    assert page.index("Hồ sơ quá 15 ngày làm việc") < page.index("Hồ sơ mới nộp, chờ xã nhận")
    assert "Hồ sơ đang xem xét, chờ đề nghị" in page
    assert re.search(r"quá \d+ ngày làm việc", page)


def test_the_province_sees_what_was_proposed_and_what_waits_for_a_council():
    a_dossier(State.PROPOSED)
    a_dossier(State.ASSESSED)
    a_sitting(SittingState.CLOSED)

    page = home(cast.tung())

    assert "Hồ sơ xã đề nghị, chờ kiểm tra và thẩm định" in page
    assert "Hồ sơ đã thẩm định, chờ đưa ra hội đồng" in page
    assert "Phiên đã đóng phiếu, chờ kết luận và biên bản" in page


def test_a_dossier_before_a_council_no_longer_waits_for_one():
    a_sitting(SittingState.CONVENED)

    assert "chờ đưa ra hội đồng" not in home(cast.tung())


@pytest.mark.parametrize("person", [cast.lan, cast.tung, cast.leader, cast.ministry])
def test_a_day_without_work_says_so(person):
    assert "Không có việc nào đang chờ" in home(person())


def test_what_lapses_soon_is_listed_with_its_day():
    certificate = a_certificate(a_product(), lapses_on=TODAY + timedelta(days=150))

    page = home(cast.lan())

    assert f"/van-phong/giay-chung-nhan/{certificate.pk}/" in page
    assert f"{certificate.lapses_on:%d/%m/%Y}" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_much_for_three_dossiers_as_for_one(rows, django_assert_num_queries):
    for _ in range(rows):
        a_dossier(State.SUBMITTED)
        a_certificate(a_product(), lapses_on=TODAY + timedelta(days=150))
    client = at(cast.lan())

    with django_assert_num_queries(10):
        client.get("/van-phong/")


def test_the_rounds_count_what_was_proposed_to_each():
    one = a_round()
    a_dossier(State.PROPOSED, round=one)

    page = text(at(cast.tung()).get(ROUNDS))

    assert str(one) in page
    assert f"{one.proposals_until:%d/%m/%Y}" in page


def test_a_year_is_opened_with_its_rounds():
    page = text(at(cast.tung()).post(ROUNDS, {"year": "2027"}, follow=True))

    assert Cycle.objects.get().year == 2027
    assert Round.objects.count() >= 2
    assert "2027" in page


def test_a_year_is_opened_once():
    a_round()

    page = text(at(cast.tung()).post(ROUNDS, {"year": "2026"}))

    assert Cycle.objects.count() == 1
    assert 'value="2026"' in page
    assert 'role="alert"' in page or 'aria-invalid="true"' in page


@pytest.mark.parametrize("rows", [1, 20])
def test_an_officers_first_page_asks_at_most_twelve_times_whatever_the_rows(
    rows, django_assert_max_num_queries
):
    for _ in range(rows):
        made = a_product(producer=a_producer(commune=a_commune()))
        a_certificate(made)
        a_dossier(State.SUBMITTED, product=made)
    for person in (cast.lan, cast.tung, cast.leader, cast.ministry, cast.administrator):
        client = at(person())
        with django_assert_max_num_queries(12):
            assert client.get("/van-phong/").status_code == 200
