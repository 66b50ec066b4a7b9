"""The words of the stamps' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    ORDERED = "stamps.ordered", "Đặt tem"
    APPROVED = "stamps.approved", "Duyệt và cấp số tem"
    REFUSED = "stamps.refused", "Không duyệt đơn đặt tem"
    WITHDRAWN = "stamps.withdrawn", "Rút đơn đặt tem"
    HANDED_OVER = "stamps.handed_over", "Giao tem cho chủ thể"
    ACTIVATED = "stamps.activated", "Kích hoạt dải tem"
    VOIDED = "stamps.voided", "Huỷ dải tem"
    PIN_TRIED = "stamps.pin_tried", "Nhập mã cào"
    PRINTED = "stamps.printed", "Lấy tệp in tem"
