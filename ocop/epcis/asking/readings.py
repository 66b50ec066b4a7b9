"""Reading the values of parameters, each as its kind; what is wrong names the parameter. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from ocop.epcis.asking.conditions import Value
from ocop.epcis.columns import exact, kept
from ocop.epcis.context import expanded, full_word
from ocop.epcis.identifiers import canonical
from ocop.epcis.problems import Kind, Problem, Unreadable
from ocop.epcis.vocabulary import OF_FIELD

TITLE: Final = "The query cannot be asked"
ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,12})?)?(Z|[+-]\d\d:?\d\d)")
NUMBER: Final = re.compile(r"[+-]?(\d{1,60}(\.\d{0,60})?|\.\d{1,60})([eE][+-]?\d{1,4})?")
LEADING_ZERO: Final = re.compile(r"[+-]?0[0-9]")
SCHEMES: Final = frozenset({"http", "https", "urn", "ni", "tag", "did", "info", "mailto"})
EPCIS: Final = "https://ref.gs1.org/epcis/"
EVENT_TYPES: Final = frozenset(
    {"ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent"}
    | {"AssociationEvent"}
)
ACTIONS: Final = frozenset({"ADD", "OBSERVE", "DELETE"})


def refuse(name: str, why: str, kind: Kind = Kind.QUERY_PARAMETER) -> Unreadable:
    """Return what stands against a parameter, to be raised."""
    return Unreadable(Problem(kind, TITLE, f"{name[:200]}: {why}", field=name[:200]))


@dataclass(frozen=True, slots=True)
class Said:
    """A parameter with its values, as texts, and the prefixes that its names are written with."""

    name: str
    texts: tuple[str, ...]
    names: Mapping[str, str]

    def one(self) -> str:
        """Return the only value."""
        if len(self.texts) != 1:
            raise refuse(self.name, "takes exactly one value.")
        return self.texts[0]

    def moment(self) -> datetime:
        """Return the one value, a time with its zone."""
        # A plus that was not percent-encoded arrives as a space.
        text = re.sub(r" (\d\d:\d\d)$", r"+\1", self.one())
        if (moment := moment_of(text)) is None:
            raise refuse(self.name, f"{text[:80]} is no date and time with a time zone.")
        return moment

    def numbers(self) -> tuple[Decimal, ...]:
        """Return the values, each a number."""
        return tuple(self._number(text) for text in self.texts)

    def number(self) -> tuple[Decimal, ...]:
        """Return the only value, a number."""
        return (self._number(self.one()),)

    def _number(self, text: str) -> Decimal:
        number = number_of(text) if NUMBER.fullmatch(text) else None
        if number is None:
            raise refuse(self.name, f"{text[:80]} is no number.")
        return number

    def whole(self, least: int) -> int:
        """Return the only value, a whole number of at least ``least``."""
        text = self.one()
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
            raise refuse(self.name, f"{text[:80]} is no whole number from {least} on.")
        return int(text)

    def truth(self) -> bool:
        """Return the only value, true or false."""
        if (text := self.one()) not in {"true", "false"}:
            raise refuse(self.name, f"{text[:80]} is neither true nor false.")
        return text == "true"

    def words(self, field: str) -> tuple[str, ...]:
        """Return the values as whole addresses of the vocabulary's words."""
        return tuple(self._word(field, text) for text in self.texts)

    def _word(self, field: str, text: str) -> str:
        if ":" not in text and text not in OF_FIELD[field].words:
            raise refuse(self.name, f"{text[:80]} is no standard word, and no URI of another.")
        self._defined(text)
        return kept(full_word(field, text, self.names))

    def types(self) -> tuple[str, ...]:
        """Return the values as types of events."""
        found = []
        for text in self.texts:
            self._defined(text)
            whole = kept(expanded(text, self.names).removeprefix(EPCIS))
            if whole not in EVENT_TYPES and not ADDRESS.fullmatch(whole):
                raise refuse(self.name, f"{text[:80]} is no type of event.")
            found.append(whole)
        return tuple(found)

    def actions(self) -> tuple[str, ...]:
        """Return the values as actions."""
        if wrong := [text for text in self.texts if text not in ACTIONS]:
            raise refuse(self.name, f"{wrong[0][:80]} is none of ADD, OBSERVE and DELETE.")
        return self.texts

    def addresses(self) -> tuple[str, ...]:
        """Return the values as canonical names of things and places."""
        return tuple(kept(canonical(whole)) for whole in self.uris())

    def uris(self) -> tuple[str, ...]:
        """Return the values as whole addresses, in the form they were written."""
        found = []
        for text in self.texts:
            whole = expanded(text, self.names)
            if not ADDRESS.fullmatch(whole):
                raise refuse(self.name, f"{text[:80]} is no URI.")
            found.append(whole)
        return tuple(found)

    def values(self) -> tuple[Value, ...]:
        """Return the values in each form that they can be read as."""
        return tuple(value_of(text) for text in self.texts)

    def comparable(self) -> tuple[Value, ...]:
        """Return the only value, a number or a time, to be compared by size."""
        value = value_of(self.one())
        if value.number is None and value.moment is None:
            raise refuse(self.name, "takes a number, or a time with its zone.")
        return (value,)

    def _defined(self, text: str) -> None:
        prefix, colon, rest = text.partition(":")
        if colon and prefix not in self.names and prefix not in SCHEMES and "//" not in rest:
            raise undefined(self.name, prefix)


def undefined(name: str, prefix: str) -> Unreadable:
    """Return what stands against a prefix that nobody defined."""
    why = f"the prefix {prefix[:60]} is not defined; say GS1-Extensions: {prefix[:60]}=URI."
    return refuse(name, why)


def value_of(text: str) -> Value:
    """Return a text in each form that it can be read as; 0012 is a name, and no number."""
    is_number = NUMBER.fullmatch(text) and not LEADING_ZERO.match(text)
    return Value(kept(text), number_of(text) if is_number else None, moment_of(text))


def number_of(text: str) -> Decimal | None:
    """Return a number as columns hold it; none where it is none, or out of every measure."""
    try:
        number = exact(Decimal(text))
    except InvalidOperation:
        return None
    return number


def moment_of(text: str) -> datetime | None:
    """Return the moment that a time with its zone means; none where it is no such time."""
    if TIME.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
