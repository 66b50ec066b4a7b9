"""The words of a dossier's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    PREPARED = "dossiers.prepared", "Lập hồ sơ"
    SHEET_RENEWED = "dossiers.sheet_renewed", "Chuyển sang bộ tiêu chí đang hiệu lực"
    ATTACHED = "dossiers.attached", "Thêm minh chứng"
    DRAWN = "dossiers.drawn", "Lấy minh chứng từ kho giấy tờ"
    REMOVED = "dossiers.removed", "Gỡ minh chứng"
    TAKEN_IN = "dossiers.taken_in", "Nhập lại từ bộ hồ sơ điện tử"
    SUBMITTED = "dossiers.submitted", "Nộp hồ sơ"
    RECEIVED = "dossiers.received", "Xã nhận hồ sơ"
    RETURNED = "dossiers.returned", "Trả lại để bổ sung"
    PROPOSED = "dossiers.proposed", "Xã đề nghị đánh giá"
    ASSESSED = "dossiers.assessed", "Tổ tư vấn báo cáo thẩm định"
    DECIDED = "dossiers.decided", "Có kết quả"
    REOPENED = "dossiers.reopened", "Đưa ra hội đồng lại"
    WITHDRAWN = "dossiers.withdrawn", "Rút hồ sơ"
    MERGED = "dossiers.merged", "Gộp hồ sơ theo sản phẩm"
