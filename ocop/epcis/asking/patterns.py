"""Patterns of EPCs, as expressions over canonical names (EPC Tag Data Standard, 8). Pure."""

import re
from typing import Final

from ocop.epcis.identifiers import CANONICAL

URN: Final = re.compile(r"urn:epc:(?:idpat|id|class):([a-z]+):([^:]{1,200})")
# By scheme: the key, and how many digits come before the company's.
SCHEMES: Final = {
    "sscc": ("00", 1),
    "sgln": ("414", 0),
    "pgln": ("417", 0),
    "gsrn": ("8018", 0),
    "gsrnp": ("8017", 0),
    "gdti": ("253", 0),
    "sgcn": ("255", 0),
    "giai": ("8004", 0),
    "cpi": ("8010", 0),
    "grai": ("8003", 1),
}
# Schemes whose kind of object is followed by a check digit, and then by its own number.
CHECKED: Final = frozenset({"sgln", "gdti", "sgcn", "grai"})
TRADE: Final = {"sgtin": ("01", "/21/"), "lgtin": ("01", "/10/"), "itip": ("8006", "/21/")}
# What stands between the name of a class and the number of an instance, by the key.
BELOW: Final = (
    (re.compile(re.escape(CANONICAL) + r"/(?:01/[0-9]{14}|8006/[0-9]{18})"), "/21/"),
    (re.compile(re.escape(CANONICAL) + r"/8010/[^/]+"), "/8011/"),
    (re.compile(re.escape(CANONICAL) + r"/(?:8003/[0-9]{14}|25[35]/[0-9]{13})"), ""),
)
# Sorts behind whatever a canonical name may hold.
LAST_LETTER: Final = "~"


def is_open_class(name: str) -> bool:
    """Tell whether a canonical name, as that of a GTIN, stands for all its instances."""
    return any(looks.fullmatch(name) for looks, _ in BELOW)


def instances_of(name: str) -> tuple[str, str]:
    """Return between which two names all instances of an open class lie."""
    between = next(between for looks, between in BELOW if looks.fullmatch(name))
    return f"{name}{between}", f"{name}{between}{LAST_LETTER}"


def is_pattern(text: str) -> bool:
    """Tell whether a text is a pattern of EPCs with something left open."""
    found = URN.fullmatch(text)
    return found is not None and "*" in found[2].split(".")


def looks(text: str, *, is_class: bool) -> str:
    """Return the expression that the canonical names match which fit a pattern of EPCs."""
    found = URN.fullmatch(text)
    assert found is not None
    scheme, parts = found[1], found[2].split(".")
    start = parts[: parts.index("*")]
    if scheme in TRADE:
        return _trade(scheme, start, is_class=is_class)
    if scheme in SCHEMES:
        key, filling = SCHEMES[scheme]
        digits = re.escape("".join(start))
        checked = "[0-9]" if scheme in CHECKED and len(start) == 2 else ""
        return f"^{re.escape(CANONICAL)}/{key}/{'[0-9]' * filling}{digits}{checked}[^/]*"
    told = "".join(f"{re.escape(part)}[.]" for part in start)
    return f"^urn:epc:id:{scheme}:{told}"


def _trade(scheme: str, start: list[str], *, is_class: bool) -> str:
    """Return how names of trade items look: indicator, company, item, check digit, number."""
    key, below = TRADE[scheme]
    company, item = [*start, "", ""][:2]
    if item:
        digits = f"{re.escape(item[:1] + company + item[1:])}[0-9]"
    elif company:
        digits = f"[0-9]{re.escape(company)}[0-9]{{{max(0, 13 - len(company))}}}"
    else:
        digits = "[0-9]{14}"
    if scheme == "sgtin" and is_class:
        return f"^{re.escape(CANONICAL)}/{key}/{digits}$"
    pieces = "[0-9]{4}" if scheme == "itip" else ""
    return f"^{re.escape(CANONICAL)}/{key}/{digits}{pieces}{below}"
