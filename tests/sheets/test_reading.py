"""Each ugliness of the sheets that offices send, read as a person would read it."""

import unicodedata
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ocop.kernel.errors import Refused
from ocop.sheets.columns import Column, Columns
from ocop.sheets.reading import read_table
from tests.sheets.builders import (
    FILLING,
    HEAD,
    MIEN,
    REGISTRY,
    TRA,
    loaded,
    named,
    registry_sheet,
    stored,
    xlsx,
)


def read(*rows, columns=REGISTRY, **how):
    return read_table(xlsx(*rows, **how), "danh-sach.xlsx", columns)


def test_a_plain_table_is_read_with_its_row_numbers():
    table = read(HEAD, MIEN, TRA)

    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[0].values == {
        "product": "Miến dong Bình Liêu",
        "producer": "HTX Đồng Tâm",
        "address": "xã Đồng Tâm",
        "phone": "",
        "stars": "4",
        "decided_on": "",
    }
    assert (table.sheet, table.header_row, table.skipped) == ("Sheet1", 1, {})
    assert not any(row.problems for row in table.rows)


def test_a_register_of_sixty_products_is_read_whole():
    data, expected = registry_sheet()

    table = read_table(data, "DM.xlsx", REGISTRY)

    found = [
        (row.number, row.values["product"], row.values["producer"], *row.group, row.values["phone"])
        for row in table.rows
    ]
    assert len(expected) == 60
    assert found == expected
    assert not any(row.problems for row in table.rows)
    assert table.header_row == 7
    assert set(table.skipped.values()) == {
        "dòng đánh số cột",
        "dòng tên nhóm",
        "dòng cộng",
        "phần ký, ghi chú ở cuối bảng",
    }


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


def test_group_lines_are_carried_as_context():
    table = read(
        HEAD,
        ("A", "Thực phẩm"),
        ("I", "Huyện Ba Chẽ"),
        MIEN,
        ("II", "Huyện Bình Liêu"),
        TRA,
        ("B", "Đồ uống"),
        (1, "Rượu", "HTX C", "xã C", 3),
    )

    assert [row.group for row in table.rows] == [
        ("Thực phẩm", "Huyện Ba Chẽ"),
        ("Thực phẩm", "Huyện Bình Liêu"),
        ("Đồ uống",),
    ]


def test_a_group_line_may_carry_its_number_in_its_text_and_span_the_table():
    table = read(HEAD, ("I. Thực phẩm",), MIEN, ("II. Đồ uống",), TRA, merge=("A2:E2", "A4:E4"))

    assert [row.group for row in table.rows] == [("Thực phẩm",), ("Đồ uống",)]


def test_a_group_line_without_a_number_is_known_among_numbered_rows():
    table = read(
        HEAD,
        (None, "Huyện Ba Chẽ"),
        (None, "HTX A"),
        MIEN,
        (None, "HTX B"),
        TRA,
        ("Huyện Bình Liêu",),
        (1, "Rượu", "HTX C"),
    )

    assert [row.group for row in table.rows] == [
        ("Huyện Ba Chẽ", "HTX A"),
        ("Huyện Ba Chẽ", "HTX B"),
        ("Huyện Bình Liêu",),
    ]


def test_a_group_line_may_count_its_products():
    table = read(HEAD, ("I", "Thực phẩm", None, None, 12), MIEN)

    assert [row.group for row in table.rows] == [("Thực phẩm",)]


def test_a_numbered_line_above_its_decimals_is_a_group():
    table = read(
        HEAD, (1, "HTX Bản Sen"), ("1.1", "Ruốc hàu", "HTX Bản Sen"), (2, "Sá sùng", "HTX B")
    )

    assert [(row.number, row.group) for row in table.rows] == [(3, ("HTX Bản Sen",)), (4, ())]


def test_counting_that_restarts_changes_nothing():
    assert named(read(HEAD, ("I", "A"), MIEN, ("II", "B"), (1, *TRA[1:]))) == [MIEN[1], TRA[1]]


def test_merged_producers_apply_to_the_rows_below():
    table = read(
        HEAD,
        MIEN,
        (2, "Miến tam thất", None, None, 3),
        (3, "Miến nghệ", None, None, 3),
        merge=("C2:C4", "D2:D4"),
    )

    assert named(table, "producer") == ["HTX Đồng Tâm"] * 3
    assert named(table, "address") == ["xã Đồng Tâm"] * 3
    assert not any(row.filled for row in table.rows)


def test_a_blank_below_is_filled_only_where_the_column_says_so():
    rows = (HEAD, MIEN, (2, "Miến tam thất"))

    assert named(read(*rows, columns=FILLING), "producer") == ["HTX Đồng Tâm"] * 2
    assert read(*rows, columns=FILLING).rows[1].filled == {"producer"}
    assert read(*rows).rows[1].problems == ["Thiếu “Chủ thể”."]


def test_a_filled_producer_does_not_reach_into_the_next_group():
    table = read(HEAD, ("I", "Ba Chẽ"), MIEN, ("II", "Bình Liêu"), (1, "Rượu"), columns=FILLING)

    assert named(table, "producer") == ["HTX Đồng Tâm", ""]
    assert table.rows[1].problems == ["Thiếu “Chủ thể”."]


def test_a_producer_on_a_line_of_its_own_fills_the_rows_below():
    table = read(HEAD, (None, None, "HTX A"), (1, "Mật"), (2, "Sáp"), columns=FILLING)

    assert named(table, "producer") == ["HTX A", "HTX A"]


def test_trailing_totals_are_no_rows():
    table = read(
        HEAD,
        MIEN,
        (None, "Cộng", None, None, 4),
        TRA,
        ("Tổng cộng", None, None, None, 9),
        ("Tổng số: 02 sản phẩm",),
    )

    assert named(table) == [MIEN[1], TRA[1]]
    assert list(table.skipped) == [3, 5, 6]


def test_a_producer_whose_name_begins_like_a_total_is_a_row():
    rows = ((1, "Tổng hợp trà", "Cộng đồng Bản Sen"), (2, "Cộng hưởng", "Tổng công ty Đông Bắc"))

    assert len(read(HEAD, *rows).rows) == 2


def test_the_signature_block_closes_the_table():
    table = read(
        HEAD,
        MIEN,
        (None, "Danh sách gồm 01 sản phẩm./."),
        (None, None, None, "Ba Chẽ, ngày 3 tháng 2 năm 2026"),
        (None, "Người lập biểu", None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "(Ký, ghi rõ họ tên)", None, "CHỦ TỊCH"),
        (None, "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn C"),
    )

    assert named(table) == [MIEN[1]]
    assert set(table.skipped) == {3, 4, 5, 6, 7}


def test_numbered_rows_after_a_note_are_still_read():
    table = read(HEAD, MIEN, ("Ghi chú: số liệu tạm",), TRA, (None, "Nơi nhận: như trên"))

    assert named(table) == [MIEN[1], TRA[1]]


def test_a_director_in_a_full_row_does_not_close_the_table():
    rows = ((1, "Giám đốc trà", "Ghi chú quán", "xã A", 3), MIEN)

    assert len(read(HEAD, *rows).rows) == 2


def test_the_row_that_numbers_the_columns_is_no_row():
    assert named(read(HEAD, (1, 2, 3, 4, 5), MIEN)) == [MIEN[1]]
    assert named(read(HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)"), MIEN)) == [MIEN[1]]
    assert named(read(HEAD, ("A", "B", 1, 2, 3), MIEN)) == [MIEN[1]]


def test_a_header_repeated_on_the_next_page_is_no_row():
    assert named(read(HEAD, MIEN, HEAD, TRA)) == [MIEN[1], TRA[1]]


def test_rows_that_are_only_numbered_are_no_rows():
    assert named(read(HEAD, MIEN, (2,), (3,), (4,))) == [MIEN[1]]


def test_hidden_rows_are_read_and_flagged_and_hidden_columns_read():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    table = read(HEAD, MIEN, TRA, edit=hide)

    assert [row.hidden for row in table.rows] == [False, True]
    assert table.rows[1].values["address"] == "xã Đạp Thanh"
    assert "Có 1 dòng đang ẩn vẫn được đọc: 3." in table.notes
    assert "Cột “Địa chỉ” đang ẩn vẫn được đọc." in table.notes


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


def test_a_copy_that_was_opened_and_saved_again_reads_the_same():
    data, expected = registry_sheet()

    again = read_table(stored(loaded(data)), "DM.xlsx", REGISTRY)

    assert len(again.rows) == len(expected)
    assert again.rows == read_table(data, "DM.xlsx", REGISTRY).rows
