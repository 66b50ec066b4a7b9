"""Check an exported OCOP ledger, with nothing but Python: python3 -I ocop-verify.py DIR.

Every line is hashed anew, the tree of RFC 6962 is built from the hashes, and its root is compared
with each signed checkpoint. Exit status 0: whole. 1: changed, and the first bad line is named.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

Point = tuple[int, int, int, int]
Keys = dict[tuple[str, bytes], bytes]


class Bad(Exception):
    """The ledger is not what it was; the sentence names the first place."""


class Mark(NamedTuple):
    """A checkpoint as it was read; signatures are (name, key id, signature)."""

    size: int
    root: bytes
    text: str
    origin: str
    signatures: list[tuple[str, bytes, bytes]]


# Ed25519 (RFC 8032, section 5.1), verification only.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    """Add two points in extended coordinates."""
    u = (a[1] - a[0]) * (b[1] - b[0]) % P
    v = (a[1] + a[0]) * (b[1] + b[0]) % P
    w = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = v - u, z - w, z + w, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """Multiply a point."""
    total = NEUTRAL
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def same(a: Point, b: Point) -> bool:
    """Tell whether two points are one."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(data: bytes) -> Point | None:
    """Return the point that 32 bytes spell, or None: not on the curve, or not its one spelling."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or NEUTRAL


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature holds; a public key of low order signs nothing."""
    key, nonce = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or nonce is None or s >= L:
        return False
    if same(times(8, key), NEUTRAL):
        return False
    told = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(told, "little") % L
    return same(times(s, BASE), add(nonce, times(k, key)))


# Signed notes (C2SP): a text, an empty line, and lines "— name base64(key id, signature)".
def bytes_of(text: str, length: int, what: str) -> bytes:
    """Decode base64 that has one spelling and a known length."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if len(data) != length or base64.b64encode(data).decode() != text:
        raise Bad(f"{what} không đọc được.")
    return data


def keys_in(data: bytes, what: str) -> Keys:
    """Return public keys by name and id, from lines "name+id+base64(1, key)"."""
    keys: Keys = {}
    for line in text_of(data, what).splitlines():
        name, _, rest = line.partition("+")
        told_id, _, spelled = rest.partition("+")
        public = bytes_of(spelled, 33, f"{what}: khoá {name}")
        key_id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
        if public[0] != 1 or key_id.hex() != told_id:
            raise Bad(f"{what}: khoá {name} không khớp với mã của nó.")
        keys[name, key_id] = public[1:]
    if not keys:
        raise Bad(f"{what}: không có khoá công khai nào.")
    return keys


def text_of(data: bytes, what: str) -> str:
    """Return the text of a file that is whole to its last line."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Bad(f"{what} không phải là văn bản.") from None
    if not text.endswith("\n"):
        raise Bad(f"{what} bị cắt ở cuối.")
    if any(end in text for end in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"):
        raise Bad(f"{what} có ký tự lạ.")
    return text


def checkpoint_in(data: bytes, what: str) -> Mark:
    """Return a checkpoint; its signature is not checked yet."""
    text, gap, signed = text_of(data, what).partition("\n\n")
    lines = text.split("\n")
    if not gap or len(lines) != 3 or not is_number(lines[1]):
        raise Bad(f"{what} không có dạng của một mốc kiểm chứng.")
    signatures = []
    for line in signed.splitlines():
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—":
            raise Bad(f"{what} có dòng chữ ký sai dạng.")
        name, spelled = parts[1:]
        data = base64_or_nothing(spelled)
        signatures.append((name, data[:4], data[4:]))
    root = bytes_of(lines[2], 32, f"{what}: gốc")
    return Mark(int(lines[1]), root, f"{text}\n", lines[0], signatures)


def is_number(text: str) -> bool:
    """Tell whether a text is a positive number in its one spelling."""
    return text.isascii() and text.isdigit() and text[0] != "0" and len(text) < 19


def base64_or_nothing(text: str) -> bytes:
    """Decode a signature; one that cannot be read is nobody's."""
    try:
        return bytes_of(text, 68, "")
    except Bad:
        return b""


def check_signature(mark: Mark, keys: Keys, what: str) -> None:
    """Refuse a checkpoint that no known key signed in its own name."""
    for name, key_id, signature in mark.signatures:
        public = keys.get((name, key_id))
        if name == mark.origin and public and is_signed(public, mark.text.encode(), signature):
            return
    raise Bad(f"{what} không mang chữ ký của khoá đã biết.")


# The tree of RFC 6962, section 2.1.
def roots_of(
    entries: Iterable[bytes], leaves: BinaryIO, sizes: set[int]
) -> tuple[dict[int, bytes], int]:
    """Return the roots at ``sizes``; entries and leaves are streams, compared line by line."""
    peaks: list[bytes] = []
    roots: dict[int, bytes] = {}
    count = 0
    for entry in entries:
        count += 1
        if not entry.endswith(b"\n"):
            raise Bad(f"Dòng {count} bị cắt ở cuối.")
        leaf = hashlib.sha256(b"\x00" + entry[:-1]).digest()
        told = leaves.readline()
        if told != leaf.hex().encode() + b"\n":
            raise Bad(f"Dòng {count} không khớp với dấu của nó trong leaves.txt: {shown(entry)}")
        size = count
        while not size & 1:
            leaf, size = hashlib.sha256(b"\x01" + peaks.pop() + leaf).digest(), size >> 1
        peaks.append(leaf)
        if count in sizes:
            roots[count] = over(peaks)
    if leaves.readline():
        raise Bad(f"Dòng {count + 1} bị mất: leaves.txt có dấu của nó, entries.jsonl thì không.")
    return roots, count


def over(peaks: list[bytes]) -> bytes:
    """Return the root over the complete subtrees."""
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = hashlib.sha256(b"\x01" + peak + root).digest()
    return root


def shown(entry: bytes) -> str:
    """Return the beginning of a line, so that a person finds it."""
    return entry[:120].decode(errors="replace").strip()


def marks_in(notes: dict[str, bytes]) -> dict[int, Mark]:
    """Return the checkpoints by size; each file is named after its own."""
    marks = {}
    for name, data in notes.items():
        mark = checkpoint_in(data, f"Mốc {name}")
        if name != f"{mark.size}.txt":
            raise Bad(f"Mốc {name} nói về {mark.size} dòng.")
        marks[mark.size] = mark
    if not marks:
        raise Bad("Không có mốc kiểm chứng nào trong checkpoints.")
    return marks


def check(
    entries: Iterable[bytes],
    leaves: BinaryIO,
    notes: dict[str, bytes],
    keys: Keys,
    since: bytes | None = None,
) -> tuple[Mark, int]:
    """Return the newest checkpoint and the count of lines, or refuse with the first fault.

    ``notes`` are the checkpoints by file name; ``since`` is one that a witness kept.
    """
    marks = marks_in(notes)
    kept = checkpoint_in(since, "Mốc của người làm chứng") if since is not None else None
    roots, count = roots_of(entries, leaves, {*marks, *([kept.size] if kept else [])})
    before = 0
    for size, mark in sorted(marks.items()):
        check_mark(mark, roots, count, before)
        check_signature(mark, keys, f"Mốc {size}")
        before = size
    if count > before:
        raise Bad(f"Dòng {before + 1} trở đi chưa có mốc nào bảo chứng.")
    if kept is not None:
        check_signature(kept, keys, "Mốc của người làm chứng")
        if kept.size > count:
            raise Bad(f"Dòng {count + 1} bị mất: người làm chứng giữ mốc {kept.size} dòng.")
        if roots[kept.size] != kept.root:
            raise Bad(f"Sổ này không nối tiếp mốc {kept.size} của người làm chứng: đã rẽ nhánh.")
    return marks[before], count


def check_mark(mark: Mark, roots: dict[int, bytes], count: int, before: int) -> None:
    """Refuse a checkpoint that the lines do not add up to."""
    size = mark.size
    if size > count:
        raise Bad(f"Dòng {count + 1} bị mất: mốc {size} bảo chứng {size} dòng.")
    if roots[size] != mark.root:
        raise Bad(
            f"Mốc {size} không khớp: trong các dòng từ {before + 1} đến {size} có dòng bị thay, "
            "thêm, bớt hoặc đổi chỗ cùng với dấu của nó."
        )


def check_folder(
    folder: Path, trusted: bytes | None = None, since: bytes | None = None
) -> tuple[Mark, int]:
    """Check an exported folder; ``trusted`` are the public keys pinned by whoever checks."""
    notes = {path.name: path.read_bytes() for path in (folder / "checkpoints").iterdir()}
    told = keys_in((folder / "keys.txt").read_bytes(), "keys.txt")
    keys = keys_in(trusted, "Khoá đã ghim") if trusted is not None else told
    with (folder / "entries.jsonl").open("rb") as entries, (folder / "leaves.txt").open("rb") as hs:
        return check(entries, hs, notes, keys, since)


def main() -> int:
    """Check the folder named on the command line, and say in Vietnamese what was found."""
    parser = argparse.ArgumentParser(description="Kiểm tra sổ OCOP đã kết xuất.")
    parser.add_argument("folder", metavar="DIR", type=Path, help="thư mục do export_ledger ghi")
    parser.add_argument("--trust", metavar="KEYFILE", type=Path, help="chỉ tin khoá trong tệp này")
    parser.add_argument("--since", metavar="CHECKPOINT", type=Path, help="mốc mà bạn đã giữ")
    options = parser.parse_args()
    try:
        trusted = options.trust.read_bytes() if options.trust else None
        since = options.since.read_bytes() if options.since else None
        newest, count = check_folder(options.folder, trusted, since)
    except Bad as fault:
        print(f"SỔ KHÔNG CÒN NGUYÊN. {fault}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"Không đọc được {fault.filename}: {fault.strerror}.", file=sys.stderr)
        return 1
    print(f"Sổ còn nguyên: {count} dòng, gốc {newest.root.hex()[:16]}, ký bởi {newest.origin}.")
    if trusted is None:
        print("Khoá lấy từ chính thư mục này; hãy so với khoá bạn đã giữ, bằng --trust.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
