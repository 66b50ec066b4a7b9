"""Opening a picture that may be hostile: its kind and its measure are known before any pixel."""

import struct
from io import BytesIO

from PIL import Image

from ocop.files.kinds import Kind
from ocop.kernel.errors import Refused

PIXELS = 40_000_000
_ACTIVE = (b"<script", b"<html", b"<?php", b"<!doctype html", b"javascript:")
_PDF, _ZIP_END, _ZIP_REACH = b"%PDF-", b"PK\x05\x06", 66 * 1024
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def measured(data: bytes, kind: Kind, name: str) -> tuple[int, int]:
    """Return width and height as stored, after the whole picture was decoded once.

    Refused: more than 40 million pixels (told before decoding), damage, and a page, a script,
    a PDF or a zip that hides in the picture.
    """
    if _hides(data, kind):
        raise Refused(
            f"Tệp “{name}” là ảnh có kèm dữ liệu khác bên trong. "
            "Hãy mở ảnh, lưu thành ảnh JPEG mới rồi gửi lại."
        )
    with opened(data, kind, name) as picture:
        size = picture.size
        if kind is Kind.JPEG:
            picture.draft("RGB", (max(1, size[0] // 8), max(1, size[1] // 8)))
        loaded(picture, name)
    return size


def opened(data: bytes, kind: Kind, name: str) -> Image.Image:
    """Return the picture with its header read and its size within the limit."""
    try:
        picture = Image.open(BytesIO(data), formats=(kind.name,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large(name) from bomb
    except Exception as broken:  # Pillow raises many kinds on hostile bytes
        raise _damaged(name) from broken
    if picture.width * picture.height > PIXELS:
        raise _too_large(name)
    return picture


def loaded(picture: Image.Image, name: str) -> None:
    """Decode the first frame."""
    try:
        picture.load()
    except Exception as broken:  # Pillow raises many kinds on hostile bytes
        raise _damaged(name) from broken


def _hides(data: bytes, kind: Kind) -> bool:
    if kind is Kind.PNG and not data.endswith(_PNG_END):
        return True
    if kind is Kind.WEBP:
        (length,) = struct.unpack_from("<L", data, 4)
        if len(data) - 8 != length + (length & 1):
            return True
    # Phones put a film or a depth map after a JPEG, so what follows its end is not refused as such.
    if _PDF in data or _ZIP_END in data[-_ZIP_REACH:]:
        return True
    folded = data.lower()
    return any(word in folded for word in _ACTIVE)


def _too_large(name: str) -> Refused:
    return Refused(
        f"Ảnh “{name}” có hơn {PIXELS // 1_000_000} triệu điểm ảnh. "
        "Hãy thu nhỏ ảnh hoặc chụp lại ở cỡ thường rồi gửi lại."
    )


def _damaged(name: str) -> Refused:
    return Refused(
        f"Ảnh “{name}” bị hỏng hoặc chưa tải lên hết. Hãy mở ảnh để xem lại rồi gửi lại."
    )
