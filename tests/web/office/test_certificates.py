"""The register of certificates, and one paper."""

import pytest

from tests import cast
from tests.factories.dossiers import a_certificate, a_commune, a_producer, a_product
from tests.moment import TODAY
from tests.web.desk import at, body, renamed, table, text


def address(certificate, page=""):
    return f"/van-phong/giay-chung-nhan/{certificate.pk}/{page}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_asks_as_much_for_three_rows_as_for_one(rows, django_assert_num_queries):
    for _ in range(rows):
        a_certificate(a_product())
    client = at(cast.lan())
    client.get("/van-phong/giay-chung-nhan/")  # A session's first request notes that it is alive.

    with django_assert_num_queries(10):
        page = text(client.get("/van-phong/giay-chung-nhan/"))

    assert f"<b>{rows}</b> dòng" in page


def test_the_register_goes_to_excel_with_days_and_numbers():
    certificate = a_certificate(a_product(), stars=4)

    [row] = table(at(cast.tung()).get("/van-phong/giay-chung-nhan/?tai=xlsx"))

    assert row["Số giấy"].value == certificate.number
    assert (row["Sao"].data_type, row["Sao"].value) == ("n", 4)
    assert row["Hết hiệu lực"].value.date() == certificate.lapses_on
    assert row["Ngày cấp"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"cũ", "mới"}), ("?tt=lapsed", {"cũ"}), ("?tt=in_force", {"mới"}), ("?sao=4", {"mới"}),
        ("?tu=TRA MOI", {"mới"}), ("?tt=khong-co", {"cũ", "mới"}),
    ],
)  # fmt: skip
def test_the_register_is_narrowed_by_its_filters(query, found):
    a_certificate(renamed(a_product(), "Trà cũ"), lapses_on=TODAY)
    a_certificate(renamed(a_product(), "Trà mới"), stars=4, lapses_on=TODAY.replace(year=2028))

    page = text(at(cast.lan()).get(f"/van-phong/giay-chung-nhan/{query}"))

    assert {name for name in ("cũ", "mới") if f"Trà {name}" in page} == found


def test_a_certificate_shows_its_standing_today():
    certificate = a_certificate(a_product())

    page = text(at(cast.lan()).get(address(certificate)))

    assert certificate.number in page
    assert certificate.decision.number in page
    assert "Còn hiệu lực" in page


def test_the_paper_is_printed():
    answer = at(cast.lan()).get(address(a_certificate(a_product()), "ban-in.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert body(answer).startswith(b"%PDF")


def test_what_has_lapsed_is_printed_no_more():
    certificate = a_certificate(a_product(), lapses_on=TODAY)
    client = at(cast.lan())

    answer = client.get(address(certificate, "ban-in.pdf"))

    assert answer.status_code == 409
    assert "đã hết hạn nên không in được" in text(answer)
    assert "ban-in.pdf" not in text(client.get(address(certificate)))


@pytest.mark.parametrize(("lapses_on", "tone"), [(TODAY, "calm"), (None, "leaf")])
def test_the_register_marks_each_standing_in_its_own_tone(lapses_on, tone):
    a_certificate(a_product(), lapses_on=lapses_on)

    assert f"status tone-{tone}" in text(at(cast.lan()).get("/van-phong/giay-chung-nhan/"))


def test_a_certificate_of_another_commune_does_not_exist_for_an_officer():
    beside = a_producer(commune=a_commune("06985", "Lương Minh"))

    page = at(cast.lan()).get(address(a_certificate(a_product(producer=beside))))

    assert page.status_code == 404
