"""Files that are not what they say: two kinds in one, bombs, macros, torn and empty."""

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

from PIL import Image

from tests.files.samples import PLAIN_OBJECTS, docx, packed, pdf, pdf_of, picture, xlsx, zipped

VECTOR = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
)
PAGE = b"<!doctype html><script>alert(1)</script>"
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LOLS = b'<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def chunk(kind, data):
    """Return one chunk of a PNG."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png_bomb(width=50_000, height=50_000, colour=6):
    """Return a PNG of a few KB whose header asks for billions of pixels."""
    head = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, colour, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def jpeg_bomb():
    """Return a JPEG whose frame says 65,000 by 65,000."""
    data = bytearray(picture())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def text_bomb():
    """Return a PNG with a text chunk that unpacks to sixty megabytes."""
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 60_000_000, 9))
    plain = picture("PNG")
    return plain[:33] + text + plain[33:]


def photographed():
    """Return a JPEG with the place where it was taken, a camera and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x8298] = "Maker", "Model 7", "Trieu Thi Hoa"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 28.2), 3: "E", 4: (105.0, 50.0, 28.3)})
    return picture(size=(64, 48), exif=exif, comment=b"o day: 21.0245, 105.8412")


def deep_zip(levels=12):
    """Return a zip in a zip in a zip."""
    inner = b"\0" * 1_000_000
    for level in range(levels):
        inner = zipped({f"{level}.zip": inner})
    return inner


def spread_zip():
    """Return a document whose members unpack to far more than it weighs."""
    return docx({f"word/media/{n}.bin": b"\0" * 12_000_000 for n in range(6)})


def overlapping_zip():
    """Return a document whose directory names the same bytes many times over."""
    data = docx()
    start = data.rindex(b"PK\x05\x06")
    first = data.index(b"PK\x01\x02")
    listed = data[first:start]
    end = bytearray(data[start:])
    struct.pack_into("<HHL", end, 8, 40, 40, len(listed) * 20)
    return data[:first] + listed * 20 + bytes(end)


def escaping(name):
    """Return a document with a member of that name."""
    return docx({name: b"x"})


def declared(count):
    """Return a document with so many members."""
    out = BytesIO(docx())
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}", b"")
    return out.getvalue()


def scripted_pdf():
    """Return a PDF that runs a script when it is opened."""
    catalogue = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
    return pdf_of(catalogue, *PLAIN_OBJECTS[1:])


def looping_pdf():
    """Return a PDF whose pages are their own parents."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>>"
    )


def packed_pdf():
    """Return a PDF with a stream that unpacks to many megabytes."""
    return pdf_of(*PLAIN_OBJECTS, packed(b" " * 60_000_000))


@cache
def bad_files():
    """Return (what it is, bytes) of every file that no door may take."""
    return [*bad_texts(), *bad_pictures(), *bad_pdfs(), *bad_documents()]


def bad_texts():
    """Return what is no file of any kind that a door asks for."""
    return [
        ("nothing", b""),
        ("one byte", b"\xff"),
        ("zeros", b"\0" * 5_000),
        ("a page", PAGE),
        ("a page after a byte order mark", b"\xef\xbb\xbf" + PAGE),
        ("a vector", VECTOR),
        ("a program", b"MZ\x90\0" + b"\0" * 300),
        ("a shell script", b"#!/bin/sh\nrm -rf /\n"),
    ]  # fmt: skip


def bad_pictures():
    """Return pictures that are torn, swollen or carry something else."""
    jpeg, png, office = picture(), picture("PNG"), docx()
    return [
        ("another picture", b"GIF89a" + b"\x01\0\x01\0\x80\0\0" + PAGE),
        ("an icon", b"\0\0\x01\0" + b"\0" * 60),
        ("a camera's raw", b"II*\0" + b"\0" * 300),
        ("a phone's picture", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 50),
        ("half a JPEG", jpeg[: len(jpeg) // 2]),
        ("half a PNG", png[: len(png) // 2]),
        ("a JPEG's first bytes", b"\xff\xd8\xff\xe0" + b"\0" * 40),
        ("a JPEG with a page", jpeg[:-2] + PAGE + jpeg[-2:]),
        ("a JPEG with a page behind", jpeg + PAGE),
        ("a JPEG with a zip behind", jpeg + office),
        ("a JPEG with a PDF behind", jpeg + pdf()),
        ("a PNG with a page behind", png + PAGE),
        ("a PNG with a zip behind", png + office),
        ("pixels by the billion", png_bomb()),
        ("pixels by the line", png_bomb(2**31 - 1, 1)),
        ("grey pixels by the billion", png_bomb(colour=0)),
        ("a JPEG of four billion", jpeg_bomb()),
    ]  # fmt: skip


def bad_pdfs():
    """Return PDFs that are torn, run, turn in circles or carry something else."""
    return [
        ("a page in front of a PDF", PAGE + pdf()),
        ("half a PDF", pdf()[:200]),
        ("a PDF's first bytes", b"%PDF-1.7\n" + b"\0" * 300),
        ("a PDF with a script", scripted_pdf()),
        ("a PDF that is its own parent", looping_pdf()),
        ("a PDF with a zip behind", pdf() + docx()),
    ]  # fmt: skip


def bad_documents():
    """Return documents and archives that swell, run, lead out or are torn."""
    jpeg, office = picture(), docx()
    return [
        ("a zip", zipped({"a.txt": b"x"})),
        ("a zip of zips", deep_zip()),
        ("a document with a macro", docx({"word/vbaProject.bin": b"x"})),
        ("a workbook with old macros", docx({"xl/macrosheets/sheet1.xml": b"<x/>"})),
        ("a document with a control", docx({"word/activeX/activeX1.bin": b"x"})),
        ("a document with a program", docx({"word/embeddings/a.exe": b"MZ"})),
        ("a document with a page", docx({"word/a.html": PAGE})),
        ("a document that leads out", escaping("../../../etc/cron.d/x")),
        ("a document that leads to the root", escaping("/etc/passwd")),
        ("a document that leads to a drive", escaping("C:\\x")),
        ("a document that reads our files", docx({"word/document.xml": XXE})),
        ("a document of entities", docx({"word/document.xml": LOLS})),
        ("a document that swells", spread_zip()),
        ("a document of many parts", declared(6_000)),
        ("a document that overlaps", overlapping_zip()),
        ("half a document", office[: len(office) // 2]),
        ("a document with a picture before", jpeg + office),
        ("a document with a page behind", office + PAGE),
        ("an old document", OLD + b"\0" * 600),
        ("a locked document", OLD + "EncryptedPackage".encode("utf-16-le")),
    ]  # fmt: skip


@cache
def good_files():
    """Return (what it is, bytes, is it a picture) of files that may be taken, to be spoilt."""
    return [
        ("a JPEG", picture(), True),
        ("a JPEG with a place", photographed(), True),
        ("a PNG", picture("PNG", mode="RGBA"), True),
        ("a WebP", picture("WEBP"), True),
        ("a PDF", pdf(2), False),
        ("a document", docx(), False),
        ("a workbook", xlsx(), False),
    ]
