"""What a cell shows: numbers, dates and codes as text, the way the sheet displays them."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

LARGEST = 10**300
PLACES = 30
LONGEST_FORMAT = 255

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_INSTRUCTION = re.compile(r"_.|\*.|\[[^\]]*\]")
_DIGITS_ONLY = re.compile(r"[0#\s()/-]*0[0#\s()/-]*\Z")


def shown(value: object, number_format: str = "General") -> str:
    """Return a cell's value as people see it: 5.0 is "5", 123 in the format 00000 is "00123"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _shown_number(value, number_format or "General")
    if isinstance(value, datetime):
        moment = value.strftime("%d/%m/%Y")
        return moment if value.time() == time() else f"{moment} {value:%H:%M}"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))


def _shown_number(value: int | float | Decimal, number_format: str) -> str:
    section = number_format.partition(";")[0][:LONGEST_FORMAT]
    plain = plain_number(value)
    bare = _LITERAL.sub("", section)
    if bare.endswith("%"):
        return f"{plain_number(Decimal(plain) * 100)}%" if _is_finite(plain) else plain
    if plain.isdigit() and bare.count("0") > 1 and _DIGITS_ONLY.match(bare):
        return _in_places(plain, section)
    if plain.isdigit() and bare in ("0", "#") and re.match(r'"0+"|\\0', section):
        return _in_places(plain, section)
    return plain


def plain_number(value: int | float | Decimal) -> str:
    """Return a number without exponent, trailing zeros or the noise of binary fractions."""
    if isinstance(value, int):
        return str(value) if abs(value) < LARGEST else "#NUM!"
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    if not _is_finite(text) or abs(number := Decimal(text)) >= LARGEST:
        return "#NUM!"
    spelt = f"{number:.{PLACES}f}" if number.adjusted() < -PLACES else f"{number:f}"
    spelt = spelt.rstrip("0").rstrip(".") if "." in spelt else spelt
    return "0" if spelt in ("-0", "") else spelt


def _is_finite(text: str) -> bool:
    return Decimal(text).is_finite()


def _in_places(digits: str, section: str) -> str:
    """Return the digits laid into a format from the right; the first place takes the rest."""
    places = re.findall(r'"[^"]*"|\\.|[0#]|[\s()/-]', _INSTRUCTION.sub("", section))
    first = next(at for at, place in enumerate(places) if place in ("0", "#"))
    built: list[str] = []
    left = digits
    for at in range(len(places) - 1, -1, -1):
        place = places[at]
        if place in ("0", "#"):
            take = left if at == first else left[-1:]
            left = left[: -len(take)] if take else left
            built.append(take or ("0" if place == "0" else ""))
        else:
            built.append(place.strip('"').removeprefix("\\"))
    return "".join(reversed(built)).strip()
