"""Producers and officers say what the GS1 code of a product leads to."""

import pytest

from ocop.links.models import Anchor
from ocop.registry.models import Product
from tests import cast
from tests.factories.dossiers import a_commune, a_producer, a_product, a_representative
from tests.web.desk import at, stand_still, text

pytestmark = pytest.mark.django_db
GTIN = "08935049500018"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    stand_still(monkeypatch)


@pytest.fixture
def tea(db):
    producer = a_producer(commune=a_commune())
    a_representative(producer, cast.hoa())
    return a_product(producer=producer, gtin=GTIN)


def form(*rows, **heading):
    said = {"description": "", "default_href": "", "default_title": ""} | heading
    said |= {"lk-TOTAL_FORMS": str(len(rows)), "lk-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        blank = {"link_type": "gs1:pip", "href": "", "title": "", "hreflang": "", "type": "",
                 "context": ""}  # fmt: skip
        said |= {f"lk-{number}-{key}": value for key, value in (blank | row).items()}
    return said


ROW = {"link_type": "gs1:recipeInfo", "href": "https://a.vn/mon", "title": "Pha trà",
       "hreflang": "vi, en", "type": "text/html"}  # fmt: skip


@pytest.mark.parametrize("who", ["hoa", "lan", "tung"])
def test_who_keeps_the_product_says_what_its_code_leads_to(client, tea, who):
    door = "/chu-the" if who == "hoa" else "/van-phong"
    page = f"{door}/san-pham/{tea.code}/lien-ket/"
    desk = at(getattr(cast, who)())
    assert "Liên kết GS1" in text(desk.get(page))

    said = form(ROW, {}, default_href="https://a.vn/", default_title="Trang nhà")
    assert desk.post(page, said).status_code == 302

    assert client.get(f"/01/{GTIN}")["Location"] == "https://a.vn/"
    assert client.get(f"/01/{GTIN}?linkType=gs1:recipeInfo")["Location"].startswith(
        "https://a.vn/mon"
    )
    shown = text(desk.get(page))
    assert 'value="https://a.vn/mon"' in shown
    assert "Cập nhật liên kết GS1" in shown


def test_a_lot_has_links_of_its_own(client, tea):
    page = f"/chu-the/san-pham/{tea.code}/lien-ket/?lo=L%2F26"
    desk = at(cast.hoa())

    desk.post(page, form(default_href="https://a.vn/lo", default_title="Lô"))

    assert Anchor.objects.get().path == f"/01/{GTIN}/10/L%2F26"
    assert client.get(f"/01/{GTIN}/10/L%2F26")["Location"] == "https://a.vn/lo"
    assert "L%2F26" in text(desk.get(f"/chu-the/san-pham/{tea.code}/lien-ket/"))


def test_a_refused_address_stays_in_the_form_with_its_reason(tea):
    desk = at(cast.hoa())

    answer = desk.post(
        f"/chu-the/san-pham/{tea.code}/lien-ket/", form(ROW | {"href": "javascript:alert(1)"})
    )

    assert "bắt đầu bằng http" in text(answer)
    assert not Anchor.objects.exists()


def test_a_lot_that_no_link_can_carry_is_refused(tea):
    answer = at(cast.hoa()).get(f"/chu-the/san-pham/{tea.code}/lien-ket/?lo=a b", follow=True)

    assert "sai dạng" in text(answer)


def test_a_product_without_a_gtin_says_what_to_do(tea):
    Product.objects.update(gtin=None)

    assert "chưa có mã vạch" in text(at(cast.hoa()).get(f"/chu-the/san-pham/{tea.code}/lien-ket/"))


def test_anothers_product_is_not_found(tea):
    other = a_product(gtin="09506000134352")

    assert at(cast.hoa()).get(f"/chu-the/san-pham/{other.code}/lien-ket/").status_code == 404
    assert at(cast.stranger()).get(f"/van-phong/san-pham/{tea.code}/lien-ket/").status_code == 403
