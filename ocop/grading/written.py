"""Renewals by written opinion: until when, and when the council must meet after all. Pure."""

from collections.abc import Collection
from datetime import date

from ocop.dossiers.clocks import renewal_finish

KEEP = "keep"


def finish_by(complete_on: date) -> date:
    """Return the last day for the council's written opinions on a renewal."""
    return renewal_finish(complete_on)


def days_left(complete_on: date, day: date) -> int:
    """Return how many days are left after ``day``; below zero it is late."""
    return (finish_by(complete_on) - day).days


def why_meet(stances: Collection[str], *, stars: int, held: int | None) -> str:
    """Return why written opinions do not suffice, or nothing where all are of one mind.

    All agree to keep the rank, and the points under their cards give that rank. Anything else
    is a difference, even when all disagree alike: taking a star away is no matter for letters.
    """
    against = sum(1 for stance in stances if stance != KEEP)
    if against:
        return f"Có {against}/{len(stances)} ý kiến không đồng ý giữ hạng hoặc có ý kiến khác."
    if held is None:
        return "Sản phẩm chưa có giấy chứng nhận còn giá trị nên không có hạng để giữ."
    if stars != held:
        return f"Các thành viên đồng ý giữ hạng {held} sao nhưng điểm chấm cho {stars} sao."
    return ""
