"""Giấy mời họp with its agenda and its list of members, before a sitting."""

from datetime import date

from ocop.documents.letters import (
    BLANK,
    Annex,
    Facts,
    Letter,
    Paragraph,
    Table,
    heading,
    long_day,
)
from ocop.documents.letters.posts import for_body
from ocop.grading.models import AgendaItem, Seat, Sitting
from ocop.grading.papers.heads import (
    agenda_of,
    committee_of,
    place_of,
    round_of,
    seats_then,
)


def invitation(sitting: Sitting, day: date) -> Letter:
    """Return the invitation to a sitting; hour, number and day are left open."""
    council, items = sitting.council, agenda_of(sitting)
    return Letter(
        title=f"Giấy mời họp {sitting.code}",
        parent=committee_of(council),
        agency=council.name,
        place=place_of(council),
        made_on=day,
        kind="Giấy mời",
        about=f"Họp đánh giá, phân hạng sản phẩm OCOP{round_of(sitting)}",
        body=(
            Paragraph(
                f"{council.name} trân trọng kính mời các thành viên Hội đồng và Tổ tư vấn theo "
                f"danh sách kèm theo dự {sitting.title[:1].lower()}{sitting.title[1:]}."
            ),
            Facts(
                (
                    ("Thời gian", f"{BLANK} giờ, ngày {long_day(sitting.held_on)}"),
                    ("Địa điểm", sitting.place),
                    ("Chủ trì", _chair(sitting)),
                    ("Số hồ sơ", str(len(items))),
                )
            ),
            heading("Chương trình"),
            _agenda(items),
            Paragraph(
                "Thành viên có xung đột lợi ích với sản phẩm nào khai trước khi mở phiên chấm. "
                "Đề nghị các thành viên có mặt đầy đủ, đúng giờ."
            ),
        ),
        recipients=("Như trên", "Cơ quan cử thành viên", "Lưu: VT"),
        signers=(for_body("HỘI ĐỒNG", "Chủ tịch", _chair(sitting)),),
        annexes=(Annex("Danh sách thành viên Hội đồng và Tổ tư vấn", (_members(sitting),),
                       landscape=False),),
        sample=any(item.dossier.is_sample for item in items),
    )  # fmt: skip


def _chair(sitting: Sitting) -> str:
    return next((str(s.user) for s in seats_then(sitting) if s.role == Seat.Role.CHAIR), "")


def _agenda(items: list[AgendaItem]) -> Table:
    rows = tuple(
        (
            str(item.position),
            item.dossier.code,
            item.dossier.product.name,
            f"{item.dossier.product.producer.name}\n{item.dossier.product.commune}",
            f"{item.dossier.rubric.number}. {item.dossier.rubric.title}",
            item.dossier.get_kind_display(),
        )
        for item in items
    )
    headers = ("TT", "Hồ sơ", "Sản phẩm", "Chủ thể", "Bộ sản phẩm", "Hình thức")
    return Table(headers, rows, (2, 7, 7, 8, 7, 5), "cllll")


def _members(sitting: Sitting) -> Table:
    rows = tuple(
        (str(number), str(seat.user), seat.agency or BLANK, seat.get_role_display())
        for number, seat in enumerate(seats_then(sitting), start=1)
    )
    return Table(("TT", "Họ và tên", "Cơ quan", "Vai trò"), rows, (1, 6, 7, 5), "clll")
