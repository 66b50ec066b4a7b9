"""From entries to rows, in the order of the models' columns; called inside a capture only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from ocop.base.rollups import add_up
from ocop.epcis.access import Capturer
from ocop.epcis.copying import write_rows
from ocop.epcis.models import Event, EventDay, EventName, Fact, Thing
from ocop.epcis.preparing import Entry
from ocop.kernel.act import VIETNAM

# One array, spelt here, spares both sides a thousand values one by one.
KNOWN = """
    SELECT identity, event FROM epcis_eventname
    WHERE province = %s AND identity = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Around:
    """What all entries of one capture share."""

    capture: int
    who: Capturer
    at: datetime
    is_public: bool = False


def write_events(
    entries: Sequence[Entry], around: Around, *, numbers: Iterable[int], prefixes: Sequence[int]
) -> None:
    """Write events with all that is asked for of them, and count them to their days."""
    tables = rows_of(entries, around, numbers=numbers, prefixes=prefixes)
    for model, rows in tables.items():
        write_rows(model, rows)
    province = around.who.province
    days = Counter((province, entry.row.time.astimezone(VIETNAM).date()) for entry in entries)
    add_up(EventDay, days)


def known_names(province: int, identities: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the identities that are known in a province, each with the number of its event."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(KNOWN, [province, f"{{{','.join(identities)}}}"])
            yield from ((known.hex, event) for known, event in cursor.fetchall())
        return
    for at in range(0, len(identities), 500):
        some = EventName.objects.filter(province=province, identity__in=identities[at : at + 500])
        yield from ((known.hex, event) for known, event in some.values_list("identity", "event"))


def rows_of(
    entries: Sequence[Entry], around: Around, *, numbers: Iterable[int], prefixes: Sequence[int]
) -> dict[type[Model], list[tuple[Any, ...]]]:
    """Return the rows of events, table by table."""
    events: list[tuple[Any, ...]] = []
    names: list[tuple[Any, ...]] = []
    things: list[tuple[Any, ...]] = []
    facts: list[tuple[Any, ...]] = []
    at, public, capture = around.at, around.is_public, around.capture
    province, party = around.who.province, around.who.party
    for entry, number, prefix in zip(entries, numbers, prefixes, strict=True):
        row = entry.row
        time = row.time
        events.append((
            province, time, number, entry.event_id, row.type, row.action, row.zone, at,
            row.biz_step, row.disposition, row.read_point, row.biz_location, row.transformation,
            row.declared_at, row.error_reason, party, public, capture, prefix, entry.digest,
            entry.document,
        ))  # fmt: skip
        names.append((province, entry.identity, number, time))
        things += [(province, number, at_, time, *thing) for at_, thing in enumerate(row.things)]
        facts += [(province, number, at_, time, *fact) for at_, fact in enumerate(row.facts)]
    return {Event: events, EventName: names, Thing: things, Fact: facts}
