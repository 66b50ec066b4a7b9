"""The keys of stamps: one a province and year, in a private file outside the database.

A line is ``<province> <generation> <year> <secret in hex>``. Whoever has a secret can print
stamps: the file belongs with the ledger's key, and into a backup of its own.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ocop.kernel.errors import Refused
from ocop.stamps.serials import GENERATIONS, Key, key_id


def keys() -> Mapping[int, Key]:
    """Return every key by its id; a change of the file is seen at once."""
    if settings.STAMP_KEYS:
        return _parsed(settings.STAMP_KEYS)
    path = Path(settings.STAMP_KEYS_FILE)
    if not path.exists():
        return {}
    told = path.stat()
    return _kept(str(path), told.st_mtime_ns, told.st_size)


def key_of(id: int) -> Key:
    """Return the key with that id; refused where this machine was not given it."""
    try:
        return keys()[id]
    except KeyError as lost:
        raise Refused(
            f"Máy này không có khoá tem số {id}. Hãy chép tệp khoá tem từ bản sao lưu "
            "theo hướng dẫn vận hành."
        ) from lost


def key_for(province: str, year: int) -> Key:
    """Return the newest key of a province for the year, made at its first use."""
    return _newest(province, year) or rotate(province, year, only_where_none=True)


def rotate(province: str, year: int, *, only_where_none: bool = False) -> Key:
    """Make a new key of a province, by which stamps are made from now on; old ones stay readable.

    Refused where the keys come from the environment, and after 256 generations.
    """
    if settings.STAMP_KEYS:
        raise Refused("Khoá tem lấy từ biến môi trường. Hãy thêm khoá mới vào biến đó.")
    with _alone():
        if only_where_none and (found := _newest(province, year)):
            return found
        mine = [key.id % GENERATIONS for key in keys().values() if key.province == province]
        generation = max(mine, default=-1) + 1
        if generation >= GENERATIONS:
            raise Refused("Tỉnh đã dùng hết 256 đời khoá tem.")
        key = Key(key_id(province, generation), year, secrets.token_bytes(32))
        _append(f"{province} {generation} {year} {key.secret.hex()}\n")
    return key


def _newest(province: str, year: int) -> Key | None:
    mine = [key for key in keys().values() if (key.province, key.year) == (province, year)]
    return max(mine, key=lambda key: key.id, default=None)


@lru_cache(maxsize=4)
def _kept(path: str, changed: int, size: int) -> dict[int, Key]:
    return _parsed(Path(path).read_text("ascii"))


@lru_cache(maxsize=4)
def _parsed(text: str) -> dict[int, Key]:
    found = {}
    for line in text.replace(",", "\n").splitlines():
        if line.strip():
            province, generation, year, secret = line.split()
            key = Key(key_id(province, int(generation)), int(year), bytes.fromhex(secret))
            found[key.id] = key
    return found


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other processes of this machine from writing a key at the same time."""
    path = Path(f"{settings.STAMP_KEYS_FILE}.lock")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _append(line: str) -> None:
    handle = os.open(settings.STAMP_KEYS_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
