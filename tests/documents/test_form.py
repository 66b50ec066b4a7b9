import dataclasses
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from ocop.documents.form import (
    Heading,
    PaperForm,
    Paragraph,
    Rows,
    Signature,
    Signatures,
    Table,
    Ticks,
    form_pdf,
    form_png,
)

SHEET = Table(
    headers=("Mã", "Tiêu chí", "Điểm"),
    rows=tuple((f"1.{n}", f"Tiêu chí thứ {n}", "3") for n in range(1, 81)),
    widths=(1, 6, 1),
    aligned="clr",
    strong=frozenset({0}),
)
FORM = PaperForm(
    title="PHIẾU ĐĂNG KÝ",
    subtitle="Năm 2026",
    printed="Mẫu số 01",
    agency=("TỈNH QUẢNG NINH", "ỦY BAN NHÂN DÂN XÃ BA CHẼ"),
    number="Số: 12/PĐK",
    place="Ba Chẽ",
    day=date(2026, 2, 5),
    blocks=(
        Heading("I. Bên đăng ký"),
        Rows((("Tên chủ thể", "Hợp tác xã Ba Chẽ"), ("Điện thoại", ""))),
        Ticks((("Lần đầu", True), ("Nâng hạng", False))),
        Paragraph("Đoạn thứ nhất.\n\nĐoạn thứ hai."),
        Signatures((Signature("NGƯỜI NHẬN"), Signature("ĐẠI DIỆN", name="Người mẫu"))),
    ),
)


def texts(form: PaperForm) -> list[str]:
    pages = PdfReader(BytesIO(form_pdf(form))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_a_form_shows_its_title_block_and_all_it_was_given():
    (text,) = texts(FORM)
    for shown in (
        "Mẫu số 01",
        "TỈNH QUẢNG NINH",
        "ỦY BAN NHÂN DÂN XÃ BA CHẼ",
        "Số: 12/PĐK",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Ba Chẽ, ngày 05 tháng 02 năm 2026",
        "PHIẾU ĐĂNG KÝ Năm 2026",
        "I. Bên đăng ký",
        "Tên chủ thể: Hợp tác xã Ba Chẽ",
        "Lần đầu",
        "Đoạn thứ nhất. Đoạn thứ hai.",
        "(Ký, ghi rõ họ tên)",
        "Người mẫu",
    ):
        assert shown in text


def test_an_empty_value_leaves_a_line_to_write_on():
    form = dataclasses.replace(FORM, blocks=(Rows((("Điện thoại", ""), ("Tên", "Ba"))),))
    text = texts(form)[0].replace(" ", "")
    assert text.count(".") > 50
    assert text.endswith("Tên:Ba")


def test_a_long_table_repeats_its_headers_and_pages_are_numbered_from_the_second():
    pages = texts(dataclasses.replace(FORM, blocks=(SHEET,)))
    assert len(pages) > 2
    assert all("Mã Tiêu chí Điểm" in page for page in pages)
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert not pages[0].startswith("1 ")
    assert "Tiêu chí thứ 80" in pages[-1]


def test_a_form_stands_or_lies_as_asked():
    for orientation, is_wide in (("portrait", False), ("landscape", True)):
        data = form_pdf(dataclasses.replace(FORM, orientation=orientation))
        box = PdfReader(BytesIO(data)).pages[0].mediabox
        assert (box.width > box.height) is is_wide


def test_equal_forms_are_equal_bytes():
    assert form_pdf(FORM) == form_pdf(dataclasses.replace(FORM))
    assert b"<pdfaid:part>2</pdfaid:part>" in form_pdf(FORM)


@pytest.mark.parametrize(
    "text", ["W" * 3000, "#panic()", "$x$ *a* @b <c>", "🍵\u202e\x00\ud800", "", "dòng\n" * 300]
)
def test_hostile_text_stays_text_in_every_block(text):
    blocks = (
        Heading(text),
        Paragraph(text),
        Rows(((text, text),)),
        Ticks(((text, True),)),
        Table(("a", "b"), ((text, text),)),
        Signatures((Signature(text, text, text[:200]),)),
    )
    form = dataclasses.replace(FORM, blocks=blocks, title=text, agency=(text,), number=text)
    assert texts(form)


def test_a_sample_says_so():
    assert "MẪU" in texts(dataclasses.replace(FORM, sample=True))[0]
    assert "MẪU" not in texts(dataclasses.replace(FORM, printed=""))[0]


def test_a_table_with_a_row_of_another_length_is_a_fault():
    with pytest.raises(ValueError, match="one cell a header"):
        form_pdf(dataclasses.replace(FORM, blocks=(Table(("a", "b"), (("1",),)),)))
    with pytest.raises(ValueError, match="has a width"):
        form_pdf(dataclasses.replace(FORM, blocks=(Table(("a", "b"), (), widths=(1,)),)))


def test_a_form_can_be_shown_page_by_page():
    assert len(form_png(dataclasses.replace(FORM, blocks=(SHEET,)), ppi=40)) > 2
