"""The resources that stand above events: types, things, steps, places, dispositions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from ocop.epcis.access import Reader, visible
from ocop.epcis.asking.compile import matching
from ocop.epcis.asking.conditions import Condition, Named, OneOf, Question
from ocop.epcis.asking.names import EVERYWHERE
from ocop.epcis.asking.output import Format
from ocop.epcis.asking.paging import Turn, opened, token_of
from ocop.epcis.asking.readings import EPCIS, EVENT_TYPES
from ocop.epcis.columns import kept
from ocop.epcis.context import STANDARD, bare_word, expanded, full_word, shortened
from ocop.epcis.identifiers import as_link, as_urn, canonical
from ocop.epcis.models import Event, Thing
from ocop.epcis.vocabulary import OF_FIELD


@dataclass(frozen=True, slots=True)
class Resource:
    """One collection: the column it stands for, and the field whose words it lists."""

    column: str
    field: str = ""
    # An index leads from one value to the next, however many events share it.
    is_indexed: bool = False


RESOURCES: Final = {
    "eventTypes": Resource("type"),
    "epcs": Resource("uri"),
    "bizSteps": Resource("biz_step", "bizStep", is_indexed=True),
    "bizLocations": Resource("biz_location", is_indexed=True),
    "readPoints": Resource("read_point"),
    "dispositions": Resource("disposition", "disposition"),
}


@dataclass(frozen=True, slots=True)
class Members:
    """A page of a collection, and how to ask for the next."""

    names: list[str]
    token: str = ""
    expires: datetime | None = None


def members(
    kind: str, reader: Reader, turn: Turn, at: datetime, *, names: Mapping[str, str], form: Format
) -> Members:
    """Return a page of what the reader's events name, in the order of their names."""
    last = opened(turn.token, kind, at)[0] if turn.token else ""
    found = _values(kind, reader, str(last), turn.per_page + 1)
    page = found[: turn.per_page]
    told = [_told(kind, one, names, form) for one in page]
    if len(found) <= turn.per_page:
        return Members(told)
    token, expires = token_of(kind, [page[-1]], at)
    return Members(told, token, expires)


def _values(kind: str, reader: Reader, last: str, size: int) -> list[str]:
    if kind == "eventTypes":
        return [one for one in sorted(EVENT_TYPES) if one > last][:size]
    resource = RESOURCES[kind]
    if kind == "epcs":
        things = _seen(reader).filter(is_class=False, uri__gt=last)
        return list(things.order_by("uri").values_list("uri", flat=True).distinct()[:size])
    events = visible(reader)
    if resource.is_indexed:
        return _leaping(events, resource.column, last, size)
    later = events.filter(**{f"{resource.column}__gt": last}).order_by(resource.column)
    return list(later.values_list(resource.column, flat=True).distinct()[:size])


def _seen(reader: Reader) -> QuerySet[Thing]:
    if reader.everything:
        return Thing.objects.all()
    events = visible(reader).filter(
        province=OuterRef("province"), time=OuterRef("time"), id=OuterRef("event")
    )
    return Thing.objects.filter(Exists(events))


def _leaping(events: QuerySet[Event], column: str, last: str, size: int) -> list[str]:
    """Go from each value to the next one by the index."""
    found: list[str] = []
    while len(found) < size:
        later = events.filter(**{f"{column}__gt": found[-1] if found else last})
        one = later.order_by(column).values_list(column, flat=True).first()
        if one is None:
            break
        found.append(one)
    return found


def _told(kind: str, name: str, names: Mapping[str, str], form: Format) -> str:
    """Return a name as answers write it: words bare, others short where the asker says how."""
    if field := RESOURCES[kind].field:
        name = bare_word(field, name)
    elif form is Format.URN:
        name = as_urn(name)
    elif form is Format.LINK:
        name = as_link(name)
    own = {prefix: address for prefix, address in names.items() if prefix not in STANDARD}
    return shortened(name, own) if own else name


def condition_of(kind: str, name: str, names: Mapping[str, str]) -> Condition:
    """Return the condition that an event is of the resource of that name."""
    resource = RESOURCES[kind]
    if kind == "eventTypes":
        return OneOf("type", (expanded(name, names).removeprefix(EPCIS),))
    if resource.field:
        return OneOf(resource.column, (kept(full_word(resource.field, name, names)),))
    canonical_name = kept(canonical(expanded(name, names)))
    if kind == "epcs":
        return Named(EVERYWHERE, None, (canonical_name,))
    return OneOf(resource.column, (canonical_name,))


def is_known(kind: str, name: str, reader: Reader, names: Mapping[str, str]) -> bool:
    """Tell whether a resource is one of the standard's, or named by an event of the reader's."""
    condition = condition_of(kind, name, names)
    if kind == "eventTypes":
        assert isinstance(condition, OneOf)
        return condition.texts[0] in EVENT_TYPES
    field = RESOURCES[kind].field
    if field and bare_word(field, name, names) in OF_FIELD[field].words:
        return True
    return matching(visible(reader), Question((condition,))).order_by().exists()
