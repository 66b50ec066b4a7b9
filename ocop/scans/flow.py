"""How an alarm about a stamp, and a report from its page, move from the queue to a finding."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class AlarmState(TextChoices):
    OPEN = "OPEN", "Chờ xem xét"
    LOOKING = "LOOKING", "Đang xem xét"
    CLOSED = "CLOSED", "Đã kết luận"


class ReportState(TextChoices):
    RECEIVED = "RECEIVED", "Mới nhận"
    CLOSED = "CLOSED", "Đã xem, đã kết luận"


ALARM_FLOW: Flow[AlarmState] = Flow(
    {
        "look_into": (frozenset({AlarmState.OPEN}), AlarmState.LOOKING),
        "close": (frozenset({AlarmState.OPEN, AlarmState.LOOKING}), AlarmState.CLOSED),
    }
)

REPORT_FLOW: Flow[ReportState] = Flow(
    {"close_report": (frozenset({ReportState.RECEIVED}), ReportState.CLOSED)}
)
