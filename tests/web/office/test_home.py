"""What waits for an officer today, and the rounds of the year."""

import re
from datetime import date, timedelta

import pytest

from ocop.cycles.models import Cycle, Round
from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind
from ocop.grading.flow import SittingState
from ocop.registry.models import Paper
from ocop.rulesets.models import Rubric
from ocop.trace.operations import recall
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_round,
    a_rubric,
    act_of,
)
from tests.factories.grading import a_sitting
from tests.factories.stamps import a_batch, a_lot, an_order
from tests.factories.trace import a_made_lot
from tests.moment import NOW, TODAY
from tests.web.desk import at, text
from tests.world import built

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


def test_the_province_sees_stamps_places_and_recalls_that_wait_for_it():
    order = an_order()
    a_batch(a_lot(order.lot.product, code="L02"))
    lot = a_made_lot(a_product())  # its places wait to be verified
    before = home(cast.tung())
    recall(act_of(cast.tung()), lot=lot, reason="Nhãn sai", decision="12/QĐ")
    after = home(cast.tung())

    for words in ("Đơn đặt tem chờ duyệt", "Lô tem chờ giao", "Địa điểm chờ xác nhận"):
        assert words in before
    assert "Lô hàng đang thu hồi" not in before
    assert "Lô hàng đang thu hồi" in after
    assert "Đơn đặt tem chờ duyệt" not in home(cast.lan())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_much_for_three_dossiers_as_for_one(rows, django_assert_num_queries):
    for _ in range(rows):
        a_dossier(State.SUBMITTED)
        a_certificate(a_product(), lapses_on=TODAY + timedelta(days=150))
    client = at(cast.lan())
    client.get("/van-phong/")  # A session's first request notes that it is alive.

    with django_assert_num_queries(11):
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
def test_an_officers_first_page_asks_less_than_twelve_times_whatever_the_rows(
    rows, django_assert_max_num_queries
):
    for _ in range(rows):
        made = a_product(producer=a_producer(commune=a_commune()))
        a_certificate(made)
        a_dossier(State.SUBMITTED, product=made)
    for person in (cast.lan, cast.tung, cast.leader, cast.ministry, cast.administrator):
        client = at(person())
        client.get("/van-phong/")
        with django_assert_max_num_queries(11):
            assert client.get("/van-phong/").status_code == 200


def test_the_desk_counts_certificates_by_standing_and_by_when_they_lapse():
    for days in (0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 400):
        a_certificate(a_product(), lapses_on=TODAY + timedelta(days=days))
    a_certificate(a_product(), issued_on=TODAY + timedelta(days=1))

    told = at(cast.lan()).get("/van-phong/").context["figures"]

    assert [(label, value) for label, value, _ in told][1:] == [
        ("Giấy còn trên 180 ngày", 2), ("Giấy còn từ 180 ngày trở xuống", 8),
        ("Giấy đang chờ đánh giá lại", 0), ("Giấy đã hết hạn", 1),
        ("Hết hạn trong 30 ngày", 2), ("Hết hạn trong 60 ngày", 4), ("Hết hạn trong 90 ngày", 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("person", "title"),
    [
        (cast.tung, "Sản phẩm có sao: theo địa bàn cấp huyện cũ"),
        (cast.lan, "Sản phẩm có sao: theo ngành"),
        (cast.ministry, "Sản phẩm có sao: theo ngành"),
    ],
)
def test_the_desk_draws_the_stars_of_its_place(person, title):
    commune = a_commune()
    commune.old_district = "Huyện Ba Chẽ"
    commune.save()
    Rubric.objects.filter(pk=a_rubric(11).pk).update(industry="II", industry_name="Đồ uống")
    a_certificate(a_product(producer=a_producer(commune=commune), set_number=11))

    page = home(person())

    assert "Tình hình chương trình" in page
    assert title in page


def test_the_commune_sees_papers_that_ended_end_soon_or_never_came():
    producer = a_producer(commune=a_commune())
    a_product(producer=producer)
    other = a_product(producer=producer)
    for kind, days in (("attp", -1), ("haccp", 0), ("gmp", 400)):
        Paper.objects.create(
            producer=producer, product=other, kind=kind, expires_on=TODAY + timedelta(days=days),
            created_at=NOW,
        )  # fmt: skip

    tasks = at(cast.lan()).get("/van-phong/").context["tasks"]

    assert {one["label"]: one["count"] for one in tasks} == {
        "Giấy tờ của chủ thể đã hết hạn": 1,
        "Giấy tờ của chủ thể sắp hết hạn": 1,
        "Sản phẩm chưa có giấy tờ nào trong kho": 1,
    }


def rows_of(client, url):
    """Return how many rows the page at ``url`` shows."""
    told = client.get(url).context
    if "listing" in told:
        return told["listing"].count
    if "sittings" in told:
        return len(told["sittings"])
    if "five" in told:
        return len(told["five"]) + len(told["back"])
    if "recognized" in told:
        return sum(len(told[name]) for name in ("recognized", "forwarded", "none", "returned"))
    return len(told["form"].fields["results"].queryset)


@pytest.mark.parametrize("role", ["commune", "province", "leader", "ministry"])
def test_every_number_of_the_desk_opens_exactly_its_rows(role):
    world = built()
    mine = world.places["mine"].producer
    for days in (-1, 20, 50, 80, 170, 400):
        a_certificate(a_product(producer=mine), lapses_on=TODAY + timedelta(days=days))
    kept_in_grace(mine)
    a_certificate(a_product(producer=mine), stars=5, lapses_on=TODAY + timedelta(days=25))
    a_product(producer=mine, retired_on=TODAY)
    later = a_product(producer=mine)
    for days in (15, 800):
        a_certificate(later, lapses_on=TODAY + timedelta(days=days))
    for state in (State.SUBMITTED, State.RECEIVED, State.PROPOSED, State.ASSESSED):
        a_dossier(state, product=a_product(producer=mine))
    a_dossier(State.SUBMITTED, filed_on=TODAY - timedelta(days=60))
    client = at(world.roles[role])

    told = client.get("/van-phong/").context

    numbers = [(one["label"], one["count"], one["url"]) for one in told["tasks"]]
    numbers += told["figures"]
    assert len(numbers) > 7
    wrong = {
        label: (count, found)
        for label, count, url in numbers
        if (found := rows_of(client, url)) != count
    }
    assert wrong == {}


def kept_in_grace(producer):
    """Return a certificate that lapsed while its renewal, filed late as it may, is under way."""
    product = a_product(producer=producer)
    a_dossier(State.RECEIVED, product=product, kind=Kind.RENEWAL)
    return a_certificate(product, lapses_on=date(2026, 9, 1))


def test_a_certificate_in_grace_is_counted_as_such_and_not_as_lapsed():
    kept_in_grace(a_producer(commune=a_commune()))
    client = at(cast.lan())

    told = {label: value for label, value, _ in client.get("/van-phong/").context["figures"]}

    assert told["Giấy đang chờ đánh giá lại"] == 1
    assert told["Giấy đã hết hạn"] == 0


@pytest.mark.parametrize(("days", "shown"), [(0, 0), (1, 1), (30, 1), (31, 0)])
def test_the_radar_of_thirty_days_shows_what_lapses_within_them(days, shown):
    a_certificate(a_product(), lapses_on=TODAY + timedelta(days=days))

    assert rows_of(at(cast.lan()), "/van-phong/ra-da/?con=30") == shown
