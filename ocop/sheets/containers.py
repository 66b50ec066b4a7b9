"""The outside of an uploaded file: what it really is, and whether it is safe to open."""

import zipfile
from io import BytesIO
from pathlib import PurePath

from ocop.kernel.errors import Refused

LARGEST_FILE = 30 * 1024 * 1024
LARGEST_CSV = 10 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_XML = 100 * 1024 * 1024
MOST_PARTS = 3_000
SMALLEST_SUSPECT = 10 * 1024 * 1024
HIGHEST_RATIO = 400

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Hãy mở bằng Excel, chọn Lưu thành (Save As) kiểu .xlsx rồi gửi lại."
BROKEN = f"Tệp Excel bị hỏng, không đọc được. {_SAVE_AS}"


def is_workbook(data: bytes, filename: str) -> bool:
    """Tell an Excel workbook from a CSV file by its content; refused when it is neither."""
    if not data:
        raise Refused("Tệp này trống. Hãy chọn lại tệp.")
    if len(data) > LARGEST_FILE:
        raise Refused("Tệp lớn hơn 30 MB. Hãy bớt ảnh hoặc tách thành nhiều tệp.")
    suffix = PurePath(filename.strip().lower()).suffix
    if suffix in (".xlsm", ".xltm", ".xlam", ".xlsb"):
        raise Refused(f"Không nhận tệp {suffix} vì có thể chứa macro. {_SAVE_AS}")
    if data.startswith(_OLE):
        raise Refused(_ole_sentence(data))
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return True
    _check_text(data, suffix)
    if len(data) > LARGEST_CSV:
        raise Refused("Tệp CSV lớn hơn 10 MB. Hãy tách thành nhiều tệp nhỏ hơn.")
    return False


def _check_text(data: bytes, suffix: str) -> None:
    if suffix == ".xls":
        raise Refused(f"Tệp .xls này là kiểu cũ hoặc trang web lưu dưới tên .xls. {_SAVE_AS}")
    if suffix in (".xlsx", ".ods"):
        raise Refused(BROKEN)
    if suffix not in (".csv", ".txt", ".tsv") or data.startswith(b"%PDF"):
        raise Refused("Chỉ nhận bảng tính .xlsx hoặc .csv. Hãy chọn lại tệp.")


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the workbook's package; refused when broken, locked, with macros, or a bomb."""
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except Exception as error:  # a hostile directory breaks zipfile in many ways
        raise Refused(BROKEN) from error
    parts = package.infolist()
    _check_size(parts, len(data))
    names = [part.filename for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(f"Không nhận tệp có macro. {_SAVE_AS}")
    if "xl/workbook.bin" in names:
        raise Refused(f"Không đọc được tệp kiểu .xlsb. {_SAVE_AS}")
    if "word/document.xml" in names:
        raise Refused("Đây là tệp Word. Hãy chép bảng sang Excel, lưu thành .xlsx rồi gửi lại.")
    if "content.xml" in names:
        raise Refused(f"Đây là tệp .ods. {_SAVE_AS}")
    stored = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    usual = all(part.compress_type in stored for part in parts)
    if not usual or len(set(names)) < len(names) or "[Content_Types].xml" not in names:
        raise Refused(BROKEN)
    return package


def _check_size(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith(("xml", "rels")))
    bomb = unpacked > SMALLEST_SUSPECT and unpacked > HIGHEST_RATIO * packed
    if unpacked > LARGEST_UNPACKED or xml > LARGEST_XML or len(parts) > MOST_PARTS or bomb:
        raise Refused(
            "Tệp giải nén ra quá lớn. Hãy chép riêng phần bảng cần nhập sang một tệp Excel mới."
        )


def _ole_sentence(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."
    return f"Tệp này là kiểu Excel 97-2003 (.xls). {_SAVE_AS}"
