"""From a question to a queryset of events: every condition by an index, either form of a name.

Who asks sees what the events given in hold: ``access`` comes first, and nothing here widens it.
"""

from collections.abc import Iterable
from functools import singledispatch
from typing import Any, Final

from django.db.models import DecimalField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from ocop.epcis.asking.conditions import (
    Amount,
    Below,
    Compare,
    Condition,
    Declared,
    Described,
    Measured,
    Moment,
    Named,
    OfType,
    OneOf,
    Present,
    Question,
    Stated,
    Value,
)
from ocop.epcis.asking.patterns import instances_of
from ocop.epcis.asking.readings import LEADING_ZERO, refuse
from ocop.epcis.columns import DIGITS, PLACES, identity
from ocop.epcis.identifiers import CANONICAL
from ocop.epcis.indexing import OWN_TYPE
from ocop.epcis.models import Attribute, Event, EventName, Fact, FactKind, Role, Thing, Within
from ocop.epcis.problems import Kind

LOOKUPS: Final = {
    Compare.GT: "gt",
    Compare.GE: "gte",
    Compare.LT: "lt",
    Compare.LE: "lte",
}
# Every province there can be, so that a key that begins with it is found without knowing it.
PROVINCES: Final = range(100)
EVERY_ROLE: Final = frozenset(Role.values)
# Places below a place, and steps down to them.
MOST_PLACES: Final = 5000
DEEPEST: Final = 30


def matching(events: QuerySet[Event], question: Question) -> QuerySet[Event]:
    """Return those of the events for which every condition of the question holds."""
    for condition in question.conditions:
        events = events.filter(_where(condition))
    return events


def _things(**found: Any) -> QuerySet[Thing]:
    return Thing.objects.filter(
        province=OuterRef("province"), time=OuterRef("time"), event=OuterRef("id"), **found
    )


def _facts(places: tuple[str, ...], name: str) -> QuerySet[Fact]:
    return Fact.objects.filter(
        province=OuterRef("province"),
        time=OuterRef("time"),
        event=OuterRef("id"),
        kind__in=places,
        name=name,
    )


@singledispatch
def _where(condition: Condition) -> Q | Exists:
    """Return one condition as the database reads it."""
    raise TypeError(type(condition))


@_where.register
def _(asked: OneOf) -> Q | Exists:
    if asked.column == "event_id":
        return known_by(asked.texts)
    # No event has an empty word: an empty column is one that the event does not have.
    return Q(**{f"{asked.column}__in": [text for text in asked.texts if text]})


def known_by(event_ids: Iterable[str]) -> Q:
    """Return the events of these ids, and what declares them wrong."""
    wanted = [identity(one, is_declaration=told) for one in event_ids for told in (False, True)]
    names = EventName.objects.filter(province__in=PROVINCES, identity__in=wanted)
    return Q(id__in=names.values("event"))


@_where.register
def _(asked: OfType) -> Q | Exists:
    standard = Q(type__in=asked.standard)
    if not asked.own:
        return standard
    own = Q(Exists(_facts((FactKind.FIELD,), OWN_TYPE).filter(text__in=asked.own)))
    return standard | own if asked.standard else own


@_where.register
def _(asked: Moment) -> Q | Exists:
    return Q(**{f"{asked.column}__{LOOKUPS[asked.compare]}": asked.moment})


@_where.register
def _(asked: Declared) -> Q | Exists:
    return Q(declared_at__isnull=False)


@_where.register
def _(asked: Below) -> Q | Exists:
    return Q(**{f"{asked.column}__in": with_descendants(asked.places)})


def with_descendants(places: Iterable[str]) -> list[str]:
    """Return the places and all inside them, as master data tells; circles end by themselves.

    Refused where there are more of them than a question may reach.
    """
    found = set(places)
    newest = found
    for _ in range(DEEPEST):
        below = Within.objects.filter(parent__in=newest).values_list("child", flat=True)
        newest = set(below[: MOST_PLACES + 1]) - found
        if not newest:
            break
        found = found | newest
        if len(found) > MOST_PLACES:
            raise refuse("WD", f"reaches more than {MOST_PLACES} places.", Kind.QUERY_TOO_COMPLEX)
    return sorted(found)


@_where.register
def _(asked: Named) -> Q | Exists:
    names = Q()
    if asked.names:
        names |= Q(uri__in=asked.names)
    for name in asked.classes:
        first, end = instances_of(name)
        names |= Q(uri__gt=first, uri__lt=end)
    for pattern in asked.patterns:
        start = f"{CANONICAL}/" if CANONICAL in pattern.replace("\\", "") else "urn:epc:id:"
        names |= Q(uri__gte=start, uri__lt=f"{start[:-1]}{chr(ord(start[-1]) + 1)}") & Q(
            uri__regex=pattern
        )
    # In whatever role: then there is nothing to compare.
    things = _things() if set(asked.roles) >= EVERY_ROLE else _things(role__in=asked.roles)
    things = things.filter(names)
    if asked.is_class is not None:
        things = things.filter(is_class=asked.is_class)
    return Exists(things)


@_where.register
def _(asked: Amount) -> Q | Exists:
    column = "stated" if asked.dimension is None else "quantity"
    things = _things() if asked.dimension is None else _things(dimension=asked.dimension)
    return Exists(things.filter(_sized(column, asked.compare, asked.numbers)))


@_where.register
def _(asked: Measured) -> Q | Exists:
    facts = _facts(("report",), asked.name)
    if asked.dimension is not None:
        found = facts.filter(dimension=asked.dimension)
        return Exists(found.filter(_sized("number", asked.compare, asked.numbers)))
    number = DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    spelt = facts.filter(number__isnull=False).annotate(spelt=Cast("text", number))
    return Exists(spelt.filter(_sized("spelt", asked.compare, asked.numbers)))


def _sized(column: str, compare: Compare, numbers: Iterable[Any]) -> Q:
    if compare is Compare.EQ:
        return Q(**{f"{column}__in": list(numbers)})
    return Q(**{f"{column}__{LOOKUPS[compare]}": next(iter(numbers))})


@_where.register
def _(asked: Stated) -> Q | Exists:
    facts = _facts(asked.places, asked.name)
    if asked.compare is not Compare.EQ:
        return Exists(facts.filter(_beyond(asked.compare, asked.values[0])))
    return Exists(facts.filter(_equal(asked.values)))


def _beyond(compare: Compare, value: Value) -> Q:
    """Return that a fact is larger or smaller than a value, in the form the value has."""
    if value.moment is not None:
        return Q(**{f"moment__{LOOKUPS[compare]}": value.moment})
    return Q(**{f"number__{LOOKUPS[compare]}": value.number})


def _equal(values: tuple[Value, ...]) -> Q:
    """Return that a fact is one of the values in any of their forms.

    A text such as 0012 is equal to itself alone: it names a lot, and counts nothing.
    """
    found = Q(text__in=[value.text for value in values])
    if moments := [value.moment for value in values if value.moment is not None]:
        found |= Q(moment__in=moments)
    if numbers := [value.number for value in values if value.number is not None]:
        found |= Q(number__in=numbers) & ~Q(text__regex=f"^{LEADING_ZERO.pattern}")
    return found


@_where.register
def _(asked: Present) -> Q | Exists:
    return Exists(_facts(asked.places, asked.name))


@_where.register
def _(asked: Described) -> Q | Exists:
    described = Attribute.objects.filter(name__in=asked.attributes)
    if asked.values:
        described = described.filter(text__in=asked.values)
    if asked.column:
        return Q(**{f"{asked.column}__in": described.values("uri")}) & ~Q(**{asked.column: ""})
    return Exists(_facts((asked.place,), asked.name).filter(text__in=described.values("uri")))
