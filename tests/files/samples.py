"""Honest files to send, and what makes them dishonest."""

import zipfile
import zlib
from io import BytesIO

from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF whose objects are written as given, the first being the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


PLAIN_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
)


def packed(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Return an object stream that packs one object, number 9."""
    body = zlib.compress(b"9 0 " + content)
    return b"<</Type/ObjStm/N 1/First 4/Filter%s/Length %d>>stream\n%s\nendstream" % (
        filters,
        len(body),
        body,
    )


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options):
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def zipped(members: dict[str, bytes | str], **options) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(more: dict[str, bytes | str] | None = None, main: str = MAIN) -> bytes:
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES.format(main)}
    return zipped(parts | {"word/document.xml": "<document/>"} | (more or {}))


def xlsx() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()
