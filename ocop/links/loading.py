"""Files of links: what a JSON document says, each fault with its place. Pure."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ocop.kernel.digital_link import Name
from ocop.kernel.errors import Refused
from ocop.links.targets import LinkTarget, checked, one_line
from ocop.links.vocabulary import DEFAULT, is_known

ANCHOR_WORDS = frozenset({"path", "itemDescription", "defaultLink", "links"})
LINK_WORDS = frozenset({"linkType", "href", "title", "type", "hreflang", "context"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry of a file."""

    name: Name
    description: str
    links: tuple[LinkTarget, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds, what is wrong with it, and what was passed over."""

    drafts: list[Draft]
    faults: list[str]
    notes: list[str]


def read(text: str) -> Sheet:
    """Return what the file says; a fault names its entry, and nothing is passed over unsaid."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        return Sheet([], [f"Tệp không phải JSON: {str(wrong)[:120]}"], [])
    entries = document.get("entries") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        return Sheet([], ["Tệp cần một danh sách tên là “entries”."], [])
    sheet = Sheet([], [], [])
    for number, entry in enumerate(entries, 1):
        try:
            _take(sheet, entry, f"mục {number}")
        except (Refused, _Wrong) as wrong:
            sheet.faults.append(f"mục {number}: {wrong}")
    return sheet


class _Wrong(Exception):
    """A value of another kind than the format has."""


def _take(sheet: Sheet, entry: Any, place: str) -> None:
    if not isinstance(entry, dict):
        raise _Wrong("không phải một đối tượng JSON.")
    name = _name(_words(entry, "path"))
    if any(draft.name == name for draft in sheet.drafts):
        raise _Wrong(f"đường dẫn {name.path} đã có ở mục khác của tệp.")
    links = [*_default(entry), *(_link(one) for one in _list(entry, "links"))]
    kept = tuple(checked(links))
    sheet.drafts.append(Draft(name, one_line(_words(entry, "itemDescription", "")), kept))
    _note(sheet, place, entry, ANCHOR_WORDS)
    for one in _list(entry, "links"):
        _note(sheet, place, one, LINK_WORDS)
    unknown = {one.link_type for one in kept if not is_known(one.link_type)}
    sheet.notes.extend(f"{place}: từ vựng GS1 chưa có loại {one}." for one in sorted(unknown))


def _note(sheet: Sheet, place: str, found: dict[str, Any], words: frozenset[str]) -> None:
    sheet.notes.extend(f"{place}: không dùng “{one}”." for one in sorted(set(found) - words))


def _name(path: str) -> Name:
    """Return what a path names, or a whole address; a GTIN is filled up to fourteen digits."""
    try:
        parts = urlsplit(path)
    except ValueError:
        raise _Wrong("đường dẫn không đọc được.") from None
    filled = re.sub(
        r"^/01/([0-9]{8}|[0-9]{12,13})(?=/|$)",
        lambda found: f"/01/{found[1].zfill(14)}",
        parts.path,
    )
    name = Name.parse(filled)
    if len(name.path) > 400:
        raise _Wrong("đường dẫn quá dài.")
    return name


def _default(entry: dict[str, Any]) -> list[LinkTarget]:
    found = entry.get("defaultLink")
    if found is None:
        return []
    if not isinstance(found, dict):
        raise _Wrong("“defaultLink” cần href và title.")
    return [_link({**found, "linkType": DEFAULT})]


def _link(found: Any) -> LinkTarget:
    if not isinstance(found, dict):
        raise _Wrong("mỗi liên kết là một đối tượng JSON.")
    return LinkTarget(
        link_type=_words(found, "linkType"),
        href=_words(found, "href"),
        title=_words(found, "title"),
        type=_words(found, "type", ""),
        hreflang=tuple(_texts(found, "hreflang")),
        context=tuple(_texts(found, "context")),
    )


def _words(found: dict[str, Any], key: str, otherwise: str | None = None) -> str:
    value = found.get(key, otherwise)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str):
        raise _Wrong(f"“{key}” cần là một dòng chữ.")
    return value


def _texts(found: dict[str, Any], key: str) -> list[str]:
    value = found.get(key)
    listed = [value] if isinstance(value, str) else value or []
    if not isinstance(listed, list) or any(not isinstance(one, str) for one in listed):
        raise _Wrong(f"“{key}” cần là một danh sách chữ.")
    return listed


def _list(found: dict[str, Any], key: str) -> list[Any]:
    value = found.get(key) or []
    if not isinstance(value, list):
        raise _Wrong(f"“{key}” cần là một danh sách.")
    return value
