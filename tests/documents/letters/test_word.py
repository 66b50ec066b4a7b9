import zipfile
from dataclasses import replace
from io import BytesIO

import docx as library
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from ocop.documents.letters import Paragraph, docx
from tests.documents.letters.paper import a_decision, a_letter, a_list, opened, words

# NĐ 30/2020/NĐ-CP, Phụ lục I, Mục I.
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}


@pytest.mark.parametrize("letter", [a_decision(), a_letter()], ids=["decision", "letter"])
def test_pages_are_a4_with_the_margins_of_the_decree(letter):
    for section in opened(letter).sections:
        sides = sorted([section.page_width.mm, section.page_height.mm])
        assert [round(side) for side in sides] == [210, 297]
        for side, (least, most) in MARGINS.items():
            assert least <= round(getattr(section, f"{side}_margin").mm) <= most


def test_the_paper_stands_upright_and_its_list_lies_on_its_side_counting_from_one():
    main, annex = opened(a_decision()).sections
    assert main.orientation == WD_ORIENT.PORTRAIT
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_pages_are_numbered_in_the_middle_above_from_the_second_on():
    section = opened(a_decision()).sections[0]
    assert section.different_first_page_header_footer
    header = etree.tostring(section.header._element).decode()
    assert "PAGE" in header
    assert 'w:jc w:val="center"' in header
    assert section.first_page_header.paragraphs[0].text == ""


def test_every_style_is_times_new_roman_of_the_size_the_decree_gives():
    document = opened(a_decision())
    assert document.styles["Normal"].font.name == "Times New Roman"
    sizes = {s.name: s.font.size.pt for s in document.styles if s.name.startswith("VB ")}
    assert 13 <= sizes["VB Nội dung"] <= 14
    assert 12 <= sizes["VB Quốc hiệu"] <= 13
    assert 13 <= sizes["VB Tiêu ngữ"] <= 14
    assert sizes["VB Nơi nhận từng dòng"] == 11


def test_the_head_the_grounds_and_the_articles_stand_in_their_order():
    lines = words(opened(a_decision()))
    wanted = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH QUẢNG NINH",
        "Số: 12/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Quảng Ninh, ngày 05 tháng 02 năm 2026",
        "QUYẾT ĐỊNH",
        "Về việc công nhận kết quả đánh giá sản phẩm OCOP",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Quyết định số 26/2026/QĐ-TTg.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Công nhận 3 sản phẩm.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Vũ Đình Khải",
        "Phụ lục",
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2026)",
    ]
    assert [line for line in lines if line in wanted] == wanted


def test_a_letter_tells_below_its_number_what_it_is_about():
    lines = words(opened(a_letter()))
    assert "V/v đề nghị đánh giá sản phẩm" in lines
    assert "Kính gửi: Ủy ban nhân dân tỉnh Quảng Ninh" in lines


def test_what_is_not_known_is_left_open_and_not_made_up():
    lines = words(opened(a_letter()))
    (phone,) = [line for line in lines if line.startswith("Điện thoại:")]
    assert set(phone.removeprefix("Điện thoại: ")) == {"…"}


def test_a_list_of_400_rows_repeats_its_header_and_breaks_no_row():
    table = opened(a_decision(400)).tables[-1]
    assert len(table.rows) == 401
    first, second = table.rows[0]._tr, table.rows[1]._tr
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert second.trPr.find(qn("w:tblHeader")) is None
    assert second.trPr.find(qn("w:cantSplit")) is not None
    assert table.cell(400, 1).text == "Trà hoa vàng Ba Chẽ 400"


def test_numbers_of_a_table_stand_to_the_right_and_its_columns_have_widths():
    row = opened(a_decision()).tables[-1].rows[1]
    sides = [c.paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val")) for c in row.cells]
    assert sides == ["center", "left", "right"]
    widths = [int(c._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for c in row.cells]
    assert widths[1] == pytest.approx(8 * widths[0], rel=0.05)


def test_equal_papers_are_equal_bytes_and_hold_no_hour_of_their_making():
    made = docx(a_decision())
    assert made == docx(a_decision())
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert "2026-02-05T00:00:00Z" in core
        assert "python-docx" not in core
        assert package.namelist()[0] == "[Content_Types].xml"


def test_every_part_is_well_formed_and_every_link_leads_to_a_part():
    with zipfile.ZipFile(BytesIO(docx(a_decision()))) as package:
        names = set(package.namelist())
        for name in names:
            etree.fromstring(package.read(name))
        links = etree.fromstring(package.read("_rels/.rels"))
        assert {link.get("Target").lstrip("/") for link in links} <= names


def test_every_paragraph_bears_a_style_that_the_file_holds():
    document = opened(a_decision())
    held = {style.style_id for style in document.styles}
    used = {
        p.get(qn("w:val")) for p in document.element.body.iter(qn("w:pStyle"))
    }  # fmt: skip
    assert used <= held


def test_several_papers_in_one_file_each_begin_on_a_page_counted_from_one():
    made = library.Document(BytesIO(docx(a_decision(), a_letter())))
    *_, second = made.sections
    assert second.orientation == WD_ORIENT.PORTRAIT
    assert second._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert "XÃ BA CHẼ" in words(made)


def test_characters_that_no_xml_holds_are_left_out():
    letter = a_letter(body=(Paragraph("Trà\x00 hoa\x07 vàng\x1b"),), title="a\x00b")
    assert "Trà hoa vàng" in words(opened(letter))


def test_very_long_names_are_written_whole():
    name = "Nguyễn " * 60
    document = opened(a_letter(body=(a_list(1, name),), agency=name))
    assert f"{name} 1" in words(document)


def test_a_paper_without_signers_ends_with_its_body():
    assert words(opened(replace(a_letter(), signers=())))[-1] == "Đoạn hai."
