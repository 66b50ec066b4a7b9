"""Headings over one row, two or three, in whatever words, and those that are missing."""

import pytest
from openpyxl import Workbook

from ocop.kernel.errors import Refused
from ocop.sheets.columns import Column, Columns
from ocop.sheets.reading import read_table
from tests.sheets.builders import HEAD, MIEN, REGISTRY, named, stored
from tests.sheets.reading import read


def test_title_rows_above_the_header_are_passed_over():
    table = read(
        ("UBND HUYỆN BA CHẼ", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 12/BC-UBND", None, None, "Độc lập - Tự do - Hạnh phúc"),
        (),
        ("DANH SÁCH SẢN PHẨM OCOP CỦA CÁC CHỦ THỂ",),
        ("(Kèm theo Báo cáo số 12)",),
        HEAD,
        MIEN,
        merge=("A4:E4", "A5:E5"),
    )

    assert (table.header_row, named(table)) == (6, ["Miến dong Bình Liêu"])


def test_a_two_row_merged_header_is_joined():
    table = read(
        ("TT", "Tên sản phẩm", "Chủ thể", None, "Kết quả"),
        (None, None, "Tên", "Địa chỉ", "Hạng sao"),
        MIEN,
        merge=("A1:A2", "B1:B2", "C1:D1"),
    )

    assert table.header_row == 2
    assert table.headings["producer"] == "Chủ thể Tên"
    assert table.rows[0].values["address"] == "xã Đồng Tâm"
    assert table.rows[0].values["stars"] == "4"


def test_a_three_row_merged_header_is_joined():
    table = read(
        ("TT", "Tên sản phẩm", "Thông tin chung", None, None),
        (None, None, "Chủ thể", None, "Kết quả"),
        (None, None, "Họ và tên", "Địa chỉ", "Hạng sao"),
        MIEN,
        merge=("A1:A3", "B1:B3", "C1:E1", "C2:D2"),
    )

    assert table.header_row == 3
    assert table.rows[0].values["producer"] == "HTX Đồng Tâm"
    assert table.rows[0].values["stars"] == "4"


def test_a_heading_wrapped_by_hand_over_two_rows_is_joined():
    table = read(
        ("TT", "Tên", "Chủ", "Hạng"),
        (None, "sản phẩm", "thể", "sao"),
        (1, "Mật ong", "HTX A", 3),
    )

    assert named(table) == ["Mật ong"]
    assert table.rows[0].values["stars"] == "3"


def test_headings_are_known_by_their_synonyms_without_marks_case_or_brackets():
    table = read(
        ("STT", "TÊN  SẢN PHẨM OCOP (*)", "Chủ thể sản xuất (HTX, DN)", "SĐT", "Xep hang"),
        (1, "Mật ong", "HTX A", "0912", 3),
    )

    assert table.rows[0].values | {"address": "", "decided_on": ""} == {
        "product": "Mật ong",
        "producer": "HTX A",
        "phone": "0912",
        "stars": "3",
        "address": "",
        "decided_on": "",
    }


def test_a_heading_that_names_two_columns_goes_to_the_one_it_begins_with():
    table = read(
        ("Tên sản phẩm", "Địa chỉ của chủ thể", "Chủ thể", "Điện thoại chủ thể"),
        ("Mật ong", "xã A", "HTX A", "0912"),
    )

    values = table.rows[0].values
    assert (values["address"], values["producer"], values["phone"]) == ("xã A", "HTX A", "0912")


def test_headings_that_no_column_knows_are_listed():
    assert read((*HEAD, "Ghi chú"), (*MIEN, "x")).unread == ("Ghi chú",)


def test_the_sheet_whose_header_fits_best_is_read_and_told():
    book = Workbook()
    book.active.append(["Tên sản phẩm", "Chủ thể"])
    book.active.append(["Cũ", "HTX cũ"])
    book.create_sheet("Hướng dẫn").append(["Cách điền"])
    full = book.create_sheet("Danh sách")
    full.append(list(HEAD))
    full.append(list(MIEN))

    table = read_table(stored(book), "ba-trang.xlsx", REGISTRY)

    assert (table.sheet, named(table)) == ("Danh sách", [MIEN[1]])
    assert "Đã đọc trang “Danh sách” trong 3 trang của tệp." in table.notes


def test_sheets_that_fit_as_well_are_named():
    book = Workbook()
    for name in ("Ba Chẽ", "Bình Liêu"):
        sheet = book.create_sheet(name)
        sheet.append(list(HEAD))
        sheet.append(list(MIEN))

    notes = read_table(stored(book), "huyen.xlsx", REGISTRY).notes

    assert any("“Bình Liêu” cũng có bảng như vậy" in note for note in notes)


def test_a_visible_sheet_goes_before_a_hidden_one():
    book = Workbook()
    for name in ("Ẩn", "Hiện"):
        sheet = book.create_sheet(name)
        sheet.append(list(HEAD))
        sheet.append(list(MIEN))
    book["Ẩn"].sheet_state = "hidden"

    assert read_table(stored(book), "an.xlsx", REGISTRY).sheet == "Hiện"


def test_a_missing_column_is_named():
    with pytest.raises(Refused, match="thiếu cột “Chủ thể”"):
        read(("TT", "Tên sản phẩm", "Địa chỉ"), (1, "Mật", "xã A"))


def test_a_file_without_a_header_is_told_which_columns_are_needed():
    with pytest.raises(Refused, match="“Tên sản phẩm”, “Chủ thể”"):
        read(("Kính gửi",), ("Nội dung",))


def test_a_table_of_one_column_is_read():
    columns = Columns(Column("code", "Mã", required=True))

    assert named(read(("Mã",), ("007",), ("008",), columns=columns), "code") == ["007", "008"]
