"""The words of the repository's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    CAPTURED = "epcis.captured", "Nạp sự kiện truy xuất"
    REFUSED = "epcis.refused", "Không nhận sự kiện truy xuất"
    TOLD = "epcis.told", "Ghi sự kiện từ nhật ký"
    DESCRIBED = "epcis.described", "Ghi dữ liệu gốc"
    NAMED = "epcis.named", "Đặt tên truy vấn"
    UNNAMED = "epcis.unnamed", "Bỏ truy vấn có tên"
    SUBSCRIBED = "epcis.subscribed", "Đăng ký nhận sự kiện"
    UNSUBSCRIBED = "epcis.unsubscribed", "Thôi nhận sự kiện"
    RELEASED = "epcis.released", "Trả mã trang"
