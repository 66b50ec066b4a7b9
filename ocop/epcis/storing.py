"""From entries to rows, in the order of the models' columns; called inside a capture only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from ocop.base.rollups import add_up
from ocop.epcis.access import Capturer
from ocop.epcis.copying import write_rows
from ocop.epcis.models import Event, EventDay, EventName, Fact, Thing
from ocop.epcis.preparing import Entry
from ocop.kernel.act import VIETNAM


def write_events(
    entries: Sequence[Entry],
    *,
    numbers: Iterable[int],
    prefixes: Sequence[int],
    capture: int,
    who: Capturer,
    at: datetime,
    is_public: bool,
) -> None:
    """Write events with all that is asked for of them."""
    events, names, things, facts = [], [], [], []
    province, party = who.province, who.party
    for entry, number, prefix in zip(entries, numbers, prefixes, strict=True):
        row = entry.row
        time = row.time
        events.append((
            province, time, number, entry.event_id, row.type, row.action, row.zone, at,
            row.biz_step, row.disposition, row.read_point, row.biz_location, row.transformation,
            row.declared_at, row.error_reason, party, is_public, capture, prefix, entry.digest,
            entry.document,
        ))  # fmt: skip
        names.append((province, entry.identity, number, time))
        things += [
            (province, number, place, time, *thing) for place, thing in enumerate(row.things)
        ]
        facts += [(province, number, place, time, *fact) for place, fact in enumerate(row.facts)]
    write_rows(Event, events)
    write_rows(EventName, names)
    days = Counter((province, entry.row.time.astimezone(VIETNAM).date()) for entry in entries)
    add_up(EventDay, days)
    write_rows(Thing, things)
    write_rows(Fact, facts)
