"""The one table of powers: which role may do what.

Who holds a role, and where, is ``Membership``; producers act by ``registry.Representative`` and
councillors by ``grading.Seat``, whose powers do not come from a role.
"""

from django.db.models import TextChoices


class Permission(TextChoices):
    """One power; a view names it at its door."""

    VIEW_OFFICE = "office.view", "Vào bàn làm việc của cán bộ"
    MANAGE_PEOPLE = "people.manage", "Quản lý người dùng và vai trò"
    EDIT_REGISTRY = "registry.edit", "Cập nhật chủ thể và sản phẩm"
    MERGE_REGISTRY = "registry.merge", "Gộp bản ghi trùng"
    IMPORT_REGISTRY = "registry.import", "Nhập bảng tính"
    LOAD_RULESETS = "rulesets.load", "Nạp bộ tiêu chí"
    PLAN_CYCLE = "cycles.plan", "Lập chu trình, đợt đánh giá và chỉ tiêu"
    REVIEW_IDEAS = "cycles.review", "Xem xét ý tưởng, phương án (cấp xã)"
    ACCEPT_IDEAS = "cycles.accept", "Chấp thuận ý tưởng, duyệt phương án (cấp tỉnh)"
    RUN_TRAININGS = "cycles.trainings", "Tổ chức tập huấn, tư vấn"
    PROPOSE_DOSSIERS = "dossiers.propose", "Kiểm tra và đề nghị hồ sơ (cấp xã)"
    ASSESS_DOSSIERS = "dossiers.assess", "Kiểm tra, thẩm định hồ sơ (cấp tỉnh)"
    CONVENE_COUNCILS = "grading.convene", "Lập hội đồng, mở và đóng phiên họp"
    DECIDE = "grading.decide", "Ký quyết định phê duyệt và công nhận"
    FORWARD_TO_CENTRE = "grading.forward", "Gửi hồ sơ lên Bộ, trả lời Bộ"
    RECORD_CENTRAL = "grading.central", "Nhận hồ sơ, ghi kết quả và đề nghị của trung ương"
    ISSUE_CERTIFICATES = "certificates.issue", "Cấp giấy chứng nhận"
    REVOKE_CERTIFICATES = "certificates.revoke", "Thu hồi giấy chứng nhận"
    VERIFY_REVOCATIONS = "certificates.verify", "Kiểm tra, kết luận và trình thu hồi"
    CONFIRM_STOPPED = "certificates.stopped", "Xác nhận ngừng sản xuất"
    REMIND_OF_LAPSE = "certificates.remind", "Nhắc mọi người về giấy chứng nhận sắp hết hạn"
    MANAGE_NOTICES = "notices.manage", "Cho gửi lại thông báo, chỉnh kênh mô phỏng"
    CHECK_LABELS = "mark.check", "Kiểm tra nhãn và việc dùng nhãn hiệu"
    HANDLE_COMPLAINTS = "complaints.handle", "Tiếp nhận, xác minh và trả lời phản ánh, khiếu nại"
    SET_COMPLAINT_RULES = "complaints.rules", "Đặt thời hạn giải quyết phản ánh, khiếu nại"
    APPROVE_STAMPS = "stamps.approve", "Duyệt, giao và huỷ tem điện tử"
    WATCH_SCANS = "scans.watch", "Xem xét cảnh báo tem, phản ánh từ trang quét"
    MANAGE_KEYS = "keys.manage", "Cấp, thu hồi khoá lập trình, xem các lần nạp sự kiện"
    MANAGE_SITES = "trace.sites", "Ghi, xác nhận vùng trồng và cơ sở đóng gói"
    RECALL_LOTS = "trace.recall", "Thu hồi lô hàng, diễn tập thu hồi"
    SEND_TRACES = "trace.portal", "Gửi dữ liệu truy xuất lên cổng quốc gia"


class Role(TextChoices):
    """A post that a person holds in a place."""

    COMMUNE_OFFICER = "commune", "Cán bộ xã"
    PROVINCE_OFFICER = "province", "Chuyên viên cơ quan OCOP tỉnh"
    PROVINCE_LEADER = "leader", "Lãnh đạo tỉnh"
    MINISTRY_OFFICER = "ministry", "Cán bộ Bộ"
    ADMINISTRATOR = "admin", "Quản trị hệ thống"


# Their posts have no place: a place would make them an office of it.
NATIONWIDE = frozenset({Role.MINISTRY_OFFICER, Role.ADMINISTRATOR})

HELD_BY: dict[Role, frozenset[Permission]] = {
    Role.COMMUNE_OFFICER: frozenset(
        {
            Permission.VIEW_OFFICE,
            Permission.EDIT_REGISTRY,
            Permission.IMPORT_REGISTRY,
            Permission.PROPOSE_DOSSIERS,
            Permission.REVIEW_IDEAS,
            Permission.RUN_TRAININGS,
            Permission.REMIND_OF_LAPSE,
            Permission.CONFIRM_STOPPED,
            Permission.HANDLE_COMPLAINTS,
            Permission.WATCH_SCANS,
            Permission.MANAGE_SITES,
        }
    ),
    Role.PROVINCE_OFFICER: frozenset(
        {
            Permission.VIEW_OFFICE,
            Permission.EDIT_REGISTRY,
            Permission.MERGE_REGISTRY,
            Permission.IMPORT_REGISTRY,
            Permission.LOAD_RULESETS,
            Permission.PLAN_CYCLE,
            Permission.ACCEPT_IDEAS,
            Permission.RUN_TRAININGS,
            Permission.ASSESS_DOSSIERS,
            Permission.CONVENE_COUNCILS,
            Permission.FORWARD_TO_CENTRE,
            Permission.ISSUE_CERTIFICATES,
            Permission.VERIFY_REVOCATIONS,
            Permission.REMIND_OF_LAPSE,
            Permission.MANAGE_NOTICES,
            Permission.CHECK_LABELS,
            Permission.APPROVE_STAMPS,
            Permission.WATCH_SCANS,
            Permission.HANDLE_COMPLAINTS,
            Permission.SET_COMPLAINT_RULES,
            Permission.MANAGE_SITES,
            Permission.RECALL_LOTS,
            Permission.MANAGE_KEYS,
            Permission.SEND_TRACES,
        }
    ),
    Role.PROVINCE_LEADER: frozenset(
        {
            Permission.VIEW_OFFICE,
            Permission.DECIDE,
            Permission.ACCEPT_IDEAS,
            Permission.REVOKE_CERTIFICATES,
        }
    ),
    Role.MINISTRY_OFFICER: frozenset(
        {
            Permission.VIEW_OFFICE,
            Permission.CONVENE_COUNCILS,
            Permission.RECORD_CENTRAL,
            Permission.REMIND_OF_LAPSE,
            Permission.VERIFY_REVOCATIONS,
            Permission.REVOKE_CERTIFICATES,
            Permission.HANDLE_COMPLAINTS,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.VIEW_OFFICE,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_NOTICES,
            Permission.MANAGE_KEYS,
        }
    ),
}
