"""Private storage named by content: the same bytes are kept once, outside the web root.

What is kept for good stands on the shelf "kept"; what is kept for a while has a shelf of its own,
which is cleared as a whole.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_KEY = re.compile(r"[0-9a-f]{64}")
FOR_GOOD = "kept"


def save(data: bytes, *, shelf: str = FOR_GOOD) -> str:
    """Keep the bytes and return their key; a second save of the same bytes changes nothing.

    The file appears under its name only when it is whole and on the disk.
    """
    key = hashlib.sha256(data).hexdigest()
    path = _path(key, shelf)
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


def save_pieces(pieces: Iterable[bytes], *, shelf: str) -> tuple[str, int]:
    """Keep pieces as one file, without holding them all, and return its key and size."""
    folder = _folder(shelf)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in pieces:
                stream.write(piece)
                digest.update(piece)
                size += len(piece)
            stream.flush()
            os.fsync(stream.fileno())
        path = _path(digest.hexdigest(), shelf)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return digest.hexdigest(), size


def open_key(key: str, *, shelf: str = FOR_GOOD) -> BinaryIO:
    """Return the kept bytes as a stream; an unknown key is FileNotFoundError."""
    return _path(key, shelf).open("rb")


def exists(key: str, *, shelf: str = FOR_GOOD) -> bool:
    """Tell whether bytes are kept under the key."""
    return _KEY.fullmatch(key) is not None and _path(key, shelf).is_file()


def clear(shelf: str) -> None:
    """Take away a shelf with all that stands on it; what is kept for good stays."""
    assert shelf != FOR_GOOD, "What is kept for good is not cleared."
    shutil.rmtree(_folder(shelf), ignore_errors=True)


def note(shelf: str, text: str) -> None:
    """Write a short text beside a shelf's files, over the one before; the last one counts."""
    path = _folder(shelf) / "note"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)


def noted(shelf: str) -> str:
    """Return the shelf's note, empty where there is none."""
    path = _folder(shelf) / "note"
    return path.read_text("utf-8") if path.exists() else ""


def _path(key: str, shelf: str) -> Path:
    if not _KEY.fullmatch(key):
        raise FileNotFoundError("No file is kept under such a key.")
    return _folder(shelf) / key[:2] / key[2:4] / key


def _folder(shelf: str) -> Path:
    return Path(settings.MEDIA_ROOT) / shelf


def _settle(folder: Path) -> None:
    """Put the new name itself on the disk, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
