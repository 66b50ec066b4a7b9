"""The room of a sitting, at either desk: who handed in, the large screen, the minutes."""

from django import forms

from ocop.grading.access import REVEALED
from ocop.grading.models import Sitting
from ocop.grading.queries import due_on, results_of
from ocop.grading.results import cards_needed
from ocop.grading.room import Room, room_of
from ocop.web.forms import Form
from ocop.web.ui.results import result_context

CLOSED_TO_YOU = "Ông/Bà không tham gia hồ sơ này nên kết quả không hiện ở đây."


class MinutesForm(Form):
    minutes_no = forms.CharField(label="Số biên bản", max_length=60)
    minutes = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 10}))


def room_context(sitting: Sitting, day, *, door: str, near=None) -> dict:
    """Return what the room shows at a door: marks and counts, conclusions after the close alone.

    Of the dossiers that are not ``near`` no conclusion is told; without it all are near.
    """
    room = room_of(sitting, day)
    is_open = sitting.state in REVEALED
    concluded = results_of(sitting) if is_open else {}
    far = set() if near is None else {row.item.pk for row in room.rows} - near
    return {
        "sitting": sitting,
        "door": door,
        "room": room,
        "rows": [(row, concluded.get(row.item.pk), row.item.pk not in far) for row in room.rows],
        "needed": cards_needed(len(room.seats), sitting.council.by_law.quorum),
        "due": due_on(sitting),
        "is_open": is_open,
        "unsettled": is_open and any(
            row.item.pk not in concluded and row.item.carried_to_id is None for row in room.rows
        ),
    }  # fmt: skip


def screen_of(sitting: Sitting, day, asked: str, *, back: str, near=None) -> tuple[str, dict]:
    """Return the template and the words of the large screen; ``asked`` is which product.

    A product that is not ``near`` keeps its result from whoever shows the screen.
    """
    room = room_of(sitting, day)
    context = {"sitting": sitting, "room": room, "is_open": sitting.state in REVEALED, "back": back}
    shown = place_of(asked, room) if context["is_open"] else 0
    if not shown:
        return "ui/screen/overview.html", context
    row = room.rows[shown - 1]
    if near is None or row.item.pk in near:
        context |= result_context(row.item)
    else:
        context |= {"dossier": row.item.dossier, "refusal": CLOSED_TO_YOU}
    turning = {"before": shown - 1, "after": shown + 1 if shown < len(room.rows) else None}
    return "ui/screen/product.html", context | turning | {"row": row, "shown": shown}


def place_of(text: str, room: Room) -> int:
    """Return which product of the agenda is asked for, 0 for none."""
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return place if place <= len(room.rows) else 0
