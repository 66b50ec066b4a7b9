"""PDF files read by their bytes at bounded cost: whole, unlocked, and nothing in them acts."""

import re
import zlib
from bisect import bisect_right

from ocop.kernel.errors import Refused

TAIL = 2048
PACKS = 5_000
UNPACKED_LIMIT = 64 * 1024 * 1024
_CHUNK = 16 * 1024
_DICTIONARY_LIMIT = 4096
_HEADER = re.compile(rb"%PDF-[12]\.\d[\s%]")
_STARTXREF = re.compile(rb"startxref\s{1,8}(\d{1,10})\s{1,8}%%EOF[\s\x00]*\Z")
_XREF = re.compile(rb"\s{0,4}(?:xref\b|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj\b)")
# A short name such as /JS meets chance bytes in a long scan; what acts must also be named in full.
_ACTIVE = (
    rb"JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia|Rendition|SubmitForm|"
    rb"ImportData|XFA"
)
_ACTIVE_NAME = re.compile(rb"/(?:%s)(?![A-Za-z0-9])" % _ACTIVE)
_LOCK_NAME = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_DISGUISED_NAME = re.compile(rb"/[A-Za-z0-9]*#[0-9A-Fa-f]{2}[A-Za-z0-9#]*")
_SECRET_WORDS = re.compile(rb"(?:%s|Encrypt|ObjStm|Page|Type|Filter)\Z" % _ACTIVE)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\b")
_PAGE = re.compile(rb"/Type\s{0,8}/Page(?![A-Za-z0-9])")
_PACK = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_OTHER_FILTER = re.compile(rb"/(?:ASCII|LZW|RunLength)")
_PACK_HEAD = re.compile(rb"\s{0,8}((?:\d{1,10}\s{1,4}\d{1,10}\s{1,4})+)(?=\S)")


def page_count(data: bytes, name: str) -> int:
    """Return how many pages the PDF has.

    Refused: bytes before the header or after the end (a second file in one), a broken end, a
    password, scripts, launches, forms that send, and attachments, also where these are packed.
    """
    again = "Hãy in lại tệp ra PDF rồi gửi lại."
    _whole(data, name, again)
    packs = _packs(data, name, again)
    for part in (data, *packs):
        if _LOCK_NAME.search(part):
            raise Refused(
                f"Tệp “{name}” được khóa bằng mật khẩu. Hãy lưu bản không mật khẩu rồi gửi lại."
            )
        if _ACTIVE_NAME.search(part) or _is_disguised(part):
            raise Refused(f"Tệp “{name}” chứa mã lệnh, biểu mẫu tự gửi hoặc tệp đính kèm. {again}")
    pages = _pages(data).union(*(_packed_pages(pack) for pack in packs))
    if not pages:
        raise Refused(f"Tệp “{name}” không có trang nào đọc được. {again}")
    return len(pages)


def _whole(data: bytes, name: str, again: str) -> None:
    if not _HEADER.match(data):
        raise Refused(f"Tệp “{name}” không có phần đầu đúng của một tệp PDF. {again}")
    end = _STARTXREF.search(data[-TAIL:])
    if end is None:
        raise Refused(f"Tệp “{name}” bị cắt cụt hoặc có dữ liệu lạ sau phần PDF. {again}")
    start = int(end.group(1))
    if start >= len(data) or not _XREF.match(data, start):
        raise Refused(f"Tệp “{name}” bị hỏng: mục lục bên trong không đúng chỗ. {again}")


def _is_disguised(part: bytes) -> bool:
    names = set(_DISGUISED_NAME.findall(part))
    return any(_SECRET_WORDS.match(_ESCAPE.sub(_unescaped, name[1:])) for name in names)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found.group(1), 16)])


def _packs(data: bytes, name: str, again: str) -> list[bytes]:
    """Return the contents of all object streams; one that cannot be looked into is refused."""
    packs: list[bytes] = []
    left = UNPACKED_LIMIT
    for found in _PACK.finditer(data):
        opened = max(0, found.start() - _DICTIONARY_LIMIT)
        start = data.find(b"stream", found.end(), found.end() + _DICTIONARY_LIMIT)
        is_plain = start >= 0 and not _OTHER_FILTER.search(data, opened, start)
        pack = _inflated(data, start + len(b"stream"), left) if is_plain else b""
        if not _PACK_HEAD.match(pack) or len(packs) == PACKS:
            raise Refused(f"Tệp “{name}” được nén theo cách không kiểm tra được. {again}")
        left -= len(pack)
        packs.append(pack)
    return packs


def _inflated(data: bytes, start: int, limit: int) -> bytes:
    """Return the whole stream, or nothing when it is broken or longer than the limit."""
    at = start + (2 if data[start : start + 2] == b"\r\n" else 1)
    engine = zlib.decompressobj()
    content = bytearray()
    try:
        while not engine.eof and at < len(data) and len(content) < limit:
            content += engine.decompress(data[at : at + _CHUNK], limit - len(content))
            at += _CHUNK
    except zlib.error:
        return b""
    return bytes(content) if engine.eof else b""


def _pages(data: bytes) -> set[int]:
    """Return the numbers of the page objects; a page that was saved again counts once."""
    objects = _OBJECT.finditer(data)
    pages: set[int] = set()
    following = next(objects, None)
    number = 0
    for page in _PAGE.finditer(data):
        while following is not None and following.start() < page.start():
            number, following = int(following.group(1)), next(objects, None)
        pages.add(number)
    return pages


def _packed_pages(pack: bytes) -> set[int]:
    """Return the numbers of the page objects in an object stream, from the table at its head."""
    head = _PACK_HEAD.match(pack)
    if head is None:
        return set()
    table = [int(word) for word in head.group(1).split()]
    starts = sorted(zip(table[1::2], table[0::2], strict=True))
    body = pack[head.end() :]
    offsets = [offset for offset, _ in starts]
    found = (bisect_right(offsets, page.start()) - 1 for page in _PAGE.finditer(body))
    return {starts[at][1] for at in found if at >= 0}
