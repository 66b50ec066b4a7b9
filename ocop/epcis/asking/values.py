"""What a value may be compared as: text, a number, a moment. One reading for store and question."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any, Final

# So that path and text fit into one entry of an index.
LONGEST: Final = 400
KEPT: Final = 300
# What the column of numbers holds: 38 digits, 12 of them behind the point.
PLACES: Final = Decimal("1e-12")
LARGEST: Final = Decimal("1e26")
# A lot called 0012 is no number, and neither is 1e5.
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,25})(?:\.[0-9]{1,20})?")
MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}.{0,24}")


@dataclass(frozen=True, slots=True)
class Value:
    """One value in the spellings by which it may be asked for."""

    text: str
    number: Decimal | None = None
    moment: datetime | None = None


def value_of(raw: Any) -> Value:
    """Read a plain value; what counts as equal has the same ``text``."""
    if isinstance(raw, bool):
        return Value("true" if raw else "false")
    if isinstance(raw, int | float | Decimal):
        number = rounded(raw)
        return Value(shortened(str(raw) if number is None else plain(number)), number)
    text = str(raw)
    if NUMBER.fullmatch(text) and (number := rounded(text)) is not None:
        return Value(plain(number), number)
    if moment := moment_of(text):
        return Value(told(moment), moment=moment)
    return Value(shortened(text))


def rounded(raw: Any) -> Decimal | None:
    """Return a number as the table keeps it; none where it is none or too large."""
    try:
        number = Decimal(str(raw).strip())
        if not number.is_finite() or abs(number) >= LARGEST:
            return None
        with localcontext() as context:
            context.prec = 60
            return number.quantize(PLACES).normalize() + Decimal(0)
    except InvalidOperation:
        return None


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment_of(text: str) -> datetime | None:
    """Return the moment that a time with its zone means, in UTC; none where it is no such time."""
    if not MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def told(moment: datetime) -> str:
    """Return a moment as answers write it: UTC, with Z."""
    return moment.isoformat().replace("+00:00", "Z")


def shortened(text: str) -> str:
    """Return a text as an index can hold it: a long one becomes its beginning and its digest."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= LONGEST:
        return text
    start = data[:KEPT].decode("utf-8", "ignore")
    return f"{start}…{hashlib.sha256(data).hexdigest()}"
