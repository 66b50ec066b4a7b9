"""Which code table a cell is in, by its font, its row and the rest of its sheet."""

import pytest

from ocop.sheets.grids import Cell, Grid
from ocop.sheets.legacy import Encoding
from ocop.sheets.recovery import recover


def settled(*rows):
    """Return what becomes of rows of texts, or of pairs of a text and its font."""
    grid = Grid("x")
    for number, row in enumerate(rows, start=1):
        cells = [Cell(*cell) if isinstance(cell, tuple) else Cell(cell) for cell in row]
        grid.lines[number] = dict(enumerate(cells, start=1))
    turned = recover(grid)
    lines = [[cell.text for cell in line.values()] for line in grid.lines.values()]
    unclear = [[bool(cell.problem) for cell in line.values()] for line in grid.lines.values()]
    return lines, unclear, turned


def test_old_text_without_a_font_is_known_by_its_words():
    lines, unclear, turned = settled(["Hîp t¸c x· N«ng nghiÖp", "Møt"], ["Hôïp taùc xaõ"])

    assert lines == [["Hợp tác xã Nông nghiệp", "Mứt"], ["Hợp tác xã"]]
    assert unclear == [[False, False], [False]]
    assert turned == {Encoding.TCVN3: 2, Encoding.VNI: 1}


def test_a_lone_odd_word_without_a_font_is_left_alone():
    lines, unclear, _ = settled(["Møt"], ["Mật ong"])

    assert lines == [["Møt"], ["Mật ong"]]
    assert unclear == [[False], [False]]


def test_the_row_settles_what_two_tables_explain():
    lines, unclear, _ = settled(["X· §ång T©m", "Xã"], ["Xã", "Miến dong Bình Liêu"])

    assert lines == [["Xã Đồng Tâm", "Xó"], ["Xã", "Miến dong Bình Liêu"]]
    assert unclear == [[False, False], [False, False]]


def test_a_sheet_in_both_leaves_a_lone_cell_unclear():
    _, unclear, _ = settled(["X· §ång T©m"], ["Miến dong Bình Liêu"], ["Xã"])

    assert unclear == [[False], [False], [True]]


def test_an_old_font_is_trusted_when_nothing_speaks_against_it():
    assert settled([("Xã", ".VnTime")])[0] == [["Xó"]]
    assert settled([("Xã", ".VnTime")], [("Đồng", ".VnTime")])[0] == [["Xã"], ["Đồng"]]


def test_a_foreign_name_follows_its_font():
    assert settled([("Hîp t¸c x·", ".VnTime"), ("Nestl\xd0", ".VnTime")])[0] == [
        ["Hợp tác xã", "Nestlé"]
    ]


def test_the_capital_font_shows_capitals():
    assert settled([("Hîp t¸c x·", ".VnTimeH")])[0] == [["HỢP TÁC XÃ"]]


@pytest.mark.parametrize("text", ["Mật ong", "Café", "25°C", "HTX A"])
def test_unicode_stays_as_it_is(text):
    lines, unclear, turned = settled([text])

    assert (lines, unclear, turned) == ([[text]], [[False]], {})
