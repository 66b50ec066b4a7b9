"""The numbers of a council's minutes: typed from its register, each once, its gaps told."""

from ocop.documents.letters.numbering import gaps, same_number
from ocop.grading.models import Sitting
from ocop.kernel.errors import Refused


def refuse_taken(sitting: Sitting, minutes_no: str) -> None:
    """Refuse a number that other minutes of the same council bear in the same year."""
    # NĐ 30/2020/NĐ-CP, Điều 15: numbers run from 1 in each year.
    for other in _others(sitting):
        if same_number(other.minutes_no, minutes_no):
            raise Refused(
                f"Số biên bản {minutes_no} đã dùng cho phiên {other} cùng năm. "
                "Hãy xem lại sổ và ghi số khác.",
                field="minutes_no",
            )


def missing_numbers(sitting: Sitting) -> list[int]:
    """Return the numbers left out so far among the minutes of the council's year."""
    return gaps(other.minutes_no for other in _others(sitting))


def _others(sitting: Sitting) -> list[Sitting]:
    same_year = Sitting.objects.filter(
        council=sitting.council_id, held_on__year=sitting.held_on.year
    )
    return list(same_year.exclude(pk=sitting.pk).exclude(minutes_no="").order_by("held_on", "pk"))
