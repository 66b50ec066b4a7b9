"""The words of the standing record's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    PRODUCER_REGISTERED = "registry.producer_registered", "Ghi chủ thể"
    PRODUCER_DESCRIBED = "registry.producer_described", "Cập nhật chủ thể"
    APPOINTED = "registry.appointed", "Chỉ định người đại diện"
    DISMISSED = "registry.dismissed", "Thôi đại diện"
    WRITTEN_TO = "registry.written_to", "Nhắn chủ thể"
    DELEGATED = "registry.delegated", "Uỷ quyền làm thay"
    ASSISTED = "registry.assisted", "Mở việc làm thay theo lời chủ thể"
    DELEGATION_ENDED = "registry.delegation_ended", "Thôi uỷ quyền làm thay"
    PRODUCT_REGISTERED = "registry.product_registered", "Ghi sản phẩm"
    PRODUCT_DESCRIBED = "registry.product_described", "Cập nhật sản phẩm"
    CODE_ASSIGNED = "registry.code_assigned", "Ghi mã sản phẩm"
    STORY_TOLD = "registry.story_told", "Kể câu chuyện"
    PHOTO_ADDED = "registry.photo_added", "Thêm ảnh"
    PHOTO_REMOVED = "registry.photo_removed", "Gỡ ảnh"
    # The value is older than the word: history keeps what it was written with.
    PAPER_ADDED = "registry.attested", "Ghi giấy tờ"
    PAPER_AMENDED = "registry.paper_amended", "Sửa thông tin giấy tờ"
    PAPER_FILED = "registry.paper_filed", "Thêm bản chụp giấy tờ"
    PAPER_FILE_REMOVED = "registry.paper_file_removed", "Gỡ bản chụp giấy tờ"
    PAPER_REMOVED = "registry.paper_removed", "Cất giấy tờ khỏi kho"
    RETIRED = "registry.retired", "Ngừng sản phẩm"
    PRODUCERS_MERGED = "registry.producers_merged", "Gộp chủ thể trùng"
    PRODUCTS_MERGED = "registry.products_merged", "Gộp sản phẩm trùng"
    IMPORTED = "registry.imported", "Nhập bảng tính"
