"""The words of the standing record's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    PRODUCER_REGISTERED = "registry.producer_registered", "Ghi chủ thể"
    PRODUCER_DESCRIBED = "registry.producer_described", "Cập nhật chủ thể"
    APPOINTED = "registry.appointed", "Chỉ định người đại diện"
    DISMISSED = "registry.dismissed", "Thôi đại diện"
    PRODUCT_REGISTERED = "registry.product_registered", "Ghi sản phẩm"
    PRODUCT_DESCRIBED = "registry.product_described", "Cập nhật sản phẩm"
    CODE_ASSIGNED = "registry.code_assigned", "Ghi mã sản phẩm"
    STORY_TOLD = "registry.story_told", "Kể câu chuyện"
    PHOTO_ADDED = "registry.photo_added", "Thêm ảnh"
    PHOTO_REMOVED = "registry.photo_removed", "Gỡ ảnh"
    ATTESTED = "registry.attested", "Ghi giấy chứng nhận của bên thứ ba"
    RETIRED = "registry.retired", "Ngừng sản phẩm"
    PRODUCERS_MERGED = "registry.producers_merged", "Gộp chủ thể trùng"
    PRODUCTS_MERGED = "registry.products_merged", "Gộp sản phẩm trùng"
    IMPORTED = "registry.imported", "Nhập bảng tính"
