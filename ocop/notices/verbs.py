"""The words of notices' history; that a notice was told stands in the act that told it."""

from django.db.models import TextChoices


class Verb(TextChoices):
    REACH_CHOSEN = "notices.reach_chosen", "Chọn cách nhận thông báo"
    SENT_AGAIN = "notices.sent_again", "Cho gửi lại"
    SIMULATOR_BROKEN = "notices.simulator_broken", "Cho kênh mô phỏng báo lỗi"
    SIMULATOR_MENDED = "notices.simulator_mended", "Cho kênh mô phỏng chạy lại"
