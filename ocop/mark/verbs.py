"""The words of the mark's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    MARK_ADOPTED = "mark.adopted", "Ghi nhãn hiệu của tỉnh"
    SENT = "mark.sent", "Gửi mẫu nhãn để kiểm tra"
    PASSED = "mark.passed", "Nhãn đạt"
    CORRECTION_ASKED = "mark.correction_asked", "Yêu cầu sửa nhãn"
    ANSWERED = "mark.answered", "Gửi bản nhãn mới"
    REFERRED = "mark.referred", "Chuyển xem xét thu hồi vì dùng sai nhãn hiệu"
    WITHDRAWN = "mark.withdrawn", "Rút mẫu nhãn"
