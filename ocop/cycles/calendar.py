"""When rounds are taken and finished, when the six steps run, and when returns come back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.kernel.errors import Refused

# QĐ 26/2026/QĐ-TTg, Điều 5: proposals before 30/4 and 30/10, finished before 30/6 and 30/12.
PROVINCIAL = ((1, (4, 30), (6, 30)), (2, (10, 30), (12, 30)))

# QĐ 26/2026/QĐ-TTg, Điều 5: the centre takes before 30/7, and before 30/1 of the next year; it
# finishes before 30/9 and 30/3. Round, years after its own, cut-off, finish.
CENTRAL = ((1, 0, (7, 30), (9, 30)), (2, 1, (1, 30), (3, 30)))

# QĐ 490/QĐ-TTg: the six steps and their order.
STEPS = (
    (1, "Tuyên truyền, hướng dẫn"),
    (2, "Nhận ý tưởng sản phẩm"),
    (3, "Nhận phương án kinh doanh"),
    (4, "Triển khai phương án"),
    (5, "Đánh giá và phân hạng"),
    (6, "Xúc tiến thương mại"),
)
EVALUATION = 5
# The months in which Quảng Ninh has run the steps since 2013: step, from, to, is it a peak. Step 5
# follows the rounds. No decision in force fixes them: a province sets its own.
MONTHS = (
    (1, (1, 1), (12, 31), False),
    (1, (3, 1), (4, 30), True),
    (2, (4, 1), (6, 30), False),
    (3, (6, 1), (8, 31), False),
    (4, (7, 1), (12, 31), False),
    (6, (1, 1), (12, 31), False),
    (6, (1, 1), (1, 31), True),
    (6, (5, 1), (5, 31), True),
)
# Quảng Ninh's guide: an idea comes back after two weeks, a plan after about one.
IDEA_RETURN_DAYS = 14
PLAN_RETURN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the year in which one step runs, both days included."""

    step: int
    starts_on: date
    ends_on: date
    is_peak: bool = False

    @property
    def label(self) -> str:
        """Return the step's name."""
        return dict(STEPS)[self.step]


def rounds_of(year: int) -> list[tuple[int, date, date]]:
    """Return number, cut-off of proposals and finish day of the two rounds of ``year``."""
    return [(number, date(year, *cut), date(year, *end)) for number, cut, end in PROVINCIAL]


@dataclass(frozen=True, slots=True, order=True)
class CentralRound:
    """One of the two rounds a year in which the centre evaluates; both days are exclusive."""

    received_before: date
    finish_before: date
    year: int
    number: int

    def __str__(self) -> str:
        return f"Đợt {self.number} năm {self.year} của trung ương"


def central_rounds(year: int) -> list[CentralRound]:
    """Return the two rounds of ``year``; the second reaches into the next."""
    return [
        CentralRound(date(year + late, *cut), date(year + late, *end), year, number)
        for number, late, cut, end in CENTRAL
    ]


def central_round_of(letter_on: date) -> CentralRound:
    """Return the round that takes a province's letter of that day: the first still ahead of it."""
    near = [one for at in (-1, 0) for one in central_rounds(letter_on.year + at)]
    return min(one for one in near if letter_on < one.received_before)


def central_overdue_before(day: date) -> date:
    """Return the day before which a letter's round should be finished by ``day``."""
    near = [one for at in (-2, -1, 0) for one in central_rounds(day.year + at)]
    return max(one.received_before for one in near if one.finish_before <= day)


def spans_of(year: int) -> list[Span]:
    """Return the steps of ``year`` as they run where the province has not set its own."""
    usual = [Span(step, date(year, *a), date(year, *b), peak) for step, a, b, peak in MONTHS]
    evaluation = [Span(EVALUATION, cut, end) for _, cut, end in rounds_of(year)]
    return in_order([*usual, *evaluation])


def in_order(spans: Iterable[Span]) -> list[Span]:
    """Return the spans by step, the long ones before the peaks that lie upon them."""
    return sorted(spans, key=lambda one: (one.step, one.is_peak, one.starts_on, one.ends_on))


def checked_spans(year: int, spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order.

    Refused when one ends before it begins or lies outside the year, and when a step has none.
    """
    found = in_order(spans)
    for one in found:
        if one.ends_on < one.starts_on:
            raise Refused(f"Bước {one.step}: ngày kết thúc đang trước ngày bắt đầu.")
        if one.starts_on.year > year or one.ends_on.year < year:
            raise Refused(f"Bước {one.step}: khoảng thời gian nằm ngoài năm {year}.")
    for step, label in STEPS:
        if not any(one.step == step for one in found):
            raise Refused(f"Bước {step} ({label}) chưa có khoảng thời gian nào.")
    return found


def idea_back_by(returned_on: date) -> date:
    """Return the day by which a returned idea should be filed again."""
    return returned_on + timedelta(days=IDEA_RETURN_DAYS)


def plan_back_by(returned_on: date) -> date:
    """Return the day by which a returned plan should be filed again."""
    return returned_on + timedelta(days=PLAN_RETURN_DAYS)
