"""File names as people send them, made safe to keep, to show and to download."""

import re
import unicodedata

from ocop.files.kinds import Kind
from ocop.kernel.text import composed

LONGEST = 120
NAMELESS = "tep"
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_FOREIGN_ENDINGS = frozenset({".doc", ".xls", ".ppt", ".heic", ".heif", ".gif", ".bmp", ".tif"})
_KNOWN_ENDINGS = frozenset(e for kind in Kind for e in kind.endings) | _FOREIGN_ENDINGS


def clean_name(name: str) -> str:
    """Return the last part of the name in NFC, without control, bidi or forbidden characters."""
    text = composed(re.split(r"[/\\]", name)[-1])
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" else _blank(c) for c in text)
    kept = " ".join(_FORBIDDEN.sub("-", kept).split()).strip(". ")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return _shortened(kept) or NAMELESS


def named_as(name: str, kind: Kind) -> str:
    """Return the clean name with an ending that tells the truth about its kind."""
    cleaned = clean_name(name)
    ending = _ending(cleaned)
    if ending.lower() in kind.endings:
        return cleaned
    stem = cleaned[: -len(ending)] if ending.lower() in _KNOWN_ENDINGS else cleaned
    return _shortened(f"{stem}{kind.endings[0]}")


def _blank(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" or character in "\t\r\n" else ""


def _ending(name: str) -> str:
    found = _ENDING.search(name)
    return found.group() if found and found.start() else ""


def _shortened(name: str) -> str:
    ending = _ending(name)
    stem = name[: len(name) - len(ending)] if ending else name
    return stem[: LONGEST - len(ending)].rstrip() + ending
