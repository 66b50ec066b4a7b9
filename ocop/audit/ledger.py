"""Canonical documents of history entries, and their digests. Pure: no database, no clock."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from ocop.audit.merkle import leaf_hash


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling of ``value``: sorted keys, no spaces, UTF-8, no floats."""
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def document(
    *,
    at: datetime,
    by: str,
    origin: str,
    verb: str,
    target: tuple[str, str],
    facts: dict[str, Any],
    behalf: str = "",
) -> bytes:
    """Return what the world may keep of an entry: one line of JSON, people as salted digests.

    ``behalf`` is told only where an act was done for a producer, so that the lines written before
    it was known keep their hashes.
    """
    told = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": by or None,
        "facts": facts,
        "origin": origin,
        "target": list(target),
        "verb": verb,
    }
    return canonical(told | ({"behalf": behalf} if behalf else {}))


def digest(document: bytes) -> str:
    """Return the hash of an entry's leaf in the log, as 64 lower-case hex digits."""
    return leaf_hash(document).hex()


def person_digest(salt: str, key: object) -> str:
    """Return what stands for a person; once their salt is gone, nobody can tell for whom."""
    return hashlib.sha256(f"{salt}{key}".encode()).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A float has no single spelling; write a fraction or whole units.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
