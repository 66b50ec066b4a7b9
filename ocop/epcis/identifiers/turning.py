"""Canonical links turned into EPC URNs (EPC Tag Data Standard, 6.3 and 6.4).

A key that has no scheme of EPCs, and one with a qualifier that its scheme lacks, has no URN.
"""

import re
from collections.abc import Callable, Collection

from ocop.epcis.identifiers.prefixes import length_of

Known = Collection[str]
Parts = dict[str, str]
# What a link escapes and a URN does not, and the other way round.
_PLAIN = {f"%{ord(one):02X}": one for one in "!()*+,:"}
_ESCAPED = {'"': "%22", "<": "%3C", ">": "%3E", "&": "%26", "#": "%23"}
_TURNED = re.compile("|".join(re.escape(one) for one in (*_PLAIN, *_ESCAPED)))


def urn_of(path: str, known: Known = ()) -> str | None:
    """Return the URN of what a canonical path names, or nothing."""
    key, value, *rest = path[1:].split("/")
    below = dict(zip(rest[::2], rest[1::2], strict=True))
    turn = _TURNS.get(key)
    return turn(value, below, known) if turn else None


def _text(value: str) -> str:
    return _TURNED.sub(lambda found: (_PLAIN | _ESCAPED)[found[0]], value)


def _item(digits: str, known: Known) -> str:
    """Return prefix and item of a GTIN-14, the indicator before the item."""
    body = digits[1:13]
    length = min(length_of(body, known), 12)
    return f"{body[:length]}.{digits[0]}{body[length:]}"


def _twelve(digits: str, known: Known) -> str:
    body = digits[:12]
    length = length_of(body, known)
    return f"{body[:length]}.{body[length:]}"


def _trade(value: str, below: Parts, known: Known) -> str | None:
    item = _item(value, known)
    if not below:
        return f"urn:epc:idpat:sgtin:{item}.*"
    (ai, text), *_ = below.items()
    scheme = {"21": "id:sgtin", "10": "class:lgtin", "235": "id:upui"}.get(ai)
    return f"urn:epc:{scheme}:{item}.{_text(text)}" if scheme else None


def _piece(value: str, below: Parts, known: Known) -> str | None:
    item = f"{_item(value[:14], known)}.{value[14:16]}.{value[16:18]}"
    if not below:
        return f"urn:epc:idpat:itip:{item}.*"
    return f"urn:epc:id:itip:{item}.{_text(below['21'])}" if "21" in below else None


def _shipping(value: str, below: Parts, known: Known) -> str | None:
    body = value[1:17]
    length = length_of(body, known)
    return f"urn:epc:id:sscc:{body[:length]}.{value[0]}{body[length:]}"


def _place(value: str, below: Parts, known: Known) -> str | None:
    return f"urn:epc:id:sgln:{_twelve(value, known)}.{_text(below.get('254', '0'))}"


def _part(value: str, below: Parts, known: Known) -> str | None:
    name = _split(value, known)
    if name is None or "8011" not in below:
        return f"urn:epc:idpat:cpi:{name}.*" if name and not below else None
    return f"urn:epc:id:cpi:{name}.{below['8011']}"


def _split(value: str, known: Known) -> str | None:
    """Return prefix and reference of a key whose reference is free text."""
    length = length_of(value[:12], known)
    start, rest = value[:length], _text(value[length:])
    return f"{start}.{rest}" if start.isdigit() and rest else None


def _free(scheme: str) -> Callable[[str, Parts, Known], str | None]:
    def turn(value: str, below: Parts, known: Known) -> str | None:
        name = _split(value, known)
        return f"urn:epc:id:{scheme}:{name}" if name and not below else None

    return turn


def _serial(scheme: str, at: int) -> Callable[[str, Parts, Known], str | None]:
    """Turn a key of thirteen digits with a serial number after them; ``at`` is where they begin."""

    def turn(value: str, below: Parts, known: Known) -> str | None:
        name, serial = _twelve(value[at:], known), value[at + 13 :]
        kind = "id" if serial else "idpat"
        return f"urn:epc:{kind}:{scheme}:{name}.{_text(serial) or '*'}"

    return turn


def _whole(scheme: str, digits: int) -> Callable[[str, Parts, Known], str | None]:
    """Turn a key that is digits and their check digit, and nothing below."""

    def turn(value: str, below: Parts, known: Known) -> str | None:
        length = length_of(value, known)
        name = f"{value[:length]}.{value[length:digits]}"
        return None if below else f"urn:epc:id:{scheme}:{name}"

    return turn


_TURNS: dict[str, Callable[[str, Parts, Known], str | None]] = {
    "00": _shipping,
    "01": _trade,
    "253": _serial("gdti", 0),
    "255": _serial("sgcn", 0),
    "401": _free("ginc"),
    "402": _whole("gsin", 16),
    "414": _place,
    "417": _whole("pgln", 12),
    "8003": _serial("grai", 1),
    "8004": _free("giai"),
    "8006": _piece,
    "8010": _part,
    "8017": _whole("gsrnp", 17),
    "8018": _whole("gsrn", 17),
}
