"""Papers to try the writers on, and how to read what they wrote."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx as library
from pypdf import PdfReader

from ocop.documents.letters import (
    Annex,
    Facts,
    Letter,
    Paragraph,
    Signer,
    Table,
    decision,
    docx,
    heading,
    offices,
    pdf,
)

DAY = date(2026, 2, 5)
OFFICE = offices.committee_office("Tỉnh Quảng Ninh", "Quảng Ninh")


def a_list(rows=3, name="Trà hoa vàng Ba Chẽ"):
    return Table(
        ("TT", "Sản phẩm", "Điểm"),
        tuple((str(n), f"{name} {n}", "91,5") for n in range(1, rows + 1)),
        (1, 8, 2),
        "clr",
    )


def a_decision(rows=3, **fields):
    """Return a decision with its list on a landscape page."""
    made = decision(
        OFFICE,
        about="Công nhận kết quả đánh giá sản phẩm OCOP",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Quyết định số 26/2026/QĐ-TTg;",
        ),
        articles=("Công nhận 3 sản phẩm.", "Quyết định này có hiệu lực kể từ ngày ký."),
        recipients=("Như Điều 2", "Lưu: VT"),
        signer=Signer("Chủ tịch", name="Vũ Đình Khải"),
        made_on=DAY,
    )
    told = {"number": "12/QĐ-UBND", "day": DAY, "annexes": (Annex("Danh sách", (a_list(rows),)),)}
    return replace(made, **{**told, **fields})


def a_letter(**fields):
    """Return an official letter (công văn) with facts, some of them open."""
    told = {
        "title": "Công văn đề nghị",
        "parent": "Ủy ban nhân dân",
        "agency": "Xã Ba Chẽ",
        "place": "Ba Chẽ",
        "made_on": DAY,
        "about": "đề nghị đánh giá sản phẩm",
        "addressed": ("Kính gửi: Ủy ban nhân dân tỉnh Quảng Ninh",),
        "body": (
            heading("I. Hồ sơ"),
            Facts((("Sản phẩm", "Trà hoa vàng"), ("Điện thoại", ""))),
            Paragraph("Đoạn một.\n\nĐoạn hai.", lead="Ý kiến:"),
        ),
        "signers": (Signer("Thư ký", note="(Ký)", name="Lưu Thị Ký"), Signer("Chủ tọa")),
        "recipients": ("Như trên",),
    }
    return Letter(**{**told, **fields})


def opened(letter):
    """Return the Word file of a letter, read again by the library."""
    return library.Document(BytesIO(docx(letter)))


def words(document):
    """Return every paragraph of a Word file in order, those in tables too."""
    return [
        "".join(t.text or "" for t in p.iter() if t.tag.endswith("}t"))
        for p in document.element.body.iter()
        if p.tag.endswith("}p")
    ]


def pages(letter):
    """Return the text of each page of the PDF, its spaces made one."""
    read = PdfReader(BytesIO(pdf(letter))).pages
    return [" ".join(page.extract_text().split()) for page in read]
