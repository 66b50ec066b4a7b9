"""Cells as they are shown: numbers, days, formulas, spaces, and fonts of old."""

import unicodedata
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ocop.sheets.reading import read_table
from tests.sheets.builders import HEAD, MIEN, REGISTRY, TRA, named, stored, xlsx
from tests.sheets.reading import read


def one_value(value, number_format="General", heading="Điện thoại", key="phone"):
    def place(sheet):
        sheet["C2"].value = value
        sheet["C2"].number_format = number_format

    head = ("Tên sản phẩm", "Chủ thể", heading)
    return read(head, ("Mật", "HTX A"), edit=place).rows[0].values[key]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        ("0203", "@", "0203"),
        (203, "0000", "0203"),
        (912345678, '"0"000000000', "0912345678"),
        (912345678, r"\0#", "0912345678"),
        (912345678, "0000 000 000", "0912 345 678"),
        (5.0, "General", "5"),
        (4.5, "General", "4.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1200000, "#,##0", "1200000"),
        (0.15, "0%", "15%"),
        (1e20, "General", "100000000000000000000"),
        (10**200, "0", "1" + "0" * 200),
        (-0.0, "General", "0"),
        (True, "General", "TRUE"),
        (datetime(2026, 3, 1), "dd/mm/yyyy", "01/03/2026"),
        (datetime(1900, 1, 1), "dd/mm/yyyy", "01/01/1900"),
        (datetime(2026, 3, 1, 7, 30), "dd/mm/yyyy hh:mm", "01/03/2026 07:30"),
        (date(2026, 3, 1), "[$-42A]dd/mm/yyyy;@", "01/03/2026"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value, number_format, shown):
    assert one_value(value, number_format) == shown


def test_dates_of_the_1904_calendar_are_the_days_they_show():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Tên sản phẩm", "Chủ thể", "Ngày QĐ"])
    book.active.append(["Mật", "HTX A", date(2026, 3, 1)])

    table = read_table(stored(book), "mac.xlsx", REGISTRY)

    assert table.rows[0].values["decided_on"] == "01/03/2026"


def test_decomposed_text_is_composed_in_headings_and_cells():
    rows = [
        [unicodedata.normalize("NFD", text) if isinstance(text, str) else text for text in row]
        for row in (HEAD, MIEN)
    ]

    assert read(*rows).rows[0].values["product"] == "Miến dong Bình Liêu"


@pytest.mark.parametrize(
    "text",
    [
        "Miến\u00a0dong",
        " Miến  dong ",
        "Miến\ndong",
        "\u200bMiến\u202e dong\u202c",
        "Miến_x000D_\ndong",
        "\ufeffMiến\tdong",
    ],
)
def test_spaces_and_what_cannot_be_seen_are_tidied(text):
    assert named(read(HEAD, (1, text, "HTX A"))) == ["Miến dong"]


def test_a_formula_gives_its_value_only_when_excel_has_computed_it():
    table = read(HEAD, (1, '=CONCATENATE("Miến"," dong")', "HTX A"), MIEN)

    assert table.rows[0].values["product"] == ""
    assert table.rows[0].problems == [
        "Cột “Tên sản phẩm”: công thức chưa có kết quả, hãy mở tệp bằng Excel rồi lưu lại."
    ]
    assert not table.rows[1].problems


def test_the_stored_value_of_a_formula_is_used(rewritten):
    data = rewritten(xlsx(HEAD, (1, "=B9", "HTX A")), "<f>B9</f>", "<f>B9</f><v>7</v>")

    assert named(read_table(data, "x.xlsx", REGISTRY)) == ["7"]


def test_a_broken_formula_is_told_with_its_row():
    def break_it(sheet):
        sheet["D2"].value = "#REF!"
        sheet["D2"].data_type = "e"

    [row] = read(HEAD, MIEN, edit=break_it).rows
    assert row.problems == ["Cột “Địa chỉ”: ô bị lỗi công thức #REF!, hãy sửa rồi gửi lại."]


def test_an_old_font_in_part_of_a_sheet_is_converted_there():
    def place(sheet):
        sheet["B2"].font = Font(name=".VnTime")
        sheet["C2"].font = Font(name=".VnTime")

    table = read(HEAD, (1, "MiÕn dong", "Hîp t¸c x· §ång T©m"), TRA, edit=place)

    assert named(table) == ["Miến dong", TRA[1]]
    assert named(table, "producer") == ["Hợp tác xã Đồng Tâm", TRA[2]]
    assert "Đã chuyển 2 ô từ phông TCVN3 (ABC) sang Unicode." in table.notes


def test_a_whole_sheet_in_vni_is_converted_with_its_headings():
    def place(sheet):
        for line in sheet.iter_rows():
            for cell in line:
                cell.font = Font(name="VNI-Times")

    table = read(
        ("TT", "Teân saûn phaåm", "Chuû theå", "Ñòa chæ"),
        (1, "Mieán dong Bình Lieâu", "HTX Ñoàng Taâm", "xaõ Ñoàng Taâm"),
        edit=place,
    )

    assert named(table) == ["Miến dong Bình Liêu"]
    assert named(table, "address") == ["xã Đồng Tâm"]


def test_unicode_typed_in_an_old_font_stays():
    def place(sheet):
        for line in sheet.iter_rows():
            for cell in line:
                cell.font = Font(name=".VnTime")

    table = read(HEAD, MIEN, (2, "Xã", "HTX Xã Đồng", "xã", 3), edit=place)

    assert named(table) == [MIEN[1], "Xã"]


def test_what_two_code_tables_explain_is_a_problem_of_its_row():
    def place(sheet):
        for at in ("B2", "B3", "B4"):
            sheet[at].font = Font(name=".VnTime")

    table = read(
        HEAD,
        (1, "ChÌ d©y §ång T©m", "HTX A"),
        (2, "Chè dây Đồng Tâm", "HTX A"),
        (3, "Xã", "HTX A"),
        edit=place,
    )

    assert named(table)[:2] == ["Chè dây Đồng Tâm"] * 2
    [problem] = table.rows[2].problems
    assert "phông cũ" in problem
