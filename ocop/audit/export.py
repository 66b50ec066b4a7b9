"""The log as a folder that anyone can check without us."""

import shutil
from pathlib import Path

from ocop.audit.models import Checkpoint, Leaf

VERIFIER = Path(__file__).with_name("ocop-verify.py")
README = """\
# Sổ OCOP, bản kết xuất để kiểm chứng

- `entries.jsonl`: mỗi dòng là một việc đã ghi, theo thứ tự trong sổ. Không có tên người; người
  được thay bằng dấu băm có muối.
- `leaves.txt`: dấu SHA-256 của từng dòng (RFC 6962: byte 0 đứng trước nội dung dòng).
- `checkpoints/`: các mốc kiểm chứng đã ký Ed25519 (dạng signed note của C2SP).
- `keys.txt`: khoá công khai. Hãy so với khoá bạn đã giữ từ trước, hoặc khoá trên trang Minh bạch.
- `ocop-verify.py`: chương trình kiểm tra, chỉ cần Python 3.9 trở lên, không cần mạng.

Chạy:

    python3 -I ocop-verify.py .
    python3 -I ocop-verify.py . --trust KHOA_DA_GIU.txt --since MOC_DA_GIU.txt

Kết quả 0: sổ còn nguyên. Kết quả 1: sổ đã bị sửa, và chương trình nêu dòng sai đầu tiên.
Nên lấy `ocop-verify.py` từ mã nguồn công khai thay vì từ chính thư mục này.
"""


def write_export(folder: Path) -> int:
    """Write all that was published into ``folder``, and return how many lines there are."""
    marks = folder / "checkpoints"
    marks.mkdir(parents=True, exist_ok=True)
    for old in marks.glob("*.txt"):
        old.unlink()
    keys: dict[str, None] = {}
    for mark in Checkpoint.objects.order_by("size"):
        (marks / f"{mark.size}.txt").write_text(mark.note, "utf-8")
        keys[mark.key] = None
    (folder / "keys.txt").write_text("".join(f"{key}\n" for key in keys), "utf-8")
    (folder / "HUONG-DAN.md").write_text(README, "utf-8")
    shutil.copyfile(VERIFIER, folder / VERIFIER.name)
    return _write_lines(folder)


def _write_lines(folder: Path) -> int:
    """Stream the lines and their hashes; what is written is what the rows say now."""
    count = 0
    with (folder / "entries.jsonl").open("wb") as lines, (folder / "leaves.txt").open("w") as file:
        for leaf in Leaf.objects.select_related("entry").order_by("index").iterator():
            lines.write(leaf.entry.document() + b"\n")
            file.write(f"{leaf.hash}\n")
            count += 1
    return count
