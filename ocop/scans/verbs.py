"""The words of the scans' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    ALARM_RAISED = "scans.alarm_raised", "Cảnh báo tem có thể bị sao chép"
    LOOKED_INTO = "scans.looked_into", "Nhận xem xét cảnh báo"
    ALARM_CLOSED = "scans.alarm_closed", "Kết luận cảnh báo"
    REPORTED = "scans.reported", "Phản ánh từ trang quét tem"
    REPORT_CLOSED = "scans.report_closed", "Kết luận phản ánh từ trang quét tem"
