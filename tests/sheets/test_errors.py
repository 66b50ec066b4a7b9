"""The person's own file given back, with its errors beside its rows."""

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from ocop.sheets.errors import error_workbook
from ocop.sheets.reading import read_table
from tests.sheets.builders import HEAD, MIEN, REGISTRY, TRA, loaded, named, registry_sheet, xlsx

ERRORS = {3: "Thiếu “Chủ thể”."}


def test_the_error_stands_in_a_red_column_beside_its_row():
    sheet = loaded(error_workbook(xlsx(HEAD, MIEN, TRA), "a.xlsx", ERRORS, header_row=1)).active

    assert (sheet["F1"].value, sheet["F3"].value, sheet["F2"].value) == (
        "Lỗi",
        "Thiếu “Chủ thể”.",
        None,
    )
    assert sheet["F1"].fill.fgColor.rgb == "00C00000"
    assert sheet["F3"].font.color.rgb == "00C00000"


def test_everything_else_is_kept():
    def adorn(sheet):
        sheet["B2"].font = Font(name=".VnTime", bold=True)
        sheet["E2"].value = "=1+3"
        sheet.column_dimensions["B"].width = 44
        sheet.column_dimensions["D"].hidden = True
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = "A1:E3"
        sheet.merge_cells("C2:C3")
        sheet.add_data_validation(DataValidation("list", formula1='"3,4,5"', sqref="E2:E3"))
        sheet.parent.create_sheet("Hướng dẫn").append(["Cách điền"])

    data = error_workbook(xlsx(HEAD, MIEN, TRA, edit=adorn), "a.xlsx", ERRORS, header_row=1)
    book = loaded(data)
    sheet = book["Sheet1"]

    assert book.sheetnames == ["Sheet1", "Hướng dẫn"]
    assert (sheet["B2"].font.name, sheet["B2"].font.bold) == (".VnTime", True)
    assert (sheet["E2"].value, sheet.freeze_panes) == ("=1+3", "A2")
    assert sheet.column_dimensions["B"].width == 44
    assert sheet.column_dimensions["D"].hidden
    assert [str(span) for span in sheet.merged_cells.ranges] == ["C2:C3"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"3,4,5"'
    assert sheet.auto_filter.ref == "A1:F3"


def test_the_errors_go_to_the_sheet_that_was_read():
    def add(sheet):
        for row in (HEAD, MIEN):
            sheet.parent.create_sheet("Hai") if "Hai" not in sheet.parent.sheetnames else None
            sheet.parent["Hai"].append(list(row))

    data = error_workbook(
        xlsx(("Bìa",), edit=add), "a.xlsx", {2: "Sai."}, sheet="Hai", header_row=1
    )

    assert loaded(data)["Hai"]["F2"].value == "Sai."
    assert loaded(data)["Sheet1"].max_column == 1


def test_a_hidden_row_with_an_error_is_shown():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True

    sheet = loaded(error_workbook(xlsx(HEAD, MIEN, TRA, edit=hide), "a.xlsx", ERRORS)).active

    assert (sheet.row_dimensions[2].hidden, sheet.row_dimensions[3].hidden) == (True, False)


def test_a_corrected_answer_comes_back_with_only_its_new_errors():
    first = error_workbook(xlsx(HEAD, MIEN, TRA), "a.xlsx", ERRORS, header_row=1)

    sheet = loaded(error_workbook(first, "a.xlsx", {2: "Trùng."}, header_row=1)).active

    assert [sheet.cell(row, 6).value for row in (1, 2, 3)] == ["Lỗi", "Trùng.", None]
    assert sheet.max_column == 6


def test_the_answer_can_be_read_again():
    data, expected = registry_sheet()
    table = read_table(data, "DM.xlsx", REGISTRY)

    answer = error_workbook(
        data,
        "DM.xlsx",
        {row.number: "Sai." for row in table.rows[::7]},
        sheet=table.sheet,
        header_row=table.header_row,
    )

    again = read_table(answer, "DM.xlsx", REGISTRY)
    assert again.rows == table.rows
    assert len(again.rows) == len(expected)
    assert "Lỗi" in again.unread


def test_a_csv_comes_back_as_a_workbook_with_the_same_rows():
    csv = "TT;Tên sản phẩm;Chủ thể;SĐT\r\n\r\n1;=Mật;HTX A;0912\r\n2;Sáp;;0913\r\n"

    data = error_workbook(csv.encode(), "a.csv", {4: "Thiếu “Chủ thể”."}, header_row=1)

    sheet = loaded(data).active
    assert (sheet["B3"].value, sheet["B3"].data_type, sheet["D3"].value) == ("=Mật", "s", "0912")
    assert (sheet["E1"].value, sheet["E4"].value) == ("Lỗi", "Thiếu “Chủ thể”.")
    assert named(read_table(data, "a.xlsx", REGISTRY)) == ["=Mật", "Sáp"]


@pytest.mark.parametrize("span", ["A5:XFD5", "A5:XFD1048576"])
def test_a_workbook_that_cannot_be_rewritten_comes_back_as_its_texts(rewritten, span):
    data = rewritten(xlsx(HEAD, MIEN, TRA, merge=("A5:B5",)), 'ref="A5:B5"', f'ref="{span}"')

    sheet = loaded(error_workbook(data, "a.xlsx", ERRORS, header_row=1)).active

    assert (sheet["B2"].value, sheet["F3"].value) == (MIEN[1], "Thiếu “Chủ thể”.")
    assert not sheet.merged_cells.ranges
