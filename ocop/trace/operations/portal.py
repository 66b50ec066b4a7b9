"""What the national portal is told: queued once for each content, and what became of it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.retry import next_try
from ocop.trace.flow import ParcelState
from ocop.trace.models import Lot, PortalParcel
from ocop.trace.models.portal import WAITING
from ocop.trace.portal.adapters import adapter
from ocop.trace.portal.document import document_of
from ocop.trace.queries import completeness, newest_parcel
from ocop.trace.verbs import Verb


@transaction.atomic
def export_lot(lot: Lot, act: Act) -> PortalParcel:
    """Queue what a lot tells for the portal, in the place of an older version that still waits.

    Refused when the newest version tells the same; and the first time while the trace is below
    the gate for stamps, or of a lot that was never made.
    """
    lock(lot)
    by, told = adapter().name, document_of(lot, act.day)
    newest = newest_parcel(lot, by)
    if newest is None:
        _check_ready(lot)
    elif newest.digest == told.digest:
        raise Refused(
            f"Bản {newest.version} đã có đúng nội dung này. Khi nhật ký có điều mới, hãy gửi lại."
        )
    mine = PortalParcel.objects.filter(lot=lot, adapter=by)
    mine.filter(state__in=WAITING).update(state=ParcelState.REPLACED)
    parcel = PortalParcel.objects.create(
        lot=lot,
        adapter=by,
        version=(mine.aggregate(last=Max("version"))["last"] or 0) + 1,
        digest=told.digest,
        body=told.body,
        next_try_at=act.at,
        created_at=act.at,
    )
    record(act, Verb.PORTAL_QUEUED, parcel, **_facts(parcel))
    return parcel


@transaction.atomic
def keep_sent(parcel: PortalParcel, act: Act, *, lease: UUID, answer: str) -> None:
    """Write down that the portal took a parcel; refused to whoever no longer holds it."""
    _hold(parcel, lease)
    parcel.state, parcel.sent_at, parcel.answer = ParcelState.SENT, act.at, answer[:300]
    _release(parcel)
    record(act, Verb.PORTAL_SENT, parcel, **_facts(parcel), tries=parcel.tries)


@transaction.atomic
def keep_failed(
    parcel: PortalParcel, act: Act, *, lease: UUID, reason: str, final: bool = False
) -> None:
    """Write down that a parcel was not taken, and when it is tried again, if ever.

    Refused to whoever no longer holds it. A version that was replaced meanwhile stays so.
    """
    _hold(parcel, lease)
    again = None if final else next_try(parcel.tries, act.at)
    if parcel.state in WAITING:
        parcel.state = ParcelState.FAILED if again else ParcelState.GIVEN_UP
    parcel.next_try_at, parcel.answer = again or act.at, reason[:300]
    _release(parcel)
    record(act, Verb.PORTAL_FAILED, parcel, **_facts(parcel), tries=parcel.tries)


@transaction.atomic
def send_parcel_again(parcel: PortalParcel, act: Act) -> None:
    """Let a parcel that failed go at once; refused for others, and for a replaced version."""
    lock(parcel)
    if parcel.state not in (ParcelState.FAILED, ParcelState.GIVEN_UP):
        raise Refused("Bản này đã gửi, đang chờ gửi, hoặc đã có bản mới hơn.")
    parcel.state, parcel.tries, parcel.next_try_at = ParcelState.QUEUED, 0, act.at
    parcel.save(update_fields=["state", "tries", "next_try_at"])
    record(act, Verb.PORTAL_AGAIN, parcel, **_facts(parcel))


def _check_ready(lot: Lot) -> None:
    if lot.is_void:
        raise Refused("Lô này đã báo sai: không có gì để gửi.")
    told = completeness(lot)
    if not told.passes:
        raise Refused(
            f"Lô mới đủ {told.percent}% dữ liệu truy xuất, cần từ {told.gate}%."
            " Hãy nhắc chủ thể ghi nốt những gì còn thiếu."
        )


def _hold(parcel: PortalParcel, lease: UUID) -> None:
    lock(parcel)
    if parcel.lease != lease:
        raise Refused("Lượt gửi này đã sang tay tiến trình khác.")


def _release(parcel: PortalParcel) -> None:
    parcel.lease = parcel.leased_until = None
    parcel.save()


def _facts(parcel: PortalParcel) -> dict[str, object]:
    return {
        "product": parcel.lot.product.code,
        "lot": parcel.lot.code,
        "version": parcel.version,
        "digest": parcel.digest,
        "adapter": parcel.adapter,
    }
