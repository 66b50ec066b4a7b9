"""The catalogue's page: what a visitor sees, and what the address means."""

from datetime import date

import pytest

from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind
from ocop.rulesets.models import Rubric, Ruleset
from tests import market
from tests.factories.dossiers import a_certificate, a_dossier, a_product
from tests.moment import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def opened(db):
    market.opened()
    law = Ruleset.objects.create(
        code="luat-thu", number="26/2026/QĐ-TTg", issued_on=TODAY, effective_from="2020-01-01",
        complete=True, digest="0" * 64, created_at=NOW,
    )  # fmt: skip
    for number, group, name, english in (
        (6, "tra", "Nhóm trà", "Tea"),
        (7, "tra", "Nhóm trà", "Tea"),
        (1, "tuoi", "Nhóm tươi", "Fresh"),
    ):  # fmt: skip
        Rubric.objects.create(
            ruleset=law, number=number, slug=f"bo-{number}", title=f"Bộ số {number}",
            title_en=f"Set {number}", group=group, group_name=name, group_name_en=english,
        )  # fmt: skip


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def shown(client, query=""):
    response = client.get(f"/san-pham/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_finds_a_product_without_accents(client):
    market.offered("Trà hoa vàng")
    market.offered("Mật ong")

    page = shown(client, "?tu=tra+hoa")

    assert "Trà hoa vàng" in page
    assert "Mật ong" not in page
    assert "1 sản phẩm đang có sao" in page


def test_facets_tell_how_many_each_choice_leaves(client):
    market.offered("Trà", set_number=6, stars=4)
    market.offered("Cà phê", set_number=7, stars=4)
    market.offered("Gà", set_number=1, stars=3)

    facets = {facet.label: facet.options for facet in client.get("/san-pham/").context["facets"]}

    assert [(o.label, o.count) for o in facets["Hạng sao"]] == [
        ("Tất cả", None), ("4 ★", 2), ("3 ★", 1),
    ]  # fmt: skip
    assert {(o.label, o.count) for o in facets["Nhóm"]} == {
        ("Tất cả", None), ("Nhóm trà", 2), ("Nhóm tươi", 1),
    }  # fmt: skip
    assert "Bộ sản phẩm" not in facets


def test_a_chosen_group_offers_its_sets_and_another_group_takes_the_set_back(client):
    market.offered("Trà", set_number=6)
    market.offered("Cà phê", set_number=7)
    market.offered("Gà", set_number=1)

    context = client.get("/san-pham/?nhom=tra&bo=7&tu=").context
    facets = {facet.label: facet.options for facet in context["facets"]}

    assert [o.label for o in facets["Bộ sản phẩm"]] == ["Tất cả", "Bộ số 6", "Bộ số 7"]
    assert [card.product.name for card in context["cards"]] == ["Cà phê"]
    assert all("bo=" not in option.url for option in facets["Nhóm"])


def test_a_choice_goes_back_to_the_first_page_and_keeps_the_words(client):
    market.offered("Trà", stars=4)
    market.offered("Trà xanh", stars=3)

    facets = client.get("/san-pham/?tu=tra&trang=1").context["facets"]

    assert {option.url for option in facets[0].options} == {
        "?tu=tra", "?tu=tra&sao=4", "?tu=tra&sao=3",
    }  # fmt: skip


def test_a_commune_is_chosen_by_its_code(client):
    market.offered("Trà", by=market.stall())
    market.offered("Gà", by=market.stall("HTX Tiên Yên", place="Xã Tiên Yên"))
    [facet] = [f for f in client.get("/san-pham/").context["facets"] if f.label.startswith("Xã")]
    [tien_yen] = [option for option in facet.options if option.label == "Xã Tiên Yên"]

    cards = client.get(f"/san-pham/{tien_yen.url}").context["cards"]

    assert [card.product.name for card in cards] == ["Gà"]


def test_a_new_question_keeps_what_was_chosen(client):
    market.offered("Trà", stars=4)

    page = shown(client, "?sao=4&tham-gia=1")

    assert '<input type="hidden" name="sao" value="4">' in page
    assert '<input type="hidden" name="tham-gia" value="1">' in page


@pytest.mark.parametrize(
    "query",
    [
        "?sao=9", "?sao=%C2%B3", "?bo=0", "?bo=x", "?trang=-1", "?trang=x", "?trang=99999999999",
        "?tu=%00", "?tu=%25%5F", "?tu=" + "a" * 3000, "?xa=%27", "?loai=%FF", "?nhom=%F0%9F%99%82",
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_is_still_answered(client, query):
    market.offered("Trà")

    shown(client, query)


def test_what_was_typed_is_shown_as_text(client):
    page = shown(client, "?tu=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_nothing_found_says_what_to_do(client):
    market.offered("Trà")

    page = shown(client, "?tu=xyz")

    assert "Không có sản phẩm nào khớp" in page
    assert "Xem tất cả sản phẩm" in page


def test_an_empty_catalogue_says_when_it_fills(client):
    assert "Khi tỉnh cấp giấy chứng nhận" in shown(client)


def test_products_without_a_star_are_offered_and_never_shown_with_one(client):
    market.offered("Trà", stars=None)

    assert "Xem thêm 1 sản phẩm" in shown(client)
    [card] = client.get("/san-pham/?tham-gia=1").context["cards"]
    assert (card.product.name, card.stars) == ("Trà", None)


def test_the_page_fits_a_slow_line(client):
    for n in range(30):
        market.offered(f"Trà hoa vàng sấy lạnh thượng hạng túi lọc số {n}")

    assert len(client.get("/san-pham/").content) < 100_000


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(client, number, django_assert_num_queries):
    for n in range(number):
        market.offered(f"Trà {n}")

    with django_assert_num_queries(6):
        client.get("/san-pham/?tu=tra")


def test_a_star_kept_while_its_renewal_is_under_way_is_shown_with_its_badge(client):
    product = a_product()
    a_dossier(State.RECEIVED, product=product, kind=Kind.RENEWAL)
    a_certificate(product, lapses_on=date(2026, 9, 1))

    page = shown(client, "?sao=3")

    assert product.name in page
    assert "Đang chờ đánh giá lại" in page
