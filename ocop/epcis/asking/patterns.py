"""Patterns of EPCs, as what a canonical name looks like (EPC Tag Data Standard, 8). Pure.

A pattern is written as SQL's LIKE has it: ``_`` is one letter, ``%`` any number of them, and a
backslash takes either by its word.
"""

import re
from typing import Final

from ocop.epcis.identifiers import CANONICAL

URN: Final = re.compile(r"urn:epc:(?:idpat|id|class):([a-z]+):(.+)")
# By scheme: the key, and how many filling letters come before the company's digits.
SCHEMES: Final = {
    "sscc": ("/00/", 1),
    "sgln": ("/414/", 0),
    "pgln": ("/417/", 0),
    "gsrn": ("/8018/", 0),
    "gsrnp": ("/8017/", 0),
    "gdti": ("/253/", 0),
    "sgcn": ("/255/", 0),
    "giai": ("/8004/", 0),
    "cpi": ("/8010/", 0),
    "grai": ("/8003/", 1),
}
# Schemes whose type of object is followed by a check digit, and then by its own number.
CHECKED: Final = frozenset({"sgln", "gdti", "sgcn", "grai"})
TRADE: Final = {"sgtin": ("01", "/21/"), "lgtin": ("01", "/10/"), "itip": ("8006", "/21/")}


def is_pattern(text: str) -> bool:
    """Tell whether a text is a pattern of EPCs with something left open."""
    found = URN.fullmatch(text)
    return bool(found) and "*" in found[2].split(".")


def like(text: str, *, is_class: bool) -> list[str]:
    """Return what the canonical names look like that fit a pattern of EPCs."""
    found = URN.fullmatch(text)
    assert found is not None
    scheme, parts = found[1], found[2].split(".")
    if scheme in TRADE:
        return [CANONICAL + _trade(scheme, parts, is_class=is_class)]
    start = parts[: parts.index("*")]
    if scheme in SCHEMES:
        key, filling = SCHEMES[scheme]
        checked = "_" if scheme in CHECKED and len(start) == 2 else ""
        return [f"{CANONICAL}{key}{'_' * filling}{escaped(''.join(start))}{checked}%"]
    return [escaped(f"urn:epc:id:{scheme}:" + "".join(f"{part}." for part in start)) + "%"]


def _trade(scheme: str, parts: list[str], *, is_class: bool) -> str:
    """Return how the names of trade items look: indicator, company, item, check digit, number."""
    key, below = TRADE[scheme]
    company, item = [*parts, "*", "*"][:2]
    if company == "*":
        digits = "_" * 14
    elif item == "*":
        digits = ("_" + escaped(company)).ljust(14, "_")
    else:
        digits = escaped(item[:1] + company + item[1:]) + "_"
    if scheme == "sgtin" and is_class:
        return f"/{key}/{digits}"
    return f"/{key}/{digits}{'____' if scheme == 'itip' else ''}{below}%"


def escaped(text: str) -> str:
    """Return a text whose letters mean only themselves in a pattern."""
    return re.sub(r"([\\%_])", r"\\\1", text)
