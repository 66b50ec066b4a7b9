"""Cells copied out of a spreadsheet and pasted as text."""

import pytest

from ocop.sheets.pasted import pasted

LABELS = {"code": "Mã hồ sơ", "note": "Ghi chú"}


def cells(text):
    return [(line.number, line.cells) for line in pasted(text, LABELS).lines]


def test_cells_come_in_the_order_of_the_columns():
    assert cells("HS-1\tđủ\nHS-2\tthiếu") == [
        (1, {"code": "HS-1", "note": "đủ"}),
        (2, {"code": "HS-2", "note": "thiếu"}),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n\n"])
def test_lines_end_as_any_machine_ends_them(end):
    assert [cell["code"] for _, cell in cells(f"HS-1{end}HS-2{end}")] == ["HS-1", "HS-2"]


def test_blank_lines_are_left_out_and_counted():
    assert [number for number, _ in cells("HS-1\n\t\n\nHS-2")] == [1, 4]


def test_a_row_of_labels_names_the_columns_in_any_order():
    assert cells("STT\tGHI CHÚ\tMã hồ sơ (*)\n1\tđủ\tHS-1") == [(2, {"code": "HS-1", "note": "đủ"})]


def test_a_row_that_only_begins_like_a_label_is_a_row():
    assert cells("Mã hồ sơ HS-1\tđủ") == [(1, {"code": "Mã hồ sơ HS-1", "note": "đủ"})]


def test_a_cell_with_a_line_break_is_one_cell():
    assert cells('HS-1\t"đủ\nnhưng mờ"\nHS-2') == [
        (1, {"code": "HS-1", "note": "đủ nhưng mờ"}),
        (2, {"code": "HS-2"}),
    ]


def test_a_stray_quote_swallows_nothing():
    assert len(cells('HS-1\t"đủ\nHS-2\tx')) == 2


def test_cells_beyond_the_columns_are_told():
    assert pasted("HS-1\tđủ\tthừa\t", LABELS).lines[0].beyond == 1
