"""Every entry of the diary becomes an event, in the transaction that writes it."""

from ocop.kernel.act import Act
from ocop.trace.models import DiaryEntry
from ocop.trace.told import event_of


def keep_event(act: Act, entry: DiaryEntry) -> None:
    """Keep the event that an entry is among its producer's."""
    event_of(entry)
