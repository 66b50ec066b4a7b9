"""The room of a sitting for the council's secretary and chair: who is done, never what they wrote.

Both see the room and the large screen; the secretary writes the minutes as well. Whoever convenes
the council in the office opens and closes the sitting and puts its conclusions down.
"""

from django.shortcuts import get_object_or_404, redirect, render

from ocop.grading import operations
from ocop.grading.access import dossiers_before_me, sittings_seated_as
from ocop.grading.models import Seat
from ocop.web.forms import carried_out
from ocop.web.gates import signed_in
from ocop.web.ui.rooms import MinutesForm, room_context, screen_of


@signed_in
def room(request, code):
    """Show who has finished what and where the quorum stands; no value before the close."""
    found = mine(request, code, Seat.PRESIDING)
    context = room_context(found, request.act.day, door="council", near=near(request, found))
    writes = minuted_by(request).filter(pk=found.pk).exists()
    return render(request, "council/room.html", context | {"writes": writes})


@signed_in
def screen(request, code):
    """Show the sitting to the hall; which product, ``sp`` says, and none is the overview."""
    found, asked = mine(request, code, Seat.PRESIDING), request.GET.get("sp", "")
    shown = screen_of(found, request.act.day, asked, back="council:room", near=near(request, found))
    return render(request, *shown)


@signed_in
def minutes(request, code):
    """File the minutes once every dossier is concluded; the secretary's alone."""
    found = get_object_or_404(minuted_by(request), code=code)
    form = MinutesForm(request.POST or None)
    if carried_out(form, operations.minute, found, request.act):
        return redirect("council:room", code=code)
    return render(request, "council/minutes.html", {"sitting": found, "form": form})


def mine(request, code, roles):
    """Return the sitting where I have one of these roles; for anyone else there is no page."""
    found = sittings_seated_as(request.user, roles, request.act.day)
    return get_object_or_404(found, code=code)


def minuted_by(request):
    """Return the sittings whose minutes are mine to write."""
    return sittings_seated_as(request.user, [Seat.Role.SECRETARY], request.act.day)


def near(request, sitting):
    """Return the agenda items that I do not keep out of."""
    before_me = dossiers_before_me(request.user, request.act.day)
    return set(sitting.items.filter(dossier__in=before_me).values_list("pk", flat=True))
