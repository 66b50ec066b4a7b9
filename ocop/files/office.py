"""Word, Excel and PowerPoint files: a zip with the right parts, no macro, no bomb, no escape."""

import re
import struct
import zipfile
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from ocop.files.kinds import MEGABYTE, Kind
from ocop.kernel.errors import Refused

MEMBERS = 5_000
UNPACKED_LIMIT = 200 * MEGABYTE
RATIO_FREE = 10 * MEGABYTE
RATIO_LIMIT = 100
PART_LIMIT = 2 * MEGABYTE
_DIRECTORY_LIMIT = 1 * MEGABYTE
_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_MAIN_TYPES = {
    _MAIN.format("wordprocessingml.document"): Kind.DOCX,
    _MAIN.format("spreadsheetml.sheet"): Kind.XLSX,
    _MAIN.format("presentationml.presentation"): Kind.PPTX,
}
_MACRO = re.compile(r"(?:vbaproject[^/]*\.bin|vbadata\.xml)\Z|(?:\A|/)(?:macrosheets|activex)/")
_PROGRAM = re.compile(r"\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|lnk|msi|html?)\Z")
_OUTSIDE = re.compile(r"(?:https?:|ftp:|file:/*[^/]+\.[^/]+/|\\\\)", re.IGNORECASE)
_FETCHED = re.compile(r"/(?:attachedTemplate|oleObject|frame|subDocument|externalLinkPath)\Z")
_PACKAGED_FILE = "\x01Ole10Native".encode("utf-16-le")
# Entities begin here; the standard of these packages, ECMA-376, allows no document type.
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_CHUNK = 256 * 1024
_SAVE_AGAIN = "Hãy mở tệp bằng Word hoặc Excel, lưu lại rồi gửi lại."
_DAMAGED = f"bị hỏng, không mở được. {_SAVE_AGAIN}"
_MACROS = "chứa macro hoặc mã lệnh. Hãy lưu thành .docx, .xlsx, .pptx không macro hoặc PDF."
_NOT_OFFICE = (
    "là tệp nén hoặc mẫu, không phải tài liệu Word, Excel hay PowerPoint. "
    "Hãy giải nén và gửi từng tệp bên trong."
)


class _Bad(Exception):
    """The rest of the sentence that starts with the name of the file."""


def kind(data: bytes, name: str) -> Kind:
    """Return which Office kind the zip is.

    Refused: a zip that is no Office file, macros and programs, a password, members that lead
    out of the zip or overlap, and what unpacks to more than an honest document does.
    """
    try:
        _one_zip(data)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _bounded(members, data)
            _named(members)
            found = _main_kind(archive)
            for member in members:
                _read_through(archive, member)
        return found
    except _Bad as bad:
        raise Refused(f"Tệp “{name}” {bad}") from bad
    except Exception as broken:  # zipfile and expat raise many kinds on hostile bytes
        raise Refused(f"Tệp “{name}” {_DAMAGED}") from broken


def _one_zip(data: bytes) -> None:
    """Hold the zip to its own edges: nothing before, after or between, and a small directory."""
    at = len(data) - _END.size
    if at < 0:
        raise _Bad(_DAMAGED)
    magic, _, _, _, entries, size, start, comment = _END.unpack_from(data, at)
    if magic != b"PK\x05\x06" or comment or start + size != at:
        raise _Bad(f"có dữ liệu lạ đi kèm. {_SAVE_AGAIN}")
    if entries > MEMBERS or size > _DIRECTORY_LIMIT:
        raise _Bad(f"có quá nhiều phần bên trong. {_SAVE_AGAIN}")


def _bounded(members: list[zipfile.ZipInfo], data: bytes) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT or (unpacked > RATIO_FREE and unpacked > RATIO_LIMIT * len(data)):
        raise _Bad("phình ra quá lớn khi mở. Hãy tách thành nhiều tệp nhỏ hơn rồi gửi lại.")
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            raise _Bad(_DAMAGED)
        end = member.header_offset + _LOCAL_HEADER + member.compress_size


def _named(members: list[zipfile.ZipInfo]) -> None:
    names = [member.orig_filename.lower() for member in members]
    if len(set(names)) != len(names):
        raise _Bad(_DAMAGED)
    for member, name in zip(members, names, strict=True):
        if member.flag_bits & _ENCRYPTED:
            raise _Bad("được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
        if _leads_out(name) or member.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise _Bad(f"có phần bên trong không hợp lệ. {_SAVE_AGAIN}")
        if _MACRO.search(name) or _PROGRAM.search(name):
            raise _Bad(_MACROS)


def _leads_out(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name


def _main_kind(archive: zipfile.ZipFile) -> Kind:
    """Return the kind that the list of types gives to a part that is really there."""
    names = set(archive.namelist())
    if _TYPES not in names:
        raise _Bad(_NOT_OFFICE)
    found: set[Kind] = set()
    for _, attributes in _elements(archive, _TYPES):
        content_type = attributes.get("ContentType", "")
        if "macroenabled" in content_type.lower() or "vbaproject" in content_type.lower():
            raise _Bad(_MACROS)
        part = attributes.get("PartName", "").removeprefix("/")
        if content_type in _MAIN_TYPES and part in names:
            found.add(_MAIN_TYPES[content_type])
    if len(found) != 1:
        raise _Bad(_NOT_OFFICE)
    return found.pop()


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read a member to its end, so that its checksum is compared, and look into what may act."""
    name = member.filename.lower()
    if name.endswith(".rels"):
        for _, attributes in _elements(archive, member.filename):
            if _fetches(attributes):
                raise _Bad(f"tự tải nội dung từ bên ngoài khi mở. {_SAVE_AGAIN}")
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            seen = tail + chunk
            if name.endswith(".bin") and _PACKAGED_FILE in seen:
                raise _Bad("nhúng một tệp khác bên trong. Hãy bỏ tệp nhúng rồi gửi riêng.")
            if name.endswith((".xml", ".rels")) and any(sign in seen for sign in _DOCTYPES):
                raise _Bad(_DAMAGED)
            tail = chunk[-len(_PACKAGED_FILE) :]


def _fetches(attributes: dict[str, str]) -> bool:
    return (
        attributes.get("TargetMode") == "External"
        and bool(_FETCHED.search(attributes.get("Type", "")))
        and bool(_OUTSIDE.match(attributes.get("Target", "")))
    )


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small part, in which no document type is allowed."""
    with archive.open(name) as stream:
        text = stream.read(PART_LIMIT + 1)
    if len(text) > PART_LIMIT:
        raise _Bad(_DAMAGED)
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = lambda tag, attributes: elements.append((tag, attributes))
    parser.Parse(text, True)
    return elements


def _no_doctype(*_: object) -> NoReturn:
    raise _Bad(_DAMAGED)
