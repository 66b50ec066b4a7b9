"""Files that mean harm, or were only broken on the way: a sentence, and never anything else."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.kernel.errors import Refused
from ocop.sheets.errors import error_workbook
from ocop.sheets.reading import Table, read_table
from tests.sheets.builders import (
    HEAD,
    MIEN,
    REGISTRY,
    TRA,
    as_excel_writes,
    registry_sheet,
    with_parts,
    xlsx,
)

GOOD = xlsx(HEAD, MIEN, TRA, merge=("C2:C3",))
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
QUICK = settings(max_examples=700, deadline=None, suppress_health_check=list(HealthCheck))


def package(**parts):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, content in parts.items():
            copy.writestr(name, content)
    return target.getvalue()


def survives(data, filename):
    """Return whether the file was read; anything but a table or a refusal is a failure."""
    try:
        table = read_table(data, filename, REGISTRY)
        error_workbook(data, filename, {2: "Sai."}, sheet=table.sheet, header_row=table.header_row)
    except Refused as refusal:
        assert str(refusal).endswith(".")
        return False
    assert isinstance(table, Table)
    return True


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", "a.xlsx", "trống"),
        (OLE + b"\0" * 600, "a.xls", r"97-2003 \(\.xls\)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "mật khẩu"),
        (b"<html><table></table></html>", "a.xls", r"\.xlsx"),
        (b"khong phai excel", "a.xlsx", "bị hỏng"),
        (GOOD[:300], "a.xlsx", "bị hỏng"),
        (GOOD[: len(GOOD) // 2], "a.xlsx", "bị hỏng"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "bị hỏng"),
        (GOOD, "a.xlsm", "macro"),
        (with_parts(GOOD, **{"xl/vbaProject.bin": b"x"}), "a.xlsx", "macro"),
        (package(**{"word/document.xml": "<a/>"}), "a.docx", "Word"),
        (package(**{"content.xml": "<a/>", "mimetype": "x"}), "a.ods", r"\.ods"),
        (package(**{"xl/workbook.bin": "x"}), "a.xlsx", r"\.xlsb"),
        (package(**{"anh.png": "x"}), "a.zip", "bị hỏng"),
        (b"%PDF-1.7", "a.pdf", r"\.xlsx hoặc \.csv"),
        (b"%PDF-1.7", "a.csv", r"\.xlsx hoặc \.csv"),
        (b"Xin chao", "a.doc", r"\.xlsx hoặc \.csv"),
        (b"Xin chao, ban", "a.csv", "dòng tiêu đề"),
        (with_parts(GOOD, **{SHEET: b"<worksheet"}), "a.xlsx", "bị hỏng"),
        (with_parts(GOOD, **{"xl/workbook.xml": b"<a/>"}), "a.xlsx", "."),
        (with_parts(GOOD, **{"[Content_Types].xml": b"\xff"}), "a.xlsx", "bị hỏng"),
        (with_parts(GOOD, **{"xl/styles.xml": b"<styleSheet><x></styleSheet>"}), "a.xlsx", "hỏng"),
    ],
)
def test_what_is_no_readable_workbook_is_refused_with_what_to_do(data, filename, sentence):
    with pytest.raises(Refused, match=sentence):
        read_table(data, filename, REGISTRY)


def test_a_zip_bomb_is_refused_before_it_is_opened():
    bomb = with_parts(GOOD)
    target = BytesIO(bomb)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("xl/media/a.bin", b"\0" * 60_000_000)

    with pytest.raises(Refused, match="giải nén ra quá lớn"):
        read_table(target.getvalue(), "a.xlsx", REGISTRY)


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_entities_are_refused(part):
    data = as_excel_writes('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "<si><t>TT</t></si>")
    with zipfile.ZipFile(BytesIO(data)) as source:
        content = source.read(part)
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + content

    with pytest.raises(Refused, match="bị hỏng"):
        read_table(with_parts(data, **{part: bomb}), "a.xlsx", REGISTRY)


def test_too_many_rows_are_refused():
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_003))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{many}</sheetData></worksheet>"
    )

    with pytest.raises(Refused, match=r"20\.000 dòng"):
        read_table(with_parts(GOOD, **{SHEET: sheet}), "a.xlsx", REGISTRY)


def test_a_frame_drawn_to_the_last_row_is_no_hindrance(rewritten):
    frame = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(10, 60_000))

    data = rewritten(GOOD, "</sheetData>", f"{frame}</sheetData>")

    assert len(read_table(data, "a.xlsx", REGISTRY).rows) == 2


@pytest.mark.parametrize(
    ("old", "new", "is_read"),
    [
        ('ref="C2:C3"', 'ref="A1:XFD1048576"', True),
        ('ref="C2:C3"', 'ref="C3:C2"', False),
        ('ref="C2:C3"', 'ref="nonsense"', False),
        ('r="E3"', 'r="XFD3"', True),
        ('r="E3"', 'r="E1048577"', False),
        ('r="E3"', 'r="ZZZZ3"', False),
        ('<row r="3"', '<row r="99999999"', False),
        ('<row r="3"', '<row r="-1"', False),
        ('<row r="3"', '<row r="x"', False),
        ("<v>4</v>", "<v>" + "9" * 200 + "</v>", True),
        ("<v>4</v>", "<v>" + "9" * 9000 + "</v>", False),
        ("<v>4</v>", "<v>1e999</v>", True),
        ("<v>4</v>", "<v>nan</v>", False),
        ("<v>4</v>", "<v>bốn</v>", False),
        ("<v>4</v>", "<v>-1e-320</v>", True),
    ],
)
def test_a_sheet_bent_by_hand_is_read_or_refused(rewritten, old, new, is_read):
    assert survives(rewritten(GOOD, old, new), "a.xlsx") is is_read


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a", "a.txt"]))
@QUICK
def test_random_bytes_are_refused(data, filename):
    assert not survives(data, filename)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "latin-1", "cp1258"]))
@QUICK
def test_random_text_behind_a_header_is_read_or_refused(text, codec):
    head = "TT,Tên sản phẩm,Chủ thể\r\n1,Miến dong Bình Liêu,Hợp tác xã\r\n"
    survives(head.encode(codec, "ignore") + text.encode(codec, "ignore"), "a.csv")


@given(st.data())
@QUICK
def test_a_workbook_damaged_anywhere_is_read_or_refused(data):
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(damaged), "a.xlsx")


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_xml_damaged_inside_a_sound_package_is_read_or_refused(data):
    with zipfile.ZipFile(BytesIO(GOOD)) as source:
        name = data.draw(st.sampled_from(source.namelist()))
        content = bytearray(source.read(name))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    survives(with_parts(GOOD, **{name: bytes(content)}), "a.xlsx")


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from([*HEAD, "I", "1.1", "Tổng cộng", "Người lập biểu", "Huyện A", "=A1", "#N/A"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_sheet_is_read_with_a_word_on_every_line(rows, merged):
    data = xlsx(HEAD, *rows, merge=("B2:C4", "A5:E5") if merged else ())

    assert survives(data, "a.xlsx")
    table = read_table(data, "a.xlsx", REGISTRY)
    told = {row.number for row in table.rows} | table.skipped.keys()
    assert told <= set(range(1, len(rows) + 2))
    assert len(table.rows) + len(table.skipped) == len(told)


def test_the_register_survives_being_cut_anywhere():
    data, _ = registry_sheet()

    assert not any(survives(data[:end], "a.xlsx") for end in range(1, len(data), 97))
