"""The words of certificates' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    DECISION_RECORDED = "certificates.decision_recorded", "Ghi quyết định"
    ISSUED = "certificates.issued", "Cấp giấy chứng nhận"
    IMPORTED = "certificates.imported", "Nhập giấy chứng nhận cũ"
    REVOKED = "certificates.revoked", "Thu hồi giấy chứng nhận"
    PAPER_SIGNED = "certificates.paper_signed", "Ký số bản PDF"
    MOVED = "certificates.moved", "Chuyển theo sản phẩm được gộp"
    SHEET_IMPORTED = "certificates.sheet_imported", "Nhập bảng giấy chứng nhận cũ"
    CASE_OPENED = "certificates.case_opened", "Mở vụ việc xem xét thu hồi"
    CASE_CONCLUDED = "certificates.case_concluded", "Kết luận có căn cứ thu hồi"
    STOP_CONFIRMED = "certificates.stop_confirmed", "Xã xác nhận ngừng sản xuất"
    CASE_SUBMITTED = "certificates.case_submitted", "Trình quyết định thu hồi"
    CASE_DECIDED = "certificates.case_decided", "Quyết định thu hồi"
    CASE_DROPPED = "certificates.case_dropped", "Kết thúc kiểm tra, không thu hồi"
    CASE_DECLINED = "certificates.case_declined", "Quyết định không thu hồi"
    ALERTED = "certificates.alerted", "Báo sắp hết hạn"
    REMINDED = "certificates.reminded", "Nhắc về ngày hết hạn"
    LAPSES_LISTED = "certificates.lapses_listed", "Gửi danh sách giấy sắp hết hạn"
