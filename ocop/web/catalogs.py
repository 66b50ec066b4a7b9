"""Compiles translation catalogs in plain Python, so that no system tool is needed."""

import ast
import struct
from pathlib import Path

MAGIC, HEAD = 0x950412DE, 7 * 4
JOIN_CONTEXT, JOIN_PLURAL = "\x04", "\x00"


def read_po(text: str) -> dict[str, str]:
    """Return message → translation; untranslated and fuzzy entries are left out."""
    entries: dict[str, str] = {}
    for block in text.split("\n\n"):
        parts, is_fuzzy = read_block(block)
        if is_fuzzy or "msgid" not in parts:
            continue
        key = parts["msgid"]
        if "msgid_plural" in parts:
            key += JOIN_PLURAL + parts["msgid_plural"]
        if "msgctxt" in parts:
            key = parts["msgctxt"] + JOIN_CONTEXT + key
        said = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
        if any(said):
            entries[key] = JOIN_PLURAL.join(said)
    return entries


def read_block(block: str) -> tuple[dict[str, str], bool]:
    """Return one entry's parts by keyword, and whether it is marked fuzzy."""
    parts: dict[str, str] = {}
    keyword, is_fuzzy = "", False
    for line in block.splitlines():
        if line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"'):
            parts[keyword] += ast.literal_eval(line)
        elif line.strip():
            keyword, quoted = line.split(" ", 1)
            parts[keyword] = ast.literal_eval(quoted)
    return parts, is_fuzzy


def to_mo(entries: dict[str, str]) -> bytes:
    """Return the binary catalog that gettext reads: two sorted tables of lengths and places."""
    pairs = sorted((key.encode(), said.encode()) for key, said in entries.items())
    places, tables, data = HEAD + 16 * len(pairs), [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), places + len(data))
            data += pair[column] + b"\x00"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), HEAD, HEAD + 8 * len(pairs), 0, HEAD)
    return head + b"".join(tables) + data


def compiled(po: Path) -> bytes:
    """Return what the catalog beside ``po`` must hold."""
    return to_mo(read_po(po.read_text(encoding="utf-8")))
