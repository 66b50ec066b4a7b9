"""What a question asks of an event, once its parameters are read: each kind of condition. Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Compare(StrEnum):
    """How a value is compared; GE is at least, LT is strictly less (EPCIS 2.0, 8.2.7.1)."""

    EQ = "EQ"
    GT = "GT"
    GE = "GE"
    LT = "LT"
    LE = "LE"


@dataclass(frozen=True, slots=True)
class Value:
    """One value asked for, in each form that it can be read as."""

    text: str
    number: Decimal | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column of the event holds one of these."""

    column: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfType:
    """The event is of one of the standard's types, or of one of somebody's own."""

    standard: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of the event lies on this side of a moment."""

    column: str
    compare: Compare
    moment: datetime


@dataclass(frozen=True, slots=True)
class Declared:
    """The event bears an error declaration."""


@dataclass(frozen=True, slots=True)
class Below:
    """A place of the event is one of these, or inside one of them by master data."""

    column: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The event names one of these things, or one that fits one of these patterns."""

    roles: tuple[str, ...]
    is_class: bool | None
    names: tuple[str, ...]
    classes: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of the event compares like this; with a dimension, in its common unit."""

    compare: Compare
    numbers: tuple[Decimal, ...]
    dimension: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of the event, found at these places under this name, compares like this."""

    places: tuple[str, ...]
    name: str
    compare: Compare
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A reading of the event in this dimension compares like this, in its common unit."""

    name: str
    compare: Compare
    numbers: tuple[Decimal, ...]
    dimension: str | None


@dataclass(frozen=True, slots=True)
class Present:
    """The event has something at this place, under this name."""

    places: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Described:
    """Master data of what a column or a field of the event names has one of these attributes.

    With values, the one attribute named has one of them.
    """

    column: str
    place: str
    name: str
    attributes: tuple[str, ...]
    values: tuple[str, ...] = ()


Condition = (
    OneOf
    | OfType
    | Moment
    | Declared
    | Below
    | Named
    | Amount
    | Stated
    | Measured
    | Present
    | Described
)


@dataclass(frozen=True, slots=True)
class Order:
    """By what the answer is ordered: a time of the event, or a field of an extension."""

    by: str = "time"
    place: str = ""
    name: str = ""
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """All that is asked: every condition holds, in this order, and no more than so many."""

    conditions: tuple[Condition, ...] = ()
    # Nothing: in any order, as long as it stays the same from page to page.
    order: Order | None = None
    # The first so many, and what follows is left out.
    limit: int | None = None
    # More than so many is refused.
    most: int | None = None
