"""Certificates and the profile at the producer's door."""

from datetime import date, timedelta

import pytest

from tests.factories.dossiers import a_certificate, a_producer, a_product, a_representative
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_the_list_shows_mine_with_their_renewal_window(desk, product):
    mine = a_certificate(product, lapses_on=date(2027, 6, 1))
    other = a_certificate(a_product(producer=a_producer()))

    page = text(desk.get("/chu-the/giay-chung-nhan/"))

    assert mine.number in page
    assert other.number not in page
    assert "từ 03/12/2026 đến hết 01/02/2027" in page


def test_a_lapsed_certificate_shows_no_star(desk, product):
    a_certificate(product, lapses_on=TODAY)

    page = text(desk.get("/chu-the/giay-chung-nhan/"))

    assert "Giấy chứng nhận 3 sao đã hết hạn từ 05/10/2026" in page
    assert 'class="stars"' not in page


def test_a_certificate_of_a_merged_double_is_mine(desk, product):
    double = a_product(producer=a_producer(), merged_into=product)
    certificate = a_certificate(double)

    assert certificate.number in text(desk.get("/chu-the/giay-chung-nhan/"))


def test_whoever_has_none_is_told_so(stranger):
    assert "Chưa có giấy chứng nhận nào" in text(stranger.get("/chu-the/giay-chung-nhan/"))


def test_the_paper_is_a_document(desk, product):
    certificate = a_certificate(product)

    answer = desk.get(f"/chu-the/giay-chung-nhan/{certificate.pk}/ban-in/")

    assert answer.content.startswith(b"%PDF-")


def test_a_lapsed_paper_is_printed_no_more(desk, product):
    certificate = a_certificate(product, lapses_on=TODAY)
    paper = f"/chu-the/giay-chung-nhan/{certificate.pk}/ban-in/"

    assert desk.get(paper).status_code == 409
    assert paper not in text(desk.get("/chu-the/giay-chung-nhan/"))


def test_the_paper_of_another_is_not_there(stranger, product):
    certificate = a_certificate(product)

    assert stranger.get(f"/chu-the/giay-chung-nhan/{certificate.pk}/ban-in/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    desk, producer, count, django_assert_num_queries
):
    for days in range(count):
        a_certificate(a_product(producer=producer), lapses_on=TODAY + timedelta(days=days + 1))

    with django_assert_num_queries(5):
        desk.get("/chu-the/giay-chung-nhan/")


def test_the_only_producer_opens_at_once(desk, producer):
    assert desk.get("/chu-the/thong-tin/").headers["Location"].endswith(f"/{producer.code}/")


def test_several_producers_are_listed(desk, hoa, producer):
    other = a_producer()
    a_representative(other, hoa)

    page = text(desk.get("/chu-the/thong-tin/"))

    assert producer.name in page
    assert other.name in page


def test_the_profile_changes_what_the_producer_says_of_itself(desk, producer):
    desk.post(
        f"/chu-the/thong-tin/{producer.code}/",
        {"address": "Thôn mới", "about": "Nghề sao chè.", "founded_on": "01/02/2015"},
    )

    producer.refresh_from_db()
    assert (producer.address, producer.about) == ("Thôn mới", "Nghề sao chè.")
    assert producer.founded_on == date(2015, 2, 1)


def test_the_profile_refuses_a_tax_code_that_is_none(desk, producer):
    answer = desk.post(
        f"/chu-the/thong-tin/{producer.code}/", {"address": "Thôn mới", "tax_code": "12"}
    )

    assert answer.context["form"].errors["tax_code"]
    producer.refresh_from_db()
    assert producer.address == "Thôn Khe Lọng"


def test_the_profile_of_another_is_not_there(stranger, producer):
    address = f"/chu-the/thong-tin/{producer.code}/"

    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"address": "x"}).status_code == 404
