"""Questions about history."""

from django.db import models

from ocop.audit.ledger import digest
from ocop.audit.models import Entry, EntryQuerySet


def history(target: models.Model) -> EntryQuerySet:
    """Return what was done to ``target``, oldest first."""
    entries = Entry.objects.filter(
        target_type=target._meta.label, target_id=str(target.pk)
    )
    return entries.select_related("by").order_by("pk")


def is_intact(entry: Entry) -> bool:
    """Tell whether the entry still says what it said when it was written."""
    target = (entry.target_type, entry.target_id)
    return entry.digest == digest(
        at=entry.at, by=entry.by_id, verb=entry.verb, target=target, facts=entry.facts
    )
