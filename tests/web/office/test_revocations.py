"""A case from what was seen to a revocation that shows everywhere at once."""

import pytest
from django.test import Client

from ocop.certificates.flow import CaseState
from ocop.certificates.models import Decision, Revocation, RevocationCase
from tests import cast
from tests.factories.aftercare import (
    CONCLUSION,
    a_case,
    a_concluded_case,
    a_national_certificate,
    a_submitted_case,
)
from tests.factories.dossiers import a_certificate, a_product
from tests.moment import TODAY
from tests.web.desk import at, renamed, stand_still, table, text

pytestmark = pytest.mark.django_db
SIGNED = {"number": "99/QĐ-UBND", "signed_on": "05/10/2026", "signer": "Vũ Đình Khải"}


@pytest.fixture(autouse=True)
def still(monkeypatch):
    stand_still(monkeypatch)


def page_of(case, step=""):
    return f"/van-phong/thu-hoi/{case.code}/{step}"


def opening(certificate):
    return f"/van-phong/giay-chung-nhan/{certificate.pk}/thu-hoi/"


def test_a_case_goes_from_desk_to_desk_to_its_decision():
    certificate = a_certificate(renamed(a_product(), "Chả mực Hạ Long"))
    tung, leader = at(cast.tung()), at(cast.leader())
    seen = {"ground": "c", "source": "inspection", "seen": "Không có giấy an toàn thực phẩm."}
    concluded = {**CONCLUSION, "concluded_on": "01/10/2026"}

    tung.post(opening(certificate), seen)
    case = RevocationCase.objects.get()
    tung.post(page_of(case, "ket-luan/"), concluded)
    tung.post(page_of(case, "trinh/"), {"submission_no": "5/TTr", "submitted_on": "02/10/2026"})
    page = text(leader.post(page_of(case, "quyet-dinh/"), SIGNED, follow=True))

    assert Revocation.objects.get().certificate == certificate
    assert "Đã thu hồi" in page
    assert "99/QĐ-UBND" in page


@pytest.mark.parametrize("asked_before", [False, True])
def test_a_revocation_shows_on_every_public_page_with_the_next_request(asked_before):
    product = renamed(a_product(), "Chả mực Hạ Long")
    certificate = a_certificate(product, stars=4)
    case = a_submitted_case(certificate=certificate)
    visitor = Client()
    addresses = {
        "catalogue": "/san-pham/",
        "search": "/san-pham/?tu=cha+muc",
        "home": "/",
        "product": f"/san-pham/{product.code}/",
        "producer": f"/chu-the-ocop/{product.producer.code}/",
        "register": "/nhan-hieu/",
        "check": f"/chung-nhan/?so={certificate.number}",
    }
    before = {name: text(visitor.get(url)) for name, url in addresses.items() if asked_before}

    at(cast.leader()).post(page_of(case, "quyet-dinh/"), SIGNED)

    after = {name: text(visitor.get(url)) for name, url in addresses.items()}
    assert "Chả mực Hạ Long" not in after["catalogue"] + after["search"] + after["home"]
    assert "thu hồi" in after["product"]
    assert "in_force" not in after["product"]
    assert "bị thu hồi từ 05/10/2026" in after["check"]
    assert "bị thu hồi" in after["register"]
    assert [name for name, page in before.items() if page == after[name]] == []


def test_who_submitted_a_case_is_not_offered_its_decision():
    mine = a_submitted_case(by=cast.ministry(), certificate=a_national_certificate())

    page = text(at(cast.ministry()).get(page_of(mine)))
    refused = text(at(cast.ministry()).post(page_of(mine, "quyet-dinh/"), SIGNED))

    assert "người khác quyết định" in page
    assert page_of(mine, "quyet-dinh/") not in page
    assert "Hãy nhờ người khác" in refused
    assert not Decision.objects.filter(kind=Decision.Kind.REVOCATION).exists()


def test_five_stars_are_revoked_at_the_ministrys_desk():
    case = a_submitted_case(certificate=a_national_certificate())

    there = at(cast.leader()).get(page_of(case, "quyet-dinh/")).status_code
    at(cast.ministry()).post(page_of(case, "quyet-dinh/"), SIGNED)

    assert there == 404
    assert Revocation.objects.get().decision.level == "national"


def test_a_case_names_the_certificates_that_would_still_give_the_product_a_star():
    product = a_product()
    fewer, more = a_certificate(product, stars=3), a_certificate(product, stars=4)
    lapsed = a_certificate(product, stars=3, lapses_on=TODAY)
    case = a_submitted_case(certificate=more)
    tung = at(cast.tung())

    page = tung.get(page_of(case)).content.decode()
    tung.post(opening(fewer), {"ground": "c", "source": "inspection", "seen": "Cùng sản phẩm."})
    after = tung.get(page_of(case)).content.decode()

    assert "còn giấy khác đang hiệu lực" in page
    assert opening(fewer) in page
    assert lapsed.number not in page
    assert opening(fewer) not in after
    assert page_of(RevocationCase.objects.get(certificate=fewer)) in after


def test_a_case_of_the_only_certificate_in_force_names_no_other():
    case = a_submitted_case(certificate=a_certificate(a_product()))

    assert "còn giấy khác" not in text(at(cast.tung()).get(page_of(case)))


def test_the_commune_confirms_that_production_stopped():
    certificate = a_certificate(a_product())
    url = f"/van-phong/giay-chung-nhan/{certificate.pk}/ngung-san-xuat/"
    said = {
        "document_no": "8/XN-UBND",
        "confirmed_on": "02/10/2026",
        "seen": "Đóng cửa từ tháng 7.",
    }

    page = text(at(cast.lan()).post(url, said, follow=True))

    assert RevocationCase.objects.get().state == CaseState.CONCLUDED
    assert "19/10/2026" in page


def test_a_conclusion_after_the_signature_is_refused_and_writes_no_decision():
    case = a_submitted_case()
    data = SIGNED | {"signed_on": "04/10/2026"}

    page = text(at(cast.leader()).post(page_of(case, "quyet-dinh/"), data))

    assert "Ngày kết luận phải trước hoặc trong ngày ký quyết định." in page
    assert 'value="99/QĐ-UBND"' in page
    assert not Decision.objects.filter(kind=Decision.Kind.REVOCATION).exists()


def test_a_lapsed_certificate_is_not_revoked():
    certificate = a_certificate(a_product(), lapses_on=TODAY)
    seen = {"ground": "c", "source": "inspection", "seen": "Không có giấy."}

    page = text(at(cast.tung()).post(opening(certificate), seen))

    assert "đã hết hạn nên không mở" in page
    assert (
        "thu-hoi"
        not in text(at(cast.tung()).get(f"/van-phong/giay-chung-nhan/{certificate.pk}/"))
        .split("<main")[1]
        .split("<h2")[0]
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_cases_as_for_one(rows, django_assert_max_num_queries):
    for _ in range(rows):
        a_concluded_case()
    client = at(cast.tung())
    client.get("/van-phong/thu-hoi/")

    with django_assert_max_num_queries(14):
        page = text(client.get("/van-phong/thu-hoi/"))

    assert f"<b>{rows}</b> dòng" in page


def test_the_list_goes_to_excel_and_is_narrowed_to_what_is_overdue(monkeypatch):
    late, fresh = a_concluded_case(TODAY.replace(month=9, day=1)), a_case()

    rows = table(at(cast.tung()).get("/van-phong/thu-hoi/?tai=xlsx"))
    page = text(at(cast.tung()).get("/van-phong/thu-hoi/?qua=1"))

    assert {row["Vụ việc"].value for row in rows} == {late.code, fresh.code}
    assert late.code in page
    assert fresh.code not in page
    assert "quá" in page


def test_a_case_is_closed_without_a_revocation_at_either_desk():
    checked, submitted = a_case(), a_submitted_case()

    at(cast.tung()).post(page_of(checked, "ket-thuc/"), {"reason": "Đã khắc phục."})
    at(cast.leader()).post(page_of(submitted, "giu-giay/"), {"reason": "Chưa đủ căn cứ."})

    states = RevocationCase.objects.values_list("state", flat=True)
    assert set(states) == {CaseState.DROPPED}
    assert "Chưa đủ căn cứ." in text(at(cast.tung()).get(page_of(submitted)))
