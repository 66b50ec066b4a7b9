"""How a place becomes verified, and how a recall runs to its end."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class SiteState(TextChoices):
    PROPOSED = "PROPOSED", "Chờ cơ quan xác nhận"
    VERIFIED = "VERIFIED", "Đã xác nhận"
    REFUSED = "REFUSED", "Chưa xác nhận được"
    CLOSED = "RETIRED", "Đã ngừng"


class RecallState(TextChoices):
    OPEN = "OPEN", "Đang thu hồi"
    CLOSED = "DONE", "Đã kết thúc"
    LIFTED = "LIFTED", "Đã bãi bỏ"


class ParcelState(TextChoices):
    QUEUED = "queued", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Chưa gửi được, sẽ thử lại"
    GIVEN_UP = "given_up", "Đã ngừng thử"
    REPLACED = "replaced", "Đã có bản mới hơn"


SITE_FLOW: Flow[SiteState] = Flow(
    {
        "verify_site": (frozenset({SiteState.PROPOSED, SiteState.REFUSED}), SiteState.VERIFIED),
        "refuse_site": (frozenset({SiteState.PROPOSED}), SiteState.REFUSED),
        "close_site": (
            frozenset({SiteState.PROPOSED, SiteState.VERIFIED, SiteState.REFUSED}),
            SiteState.CLOSED,
        ),
    }
)

RECALL_FLOW: Flow[RecallState] = Flow(
    {
        "count_lot": (frozenset({RecallState.OPEN}), RecallState.OPEN),
        "count_stop": (frozenset({RecallState.OPEN}), RecallState.OPEN),
        "close_recall": (frozenset({RecallState.OPEN}), RecallState.CLOSED),
        "lift_recall": (frozenset({RecallState.OPEN, RecallState.CLOSED}), RecallState.LIFTED),
    }
)
