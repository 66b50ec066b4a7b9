import dataclasses
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from ocop.documents.certificate import CertificateFacts, certificate_pdf, certificate_png
from ocop.documents.codes import read
from ocop.kernel.errors import Refused

FACTS = CertificateFacts(
    number="0417/2026/GCN-OCOP",
    product="Trà hoa vàng Ba Chẽ túi lọc",
    producer="Hợp tác xã Nông lâm nghiệp Ba Chẽ",
    address="Thôn Khe Áng, xã Ba Chẽ, tỉnh Quảng Ninh",
    stars=4,
    authority="ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
    decision_no="4127/QĐ-UBND",
    decided_on=date(2026, 2, 3),
    issued_on=date(2026, 12, 11),
    last_day=date(2029, 12, 10),
    place="Quảng Ninh",
    signer_post="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    signer_name="Người ký mẫu",
    check_url="https://ocop.example.vn/chung-nhan/0417-2026-gcn-ocop",
)
NATIONAL = dataclasses.replace(FACTS, stars=5, authority="BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
HOSTILE = [
    "W" * 5000,
    "ượ" * 3000,
    "từ " * 3000,
    "#panic() $x$ *đậm* `mã` @nơi <nhãn> \\ //",
    '"}); #import "@preview/x:1.0.0"',
    '#image("/certificate.typ")',
    "漢字🍵\u202e\u0000\x07\ud800",
    "",
    "Tra\u0300 hoa va\u0300ng",
]


def printed(facts: CertificateFacts) -> PdfReader:
    return PdfReader(BytesIO(certificate_pdf(facts)))


def text_of(facts: CertificateFacts) -> str:
    return " ".join(printed(facts).pages[0].extract_text().split())


def light_of_gold(facts: CertificateFacts) -> int:
    with Image.open(BytesIO(certificate_png(facts))) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
    return sum(count for count, colour in colours if colour == (0xE3, 0xBD, 0x57))


def test_everything_it_states_can_be_read_with_its_marks():
    text = text_of(FACTS)
    for stated in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "GIẤY CHỨNG NHẬN",
        "SẢN PHẨM OCOP",
        "Hạng 4 sao cấp tỉnh",
        "Trà hoa vàng Ba Chẽ túi lọc",
        "Hợp tác xã Nông lâm nghiệp Ba Chẽ",
        "Thôn Khe Áng, xã Ba Chẽ, tỉnh Quảng Ninh",
        "Quyết định số 4127/QĐ-UBND ngày 03 tháng 02 năm 2026",
        "0417/2026/GCN-OCOP",
        "từ 11/12/2026 đến hết 10/12/2029",
        "Quảng Ninh, ngày 11 tháng 12 năm 2026",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "Người ký mẫu",
    ):
        assert stated in text


def test_five_stars_are_of_the_nation():
    text = text_of(NATIONAL)
    assert "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" in text
    assert "Hạng 5 sao cấp quốc gia" in text


def test_it_is_one_landscape_page_with_a_title():
    pdf = printed(FACTS)
    (page,) = pdf.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    assert pdf.metadata.title == (
        "Giấy chứng nhận sản phẩm OCOP số 0417/2026/GCN-OCOP: Trà hoa vàng Ba Chẽ túi lọc"
    )


def test_it_declares_the_archive_standard_and_carries_its_letters():
    data = certificate_pdf(FACTS)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    fonts = printed(FACTS).pages[0]["/Resources"]["/Font"].values()
    assert all("BeVietnamPro" in font.get_object()["/BaseFont"] for font in fonts)


def test_equal_facts_are_equal_bytes_and_other_facts_are_not():
    assert certificate_pdf(FACTS) == certificate_pdf(dataclasses.replace(FACTS))
    assert certificate_pdf(FACTS) != certificate_pdf(dataclasses.replace(FACTS, stars=3))


def test_it_is_dated_by_its_issue_and_not_by_a_clock():
    assert printed(FACTS).metadata.creation_date.date() == date(2026, 12, 11)


@pytest.mark.parametrize("facts", [FACTS, dataclasses.replace(FACTS, sample=True)])
def test_the_code_on_it_leads_to_the_check(facts):
    assert read(certificate_png(facts)) == [facts.check_url]


def test_a_sample_says_so_and_a_true_one_does_not():
    sample = text_of(dataclasses.replace(FACTS, sample=True))
    assert "MẪU" in sample
    assert "không có giá trị pháp lý" in sample
    assert "MẪU" not in text_of(FACTS)
    assert "không có giá trị pháp lý" not in text_of(FACTS)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_on_one_page(text):
    facts = dataclasses.replace(
        FACTS, product=text, producer=text, address=text, number=text, signer_name=text
    )
    assert len(printed(facts).pages) == 1
    assert read(certificate_png(facts)) == [FACTS.check_url]


def test_markup_is_shown_as_it_was_typed():
    product = "Chè #1 *ngon* $100 @home <b>"
    assert product in text_of(dataclasses.replace(FACTS, product=product))


def test_marks_typed_apart_are_printed_together():
    assert "Trà hoa" in text_of(dataclasses.replace(FACTS, product="Tra\u0300 hoa"))


@pytest.mark.parametrize("stars", [0, 1, 2, 6])
def test_no_certificate_is_printed_outside_three_to_five_stars(stars):
    with pytest.raises(Refused, match="3, 4 hoặc 5 sao"):
        certificate_pdf(dataclasses.replace(FACTS, stars=stars))


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_a_star_of_gold_is_drawn_for_each_star(stars):
    lit = {n: light_of_gold(dataclasses.replace(FACTS, stars=n)) for n in (3, stars)}
    assert lit[3] > 500
    assert lit[stars] * 3 == pytest.approx(lit[3] * stars, rel=0.03)
