"""Public pages: no star but one that is true today, and four true answers about a certificate."""

import re
from datetime import timedelta

import pytest

from ocop.dossiers.operations import merge_products
from ocop.registry.models import Photo
from ocop.registry.operations import add_photo, tell_story
from tests import market
from tests.factories.dossiers import a_rubric
from tests.files.samples import picture
from tests.moment import NOW, TODAY
from tests.web.desk import body, stand_still, text

pytestmark = pytest.mark.django_db
# A star that is worn, wherever a page shows one.
WORN = re.compile(r'<span class="stars">')


@pytest.fixture(autouse=True)
def opened(db, monkeypatch):
    stand_still(monkeypatch)
    market.opened()


@pytest.fixture
def clock(monkeypatch):
    """Move the clock to a day."""
    return lambda day: stand_still(monkeypatch, NOW + timedelta(days=(day - TODAY).days))


def pages(product):
    """Return every public page that could show the product's star."""
    return [
        "/", "/san-pham/", "/san-pham/?sao=4", "/san-pham/?tu=cha+muc",
        "/san-pham/?tham-gia=1", f"/san-pham/{product.code}/",
        f"/chu-the-ocop/{product.producer.code}/",
    ]  # fmt: skip


def worn_on(client, product):
    """Return the pages on which the product's star is worn."""
    return [path for path in pages(product) if WORN.search(text(client.get(path)))]


def certified(stars=4):
    product = market.offered("Chả mực", stars=None)
    return product, market.certified(product, stars)


def check(client, number):
    return text(client.get("/chung-nhan/", {"so": number}))


def test_a_star_in_force_is_worn_everywhere(client):
    product, _ = certified()

    assert set(worn_on(client, product)) == set(pages(product))


def test_a_star_is_worn_until_the_last_day_and_not_on_the_day_of_the_lapse(client, clock):
    product, certificate = certified()

    clock(certificate.lapses_on - timedelta(days=1))
    assert set(worn_on(client, product)) == set(pages(product))

    clock(certificate.lapses_on)
    assert worn_on(client, product) == []


def test_a_star_is_worn_from_the_day_of_the_paper_and_not_the_day_before(client, clock):
    product, certificate = certified()

    clock(certificate.issued_on - timedelta(days=1))
    assert worn_on(client, product) == []

    clock(certificate.issued_on)
    assert set(worn_on(client, product)) == set(pages(product))


def test_a_revoked_star_is_not_worn_from_the_day_of_the_decision(client, clock):
    product, certificate = certified()
    market.revoked(certificate)

    assert worn_on(client, product) == []

    clock(TODAY - timedelta(days=1))
    assert set(worn_on(client, product)) == set(pages(product))


def test_a_product_page_says_since_when_its_certificate_no_longer_holds(client, clock):
    product, certificate = certified()
    clock(certificate.lapses_on)

    page = text(client.get(f"/san-pham/{product.code}/"))

    day = f"{certificate.lapses_on:%d/%m/%Y}"
    assert f"Giấy chứng nhận 4 sao đã hết hạn từ {day}" in page


def test_a_product_page_says_since_when_its_certificate_is_revoked(client):
    product, certificate = certified()
    market.revoked(certificate)

    page = text(client.get(f"/san-pham/{product.code}/"))

    assert "Giấy chứng nhận 4 sao đã bị thu hồi từ 05/10/2026" in page


def test_where_two_certificates_hold_the_higher_star_is_worn(client):
    product, _ = certified(stars=3)
    market.certified(product, 4, days_ago=10)

    page = text(client.get(f"/san-pham/{product.code}/"))

    assert page[WORN.search(page).start() :].index("4 sao") < 2000
    assert "tone-leaf" in page


def test_a_certificate_in_force_is_confirmed_with_its_last_day(client):
    _, certificate = certified()

    page = check(client, certificate.number)

    assert "Giấy chứng nhận đang có hiệu lực" in page
    assert f"Có hiệu lực đến hết ngày {certificate.lapses_on - timedelta(days=1):%d/%m/%Y}" in page


def test_a_lapsed_certificate_is_told_with_its_day_and_what_holds_instead(client, clock):
    product, old = certified(stars=3)
    clock(old.lapses_on)
    later = old.lapses_on - timedelta(days=60)
    new = market.issue(
        market.ACT, product=product, stars=4,
        decision=market.decided("recognition", 4, TODAY), issued_on=later,
    )  # fmt: skip

    page = check(client, old.number)

    assert f"Giấy chứng nhận đã hết hạn từ {old.lapses_on:%d/%m/%Y}" in page
    assert "Hôm nay sản phẩm mang sao theo giấy" in page
    assert new.number in page


def test_a_revoked_certificate_is_told_with_its_day_and_decision(client):
    _, certificate = certified()
    market.revoked(certificate)

    page = check(client, certificate.number)

    assert "Giấy chứng nhận đã bị thu hồi từ 05/10/2026" in page
    assert certificate.revocation.decision.number in page


def test_an_unknown_number_is_not_called_false(client):
    page = check(client, "9999/2026/GCN-OCOP-22")

    assert "Chưa xác minh được số “9999/2026/GCN-OCOP-22”" in page
    assert "hãy hỏi cơ quan OCOP của tỉnh" in page


def test_a_certificate_that_begins_tomorrow_says_so(client, clock):
    _, certificate = certified()
    clock(certificate.issued_on - timedelta(days=1))

    page = check(client, certificate.number)

    assert f"Giấy chứng nhận có hiệu lực từ {certificate.issued_on:%d/%m/%Y}" in page
    assert "đang có hiệu lực" not in page


@pytest.mark.parametrize(
    "typed", [str.lower, str.upper, lambda n: f"  {n} ", lambda n: n[:3] + " " + n[3:]]
)
def test_a_number_is_found_however_it_is_typed(client, typed):
    _, certificate = certified()

    assert "Giấy chứng nhận đang có hiệu lực" in check(client, typed(certificate.number))


@pytest.mark.parametrize("number", ["", "x" * 61, "<script>alert(1)</script>", "%00", "\x00"])
def test_an_odd_number_breaks_nothing_and_is_not_run(client, number):
    response = client.get("/chung-nhan/", {"so": number})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_a_merged_product_leads_on_and_its_certificate_is_confirmed(client):
    kept = market.offered("Chả mực", stars=None)
    double = market.offered("Chả mực giã tay", stars=None)
    certificate = market.certified(double, 4)
    merge_products(double, market.ACT, into=kept)

    moved = client.get(f"/san-pham/{double.code}/")

    assert (moved.status_code, moved.url) == (301, f"/san-pham/{kept.code}/")
    assert certificate.number in text(client.get(moved.url))
    assert "Giấy chứng nhận đang có hiệu lực" in check(client, certificate.number)


def test_a_product_tells_its_story_with_the_source(client):
    product, _ = certified()
    tell_story(product, market.ACT, text="Giã tay từ sáng sớm.", source="Bà Mùi kể")

    page = text(client.get(f"/san-pham/{product.code}/"))

    assert "Giã tay từ sáng sớm." in page
    assert "Bà Mùi kể" in page


def test_a_photo_is_served_until_it_is_removed(client):
    product, _ = certified()
    photo = add_photo(product, market.ACT, data=picture(size=(1200, 900)))
    path = f"/anh/{photo.pk}/{next(iter(photo.variants))}.webp"

    served = client.get(path)
    assert served["Content-Type"] == "image/webp"
    assert body(served)[8:12] == b"WEBP"
    assert client.get(f"/anh/{photo.pk}/12345.webp").status_code == 404

    Photo.objects.update(removed_at=NOW)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/san-pham/SP-KHONG/",
        "/chu-the-ocop/CT-KHONG/",
        "/bo-tieu-chi/khong-co/",
        "/bo-tieu-chi/qd26-2026/27/",
    ],
)
def test_what_is_not_there_is_said_politely(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "Không tìm thấy trang này" in text(response)


def test_the_law_lists_its_sets_and_prints_each_sheet(client):
    rubric = a_rubric(8)

    assert "26/2026/QĐ-TTg" in text(client.get("/bo-tieu-chi/"))
    assert rubric.title in text(client.get("/bo-tieu-chi/qd26-2026/"))
    page = text(client.get("/bo-tieu-chi/qd26-2026/8/"))
    assert page.count("1.1") >= 1
    assert rubric.title in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/", 8), ("/san-pham/", 6)])
def test_a_page_of_products_asks_as_much_for_three_as_for_one(
    client, rows, path, queries, django_assert_num_queries
):
    for name in ("Chả mực", "Trà hoa vàng", "Miến dong")[:rows]:
        market.offered(name, stars=4)

    with django_assert_num_queries(queries):
        client.get(path)


def test_the_page_of_a_producer_asks_as_much_for_three_products_as_for_one(
    client, django_assert_num_queries
):
    product = market.offered("Chả mực", stars=4)
    path = f"/chu-the-ocop/{product.producer.code}/"
    for name in ("", "Trà hoa vàng", "Miến dong"):
        if name:
            market.offered(name, stars=3)
        with django_assert_num_queries(5):
            client.get(path)


def test_about_and_security_are_there_for_everyone(client):
    assert "OCOP" in text(client.get("/gioi-thieu/"))
    told = text(client.get("/.well-known/security.txt"))
    assert "Expires: 2027-01-01T00:00:00Z" in told


def test_a_visitor_is_given_no_cookie(client):
    certified()

    for path in ["/", "/san-pham/", "/chung-nhan/", "/gioi-thieu/"]:
        assert not client.get(path).cookies, path


def test_a_product_without_a_certificate_is_shown_to_who_asks_for_those_that_take_part(client):
    market.offered("Chả mực", stars=None)

    assert "Chả mực" not in text(client.get("/san-pham/"))
    assert "Chả mực" in text(client.get("/san-pham/?tham-gia=1"))
