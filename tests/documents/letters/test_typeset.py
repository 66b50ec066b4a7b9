from datetime import datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from ocop.documents.letters import Paragraph, pdf, pictures
from tests.documents.letters.paper import a_decision, a_letter, a_list, pages


def test_the_head_and_the_articles_can_be_read_out_of_the_file():
    first, annex = pages(a_decision())
    for shown in (
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QĐ-UBND",
        "Quảng Ninh, ngày 05 tháng 02 năm 2026",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "Điều 1. Công nhận 3 sản phẩm.",
        "Vũ Đình Khải",
    ):
        assert shown in first
    assert "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2026)" in annex
    assert "Trà hoa vàng Ba Chẽ 3" in annex


def test_a_list_of_400_rows_lies_on_its_side_with_its_header_and_number_on_every_page():
    letter = a_decision(400)
    _, *annex = pages(letter)
    assert len(annex) > 10
    assert all("TT Sản phẩm Điểm" in page for page in annex)
    assert "Trà hoa vàng Ba Chẽ 400" in annex[-1]
    assert not annex[0].startswith("1 ")
    assert [page.split()[0] for page in annex[1:3]] == ["2", "3"]
    sizes = [page.mediabox for page in PdfReader(BytesIO(pdf(letter))).pages]
    assert sizes[0].width < sizes[0].height
    assert sizes[1].width > sizes[1].height


def test_what_is_not_known_is_left_open():
    (text,) = pages(a_letter())
    assert "Điện thoại: ………" in text
    assert "Số: ……" in text


def test_equal_papers_are_equal_bytes_dated_by_the_paper():
    made = pdf(a_decision())
    assert made == pdf(a_decision())
    told = PdfReader(BytesIO(made)).metadata
    assert told.title == "Quyết định về việc công nhận kết quả đánh giá sản phẩm OCOP"
    assert told.creation_date == datetime.fromisoformat("2026-02-05T00:00:00+00:00")


def test_several_papers_in_one_file_each_count_their_own_pages():
    made = pdf(a_decision(60), a_letter(), a_decision(60))
    read = PdfReader(BytesIO(made)).pages
    texts = [" ".join(page.extract_text().split()) for page in read]
    once = len(pages(a_decision(60)))
    assert len(texts) == 2 * once + 1
    assert texts[once].startswith("ỦY BAN NHÂN DÂN XÃ BA CHẼ")
    assert texts[once + 1].startswith("ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH")
    assert texts[2:once] == texts[once + 3 :]


def test_the_file_is_meant_to_be_kept():
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf(a_letter())


@pytest.mark.parametrize("text", ["#set page()", "$x$ _a_ *b*", "\\", "<annex>", "Trà\x00 hoa"])
def test_what_people_typed_is_text_and_never_markup(text):
    (page,) = pages(a_letter(body=(Paragraph(text),)))
    assert text.replace("\x00", "").split()[0] in page


def test_very_long_names_stay_within_the_page():
    letter = a_letter(body=(a_list(2, "Trà" * 100),), agency="Hợp tác xã " * 30)
    assert len(pictures(letter, ppi=30)) >= 1
    assert "Ba Chẽ" in pages(letter)[0]
