"""Every list of the offices, asked by its URL."""

from io import BytesIO

import pytest
from django import forms
from django.test import RequestFactory
from openpyxl import load_workbook

from ocop.kernel.act import Act
from ocop.places.models import Commune, Province
from ocop.web.forms import FilterForm
from ocop.web.listing import Column, Listing, turned
from tests.moment import NOW

pytestmark = pytest.mark.django_db
NAMES = ("Ba Chẽ", "Bình Liêu", "Cô Tô")


class ByName(FilterForm):
    ten = forms.CharField(label="Tên")

    def narrow(self, rows):
        return rows.filter(name__startswith=self.cleaned_data["ten"])


COLUMNS = [
    Column("ten", "Tên", "name", sort=("name",), link=lambda row: f"/xa/{row.code}/"),
    Column("tinh", "Tỉnh", "province.name"),
    Column("ma", "Mã", lambda row: int(row.code), kind="number", on_page=False),
    Column("loai", "Loại", "get_kind_display", in_file=False),
]


@pytest.fixture(autouse=True)
def communes():
    province = Province.objects.create(code="99", name="Thử", full_name="Tỉnh Thử")
    for number, name in enumerate(NAMES):
        Commune.objects.create(
            code=f"9900{number}", province=province, name=name, full_name=f"Xã {name}",
            kind=Commune.Kind.COMMUNE, valid_from="2025-07-01",
        )  # fmt: skip


def listing(query="", **changes):
    request = RequestFactory().get(f"/van-phong/xa/{query}")
    request.act = Act(by=None, at=NOW)
    asked = {"title": "Các xã", "columns": COLUMNS, "filters": ByName, "order": "ten", **changes}
    return Listing(request, Commune.objects.filter(province__code="99"), **asked)


def names(rows):
    return [line[0].value for line in rows.body]


def test_rows_stand_in_the_first_order():
    assert names(listing()) == list(NAMES)


def test_the_url_orders_the_rows_and_a_second_click_turns_them_round():
    first = listing().heads[0]
    second = listing("?sap=-ten")

    assert (first.order, first.url) == ("ascending", "/van-phong/xa/?sap=-ten")
    assert names(second) == list(reversed(NAMES))
    assert second.heads[0].order == "descending"


def test_an_order_that_no_column_has_is_not_asked_of_the_database():
    assert names(listing("?sap=password")) == list(NAMES)


def test_a_filter_narrows_counts_and_is_carried_to_the_file():
    rows = listing("?ten=B")

    assert (rows.count, names(rows), rows.is_narrowed) == (2, ["Ba Chẽ", "Bình Liêu"], True)
    assert rows.file_url == "/van-phong/xa/?ten=B&tai=xlsx"
    assert rows.clear_url == "/van-phong/xa/"


def test_a_list_without_a_filter_is_not_narrowed():
    assert not listing().is_narrowed


def test_rows_come_in_pages_that_keep_the_filter():
    rows = listing("?trang=2", size=2)

    assert (names(rows), rows.count) == (["Cô Tô"], 3)
    assert rows.previous_url == "/van-phong/xa/?trang=1"
    assert rows.next_url == ""
    assert [(label, here) for label, _, here in rows.page_links] == [("1", False), ("2", True)]


@pytest.mark.parametrize("page", ["0", "99", "x"])
def test_a_page_that_is_none_shows_one_that_is(page):
    assert names(listing(f"?trang={page}", size=2))


def test_a_cell_has_its_link_and_a_column_may_be_left_off_the_page():
    [first, *_] = listing().body

    assert first[0].url == "/xa/99000/"
    assert [cell.column.key for cell in first] == ["ten", "tinh", "loai"]
    assert first[2].value == "Xã"


def test_the_file_holds_all_filtered_rows_and_not_one_page():
    response = listing("?ten=B&tai=xlsx", size=1).answer("unused.html")

    sheet = load_workbook(BytesIO(response.content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert response["Content-Disposition"] == 'attachment; filename="danh-sach-20261005.xlsx"'
    assert {"Ba Chẽ", "Bình Liêu", 99000, 99001} <= set(cells)
    assert "Cô Tô" not in cells
    assert "Loại" not in cells


def test_turning_an_order_round_twice_gives_it_back():
    assert turned("-", turned("-", "name")) == turned("", "name") == "name"
