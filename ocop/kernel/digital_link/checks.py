"""What a value must hold beside its length and characters: check digits, days, times, codes."""

import re
from calendar import monthrange
from collections.abc import Callable
from urllib.parse import unquote

from ocop.kernel.digital_link.faults import Fault, Malformed
from ocop.kernel.digital_link.identifiers import IDENTIFIERS, Part
from ocop.kernel.gs1 import check_digit

CHARACTERS_82 = (
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)
_CHARACTERS = {
    "N": "0-9",
    "X": re.escape(CHARACTERS_82),
    "Y": "#\\-/0-9A-Z",
    "Z": "A-Za-z0-9_\\-=",
}
# GS1 General Specifications, 7.9.5: the pair of check characters of models and device identifiers.
_PAIR_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)


def check_value(ai: str, value: str) -> None:
    """Refuse a value that the identifier ``ai`` cannot have.

    "." and ".." are refused too, since browsers take them out of an address.
    """
    parts = IDENTIFIERS[ai]
    found = _pattern(ai).fullmatch(value)
    if found is None or value in {".", ".."}:
        raise Malformed(Fault.SHORT_GTIN if _is_short_gtin(ai, value) else Fault.VALUE)
    for part, text in zip(parts, found.groups(), strict=True):
        if text is not None:
            _check_part(part, text)


def _check_part(part: Part, text: str) -> None:
    for name in part.checks:
        if not CHECKS[name](text):
            raise Malformed(Fault.CHECK_DIGIT if name in {"check", "pair"} else Fault.VALUE)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(ai: str) -> re.Pattern[str]:
    if ai not in _PATTERNS:
        _PATTERNS[ai] = re.compile("".join(_shape(part) for part in IDENTIFIERS[ai]))
    return _PATTERNS[ai]


def _shape(part: Part) -> str:
    shape = f"([{_CHARACTERS[part.kind]}]{{{part.shortest},{part.longest}}})"
    return f"{shape}?" if part.is_optional else shape


def _is_short_gtin(ai: str, value: str) -> bool:
    return ai == "01" and re.fullmatch(r"[0-9]{8}|[0-9]{12,13}", value) is not None


def pair_of(body: str) -> str:
    """Return the two characters that close a model number whose others are ``body``."""
    weighed = zip(reversed(body), _PRIMES, strict=False)
    total = sum(CHARACTERS_82.index(one) * weight for one, weight in weighed) % 1021
    return _PAIR_ALPHABET[total >> 5] + _PAIR_ALPHABET[total & 31]


def _has_pair(text: str) -> bool:
    return len(text) > 2 and pair_of(text[:-2]) == text[-2:]


def _is_day(text: str, *, may_be_month: bool = False) -> bool:
    year, month, day = int(text[:-4]), int(text[-4:-2]), int(text[-2:])
    if not 1 <= month <= 12:
        return False
    # Two digits of a year stand for one from 1951 on; 00 is 2000, a leap year.
    whole = year if len(text) == 8 else 2000 + year
    return (0 if may_be_month else 1) <= day <= monthrange(max(whole, 1), month)[1]


def _is_piece(text: str) -> bool:
    return 1 <= int(text[:2]) <= int(text[2:])


def _is_iban(text: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{5,30}", text):
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(one, 36)) for one in turned)) % 97 == 1


def _is_order(text: str) -> bool:
    found = re.fullmatch(r"([1-9])/([1-9])", text)
    return found is not None and found[1] <= found[2]


def _is_percent_encoded(text: str) -> bool:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        return False
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _is_time(text: str) -> bool:
    return text < "2400" and text[2:] < "60"


CHECKS: dict[str, Callable[[str], bool]] = {
    "check": lambda text: check_digit(text[:-1]) == text[-1],
    "pair": _has_pair,
    # A company's prefix has at least four digits, and a key begins with it.
    "prefix": lambda text: re.match(r"[0-9]{4}", text) is not None,
    "month": lambda text: _is_day(text, may_be_month=True),
    "day": _is_day,
    "date": _is_day,
    "time": _is_time,
    "hour": lambda text: text < "24",
    "minute": lambda text: text < "60",
    "piece": _is_piece,
    "zero": lambda text: set(text) == {"0"},
    "positive": lambda text: set(text) != {"0"},
    "plain": lambda text: text == "0" or not text.startswith("0"),
    "nondigit": lambda text: not text.isdigit(),
    "winding": lambda text: text in "019",
    "latitude": lambda text: int(text) <= 1_800_000_000,
    "longitude": lambda text: int(text) <= 3_600_000_000,
    "flag": lambda text: text in "01",
    "sex": lambda text: text in "0129",
    "media": lambda text: "01" <= text <= "10" or text >= "80",
    "country": lambda text: re.fullmatch(r"[A-Z]{2}", text) is not None,
    "importer": lambda text: re.fullmatch(r"[-0-9A-Z_a-z]", text) is not None,
    "minus": lambda text: text == "-",
    "order": _is_order,
    "iban": _is_iban,
    "percent": _is_percent_encoded,
}
