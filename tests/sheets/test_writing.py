"""The sheets we hand out: typed, printable, and read back as they were written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.sheets.columns import Column, Columns
from ocop.sheets.grids import clean
from ocop.sheets.reading import read_table
from ocop.sheets.writing import Heading, Kind, table_workbook
from tests.sheets.builders import loaded

AS_OF = date(2026, 3, 31)
HEADINGS = (
    Heading("Mã", width=12),
    Heading("Tên sản phẩm", width=40),
    Heading("Doanh thu", Kind.WHOLE),
    Heading("Điểm", Kind.DECIMAL),
    Heading("Ngày cấp", Kind.DAY),
    Heading("Ghi nhận", Kind.MOMENT),
)
COLUMNS = Columns(
    *(Column(f"c{at}", heading.label, required=at < 2) for at, heading in enumerate(HEADINGS))
)
ROW = (
    "00123",
    "Miến dong",
    1_200_000,
    Decimal("71.5"),
    date(2026, 3, 1),
    datetime(2026, 3, 1, 0, 30, tzinfo=UTC),
)
READ = ["00123", "Miến dong", "1200000", "71.5", "01/03/2026", "01/03/2026 07:30"]


def written(*rows, **how):
    return table_workbook("Danh sách sản phẩm", HEADINGS, rows, as_of=AS_OF, **how)


def back(data):
    return [list(row.values.values()) for row in read_table(data, "x.xlsx", COLUMNS).rows]


def test_what_is_written_is_read_back():
    assert back(written(ROW, ROW, unit="đồng")) == [READ, READ]


def test_an_empty_table_is_read_back_empty():
    assert back(written()) == []


def test_values_have_types_and_codes_are_text():
    sheet = loaded(written(ROW)).active

    assert [cell.data_type for cell in sheet[6]] == ["n", "s", "s", "n", "n", "d", "d"]
    assert [cell.number_format for cell in sheet[6]] == [
        "#,##0",
        "@",
        "@",
        "#,##0",
        "#,##0.00",
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+84912", "-5", "@SUM(A1)", '=HYPERLINK("x")', "#REF!"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    data = written((text, "Miến", 1, 1, AS_OF, None))
    cell = loaded(data).active["B6"]

    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (text, "s", text[0] != "#")
    assert back(data)[0][0] == text


def test_the_page_prints_on_a4_with_its_head_on_every_sheet():
    sheet = loaded(written(ROW, unit="đồng")).active

    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:G6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.print_area.endswith("$A$1:$G$15")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_titles_unit_and_places_to_sign_are_there():
    texts = [
        str(cell.value)
        for row in loaded(written(ROW, unit="đồng")).active
        for cell in row
        if cell.value is not None
    ]

    for text in (
        "DANH SÁCH SẢN PHẨM",
        "(Số liệu đến ngày 31/03/2026)",
        "Đơn vị tính: đồng",
        "Ngày 31 tháng 03 năm 2026",
        "Người lập biểu",
        "Thủ trưởng đơn vị",
    ):
        assert text in texts


def test_other_signers_and_none_are_possible():
    three = loaded(written(ROW, signers=("Thư ký", "Kế toán", "Chủ tịch"))).active
    none = loaded(written(ROW, signers=())).active

    assert [cell.value for cell in three[9] if cell.value] == ["Thư ký", "Kế toán", "Chủ tịch"]
    assert none.max_row == 6


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=30).filter(clean),
            st.sampled_from(["Miến dong", "Trà hoa vàng", "Mật ong"]),
            st.integers(-(10**14), 10**14),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_comes_back_as_it_was(rows):
    data = written(*[(text, name, number, 1, AS_OF, None) for text, name, number in rows])

    found = back(data)

    assert [row[:3] for row in found] == [[clean(text), name, str(n)] for text, name, n in rows]


def test_the_agency_stands_above_the_title_and_the_table_moves_down():
    data = written(ROW, agency="Ủy ban nhân dân xã Ba Chẽ")
    sheet = loaded(data).active

    assert sheet["A1"].value == "ỦY BAN NHÂN DÂN XÃ BA CHẼ"
    assert sheet["A2"].value == "DANH SÁCH SẢN PHẨM"
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:G7"
    assert sheet.print_title_rows == "$6:$6"


@pytest.mark.parametrize(
    ("exact", "shown"), [(Fraction(143, 2), "71.5"), (Fraction(89999, 1000), "89.99")]
)
def test_exact_points_are_numbers_cut_and_never_rounded_up(exact, shown):
    data = table_workbook("Điểm", [Heading("Điểm", Kind.DECIMAL)], [[exact]], as_of=AS_OF)
    cell = loaded(data).active["B6"]

    assert (str(cell.value), cell.data_type) == (shown, "n")
