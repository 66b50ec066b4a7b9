"""Lines that name a group, and cells that count for the rows below."""

from tests.sheets.builders import FILLING, HEAD, MIEN, TRA, named
from tests.sheets.reading import read


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
