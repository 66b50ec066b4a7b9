"""The large screen of a sitting: progress while it scores, then the products one by one."""

from django.shortcuts import render

from ocop.accounts.permissions import Permission
from ocop.grading.access import REVEALED
from ocop.grading.room import room_of
from ocop.web.gates import requires
from ocop.web.office.councils import my_sitting
from ocop.web.ui.results import result_context


@requires(Permission.CONVENE_COUNCILS)
def screen(request, code):
    """Show the sitting to the hall; which product, ``sp`` says, and none is the overview."""
    found = my_sitting(request, code)
    room = room_of(found, request.act.day)
    context = {"sitting": found, "room": room, "is_open": found.state in REVEALED}
    shown = asked(request.GET.get("sp", ""), len(room.rows)) if context["is_open"] else 0
    if not shown:
        return render(request, "office/screen/overview.html", context)
    item = room.rows[shown - 1].item
    context |= result_context(item) | {
        "row": room.rows[shown - 1],
        "shown": shown,
        "before": shown - 1,
        "after": shown + 1 if shown < len(room.rows) else None,
    }
    return render(request, "office/screen/product.html", context)


def asked(text, most):
    """Return which product of the agenda is asked for, 0 for none."""
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return place if place <= most else 0
