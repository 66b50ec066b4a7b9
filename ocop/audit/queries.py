"""Questions about history."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models

from ocop.audit.ledger import digest
from ocop.audit.models import Checkpoint, Entry, EntryQuerySet
from ocop.audit.people import key_of
from ocop.kernel.act import Act

LONGEST_WAIT = timedelta(hours=24)


def history(target: models.Model) -> EntryQuerySet:
    """Return what was done to ``target``, oldest first."""
    entries = Entry.objects.filter(target_type=target._meta.label, target_id=key_of(target))
    return entries.select_related("by").order_by("pk")


def done_for(code: str) -> EntryQuerySet:
    """Return what others did on behalf of the producer of that code, the newest first."""
    return Entry.objects.filter(behalf=code).select_related("by").order_by("-pk")


def done_in(act: Act) -> EntryQuerySet:
    """Return what one act wrote on a producer's behalf."""
    return Entry.objects.filter(request=act.request).exclude(behalf="").order_by("pk")


@dataclass(frozen=True, slots=True)
class Generation:
    """The state of the whole record: its newest line, since every act adds one."""

    # Number and digest: a database that was emptied and filled anew counts from 1 again.
    newest: str
    # No act was under way: what is read now is all that lies up to the newest line.
    is_settled: bool


def generation() -> Generation:
    """Return the state of the record, by one query; ask before you read what you mean to keep.

    Numbers are given when a line is written and seen when its act is committed. On PostgreSQL a
    lower number may be seen later than a higher one, so that the newest line alone does not tell
    that nothing is still to come below it: ``is_settled`` does. SQLite writes one act at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GENERATION[connection.vendor])
        number, seal, is_settled = cursor.fetchone() or (0, "", False)
    return Generation(f"{number} {seal}", bool(is_settled))


_NEWEST = "SELECT id, digest, {settled} FROM audit_entry ORDER BY id DESC LIMIT 1"
# A transaction gets its number at its first write, before it takes the number of a line. Those
# of other databases of the same server write no line of ours; where we may not see whose a
# transaction is, it counts as ours.
_NONE_UNDER_WAY = """
    CASE WHEN pg_snapshot_xmin(pg_current_snapshot()) = pg_snapshot_xmax(pg_current_snapshot())
    THEN true
    ELSE EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot())) AND NOT EXISTS (
        SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS running
        WHERE NOT EXISTS (
            SELECT FROM pg_stat_activity AS other
            WHERE other.backend_xid = running::xid AND other.datname <> current_database()
        )
    ) END
"""
_GENERATION = {
    "sqlite": _NEWEST.format(settled="1"),
    "postgresql": _NEWEST.format(settled=_NONE_UNDER_WAY),
}


def is_intact(entry: Entry) -> bool:
    """Tell whether the entry still says what it said when it was written."""
    return entry.digest == digest(entry.document())


def is_late(at: datetime) -> bool:
    """Tell whether a line of history has been waiting for a checkpoint longer than a day.

    Nobody is late who has never published: a province begins with its first checkpoint.
    """
    newest = Checkpoint.objects.first()
    if newest is None or newest.at >= at - LONGEST_WAIT:
        return False
    return Entry.objects.filter(leaf=None, at__lt=at - LONGEST_WAIT).exists()
