"""Every entry of the diary becomes an event, in the transaction that writes it."""

from django.conf import settings

from ocop.epcis.operations.capturing import capture_events
from ocop.kernel.act import Act
from ocop.trace.events import NAMESPACE
from ocop.trace.models import DiaryEntry
from ocop.trace.told import event_of

# What anybody may read: where goods come from and how they were made. To whom they went is for
# those who gave and took, and for their offices.
PUBLIC = (DiaryEntry.Kind.HARVEST, DiaryEntry.Kind.PROCESS, DiaryEntry.Kind.PACK)


def keep_event(act: Act, entry: DiaryEntry) -> None:
    """Keep the event that an entry is among its producer's; or that it was declared wrong."""
    capture_events(
        act,
        [event_of(entry)],
        party=entry.producer.code,
        province=int(entry.producer.commune.province.code),
        namespaces={"ocop": f"{settings.SITE_URL}{NAMESPACE}"},
        is_public=entry.kind in PUBLIC,
    )
