"""The words of the traces' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    SITE_PROPOSED = "trace.site_proposed", "Khai địa điểm"
    SITE_REGISTERED = "trace.site_registered", "Ghi địa điểm"
    SITE_VERIFIED = "trace.site_verified", "Xác nhận địa điểm"
    SITE_REFUSED = "trace.site_refused", "Chưa xác nhận địa điểm"
    SITE_CLOSED = "trace.site_closed", "Ngừng dùng địa điểm"
    CODE_ADDED = "trace.code_added", "Ghi mã số vùng trồng, cơ sở đóng gói"
    CODE_CHANGED = "trace.code_changed", "Đổi tình trạng mã số"
    STANDARD_ADDED = "trace.standard_added", "Ghi chứng nhận VietGAP, hữu cơ"
    SOURCE_ADDED = "trace.source_added", "Ghi nguồn nguyên liệu"
    LOT_ADDED = "trace.lot_added", "Ghi lô hàng"
    HARVESTED = "trace.harvested", "Ghi thu hoạch"
    PROCESSED = "trace.processed", "Ghi chế biến"
    PACKED = "trace.packed", "Ghi đóng gói"
    SHIPPED = "trace.shipped", "Ghi gửi hàng"
    RECEIVED = "trace.received", "Ghi nhận hàng"
    SOLD = "trace.sold", "Ghi bán"
    PHOTO_ADDED = "trace.photo_added", "Thêm ảnh nhật ký"
    DECLARED_WRONG = "trace.declared_wrong", "Báo sai một việc trong nhật ký"
    RECALLED = "trace.recalled", "Thu hồi lô"
    DRILLED = "trace.drilled", "Mở diễn tập thu hồi"
    RECALL_COUNTED = "trace.recall_counted", "Ghi số hàng tìm thấy"
    RECALL_CLOSED = "trace.recall_closed", "Kết thúc thu hồi"
    RECALL_LIFTED = "trace.recall_lifted", "Bãi bỏ thu hồi"
