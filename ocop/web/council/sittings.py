"""A councillor's sittings: what is to be scored, and what one keeps out of."""

from django import forms
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404, redirect, render

from ocop.grading import operations
from ocop.grading.access import dossiers_before_me, my_seats, my_sittings
from ocop.grading.flow import COMMITTED
from ocop.grading.models import Conflict, Scorecard, Seat
from ocop.grading.queries import due_on, progress, seats_of
from ocop.grading.room import handed_in
from ocop.web.forms import Form, carried_out
from ocop.web.gates import signed_in


class ConflictForm(Form):
    ground = forms.ChoiceField(label="Lý do", choices=Conflict.Ground.choices)
    note = forms.CharField(
        label="Nói rõ", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


@signed_in
def index(request):
    """List my sittings with how far I am in each, the newest first."""
    day = request.act.day
    seats = my_seats(request.user, day)
    handed_in = Q(items__cards__seat__in=seats, items__cards__state__in=COMMITTED)
    sittings = (
        my_sittings(request.user, day)
        .annotate(all=Count("items", distinct=True))
        .annotate(done=Count("items", filter=handed_in, distinct=True))
        .annotate(barred=Count("items", filter=Q(items__conflicts__seat__in=seats), distinct=True))
        .annotate(todo=F("all") - F("barred"))
        .order_by("-held_on", "-pk")
    )
    scoring = set(seats.filter(role__in=Seat.SCORING).values_list("council_id", flat=True))
    return render(request, "council/index.html", {"sittings": sittings, "scoring": scoring})


@signed_in
def sitting(request, code):
    """Show one sitting: its agenda, my progress, who has finished; never another's points."""
    found, seat = mine(request, code)
    cards = {
        card.item_id: card
        for card in Scorecard.objects.filter(item__sitting=found, seat=seat).order_by("pk")
    }
    near = found.items.filter(dossier__in=dossiers_before_me(request.user, request.act.day))
    open_to_me = set(near.values_list("pk", flat=True))
    rows = [(item, cards.get(item.pk), item.pk not in open_to_me) for item in progress(found)]
    left = [row for row in rows if is_waiting(row)]
    only_left = request.GET.get("loc") == "chua"
    context = {
        "sitting": found,
        "seat": seat,
        "scores": seat.role in Seat.SCORING,
        "presides": seat.role in Seat.PRESIDING,
        "rows": left if only_left else rows,
        "only_left": only_left,
        "left": len(left),
        "all": len(rows),
        "declared": set(Conflict.objects.filter(seat=seat).values_list("item_id", flat=True)),
        "done": sum(1 for _, card, out in rows if handed_in(card)),
        "total": sum(1 for _, _, out in rows if not out),
        "next": left[0][0] if left and seat.role in Seat.SCORING else None,
        "seats": list(seats_of(found.council_id, request.act.day)),
        "due": due_on(found),
    }
    return render(request, "council/sitting.html", context)


def is_waiting(row):
    """Tell whether a dossier still waits for my card."""
    _, card, out = row
    return not out and not handed_in(card)


@signed_in
def conflict(request, code, position):
    """Declare why I keep out of one dossier; its papers are closed to me from then on."""
    found, seat = mine(request, code)
    item = get_object_or_404(found.items.select_related("dossier__product"), position=position)
    form = ConflictForm(request.POST or None)
    if carried_out(form, operations.declare_conflict, item, request.act, seat=seat):
        return redirect("council:sitting", code=code)
    context = {"sitting": found, "item": item, "form": form}
    return render(request, "council/conflict.html", context)


def mine(request, code):
    """Return the sitting and my seat in its council; for anyone else there is no such page."""
    found = get_object_or_404(my_sittings(request.user, request.act.day), code=code)
    seat = my_seats(request.user, request.act.day).get(council=found.council)
    return found, seat
