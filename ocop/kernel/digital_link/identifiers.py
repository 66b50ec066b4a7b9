"""GS1's application identifiers: the form of each value, and which ones a link is made of.

Facts of the GS1 Barcode Syntax Dictionary. A form is parts joined by "+": N digits, X of 82
characters, Y of 39, Z of base64url, with a length or ".." and the longest; "?" before a part that
may be left out; after ":" the checks of ``checks.CHECKS``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FORMS = {
    "N18:check": "00 8017 8018",
    "N14:check": "01 02 03",
    "N17:check": "402",
    "N13:check": "410-417",
    "N13:check+?X..17": "253",
    "N13:check+?N..12": "255",
    "N1:zero+N13:check+?X..16": "8003",
    "N14:check+N4:piece": "8006 8026",
    "X..30:prefix": "401 7023 8004",
    "Y..30:prefix": "8010",
    "X..25:pair:prefix": "8013",
    "X..25:pair:nondigit:prefix": "8014",
    "N..12:plain": "8011",
    "N..10": "8019",
    "X..20": "10 21 22 243 254 420 4318 7020-7022 710-717 7240 8002 8012",
    "X..28": "235",
    "X..25": "7242 8020",
    "N1+X1+X1+X1:importer": "7040",
    "N6:month": "11-13 15-17",
    "N6:day": "4326 7006",
    "N6:day+?N6:day": "7007",
    "N6:day+N4:time": "7003",
    "N6:day+?N4:time": "7011",
    "N6:month+N4:time": "4324 4325",
    "N6:day+N2:hour+?N2:minute+?N2:minute": "8008",
    "N8:date": "7250",
    "N8:date+N4:time": "7251",
    "N2": "20",
    "N..4": "7004",
    "N..6": "242",
    "N..8": "30 37",
    "N4": "3940-3943 8111",
    "N6": "3950-3955 8005",
    "N13": "7001",
    "N15": "8040 8041",
    "N32": "8042",
    "N18+?N..2": "8043",
    "N..15": "3900-3909 3920-3929",
    "N3+N..15": "3910-3919 3930-3939",
    "N3": "422 424 426",
    "N3+?N3+?N3+?N3+?N3": "423 425",
    "N3+X..9": "421",
    "N3+X..27": "7030-7039",
    "N6+?X1:minus": "4330-4333",
    "N10:latitude+N10:longitude": "4309",
    "N1:flag": "4321-4323",
    "N1:sex": "7252",
    "N2:media": "7241",
    "N4:positive+N5:positive+N3:positive+N1:winding+N1": "8001",
    "X2:country": "4307 4317",
    "X3:order": "7258",
    "X..2": "7010",
    "X..3": "427 7008",
    "X..4": "7041",
    "X..10": "7009 7255",
    "X..12": "7005",
    "X..30": "240 241 250 251 400 403 4308 4319 7002 90",
    "X2+X..28": "7230-7239",
    "X..34:iban": "8007",
    "X..35:percent": "4300 4301 4310 4311 4320",
    "X..40:percent": "7253 7254 7259",
    "X..50": "8009",
    "X..70:percent": "4302-4306 4312-4316 7257",
    "X..70": "8110 8112 8200",
    "X..90:percent": "7256",
    "X..90": "91-99",
    "Z..90": "8030",
}
# Weights and other measures are N6; a last digit, 0 to 5, is the place of their decimal point.
_MEASURES = "310-316 320-337 340-357 360-369"

_GTIN_LEVELS = (("22", "10", "21"),)
# The keys that a link may start with, and the qualifiers that may follow each, in their order.
PRIMARY_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "00": (),
    "01": (*_GTIN_LEVELS, ("235",)),
    "253": (),
    "255": (),
    "401": (),
    "402": (),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8003": (),
    "8004": (("7040",),),
    "8006": _GTIN_LEVELS,
    "8010": (("8011",),),
    "8013": (),
    "8017": (("8019",),),
    "8018": (("8019",),),
}
# What says nothing about its thing after the question mark.
NO_ATTRIBUTES = frozenset(
    {
        "03", "21", "22", "235", "254", "7040", "7041", "8011", "8014", "8019", "8020", "8040",
        "8041", "8042", "8043", "8200",
    }
)  # fmt: skip
# The words that stood for keys until version 1.3 of the standard.
RETIRED_WORDS = frozenset(
    {
        "sscc", "gtin", "gdti", "gcn", "ginc", "gsin", "gln", "payTo", "party", "grai", "giai",
        "itip", "cpid", "gmn", "gsrnp", "gsrn",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value: its characters, its lengths, and what it is checked for."""

    kind: str
    shortest: int
    longest: int
    checks: tuple[str, ...]
    is_optional: bool


def _part(text: str) -> Part:
    shape, *checks = text.split(":")
    found = re.fullmatch(r"(\??)([NXYZ])(\.\.)?(\d+)", shape)
    assert found is not None
    optional, kind, variable, longest = found.groups()
    shortest = 1 if variable else int(longest)
    return Part(kind, shortest, int(longest), tuple(checks), is_optional=bool(optional))


def _numbers(listed: str) -> Iterator[str]:
    for span in listed.split():
        first, _, last = span.partition("-")
        for number in range(int(first), int(last or first) + 1):
            yield str(number).zfill(len(first))


def _identifiers() -> dict[str, tuple[Part, ...]]:
    measures = [f"{kind}{places}" for kind in _numbers(_MEASURES) for places in range(6)]
    made: dict[str, tuple[Part, ...]] = dict.fromkeys(measures, (_part("N6"),))
    for form, listed in _FORMS.items():
        made |= dict.fromkeys(_numbers(listed), tuple(_part(text) for text in form.split("+")))
    return made


IDENTIFIERS = _identifiers()
# How long an identifier is follows from its first two digits.
LENGTHS = {ai[:2]: len(ai) for ai in IDENTIFIERS}
