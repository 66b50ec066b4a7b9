"""A clock of the law that runs: what, until when, whose turn it is, and where."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClockKind(StrEnum):
    """What the law gives days for."""

    COMMUNE = "commune"
    RENEWAL = "renewal"
    WINDOW = "window"
    REVOCATION = "revocation"
    CUT_OFF = "cut-off"
    ROUND = "round"
    COMPLAINT = "complaint"
    LABEL = "label"
    CENTRAL_CUT_OFF = "central-cut-off"
    CENTRAL = "central"
    REDO = "redo"

    @property
    def label(self) -> str:
        """Return the words that people see."""
        return LABELS[self]


LABELS = {
    ClockKind.COMMUNE: "Xã xem xét hồ sơ: 15 ngày làm việc",
    ClockKind.RENEWAL: "Đánh giá lại: 45 ngày",
    ClockKind.WINDOW: "Nộp hồ sơ đánh giá lại: 180 đến 120 ngày",
    ClockKind.REVOCATION: "Quyết định thu hồi: 15 ngày",
    ClockKind.CUT_OFF: "Đợt đánh giá: nhận đề nghị",
    ClockKind.ROUND: "Đợt đánh giá: hoàn thành",
    ClockKind.COMPLAINT: "Phản ánh, khiếu nại",
    ClockKind.LABEL: "Sửa nhãn theo yêu cầu",
    ClockKind.CENTRAL_CUT_OFF: "Đợt của trung ương: gửi hồ sơ",
    ClockKind.CENTRAL: "Đợt của trung ương: hoàn thành",
    ClockKind.REDO: "Trả lời đề nghị đánh giá lại của Bộ",
}


class Turn(StrEnum):
    """Who has to act before a clock runs out."""

    PRODUCER = "Chủ thể"
    COMMUNE = "Xã"
    PROVINCE = "Tỉnh"
    MINISTRY = "Bộ"


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline that runs on a day; ``due`` is the last day, and with it the clock ends.

    ``left`` counts working days where the law does. ``link`` is the page to act on.
    """

    kind: ClockKind
    turn: Turn
    thing: str
    about: str
    due: date
    left: int
    link: str
    working: bool = False
    # On the weekend after its last day a term of working days is over, and none is left or lost.
    late: bool = False
    commune: str = ""
    commune_code: str = ""

    @property
    def is_overdue(self) -> bool:
        """Tell whether the last day is past."""
        return self.late or self.left < 0

    @property
    def urgency(self) -> tuple[int, int, date, str]:
        """Return what lists sort by: offices that are late, producers that are, then the rest."""
        order = 2 if not self.is_overdue else int(self.turn is Turn.PRODUCER)
        return (order, self.left, self.due, self.thing)
