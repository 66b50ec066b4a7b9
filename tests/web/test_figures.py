"""Figures on the office's and on everyone's pages, each with its way down to the rows."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client

from ocop.accounts.permissions import Role
from ocop.places.models import Commune, Province
from ocop.rulesets.models import Rubric
from tests import cast, market
from tests.factories.dossiers import a_rubric
from tests.web import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    desk.stand_still(monkeypatch)
    market.opened()
    for number in (6, 8):
        a_rubric(number)
    Rubric.objects.update(industry="I", industry_name="Thực phẩm", group="c", group_name="Chế biến")
    market.offered("Miến dong", set_number=6, stars=4)
    market.offered("Gà đồi", set_number=8, stars=3, by=market.stall("Hộ A", kind="household"))
    market.offered("Trà", stars=3, by=market.stall("HTX B", place="Xã Bình Liêu"))


def officer(role, **place):
    return desk.at(cast.person(f"{role}", "Nguyễn Văn A", role, **place))


@pytest.fixture
def province():
    return officer(Role.PROVINCE_OFFICER, province=Province.objects.get(code="22"))


@pytest.fixture
def commune():
    return officer(Role.COMMUNE_OFFICER, commune=Commune.objects.get(full_name="Xã Ba Chẽ"))


def test_each_number_leads_to_just_so_many_rows(province):
    page = desk.text(province.get("/van-phong/so-lieu/"))
    table = re.findall(
        r'<a href="(/van-phong/so-lieu/[^"]+)">[^<]*</a></span>\s*<span class="num">([\d.]+)',
        page,
    )
    assert len(table) > 10
    for url, number in table:
        rows = province.get(url, {"tai": "xlsx"})
        assert len(desk.table(rows)) == int(number) or number == "0", url


def test_a_commune_sees_its_own_figures_only(commune, province):
    mine = commune.get("/van-phong/so-lieu/?tai=json").json()
    all_ = province.get("/van-phong/so-lieu/?tai=json").json()
    ranked = [{one["code"]: one for one in told}["ranked"]["value"] for told in (mine, all_)]
    assert ranked == [2, 3]
    listed = desk.text(commune.get("/van-phong/so-lieu/ranked/?xa=06838"))
    assert "Trà" not in listed
    assert "Miến dong" in listed


def test_the_province_narrows_to_a_commune_and_to_a_day(province):
    told = province.get("/van-phong/so-lieu/", {"tai": "json", "xa": "06838"}).json()
    assert {one["code"]: one for one in told}["ranked"]["value"] == 1
    before = province.get("/van-phong/so-lieu/", {"tai": "json", "ngay": "01/01/2026"}).json()
    assert {one["code"]: one for one in before}["ranked"]["value"] == 0


def test_each_label_of_the_form_leads_to_a_field_that_people_see(province):
    page = desk.body(province.get("/van-phong/so-lieu/")).decode()
    labels = set(re.findall(r'<label for="(id_\w+)"', page))
    hidden = set(re.findall(r'<input type="hidden"[^>]* id="(id_\w+)"', page))

    assert "id_sao" in hidden
    assert labels
    assert not labels & hidden


def test_a_period_that_begins_after_its_day_is_refused_in_words(province):
    page = province.get("/van-phong/so-lieu/", {"ngay": "01/02/2026", "tu": "02/02/2026"})
    assert "Kỳ bắt đầu sau ngày lấy số liệu" in desk.text(page)


def test_figures_of_people_lead_nowhere(province):
    assert province.get("/van-phong/so-lieu/producers.minority/").status_code == 404
    assert province.get("/van-phong/so-lieu/producers.declared/").status_code == 404
    assert province.get("/van-phong/so-lieu/khong-co/").status_code == 404


def test_the_office_page_asks_as_much_for_many_products_as_for_few(
    province, django_assert_max_num_queries
):
    for number in range(20):
        market.offered(f"Sản phẩm {number}")
    with django_assert_max_num_queries(70):
        province.get("/van-phong/so-lieu/")


def test_everyone_sees_charts_with_their_tables_and_no_producer():
    page = desk.text(Client().get("/so-lieu/"))
    assert page.count("<svg") >= 5
    assert page.count("Xem bảng số liệu") == 5
    assert "HTX Ba Chẽ" not in page
    assert "style=" not in page
    assert 'href="/san-pham/?nhom=' in page or 'href="/san-pham/?loai=cooperative"' in page


def test_everyone_may_take_the_figures_as_data():
    told = json.loads(desk.body(Client().get("/so-lieu/du-lieu.json")))
    assert {one["code"]: one for one in told}["ranked"]["numerator"] == 3


def test_in_english_no_vietnamese_figure_remains():
    reader = Client()
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = desk.text(reader.get("/so-lieu/"))
    assert "Starred products over three years" in page
    assert "Sản phẩm có sao" not in page


def test_the_home_page_shows_the_charts():
    assert "Chương trình qua con số" in desk.text(Client().get("/"))


def test_each_star_of_a_chart_leads_to_just_so_many_rows(province):
    market.offered("Cốm", set_number=8, stars=5, by=market.stall("Hộ C", kind="household"))
    plots = province.get("/van-phong/so-lieu/").context["plots"][1:]
    cells = [cell for plot in plots for _, row in plot.table for cell in row]
    assert len(cells) > 8
    for number, url in cells:
        assert province.get(url).context["listing"].count == number, url


def test_the_guides_of_a_chart_of_few_things_are_whole(province):
    for plot in province.get("/van-phong/so-lieu/").context["plots"][1:]:
        said = re.findall(r">(\d+)</text>", plot.svg)
        assert len(said) == len(set(said)), plot.title
