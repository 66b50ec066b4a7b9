"""The words of a complaint's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    RULE_SET = "complaints.rule_set", "Đặt thời hạn giải quyết"
    RECEIVED = "complaints.received", "Gửi phản ánh, khiếu nại"
    REVIEW_ASKED = "complaints.review_asked", "Đề nghị xem xét lại kết quả"
    ACKNOWLEDGED = "complaints.acknowledged", "Tiếp nhận"
    ASSIGNED = "complaints.assigned", "Giao người giải quyết"
    HANDED_OVER = "complaints.handed_over", "Chuyển xã giải quyết"
    TAKEN_BACK = "complaints.taken_back", "Xã trả lại tỉnh"
    EXTENDED = "complaints.extended", "Gia hạn trả lời"
    FOUND = "complaints.found", "Ghi kết quả xác minh"
    ANSWERED = "complaints.answered", "Trả lời"
    TRANSFERRED = "complaints.transferred", "Chuyển cơ quan khác"
    WITHDRAWN = "complaints.withdrawn", "Người gửi rút lại"
    ERASED = "complaints.erased", "Xoá thông tin người gửi"
