"""Private storage named by content: the same bytes are kept once, outside the web root."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_KEY = re.compile(r"[0-9a-f]{64}")


def save(data: bytes) -> str:
    """Keep the bytes and return their key; a second save of the same bytes changes nothing.

    The file appears under its name only when it is whole and on the disk.
    """
    key = hashlib.sha256(data).hexdigest()
    path = _path(key)
    if path.exists():
        return key
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return key


def open_key(key: str) -> BinaryIO:
    """Return the kept bytes as a stream; an unknown key is FileNotFoundError."""
    return _path(key).open("rb")


def exists(key: str) -> bool:
    """Tell whether bytes are kept under the key."""
    return _KEY.fullmatch(key) is not None and _path(key).is_file()


def _path(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise FileNotFoundError("No file is kept under such a key.")
    return Path(settings.MEDIA_ROOT) / "kept" / key[:2] / key[2:4] / key


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
