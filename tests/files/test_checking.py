import hashlib
import random
import time

import pytest

from ocop.files.checking import check
from ocop.files.kinds import IMAGE_LIMIT, IMAGES, Kind
from ocop.kernel.errors import Refused
from tests.files import samples

HONEST = {
    Kind.PDF: samples.pdf(2),
    Kind.JPEG: samples.picture("JPEG"),
    Kind.PNG: samples.picture("PNG"),
    Kind.WEBP: samples.picture("WEBP"),
    Kind.DOCX: samples.docx(),
    Kind.XLSX: samples.xlsx(),
}


def refusal(data: bytes, name: str = "tệp.pdf", **options) -> str:
    with pytest.raises(Refused) as refused:
        check(data, name, **options)
    return str(refused.value)


@pytest.mark.parametrize("kind", HONEST)
def test_a_file_is_told_by_its_content_and_named_by_it(kind):
    checked = check(HONEST[kind], "Bằng chứng.exe")
    assert (checked.kind, checked.mime) == (kind, kind.mime)
    assert checked.name == f"Bằng chứng.exe{kind.endings[0]}"
    assert checked.sha256 == hashlib.sha256(HONEST[kind]).hexdigest()
    assert checked.size == len(HONEST[kind])


def test_a_pdf_tells_its_pages_and_a_picture_its_measure():
    pdf, picture = check(HONEST[Kind.PDF], "a.pdf"), check(HONEST[Kind.PNG], "a.png")
    assert (pdf.pages, pdf.width, pdf.height) == (2, None, None)
    assert (picture.pages, picture.width, picture.height) == (None, 40, 30)


def test_a_kind_that_is_not_asked_for_is_refused_with_those_that_are():
    sentence = refusal(HONEST[Kind.PDF], kinds=IMAGES)
    assert sentence == "Ở đây không nhận PDF. Hãy gửi ảnh JPEG, ảnh PNG hoặc ảnh WebP."
    assert "không thuộc loại" in refusal(HONEST[Kind.DOCX], kinds=IMAGES)


def test_an_empty_file_is_refused():
    assert "trống" in refusal(b"")


def test_a_picture_may_weigh_fifteen_megabytes_and_not_a_byte_more():
    photo = samples.picture("JPEG")
    assert check(photo + bytes(IMAGE_LIMIT - len(photo)), "a.jpg").size == IMAGE_LIMIT
    sentence = refusal(photo + bytes(IMAGE_LIMIT - len(photo) + 1), "a.jpg")
    assert "15,1 MB, quá mức 15 MB" in sentence


def test_a_document_may_weigh_twenty_megabytes_and_not_a_byte_more():
    limit = 20 * 1024 * 1024
    end = b"\nstartxref\n9\n%%EOF"
    whole = samples.pdf_of(*samples.PLAIN_OBJECTS)
    start = whole.rindex(b"xref\n0")
    end = b"\nstartxref\n%d\n%%%%EOF" % start
    assert check(whole + bytes(limit - len(whole) - len(end)) + end, "a.pdf").pages == 1
    assert "quá mức 20 MB" in refusal(whole + bytes(limit - len(whole) - len(end) + 1) + end)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "Tương thích nhất"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", "AVIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Lưu thành .docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "bỏ mật khẩu",
        ),
        (b"GIF89a" + bytes(30), "không thuộc loại tệp nhận được"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "không thuộc loại tệp nhận được"),
        (b"<html>%PDF-1.4", "đứng trước phần PDF"),
        (b"MZ" + bytes(100), "không thuộc loại tệp nhận được"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_way_out(data, advice):
    assert advice in refusal(data)


@pytest.mark.parametrize("kind", HONEST)
def test_no_spoilt_file_gets_anything_but_a_sentence(kind):
    chance = random.Random(kind)
    whole = HONEST[kind]
    for _ in range(400):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        spoilt = spoilt[: chance.choice([len(spoilt), chance.randrange(len(spoilt))])]
        spoilt += chance.choice([b"", whole[: chance.randrange(200)]])
        try:
            check(bytes(spoilt), "a")
        except Refused as refused:
            assert refused.sentence


@pytest.mark.parametrize(
    "unit",
    [b"/ObjStm ", b"1 0 obj ", b"/Type /Page ", b"/#4a" * 2, b"startxref 1 ", b"/", b"1 ", b"#41"],
)
def test_a_hostile_pdf_of_full_size_costs_seconds_at_most(unit):
    filled = b"%PDF-1.7\n" + unit * (19 * 1024 * 1024 // len(unit))
    began = time.process_time()
    try:
        check(filled + b"\nxref\nstartxref\n%d\n%%%%EOF" % (len(filled) + 1), "a.pdf")
    except Refused as refused:
        assert refused.sentence
    assert time.process_time() - began < 20
