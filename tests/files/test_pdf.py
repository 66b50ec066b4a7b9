from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript

from ocop.files.pdf import page_count
from ocop.kernel.errors import Refused
from tests.files.samples import PLAIN_OBJECTS, packed, pdf, pdf_of


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        page_count(data, "a.pdf")
    return str(refused.value)


def with_object(body: bytes) -> bytes:
    return pdf_of(*PLAIN_OBJECTS, body)


@pytest.mark.parametrize("pages", [1, 3, 120])
def test_pages_are_counted_as_a_reader_counts_them(pages):
    data = pdf(pages)
    assert page_count(data, "a.pdf") == len(PdfReader(BytesIO(data)).pages) == pages


def test_a_page_saved_again_counts_once():
    data = pdf_of(*PLAIN_OBJECTS)
    start = data.rindex(b"xref\n0")
    data += b"3 0 obj\n<</Type /Page/Rotate 90>>\nendobj\nstartxref\n%d\n%%%%EOF" % start
    assert page_count(data, "a.pdf") == 1


def test_a_packed_page_counts_and_once_when_saved_again():
    page = packed(b"<</Type/Page/Parent 2 0 R>>")
    assert page_count(with_object(page), "a.pdf") == 2
    again = pdf_of(*PLAIN_OBJECTS, page, page)
    assert page_count(again, "a.pdf") == 2


@pytest.mark.parametrize(
    "body",
    [
        b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
        b"<</S /Launch/F(cmd.exe)>>",
        b"<</Names<</EmbeddedFiles 5 0 R>>>>",
        b"<</Type/EmbeddedFile>>",
        b"<</S/SubmitForm/F(http://x)>>",
        b"<</XFA 5 0 R>>",
        b"<</S/J#61vaScript>>",
        b"<</S/#4c#61#75#6e#63#68>>",
    ],
)
def test_what_acts_is_refused_in_the_open_and_packed(body):
    assert "mã lệnh" in refusal(with_object(body))
    assert "mã lệnh" in refusal(with_object(packed(body)))


def test_what_a_real_writer_adds_as_script_or_attachment_is_refused():
    for act in (
        lambda w: w.add_open_action(JavaScript("1")),
        lambda w: w.add_attachment("a.txt", b"a"),
    ):
        writer = PdfWriter()
        writer.add_blank_page(9, 9)
        act(writer)
        out = BytesIO()
        writer.write(out)
        assert "mã lệnh" in refusal(out.getvalue())


def test_a_locked_file_is_refused():
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.encrypt("bí mật", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    assert "mật khẩu" in refusal(out.getvalue())


@pytest.mark.parametrize(
    "body",
    [
        packed(b"<<>>", filters=b"[/ASCIIHexDecode/FlateDecode]"),
        b"<</Type/ObjStm/N 1/First 4>>stream\n9 0 <</S/JavaScript>>\nendstream",
        b"<</Type/ObjS#74m>>",
        b"<</Type/ObjStm" + b" " * 5000 + packed(b"<<>>")[14:],
        packed(b"<<>>")[:70],
    ],
)
def test_what_is_packed_beyond_looking_into_is_refused(body):
    assert "không kiểm tra được" in refusal(with_object(body)) or b"#74" in body
    refusal(with_object(body))


def test_a_bomb_in_an_object_stream_is_refused():
    assert "không kiểm tra được" in refusal(with_object(packed(b" " * 70_000_000)))


def test_bytes_before_and_after_are_refused():
    data = pdf()
    assert "phần đầu" in refusal(b"\n" + data)
    assert "sau phần PDF" in refusal(data + b"PK\x03\x04 and more")
    assert page_count(data + b"\r\n\x00", "a.pdf") == 1


def test_a_file_cut_short_is_refused():
    assert "cắt cụt" in refusal(pdf()[:-12])
    assert "không đúng chỗ" in refusal(pdf().replace(b"startxref\n", b"startxref\n9"))


def test_a_file_without_pages_is_refused():
    assert "không có trang" in refusal(pdf_of(PLAIN_OBJECTS[0]))
