"""Canonical JSON and digests of history entries. Pure: no database, no clock."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling of ``value``: sorted keys, no spaces, UTF-8, no floats."""
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(
    *,
    at: datetime,
    by: int | None,
    verb: str,
    target: tuple[str, str],
    facts: dict[str, Any],
) -> str:
    """Return the SHA-256 that stands for one entry, as 64 lower-case hex digits."""
    entry = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": by,
        "facts": facts,
        "target": list(target),
        "verb": verb,
    }
    return hashlib.sha256(canonical(entry)).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A float has no single spelling; write a fraction or whole units.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
