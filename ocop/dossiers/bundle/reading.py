"""A packed dossier, read with distrust: nothing is unpacked to disk, and nothing is believed.

Every member is named by the index, of the size and digest that the index says; the index itself
is in its one canonical spelling. Whatever else a ZIP can hold is refused.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from ocop.audit.ledger import canonical
from ocop.dossiers.bundle.packing import FOLDER, FORMAT, INDEX, PAPER
from ocop.files.checking import check
from ocop.files.kinds import DOCUMENT_LIMIT, MEGABYTE
from ocop.files.names import clean_name
from ocop.kernel.errors import Refused

LARGEST = 400 * MEGABYTE
LARGEST_INDEX = 5 * MEGABYTE
MOST_FILES = 300
_HOPELESS = "Tệp này không phải bộ hồ sơ do hệ thống xuất ra. Hãy chọn tệp ZIP từ “Tải bộ hồ sơ”."
_TORN = "Bộ hồ sơ này đã bị sửa hoặc hỏng: {}. Hãy tải lại bộ gốc rồi nhập."
_SHAPE: dict[str, type] = {
    "format": str, "kind": str, "rubric": dict, "product": dict, "case": str, "choices": dict,
    "claims": dict, "forms": dict, "evidence": list,
}  # fmt: skip
_FILE: dict[str, type] = {
    "file": str, "part": str, "name": str, "mime": str, "size": int, "sha256": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the index: what it is said to be."""

    file: str
    part: str
    name: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A packed dossier whose index can be trusted to say what is in it."""

    index: Mapping[str, Any]
    members: tuple[Member, ...]
    data: bytes

    def file(self, member: Member) -> bytes:
        """Return the bytes of a file; refused unless they are what the index says, and harmless."""
        with _archive(self.data) as archive:
            found = _read(archive, member.file, member.size)
        if len(found) != member.size or hashlib.sha256(found).hexdigest() != member.sha256:
            raise _torn(f"tệp “{clean_name(member.file)}” không khớp dấu SHA-256")
        if check(found, member.name).mime != member.mime:
            raise _torn(f"tệp “{clean_name(member.file)}” không đúng loại đã khai")
        return found


def opened(data: bytes) -> Bundle:
    """Return the bundle in a ZIP; refused with what is wrong when it is none of ours, or torn.

    The files themselves are read one by one, by ``Bundle.file``.
    """
    with _archive(data) as archive:
        members = archive.infolist()
        if len(members) > MOST_FILES + 2 or sum(one.file_size for one in members) > LARGEST:
            raise Refused("Bộ hồ sơ này lớn hơn mức hệ thống nhận (300 tệp, 400 MB).")
        if INDEX not in {one.filename for one in members}:
            raise Refused(_HOPELESS)
        index = _index(_read(archive, INDEX, LARGEST_INDEX))
        files = tuple(_members(index))
        _same_names([one.filename for one in members], files)
    return Bundle(index, files, data)


def _archive(data: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Refused(_HOPELESS) from error


def _read(archive: ZipFile, name: str, limit: int) -> bytes:
    """Return a member's bytes, one more than the limit at most: a bomb swells no further."""
    try:
        with archive.open(name) as stream:
            found = stream.read(limit + 1)
    except Exception as error:  # wrong sums, passwords, unknown methods, broken streams
        raise _torn(f"không đọc được “{clean_name(name)}”") from error
    if len(found) > limit:
        raise _torn(f"“{clean_name(name)}” lớn hơn cỡ đã khai")
    return found


def _index(data: bytes) -> Mapping[str, Any]:
    try:
        index = json.loads(data)
        spelled = canonical(index)
    except (ValueError, RecursionError, TypeError) as error:
        raise _torn("không đọc được mục lục ho-so.json") from error
    if spelled != data or not _is_shaped(index, _SHAPE):
        raise _torn("mục lục ho-so.json không đúng mẫu")
    if index["format"] != FORMAT:
        raise Refused("Bộ hồ sơ này do một phiên bản khác xuất ra nên chưa nhập được ở đây.")
    return index


def _members(index: Mapping[str, Any]) -> Iterator[Member]:
    for one in index["evidence"]:
        if not _is_shaped(one, _FILE):
            raise _torn("mục lục ho-so.json không đúng mẫu")
        member = Member(**one)
        if clean_name(member.name) != member.name or not 0 < member.size <= DOCUMENT_LIMIT:
            raise _torn(f"tệp “{clean_name(member.name)}” có tên hoặc cỡ không nhận được")
        yield member


def _same_names(found: list[str], files: tuple[Member, ...]) -> None:
    """Refuse members that the index does not name, names that leave the folder, and doubles."""
    named = [INDEX, *(one.file for one in files)]
    known = {PAPER, *named}
    for name in {*found, *named} - {INDEX, PAPER}:
        plain = name.removeprefix(f"{FOLDER}/")
        if plain == name or clean_name(plain) != plain:
            raise _torn(f"có tên tệp lạ “{clean_name(name)}”")
    if len(set(found)) != len(found) or len(set(named)) != len(named):
        raise _torn("có tệp trùng tên")
    if extra := sorted(set(found) - known):
        raise _torn(f"có tệp không nằm trong mục lục “{clean_name(extra[0])}”")
    if lost := sorted(set(named) - set(found)):
        raise _torn(f"thiếu tệp “{clean_name(lost[0])}”")


def _is_shaped(value: object, shape: Mapping[str, type]) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(type(value[key]) is kind for key, kind in shape.items())
    )


def _torn(what: str) -> Refused:
    return Refused(_TORN.format(what))
