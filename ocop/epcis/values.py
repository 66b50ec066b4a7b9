"""One value of an event in its canonical writing: times, numbers, words, prefixes, keys.

CBV 2.0, 8.9.2.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from ocop.epcis.context import expanded, full_word
from ocop.epcis.identifiers import canonical
from ocop.epcis.vocabulary import OF_FIELD

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
# Longer texts are read each time, and none of them is kept.
_USUAL = 40
# Of the microseconds beyond a millisecond.
_HALF = 500
TIMES = frozenset({"eventTime", "time", "startTime", "endTime"})
_AS_IT_IS = frozenset({"action", "eventTimeZoneOffset"})
# Up to here a number of binary fractions is the number that was written.
_EXACT = 15
_NAMES = ("urn:epc:", "http://", "https://")
_URNS = {words.urn: words.iri for words in OF_FIELD.values() if words.urn}


def text_of(field: str, value: Any, namespaces: Mapping[str, str]) -> str:
    """Return a value of a standard field as it stands in the text to be hashed."""
    if type(value) is not str:
        return scalar(value)
    text = value.strip()
    if text.startswith(_NAMES):
        return canonical(text)
    if field in _AS_IT_IS:
        return text
    if field in OF_FIELD:
        return full_word(field, text, namespaces)
    return time_of(text) if field in TIMES else plain(text, namespaces)


def free_text(value: Any, namespaces: Mapping[str, str]) -> str:
    """Return a value of an extension as it stands in the text to be hashed."""
    return plain(value.strip(), namespaces) if type(value) is str else scalar(value)


def scalar(value: Any) -> str:
    """Return a value that is no text: true and false as XML writes them, nothing for null."""
    if type(value) is int:
        return str(value)
    if type(value) is float:
        return str(int(value)) if value.is_integer() else repr(value)
    if type(value) is bool:
        return "true" if value else "false"
    return ""


def plain(text: str, namespaces: Mapping[str, str]) -> str:
    """Return a text with its prefix spelt out, its words as IRI, its numbers and keys canonical."""
    if not text:
        return text
    if text[0] in "+-.0123456789":
        return number(text)
    if text.startswith(_NAMES):
        return canonical(text)
    return canonical(_spelt(text, namespaces)) if ":" in text else text


def _spelt(text: str, namespaces: Mapping[str, str]) -> str:
    text = expanded(text, namespaces)
    if text.startswith("urn:epcglobal:cbv:"):
        start = text[: text.find(":", 18) + 1]
        if start in _URNS:
            return _URNS[start] + text[len(start) :]
    return text


def number(text: str) -> str:
    """Return a number without zeros and signs that say nothing; another text as it is."""
    if _NUMBER.fullmatch(text) is None:
        return text
    if len(text) > _EXACT and not {"e", "E"} & set(text):
        return _long(text)
    value = float(text)
    if not value.is_integer():
        return repr(value) if abs(value) != float("inf") else text
    return str(int(value))


def _long(text: str) -> str:
    """Return a number of many digits as it was written, digit by digit."""
    whole, _, part = text.lstrip("+-").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    shown = f"{whole}.{part}" if part else whole
    return f"-{shown}" if text[0] == "-" and shown != "0" else shown


def moment_of(text: str) -> datetime | None:
    """Return the moment that a date and time with its zone tells, or nothing.

    A leap second, and years before 1 or after 9999 in UTC, are no moments that can be kept.
    """
    return _moment(text) if len(text) <= _USUAL else _moment.__wrapped__(text)


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    if _TIME.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def time_of(text: str) -> str:
    """Return a time in UTC with milliseconds, the fourth place rounded; another text as it is."""
    moment = moment_of(text)
    if moment is None:
        return text
    if moment.microsecond % 1000 >= _HALF:
        try:
            moment += timedelta(milliseconds=1)
        except OverflowError:
            return text
    return f"{moment.isoformat(timespec='milliseconds')[:-6]}Z"
