"""Rows of the sheets that offices send, read as a person would read them."""

from ocop.sheets.reading import read_table
from tests.sheets.builders import HEAD, MIEN, REGISTRY, TRA, loaded, named, registry_sheet, stored
from tests.sheets.reading import read


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


def test_a_copy_that_was_opened_and_saved_again_reads_the_same():
    data, expected = registry_sheet()

    again = read_table(stored(loaded(data)), "DM.xlsx", REGISTRY)

    assert len(again.rows) == len(expected)
    assert again.rows == read_table(data, "DM.xlsx", REGISTRY).rows
