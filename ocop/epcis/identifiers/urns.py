"""EPC URNs of GS1 keys: what each scheme's parts are, and which key and qualifiers they make.

EPC Tag Data Standard, 6.3 (pure identities), 6.4 (classes), 8 (patterns).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# What an EPC URN says with an escape: TDS, table A-1. A link also escapes these of the others.
_TEXT = r"(?:%[2-7][0-9A-Fa-f]|[!'()*+,.0-9:;=A-Za-z_-])"
_PART = r"(?:%2[3dfDF]|%3[0-9]|%4[1-9A-Fa-f]|%5[0-9Aa]|[-0-9A-Z])"
_ESCAPED = re.compile(r"%..")
_ESCAPES = str.maketrans({one: f"%{ord(one):02X}" for one in "!()*+,:"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of URNs: its pattern, its shape, and how a link is made of its parts.

    ``digits`` is how long prefix and reference are together, 0 where the reference is free text.
    """

    name: str
    pattern: re.Pattern[str]
    digits: int
    path: Callable[..., str]


def closed(body: str) -> str:
    """Return a GS1 number with the check digit that closes it."""
    return f"{body}{_digit(body)}"


def is_closed(digits: str) -> bool:
    """Tell whether a GS1 number ends with its check digit."""
    return digits[-1] == str(_digit(digits[:-1]))


def _digit(body: str) -> int:
    # GS1 General Specifications, 7.9.1: weights 3 and 1 in turn from the right. A digit's code is
    # 48 more than the digit.
    codes = body.encode()
    heavy = codes[::-2]
    return -(2 * sum(heavy) + sum(codes) - 48 * (2 * len(heavy) + len(codes))) % 10


@lru_cache(maxsize=65536)
def gtin(prefix: str, item: str) -> str:
    """Return the GTIN-14 of a company's prefix and an item's number, its indicator first."""
    return closed(item[0] + prefix + item[1:])


@lru_cache(maxsize=65536)
def thirteen(prefix: str, reference: str) -> str:
    """Return the thirteen digits of a place, a party, or of a type of asset or document."""
    return closed(prefix + reference)


def escaped(text: str) -> str:
    """Return a text of an EPC URN as it stands in the path of a link."""
    if text.isalnum():
        return text
    return _ESCAPED.sub(lambda found: found[0].upper(), text).translate(_ESCAPES)


def _extension(text: str) -> str:
    return "" if text == "0" else f"/254/{escaped(text)}"


_P = r"([0-9]{6,12})"
_SCHEMES: dict[str, tuple[str, int, Callable[..., str]]] = {
    "id:sgtin": (
        rf"{_P}\.([0-9]{{1,7}})\.({_TEXT}{{1,20}})",
        13,
        lambda p, i, s: f"/01/{gtin(p, i)}/21/{escaped(s)}",
    ),
    "id:sscc": (
        rf"{_P}\.([0-9]{{5,11}})",
        17,
        lambda p, s: f"/00/{closed(s[0] + p + s[1:])}",
    ),
    "id:sgln": (
        rf"{_P}\.([0-9]{{0,6}})\.({_TEXT}{{1,20}})",
        12,
        lambda p, r, e: f"/414/{thirteen(p, r)}{_extension(e)}",
    ),
    "id:grai": (
        rf"{_P}\.([0-9]{{0,6}})\.({_TEXT}{{1,16}})",
        12,
        lambda p, r, s: f"/8003/0{thirteen(p, r)}{escaped(s)}",
    ),
    "id:giai": (rf"{_P}\.({_TEXT}{{1,24}})", 0, lambda p, r: f"/8004/{p}{escaped(r)}"),
    "id:gsrn": (rf"{_P}\.([0-9]{{5,11}})", 17, lambda p, s: f"/8018/{closed(p + s)}"),
    "id:gsrnp": (rf"{_P}\.([0-9]{{5,11}})", 17, lambda p, s: f"/8017/{closed(p + s)}"),
    "id:gdti": (
        rf"{_P}\.([0-9]{{0,6}})\.({_TEXT}{{1,17}})",
        12,
        lambda p, r, s: f"/253/{thirteen(p, r)}{escaped(s)}",
    ),
    "id:cpi": (
        rf"{_P}\.({_PART}{{1,24}})\.([0-9]{{1,12}})",
        0,
        lambda p, r, s: f"/8010/{p}{escaped(r)}/8011/{s}",
    ),
    "id:sgcn": (
        rf"{_P}\.([0-9]{{0,6}})\.([0-9]{{1,12}})",
        12,
        lambda p, r, s: f"/255/{thirteen(p, r)}{s}",
    ),
    "id:ginc": (rf"{_P}\.({_TEXT}{{1,24}})", 0, lambda p, r: f"/401/{p}{escaped(r)}"),
    "id:gsin": (rf"{_P}\.([0-9]{{4,10}})", 16, lambda p, r: f"/402/{closed(p + r)}"),
    "id:itip": (
        rf"{_P}\.([0-9]{{1,7}})\.([0-9]{{2}})\.([0-9]{{2}})\.({_TEXT}{{1,20}})",
        13,
        lambda p, i, n, t, s: f"/8006/{gtin(p, i)}{n}{t}/21/{escaped(s)}",
    ),
    "id:upui": (
        rf"{_P}\.([0-9]{{1,7}})\.({_TEXT}{{1,28}})",
        13,
        lambda p, i, s: f"/01/{gtin(p, i)}/235/{escaped(s)}",
    ),
    "id:pgln": (rf"{_P}\.([0-9]{{0,6}})", 12, lambda p, r: f"/417/{thirteen(p, r)}"),
    "class:lgtin": (
        rf"{_P}\.([0-9]{{1,7}})\.({_TEXT}{{1,20}})",
        13,
        lambda p, i, b: f"/01/{gtin(p, i)}/10/{escaped(b)}",
    ),
    "idpat:sgtin": (rf"{_P}\.([0-9]{{1,7}})\.\*", 13, lambda p, i: f"/01/{gtin(p, i)}"),
    "idpat:upui": (rf"{_P}\.([0-9]{{1,7}})\.\*", 13, lambda p, i: f"/01/{gtin(p, i)}"),
    "idpat:grai": (rf"{_P}\.([0-9]{{0,6}})\.\*", 12, lambda p, r: f"/8003/0{thirteen(p, r)}"),
    "idpat:gdti": (rf"{_P}\.([0-9]{{0,6}})\.\*", 12, lambda p, r: f"/253/{thirteen(p, r)}"),
    "idpat:sgcn": (rf"{_P}\.([0-9]{{0,6}})\.\*", 12, lambda p, r: f"/255/{thirteen(p, r)}"),
    "idpat:cpi": (rf"{_P}\.({_PART}{{1,24}})\.\*", 0, lambda p, r: f"/8010/{p}{escaped(r)}"),
    "idpat:itip": (
        rf"{_P}\.([0-9]{{1,7}})\.([0-9]{{2}})\.([0-9]{{2}})\.\*",
        13,
        lambda p, i, n, t: f"/8006/{gtin(p, i)}{n}{t}",
    ),
}
SCHEMES = {
    name: Scheme(name, re.compile(pattern), digits, path)
    for name, (pattern, digits, path) in _SCHEMES.items()
}


def parts_of(urn: str) -> tuple[Scheme, tuple[str, ...]] | None:
    """Return the scheme of an EPC URN and its parts, the company's prefix first, or nothing."""
    end = urn.find(":", urn.find(":", 8) + 1)
    scheme = SCHEMES.get(urn[8:end])
    found = scheme.pattern.fullmatch(urn, end + 1) if scheme else None
    if scheme is None or found is None:
        return None
    parts = found.groups()
    if scheme.digits and len(parts[0]) + len(parts[1]) != scheme.digits:
        return None
    return scheme, parts


_LONGEST_HEAD = 60


def path_of(urn: str) -> str | None:
    """Return the path of the link that names what an EPC URN names, or nothing."""
    end = urn.find(".", urn.find(".") + 1)
    tail = urn[end + 1 :]
    if 0 < end <= _LONGEST_HEAD and tail.isalnum() and tail.isascii() and tail != "0":
        head, longest = _head(urn[:end])
        if len(tail) <= longest:
            return head + tail
    found = parts_of(urn)
    return found[0].path(*found[1]) if found else None


# Pieces of one item differ in their serial number alone, which stands at the end of both forms.
_LONGEST = {
    "id:sgtin": 20, "id:upui": 28, "class:lgtin": 20, "id:grai": 16, "id:gdti": 17, "id:sgln": 20,
}  # fmt: skip


@lru_cache(maxsize=16384)
def _head(head: str) -> tuple[str, int]:
    """Return the path before the serial number, and how long that may be: 0 where none may."""
    found = parts_of(f"{head}.1")
    longest = _LONGEST.get(found[0].name, 0) if found else 0
    return (found[0].path(*found[1])[:-1], longest) if found and longest else ("", 0)


def claims(urn: str) -> bool:
    """Tell whether an EPC URN is of a scheme that holds a GS1 key."""
    return urn[8 : urn.find(":", urn.find(":", 8) + 1)] in SCHEMES
