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


SITE_FLOW: Flow[SiteState] = Flow(
    {
        "verify": (frozenset({SiteState.PROPOSED, SiteState.REFUSED}), SiteState.VERIFIED),
        "refuse": (frozenset({SiteState.PROPOSED}), SiteState.REFUSED),
        "close": (
            frozenset({SiteState.PROPOSED, SiteState.VERIFIED, SiteState.REFUSED}),
            SiteState.CLOSED,
        ),
    }
)

RECALL_FLOW: Flow[RecallState] = Flow(
    {
        "count": (frozenset({RecallState.OPEN}), RecallState.OPEN),
        "close": (frozenset({RecallState.OPEN}), RecallState.CLOSED),
        "lift": (frozenset({RecallState.OPEN, RecallState.CLOSED}), RecallState.LIFTED),
    }
)
