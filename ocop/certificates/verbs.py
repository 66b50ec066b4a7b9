"""The words of certificates' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    DECISION_RECORDED = "certificates.decision_recorded", "Ghi quyết định"
    ISSUED = "certificates.issued", "Cấp giấy chứng nhận"
    IMPORTED = "certificates.imported", "Nhập giấy chứng nhận cũ"
    REVOKED = "certificates.revoked", "Thu hồi giấy chứng nhận"
    MOVED = "certificates.moved", "Chuyển theo sản phẩm được gộp"
    SHEET_IMPORTED = "certificates.sheet_imported", "Nhập bảng giấy chứng nhận cũ"
