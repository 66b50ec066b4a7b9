"""Views of lists that people keep under a name, and the file that a list prints."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ocop.accounts.models import SavedView
from ocop.accounts.operations import MOST_VIEWS
from tests import cast
from tests.factories.dossiers import a_commune, a_producer
from tests.web import desk

pytestmark = pytest.mark.django_db
LIST = "/van-phong/chu-the/"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    desk.stand_still(monkeypatch)


def keep(user, name="Hợp tác xã", query="loai=cooperative&sap=-ten", path=LIST):
    address = reverse("keep-view")
    return desk.at(user).post(address, {"path": path, "query": query, "name": name})


def test_filters_and_order_are_kept_under_a_name_and_offered_above_the_list():
    answer = keep(cast.lan())

    assert answer["Location"] == f"{LIST}?loai=cooperative&sap=-ten"
    page = desk.text(desk.at(cast.lan()).get(LIST))
    assert f'href="{LIST}?loai=cooperative&sap=-ten"' in page
    assert "Hợp tác xã</a>" in page


def test_a_view_that_is_shown_is_marked_and_not_offered_again():
    keep(cast.lan())
    page = desk.text(desk.at(cast.lan()).get(f"{LIST}?loai=cooperative&sap=-ten"))

    assert 'aria-current="true"' in page
    assert "Lưu bộ lọc này" not in page
    assert "Lưu bộ lọc này" in desk.text(desk.at(cast.lan()).get(f"{LIST}?loai=household"))


def test_the_page_and_the_file_are_no_part_of_a_view():
    keep(cast.lan(), query="loai=cooperative&trang=3&tai=xlsx")

    assert SavedView.objects.get().query == "loai=cooperative"


def test_a_view_is_its_owners_and_its_lists_alone():
    keep(cast.lan())

    assert "Hợp tác xã</a>" not in desk.text(desk.at(cast.tung()).get(LIST))
    assert "Hợp tác xã</a>" not in desk.text(desk.at(cast.lan()).get("/van-phong/san-pham/"))


def test_the_same_name_again_is_written_over():
    keep(cast.lan())
    keep(cast.lan(), query="loai=household")

    assert SavedView.objects.get().query == "loai=household"


def test_a_view_can_be_taken_away_by_its_owner_only():
    keep(cast.lan())
    address = reverse("forget-view", args=[SavedView.objects.get().pk])

    assert desk.at(cast.tung()).post(address).status_code == 404
    assert desk.at(cast.lan()).post(address)["Location"] == LIST
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("path", ["/khong-co-trang-nay/", "https://example.com/", "//xau.vn/"])
def test_only_pages_of_this_site_are_kept(path):
    assert keep(cast.lan(), path=path).status_code == 409
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("before", "status"), [(MOST_VIEWS - 1, 302), (MOST_VIEWS, 409)])
def test_as_many_views_are_kept_as_can_be_read_above_a_list(before, status):
    for number in range(before):
        keep(cast.lan(), name=f"Bộ lọc {number}")

    assert keep(cast.lan(), name="Thêm").status_code == status


def test_the_file_of_a_list_is_ready_to_print_and_sign():
    a_producer(commune=a_commune())
    sheet = load_workbook(BytesIO(desk.at(cast.lan()).get(f"{LIST}?tai=xlsx").content)).active
    texts = [str(cell.value) for row in sheet for cell in row if cell.value is not None]

    assert sheet["A1"].value == "ỦY BAN NHÂN DÂN XÃ BA CHẼ"
    assert "DANH SÁCH CHỦ THỂ OCOP" in texts
    assert "(Số liệu đến ngày 05/10/2026)" in texts
    assert texts[-2:] == ["(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)"]
    assert {"Người lập biểu", "Thủ trưởng đơn vị"} <= set(texts)
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:G7"
    assert sheet.print_area.startswith("'Danh sách chủ thể OCOP'!$A$1:$G$")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert isinstance(sheet["F7"].value, int)
