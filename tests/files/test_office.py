import zipfile
from io import BytesIO

import pytest

from ocop.files import office
from ocop.files.kinds import Kind
from ocop.kernel.errors import Refused
from tests.files.samples import MAIN, TYPES, docx, picture, xlsx, zipped

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/{}" Target="{}" '
    'TargetMode="External"/></Relationships>'
)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        office.kind(data, "a.docx")
    return str(refused.value)


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        ("wordprocessingml.document", Kind.DOCX),
        ("spreadsheetml.sheet", Kind.XLSX),
        ("presentationml.presentation", Kind.PPTX),
    ],
)
def test_the_list_of_types_tells_the_kind(main, kind):
    assert office.kind(docx(main=MAIN.replace("wordprocessingml.document", main)), "a") is kind


def test_a_workbook_by_a_real_writer_passes():
    assert office.kind(xlsx(), "a.xlsx") is Kind.XLSX


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "xl/vbaProjectSignature.bin",
        "word/vbaData.xml",
        "xl/macrosheets/sheet1.xml",
        "word/activeX/activeX1.bin",
        "word/embeddings/run.EXE",
    ],
)
def test_macros_and_programs_are_refused(name):
    assert "macro" in refusal(docx({name: b"x"}))


def test_a_macro_type_is_refused_even_without_the_macro():
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "macro" in refusal(docx(main=main))


def test_a_plain_zip_and_a_type_without_its_part_are_refused():
    assert "tệp nén" in refusal(zipped({"a.txt": "a"}))
    assert "tệp nén" in refusal(zipped({"[Content_Types].xml": TYPES.format(MAIN)}))


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "C:/x", "..\\x", "\\\\host\\x"])
def test_members_that_lead_out_are_refused(name):
    assert "không hợp lệ" in refusal(docx({name: b"x"}))


def test_a_member_twice_is_refused():
    out = BytesIO(docx())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<other/>")
    assert "bị hỏng" in refusal(out.getvalue())


def test_a_bomb_is_refused_by_ratio_and_by_total():
    assert "phình ra" in refusal(docx({"word/a.xml": bytes(60_000_000)}))
    flat = docx({"word/a.xml": bytes(9_000_000)})
    assert office.kind(flat, "a.docx") is Kind.DOCX


def test_too_many_members_are_refused():
    many = {f"word/{number}.xml": b"" for number in range(5000)}
    assert "quá nhiều phần" in refusal(docx(many))


def test_a_declared_size_that_lies_is_refused():
    data = bytearray(docx({"word/a.xml": b"a" * 1000}))
    at = data.rindex(b"PK\x01\x02")
    assert data[at + 24 : at + 28] == (1000).to_bytes(4, "little")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert "bị hỏng" in refusal(bytes(data))


def test_bytes_before_and_after_are_refused():
    data = docx()
    assert "đi kèm" in refusal(data + b"x")
    assert "đi kèm" in refusal(picture("JPEG") + data)


def test_a_password_is_refused():
    data = bytearray(docx())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "mật khẩu" in refusal(bytes(data))


def test_a_template_fetched_from_outside_is_refused_and_a_link_is_not():
    name = "word/_rels/document.xml.rels"
    fetched = RELS.format("officeDocument/2006/relationships/attachedTemplate", "https://x.y/z")
    local = RELS.format(
        "officeDocument/2006/relationships/attachedTemplate", "file:///C:/Normal.dotm"
    )
    link = RELS.format("officeDocument/2006/relationships/hyperlink", "https://quangninh.gov.vn")
    assert "từ bên ngoài" in refusal(docx({name: fetched}))
    assert office.kind(docx({name: link}), "a") is Kind.DOCX
    assert office.kind(docx({name: local}), "a") is Kind.DOCX


def test_a_file_packaged_as_an_object_is_refused_and_a_formula_is_not():
    packaged = bytes(300_000) + "\x01Ole10Native".encode("utf-16-le")
    formula = "Equation Native".encode("utf-16-le")
    assert "nhúng" in refusal(docx({"word/embeddings/oleObject1.bin": packaged}))
    assert office.kind(docx({"word/embeddings/oleObject1.bin": formula}), "a") is Kind.DOCX


def test_entities_in_the_parts_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>' + TYPES.format(MAIN).split("?>")[1]
    assert "bị hỏng" in refusal(zipped({"[Content_Types].xml": bomb, "word/document.xml": "<a/>"}))


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_part(code):
    part = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>'

    with pytest.raises(Refused, match="bị hỏng"):
        office.kind(docx({"word/document.xml": part.encode(code)}), "a.docx")
