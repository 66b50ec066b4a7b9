"""Digital Links of any resolver, with or without the words of old, as their constrained form.

GS1 Digital Link: URI Syntax, 4.11, and CBV 2.0, 8.2: the finest level alone is kept, and neither
the variant nor the query is.
"""

import re

CANONICAL = "https://id.gs1.org"
# No browser and no printer takes longer ones, and each part of a path is looked at.
LONGEST = 2048
# The words that stood for identifiers until version 1.3: still found in what is captured.
_WORDS = {
    "gtin": "01", "itip": "8006", "cpid": "8010", "gln": "414", "payTo": "415", "party": "417",
    "gsrnp": "8017", "gsrn": "8018", "gcn": "255", "sscc": "00", "gdti": "253", "ginc": "401",
    "gsin": "402", "grai": "8003", "giai": "8004", "gmn": "8013",
    "cpv": "22", "lot": "10", "ser": "21", "cpsn": "8011", "glnx": "254", "refNo": "8020",
    "srin": "8019",
}  # fmt: skip
_TEXT = r"(?:%[0-9A-Fa-f]{2}|[!\"'()*+,.0-9:;<=>A-Za-z_-])"
_PART = r"(?:%2[3dfDF]|[-#0-9A-Z])"
_KEYS = {
    "00": r"[0-9]{18}",
    "01": r"[0-9]{8}|[0-9]{12,14}",
    "253": rf"[0-9]{{13}}{_TEXT}{{0,17}}",
    "255": r"[0-9]{13,25}",
    "401": rf"[0-9]{{4}}{_TEXT}{{0,26}}",
    "402": r"[0-9]{17}",
    "414": r"[0-9]{13}",
    "415": r"[0-9]{13}",
    "417": r"[0-9]{13}",
    "8003": rf"[0-9]{{14}}{_TEXT}{{0,16}}",
    "8004": rf"[0-9]{{4}}{_TEXT}{{0,26}}",
    "8006": r"[0-9]{18}",
    "8010": rf"[0-9]{{4}}{_PART}{{0,26}}",
    "8013": rf"[0-9]{{4}}{_TEXT}{{0,21}}",
    "8017": r"[0-9]{18}",
    "8018": r"[0-9]{18}",
}
# Which qualifiers a key takes, finest last; a qualifier that names nothing by itself is left out.
_QUALIFIERS = {
    "01": ("22", "10", "21", "235"),
    "8006": ("22", "10", "21"),
    "414": ("254", "7040"),
    "415": ("8020",),
    "417": ("7040",),
    "8004": ("7040",),
    "8010": ("8011",),
    "8017": ("8019",),
    "8018": ("8019",),
}
_VALUES = {
    "22": rf"{_TEXT}{{1,20}}",
    "10": rf"{_TEXT}{{1,20}}",
    "21": rf"{_TEXT}{{1,20}}",
    "235": rf"{_TEXT}{{1,28}}",
    "254": rf"{_TEXT}{{1,20}}",
    "7040": rf"[0-9]{_TEXT}{{3}}",
    "8020": rf"{_TEXT}{{1,25}}",
    "8011": r"[0-9]{1,12}",
    "8019": r"[0-9]{1,10}",
}
_SHAPES = {ai: re.compile(shape) for ai, shape in {**_KEYS, **_VALUES}.items()}
_ADDRESS = re.compile(r"https?://[^/?#]+(/[^?#]*)", re.IGNORECASE)
_CLAIM = re.compile(r"https?://id\.gs1\.org/[0-9]{2,4}/", re.IGNORECASE)
_SAFE = re.compile(r"(%..)|[!()*+,:]")


def path_of(link: str) -> str | None:
    """Return the path of the canonical link to what a Digital Link names, or nothing."""
    found = _ADDRESS.match(link) if len(link) <= LONGEST else None
    if found is None:
        return None
    parts = found[1].removesuffix("/").split("/")
    for at in range(1, len(parts) - 1):
        key = _WORDS.get(parts[at], parts[at])
        if key in _KEYS and (path := _path(key, parts[at + 1 :])) is not None:
            return path
    return None


def _path(key: str, parts: list[str]) -> str | None:
    value, rest = parts[0], parts[1:]
    if _SHAPES[key].fullmatch(value) is None or len(rest) % 2:
        return None
    finest = _finest(key, rest) if rest else ""
    if finest is None:
        return None
    return f"/{key}/{value.zfill(14) if key == '01' else _normal(value)}{finest}"


def _finest(key: str, rest: list[str]) -> str | None:
    allowed = _QUALIFIERS.get(key, ())
    given = [_WORDS.get(one, one) for one in rest[::2]]
    if [ai for ai in allowed if ai in given] != given:
        return None
    if any(not _SHAPES[ai].fullmatch(value) for ai, value in zip(given, rest[1::2], strict=True)):
        return None
    # A variant names no piece, and the extension 0 no part of a place.
    if given[-1] == "22" or (given[-1], rest[-1]) == ("254", "0"):
        return ""
    return f"/{given[-1]}/{_normal(rest[-1])}"


def _normal(value: str) -> str:
    # RFC 3986, 6.2.2.1: escapes in capitals.
    if value.isalnum():
        return value
    return _SAFE.sub(lambda one: one[0].upper() if one[1] else f"%{ord(one[0]):02X}", value)


# How many digits of a key's value end with a check digit (GS1 General Specifications, 7.9.1).
_CLOSED = {
    "00": 18, "01": 14, "253": 13, "255": 13, "402": 17, "414": 13, "415": 13, "417": 13,
    "8003": 14, "8006": 14, "8017": 18, "8018": 18,
}  # fmt: skip


def claims(link: str) -> bool:
    """Tell whether a link says by its host that it names a thing of GS1's."""
    return _CLAIM.match(link) is not None


def digits_of(path: str) -> str:
    """Return the digits of a canonical path that end with a check digit, or nothing."""
    key, value = path[1:].split("/", 2)[:2]
    return value[: _CLOSED.get(key, 0)]
