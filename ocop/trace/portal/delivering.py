"""Sending what the portal's ledger holds: each parcel is claimed before it goes, marked after.

A deliverer that is killed between the portal's answer and the mark leaves its claim behind; when
that has run out the same parcel goes again under the same reference, for the portal to drop. Two
deliverers at work never hold the same parcel.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F

from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.trace.models import PortalParcel
from ocop.trace.operations.portal import export_lot, keep_failed, keep_sent
from ocop.trace.portal.adapters import NotTaken, Parcel, adapter
from ocop.trace.portal.document import Document
from ocop.trace.queries import touched_lots

# Longer than an adapter may take to answer.
LEASE = timedelta(minutes=5)
BATCH = 500
# A site that stood still for a week misses nothing.
LOOK_BACK = timedelta(days=8)
BROKEN = "Cách gửi gặp lỗi ngoài dự kiến."

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What one run came to."""

    sent: int = 0
    failed: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the counts by their names."""
        return asdict(self)


def queue_touched(act: Act, *, since: datetime | None = None) -> int:
    """Queue each lot that tells something new since then, and say how many; others stay."""
    queued = 0
    for lot in touched_lots(since or act.at - LOOK_BACK):
        try:
            export_lot(lot, act)
        except Refused:
            continue
        queued += 1
    return queued


def deliver_due(clock: Clock, *, limit: int = BATCH) -> Tally:
    """Send what is due, the longest waiting first, and say what became of it."""
    tally = Tally()
    for parcel, lease in claimed(clock, limit):
        if send(parcel, lease, clock):
            tally.sent += 1
        else:
            tally.failed += 1
    return tally


def claimed(clock: Clock, limit: int) -> Iterator[tuple[PortalParcel, UUID]]:
    """Take up one parcel after the other that is due for the adapter of the settings."""
    due = PortalParcel.objects.due(clock()).filter(adapter=adapter().name)
    for pk in list(due.order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit]):
        lease = uuid4()
        if claim(pk, lease, clock()):
            yield PortalParcel.objects.select_related("lot__product").get(pk=pk), lease


def claim(pk: int, lease: UUID, at: datetime) -> bool:
    """Take a parcel into this deliverer's hands; false when another was faster."""
    mine = PortalParcel.objects.due(at).filter(pk=pk)
    return mine.update(lease=lease, leased_until=at + LEASE, tries=F("tries") + 1) == 1


def send(parcel: PortalParcel, lease: UUID, clock: Clock) -> bool:
    """Hand over a claimed parcel, keep what came of it, and tell whether it was taken."""
    document, final = Document(parcel.body), False
    version = parcel.version
    handed = Parcel(document.reference(version), document.json(version), document.csv(version))
    try:
        answer = adapter().send(handed)
    except NotTaken as refused:
        reason, final = str(refused), refused.final
    except Exception:
        logger.exception("portal parcel %s", handed.reference)
        reason = BROKEN
    else:
        return _kept(lambda act: keep_sent(parcel, act, lease=lease, answer=answer), clock)
    _kept(lambda act: keep_failed(parcel, act, lease=lease, reason=reason, final=final), clock)
    return False


def _kept(write: Callable[[Act], None], clock: Clock) -> bool:
    try:
        write(Act(by=None, at=clock(), origin="timer"))
    except Refused:
        # The lease ran out and another deliverer has it: the outcome is theirs to tell.
        return False
    return True
