"""A councillor's sittings: what is to be scored, and what one keeps out of."""

from django import forms
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render

from ocop.grading import operations
from ocop.grading.access import dossiers_before_me, my_seats, my_sittings
from ocop.grading.flow import CardState
from ocop.grading.models import Conflict, Scorecard, Seat
from ocop.grading.queries import progress
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
    signed = Q(items__cards__seat__in=seats, items__cards__state=CardState.SIGNED)
    sittings = (
        my_sittings(request.user, day)
        .annotate(todo=Count("items", distinct=True))
        .annotate(done=Count("items", filter=signed, distinct=True))
        .annotate(barred=Count("items", filter=Q(items__conflicts__seat__in=seats), distinct=True))
        .order_by("-held_on", "-pk")
    )
    return render(request, "council/index.html", {"sittings": sittings})


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
    context = {
        "sitting": found,
        "seat": seat,
        "rows": rows,
        "declared": set(Conflict.objects.filter(seat=seat).values_list("item_id", flat=True)),
        "done": sum(1 for _, card, out in rows if card and card.state == CardState.SIGNED),
        "total": sum(1 for _, _, out in rows if not out),
        "next": next_unscored(rows) if seat.role in Seat.SCORING else None,
        "seats": found.council.seats.filter(left_on=None).select_related("user").order_by("pk"),
    }
    return render(request, "council/sitting.html", context)


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


def next_unscored(rows):
    """Return the first dossier that I may score and have not signed."""
    for item, card, out in rows:
        if not out and (card is None or card.state != CardState.SIGNED):
            return item
    return None
