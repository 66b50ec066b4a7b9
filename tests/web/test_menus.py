"""The office's menu shows where one is, and only what one may enter."""

from ocop.accounts.permissions import Permission
from ocop.web.ui.menus import OFFICE, rows

ALL = {permission.value for permission in Permission}


def here(path, held=ALL):
    sections, pages = rows(OFFICE, path, held)
    return [s.label for s in sections if s.here], [p.label for p in pages if p.here]


def test_the_page_that_holds_most_of_the_address_is_the_one_one_is_on():
    assert here("/van-phong/") == (["Việc hôm nay"], ["Việc cần làm"])
    assert here("/van-phong/ho-so/HS-1/") == (["Hồ sơ"], ["Hồ sơ"])
    assert here("/van-phong/phien-hop/PH-1/") == (["Hội đồng"], ["Hội đồng và phiên họp"])
    assert here("/van-phong/so-lieu/ranked/") == (["Số liệu"], ["Số liệu"])


def test_an_address_in_no_page_marks_nothing():
    assert here("/van-phong/tim/") == ([], [])


def test_a_section_is_hidden_from_whom_none_of_its_pages_is_open():
    sections, _ = rows(OFFICE, "/van-phong/", set())
    assert "Quản trị" not in [section.label for section in sections]
    assert "Hội đồng" not in [section.label for section in sections]
    assert "Hồ sơ" in [section.label for section in sections]


def test_a_section_of_one_page_shows_no_second_row():
    _, pages = rows(OFFICE, "/van-phong/nguoi-dung/", {"people.manage"})
    assert pages == []


def test_every_page_of_the_menu_has_an_address():
    for section in OFFICE:
        for page in section.pages:
            assert page.url.startswith("/van-phong/")
