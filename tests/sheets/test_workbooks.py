"""Cells as Excel itself stores them."""

import pytest

from ocop.kernel.errors import Refused
from ocop.sheets.reading import read_table
from ocop.sheets.workbooks import workbook_grids
from tests.sheets.builders import REGISTRY, as_excel_writes

STRINGS = """
<si><t>Tên sản phẩm</t></si><si><t>Chủ thể</t></si>
<si><r><t>MiÕn </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>dong B×nh Liªu</t></r></si>
<si><t xml:space="preserve"> HTX  Đồng Tâm_x000D_ </t></si>
<si><t>Địa chỉ</t></si><si><t>xã Đồng Tâm</t></si>
"""
CELLS = [f'<c t="s"><v>{index}</v></c>' for index in (0, 1, 4)]
HEAD = f'<row r="1">{"".join(CELLS)}</row>'


def row(first, second='<c r="B2" t="s"><v>3</v></c>'):
    return f'{HEAD}<row r="2">{first}{second}<c r="C2" t="s"><v>5</v></c></row>'


def read(rows):
    return read_table(as_excel_writes(rows, STRINGS), "a.xlsx", REGISTRY).rows


def test_shared_strings_are_read_with_the_fonts_of_their_runs():
    [found] = read(row('<c r="A2" t="s"><v>2</v></c>'))

    assert found.values["product"] == "Miến dong Bình Liêu"
    assert found.values["producer"] == "HTX Đồng Tâm"


@pytest.mark.parametrize(
    ("cell", "value", "problems"),
    [
        ('<c r="A2" t="str"><f>A1</f><v>Mật</v></c>', "Mật", 0),
        ('<c r="A2" t="str"><f>A1</f><v></v></c>', "", 1),
        ('<c r="A2"><f>A1</f></c>', "", 1),
        ('<c r="A2"><f>A1</f><v></v></c>', "", 1),
        ('<c r="A2" t="b"><v>1</v></c>', "TRUE", 0),
        ('<c r="A2" t="e"><f>A1</f><v>#N/A</v></c>', "", 1),
        ('<c r="A2" t="inlineStr"><is><t>Mật</t></is></c>', "Mật", 0),
        ('<c t="inlineStr"><is><r><t>M</t></r><r><t>ật</t></r></is></c>', "Mật", 0),
    ],
)
def test_every_kind_of_cell_is_read(cell, value, problems):
    [found] = read(row(cell))

    assert (found.values["product"], len(found.problems)) == (value, problems)


def test_an_empty_result_of_a_formula_is_a_blank_and_not_a_stale_formula():
    [found] = read(row('<c r="A2" t="str"><f>A1</f><v></v></c>'))

    assert found.problems == ["Thiếu “Tên sản phẩm”."]


@pytest.mark.parametrize("index", ["6", "-9", "x", ""])
def test_a_string_that_is_not_there_is_refused_or_blank(index):
    data = as_excel_writes(row(f'<c r="A2" t="s"><v>{index}</v></c>'), STRINGS)

    if index:
        with pytest.raises(Refused, match="bị hỏng"):
            read_table(data, "a.xlsx", REGISTRY)
    else:
        assert read_table(data, "a.xlsx", REGISTRY).rows[0].values["product"] == ""


def test_a_wrong_declared_size_is_not_believed(rewritten):
    data = rewritten(
        as_excel_writes(row('<c r="A2" t="s"><v>2</v></c>'), STRINGS),
        "<sheetData>",
        '<dimension ref="A1:A1"/><sheetData>',
    )

    assert [len(line) for line in workbook_grids(data)[0].lines.values()] == [3, 3]
