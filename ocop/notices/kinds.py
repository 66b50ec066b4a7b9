"""What notices are about, by which channels they go, and what became of each sending."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a notice is about; people filter their inbox by it."""

    LAPSE = "lapse", "Giấy chứng nhận sắp hết hạn"
    DOSSIER = "dossier", "Hồ sơ"
    IDEA = "idea", "Ý tưởng, phương án kinh doanh"
    COUNCIL = "council", "Hội đồng, phiên họp"
    DECISION = "decision", "Quyết định, giấy chứng nhận"
    REVOCATION = "revocation", "Thu hồi giấy chứng nhận"
    MARK = "mark", "Nhãn hiệu, biểu trưng OCOP"
    STAMPS = "stamps", "Tem điện tử"
    TRACE = "trace", "Truy xuất, thu hồi lô hàng"
    COMPLAINT = "complaint", "Kiến nghị, đề nghị xem xét lại"
    CYCLE = "cycle", "Chu trình, đợt đánh giá"
    CLOCK = "clock", "Thời hạn"
    BEHALF = "behalf", "Việc làm thay"
    MESSAGE = "message", "Lời nhắn của cơ quan OCOP"
    JOB = "job", "Việc chạy lâu"
    ACCOUNT = "account", "Tài khoản, vai trò"


class Channel(TextChoices):
    """A way out of the system; the inbox is the notice itself."""

    EMAIL = "email", "Thư điện tử"
    SMS = "sms", "Tin nhắn SMS"
    ZALO = "zalo", "Zalo"


class State(TextChoices):
    """What became of one sending."""

    QUEUED = "queued", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Chưa gửi được, sẽ thử lại"
    GIVEN_UP = "given_up", "Không gửi được"


# Those that a deliverer takes up when their time has come.
WAITING = (State.QUEUED, State.FAILED)
