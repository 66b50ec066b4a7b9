"""The register of rights, as anyone reads it and takes it home."""

import csv
import io

import pytest
from django.test import Client

from tests.factories.dossiers import a_certificate, a_product
from tests.moment import TODAY
from tests.web.desk import renamed, stand_still, table, text

pytestmark = pytest.mark.django_db
REGISTER = "/nhan-hieu/"


@pytest.fixture(autouse=True)
def still(monkeypatch):
    stand_still(monkeypatch)


def product(name, **certificate):
    found = renamed(a_product(), name)
    a_certificate(found, **certificate)
    return found


def test_the_register_shows_a_right_and_one_that_ended_with_its_day():
    product("Trà hoa vàng", stars=4)
    product("Mắm tép cũ", lapses_on=TODAY)

    page = text(Client().get(REGISTER))

    assert "<b>2</b> dòng" in page
    assert "Được dùng" in page
    assert "Hết quyền do giấy hết hạn" in page
    assert "từ 05/10/2026" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?tu=tra", {"Trà"}), ("?sao=4", {"Trà"}), ("?quyen=lapsed", {"Mắm"}),
        ("?quyen=in_force", {"Trà"}), ("?quyen=khong-co", {"Trà", "Mắm"}), ("?xa=99999", set()),
        ("?sao=9", {"Trà", "Mắm"}),
    ],
)  # fmt: skip
def test_the_register_is_narrowed_by_its_address(query, found):
    product("Trà hoa vàng", stars=4)
    product("Mắm tép", lapses_on=TODAY)

    page = text(Client().get(REGISTER + query))

    names = {"Trà": "Trà hoa vàng", "Mắm": "Mắm tép"}
    assert {key for key, name in names.items() if name in page} == found


def test_the_register_goes_to_excel_and_csv():
    product("Trà hoa vàng", stars=4)

    [row] = table(Client().get(REGISTER + "?tai=xlsx"))
    answer = Client().get(REGISTER + "?tai=csv")
    [line] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))

    assert row["Sản phẩm"].value == line["Sản phẩm"] == "Trà hoa vàng"
    assert line["Từ ngày"] == "2024-06-01"
    assert answer["Content-Type"].startswith("text/csv")


def test_a_name_is_no_formula_in_the_csv():
    product("=1+1")

    answer = Client().get(REGISTER + "?tai=csv").content.decode("utf-8-sig")

    assert "'=1+1" in answer


def test_the_register_speaks_english():
    product("Trà hoa vàng")
    client = Client()
    client.cookies["ngon-ngu"] = "en"
    from django.conf import settings

    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = text(client.get(REGISTER))

    assert "Right to use the OCOP mark" in page
    assert "Quyền" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("rows", [1, 4])
def test_the_register_asks_as_much_for_four_rows_as_for_one(rows, django_assert_max_num_queries):
    for number in range(rows):
        product(f"Trà {number}")
    client = Client()
    client.get(REGISTER)

    with django_assert_max_num_queries(8):
        page = client.get(REGISTER + "?trang=1")

    assert len(page.content) < 100_000
