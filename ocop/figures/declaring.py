"""The words in which a producer tells, freely, what statistics may count. Pure."""

# The consent that is shown today; a changed text gets a new name, and old consents keep theirs.
CONSENT = "2026-11"
TEXT = (
    "Nguồn gốc dân tộc là dữ liệu cá nhân nhạy cảm. Tôi đồng ý để cơ quan OCOP dùng câu trả lời "
    "này chỉ để cộng vào số liệu chung của tỉnh. Câu trả lời được mã hóa, không hiện ở bất kỳ "
    "trang nào, không ảnh hưởng đến hồ sơ, và tôi rút lại được bất cứ lúc nào."
)
YES, NO = "yes", "no"
