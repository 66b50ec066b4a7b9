"""The words of people's history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    INVITED = "accounts.invited", "Lập tài khoản"
    GRANTED = "accounts.granted", "Giao vai trò"
    WITHDRAWN = "accounts.withdrawn", "Thôi giao vai trò"
    DEACTIVATED = "accounts.deactivated", "Khoá tài khoản"
    REACTIVATED = "accounts.reactivated", "Mở lại tài khoản"
    REVIEWED = "accounts.reviewed", "Rà soát quyền"
    VIEW_KEPT = "accounts.view_kept", "Lưu bộ lọc"
    VIEW_FORGOTTEN = "accounts.view_forgotten", "Bỏ bộ lọc đã lưu"
    PASSWORD_SET = "accounts.password_set", "Đặt lại mật khẩu"
    KEY_ISSUED = "accounts.key_issued", "Cấp khoá lập trình"
    KEY_REVOKED = "accounts.key_revoked", "Thu hồi khoá lập trình"
