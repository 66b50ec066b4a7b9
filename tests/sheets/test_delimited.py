"""CSV files in every code page and separator that Excel has used in Vietnam."""

import csv
from io import StringIO

import pytest

from ocop.kernel.errors import Refused
from ocop.sheets.reading import read_table
from tests.sheets.builders import HEAD, MIEN, REGISTRY, TRA, named
from tests.sheets.test_legacy import in_tcvn3, in_vni


def text(*rows, separator=",", **how):
    target = StringIO()
    csv.writer(target, delimiter=separator, lineterminator="\r\n", **how).writerows(rows)
    return target.getvalue()


def read(data):
    return read_table(data, "danh-sach.csv", REGISTRY)


TABLE = text(("DANH SÁCH SẢN PHẨM OCOP",), (), HEAD, MIEN, TRA)


def cp1258(value):
    """Return the bytes that Windows writes: the tone behind its vowel, of its own."""
    spread = []
    for letter in value:
        try:
            spread.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            import unicodedata

            base, *marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", base + "".join(m for m in marks if m != tone))
            spread.append((rest + tone).encode("cp1258"))
    return b"".join(spread)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        cp1258(TABLE),
        in_tcvn3(TABLE).encode("latin-1"),
        in_vni(TABLE).encode("latin-1"),
        in_tcvn3(TABLE).encode(),
        in_vni(TABLE).encode("utf-8-sig"),
    ],
    ids=[
        "utf8",
        "bom",
        "utf16",
        "le",
        "be",
        "be-bom",
        "cp1258",
        "tcvn3",
        "vni",
        "tcvn3-u",
        "vni-u",
    ],
)
def test_every_code_page_is_told_by_its_words(data):
    table = read(data)

    assert named(table) == [MIEN[1], TRA[1]]
    assert named(table, "producer") == [MIEN[2], TRA[2]]
    assert [row.number for row in table.rows] == [4, 5]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_found(separator):
    rows = text(HEAD, (1, "Miến, dong; A", "HTX", "xã", 4), TRA, separator=separator)

    assert named(read(rows.encode())) == ["Miến, dong; A", TRA[1]]


def test_a_declared_separator_is_obeyed():
    data = ("sep=;\r\n" + text(HEAD, MIEN, separator=";")).encode()

    assert [row.number for row in read(data).rows] == [2]


def test_leading_zeros_and_guards_against_formulas_are_text():
    head = ("Tên sản phẩm", "Chủ thể", "SĐT")
    rows = text(head, ("Mật", "HTX", "0912"), ("Sáp", "HTX", '="0913"'), ("Trà", "HTX", "'0914"))

    assert named(read(rows.encode()), "phone") == ["0912", "0913", "0914"]


def test_line_breaks_inside_quotes_keep_the_count_of_rows_as_excel_has_it():
    rows = text(HEAD, (1, "Miến\r\ndong", "HTX", "xã", 4), TRA)

    assert [(row.number, row.values["product"]) for row in read(rows.encode()).rows] == [
        (2, "Miến dong"),
        (3, TRA[1]),
    ]


def test_a_quote_never_closed_does_not_swallow_the_rest():
    rows = text(HEAD, *[(n, f"Mật {n}", "HTX A", "xã", 3) for n in range(1, 100)])

    table = read(rows.replace("Mật 5,", '"Mật 5,').encode())

    assert len(table.rows) == 99


def test_a_header_over_two_rows_without_merging_is_joined():
    rows = text(
        ("TT", "Tên sản phẩm", "Chủ thể", "", "", "Hạng sao"),
        ("", "", "Tên", "Địa chỉ", "SĐT", ""),
        (1, "Mật", "HTX A", "xã A", "0912", 3),
    )

    [row] = read(rows.encode()).rows
    assert (row.values["producer"], row.values["phone"], row.values["stars"]) == (
        "HTX A",
        "0912",
        "3",
    )


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 20, b"\xff\xfe\x00", b"\xc3\xc3\xc3\xc3\xa4\xa4", b"\x00" * 400],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Refused):
        read(data)


def test_more_rows_than_can_be_checked_are_refused():
    many = text(HEAD, *[(n, "Mật", "HTX A") for n in range(20_001)])

    with pytest.raises(Refused, match=r"20\.000 dòng"):
        read(many.encode())
