"""The one door for uploads: what a file is by its content, and why it is refused."""

import hashlib
from dataclasses import dataclass

from ocop.files import office, pdf, pictures
from ocop.files.kinds import DOCUMENT_LIMIT, EVIDENCE, IMAGES, MEGABYTE, OFFICE, Kind, listed
from ocop.files.names import clean_name, named_as
from ocop.kernel.errors import Refused

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a file that passed: a true name, kind and digest, and its measure."""

    name: str
    kind: Kind
    mime: str
    sha256: str
    size: int
    pages: int | None = None
    width: int | None = None
    height: int | None = None


def check(data: bytes, filename: str, *, kinds: frozenset[Kind] = EVIDENCE) -> Checked:
    """Return what the file is, told by its bytes alone; its name only ever lends its stem.

    Refused with a sentence for the sender: an empty, oversized, damaged, encrypted or active
    file (macros, scripts, attachments), two files in one, and any kind that is not asked for.
    """
    name = clean_name(filename)
    _within(len(data), DOCUMENT_LIMIT, name)
    kind = _kind(data, name, kinds)
    if kind not in kinds:
        raise Refused(f"Ở đây không nhận {kind.label}. Hãy gửi {listed(kinds)}.")
    _within(len(data), kind.limit, name)
    pages = width = height = None
    if kind is Kind.PDF:
        pages = pdf.page_count(data, name)
    elif kind in IMAGES:
        width, height = pictures.measured(data, kind, name)
    return Checked(
        name=named_as(filename, kind),
        kind=kind,
        mime=kind.mime,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        pages=pages,
        width=width,
        height=height,
    )


def _within(size: int, limit: int, name: str) -> None:
    if size == 0:
        raise Refused(f"Tệp “{name}” trống. Hãy mở tệp để xem lại rồi gửi lại.")
    if size > limit:
        raise Refused(
            f"Tệp “{name}” nặng {_megabytes(size)} MB, quá mức {limit // MEGABYTE} MB. "
            "Hãy giảm dung lượng hoặc tách thành nhiều tệp rồi gửi lại."
        )


def _megabytes(size: int) -> str:
    tenths = -(-size * 10 // MEGABYTE)
    return f"{tenths // 10},{tenths % 10}"


def _kind(data: bytes, name: str, kinds: frozenset[Kind]) -> Kind:
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data.startswith(b"PK\x03\x04") and kinds & OFFICE:
        return office.kind(data, name)
    raise Refused(f"Tệp “{name}” {_why_unknown(data, kinds)}")


def _why_unknown(data: bytes, kinds: frozenset[Kind]) -> str:
    """Return the rest of the sentence on a file of no accepted kind, with the way out."""
    send = f"Hãy gửi {listed(kinds)}."
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, 40, 4))}
    if data[4:8] == b"ftyp" and brands & _AVIF_BRANDS:
        return f"là ảnh AVIF, hệ thống chưa nhận. Hãy lưu ảnh thành JPEG rồi gửi lại. {send}"
    if data[4:8] == b"ftyp" and brands & _HEIC_BRANDS:
        return (
            "là ảnh HEIC của iPhone, hệ thống chưa nhận. Hãy vào Cài đặt › Camera › Định dạng, "
            "chọn “Tương thích nhất” rồi chụp lại, hoặc lưu ảnh thành JPEG rồi gửi lại."
        )
    if data.startswith(_OLD_OFFICE) and _ENCRYPTED_OFFICE in data:
        return "được đặt mật khẩu nên không ai thẩm định được. Hãy bỏ mật khẩu rồi gửi lại."
    if data.startswith(_OLD_OFFICE):
        return (
            "thuộc định dạng Office cũ (.doc, .xls, .ppt), có thể chứa mã lệnh. Hãy mở tệp, "
            "chọn Lưu thành .docx, .xlsx, .pptx hoặc PDF rồi gửi lại."
        )
    if b"%PDF-" in data[:2048]:
        return "có dữ liệu lạ đứng trước phần PDF. Hãy in lại tệp ra PDF rồi gửi lại."
    return f"không thuộc loại tệp nhận được. {send}"
