"""Councils and sittings, as their secretary sees them: who has finished, never what they wrote."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.cycles.queries import rounds_open
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.flow import State
from ocop.dossiers.queries import for_listing
from ocop.grading import operations
from ocop.grading.access import councils_for, sittings_for
from ocop.grading.models import AgendaItem
from ocop.grading.queries import cards_missing, progress, scoring_seats, seats_of
from ocop.web.forms import DayField, Form, SeveralField, carried_out
from ocop.web.gates import requires

CONVENE = Permission.CONVENE_COUNCILS


class CallForm(Form):
    title = forms.CharField(label="Tên phiên họp", max_length=200)
    held_on = DayField(label="Ngày họp")
    place = forms.CharField(label="Nơi họp", max_length=200, required=False)
    round = forms.ModelChoiceField(label="Đợt đánh giá", queryset=None, required=False)

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds


class AgendaForm(Form):
    dossiers = SeveralField(
        label="Hồ sơ đã có báo cáo thẩm định",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, dossiers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = dossiers
        self.fields["dossiers"].label_from_instance = lambda dossier: (
            f"{dossier.product} – {dossier.product.producer} ({dossier})"
        )


class MinutesForm(Form):
    minutes_no = forms.CharField(label="Số biên bản", max_length=60)
    minutes = forms.CharField(label="Nội dung", widget=forms.Textarea(attrs={"rows": 10}))


@requires(CONVENE)
def index(request):
    """List the province's councils with their sittings."""
    councils = councils_for(request.user, CONVENE, request.act.day)
    context = {
        "councils": councils.select_related("by_law").order_by("-established_on", "-pk"),
        "sittings": sittings_for(request.user, CONVENE, request.act.day).order_by("-held_on"),
    }
    return render(request, "office/councils/index.html", context)


@requires(CONVENE)
def council(request, pk):
    """Show one council: its seats, its by-law, its sittings."""
    found = get_object_or_404(councils_for(request.user, CONVENE, request.act.day), pk=pk)
    context = {
        "council": found,
        "seats": seats_of(found.pk, request.act.day),
        "sittings": found.sittings.order_by("-held_on", "-pk"),
    }
    return render(request, "office/councils/council.html", context)


@requires(CONVENE)
def calling(request, pk):
    """Call the council to a sitting."""
    found = get_object_or_404(councils_for(request.user, CONVENE, request.act.day), pk=pk)
    form = CallForm(request.POST or None, rounds=rounds_open(found.province, request.act.day))
    if done := carried_out(form, operations.convene, found, request.act):
        return redirect("office:sitting", code=done.result.code)
    return render(request, "office/councils/calling.html", {"council": found, "form": form})


@requires(CONVENE)
def sitting(request, code):
    """Show the room: the agenda, who has signed how much, whether the quorum is there."""
    found = my_sitting(request, code)
    seats = list(scoring_seats(found))
    missing = cards_missing(found)
    waiting = {seat.pk: sum(1 for _, one in missing if one == seat) for seat in seats}
    needed = found.council.by_law.quorum * len(seats)
    context = {
        "sitting": found,
        "rows": [(item, item.signed >= needed) for item in progress(found)],
        "seats": [(seat, waiting[seat.pk]) for seat in seats],
        "needed": -(-needed.numerator // needed.denominator),
        "missing": len(missing),
    }
    return render(request, "office/councils/sitting.html", context)


@requires(CONVENE)
def agenda(request, code):
    """Lay dossiers before a sitting that has not opened."""
    found = my_sitting(request, code)
    taken = AgendaItem.objects.values("dossier")
    ready = dossiers_for(request.user, CONVENE, request.act.day).filter(state=State.ASSESSED)
    waiting = for_listing(ready.exclude(pk__in=taken)).order_by("round", "pk")
    form = AgendaForm(request.POST or None, dossiers=waiting)
    if carried_out(form, put_all, found, request.act):
        return redirect("office:sitting", code=code)
    return render(request, "office/councils/agenda.html", {"sitting": found, "form": form})


def put_all(sitting, act, *, dossiers):
    """Lay several dossiers before the sitting, one act each."""
    return [operations.put_on_agenda(sitting, act, dossier=dossier) for dossier in dossiers]


@requires(CONVENE)
@require_POST
def opening(request, code):
    """Open the scoring."""
    operations.open_sitting(my_sitting(request, code), request.act)
    return redirect("office:sitting", code=code)


@requires(CONVENE)
@require_POST
def closing(request, code):
    """Close the cards, which reveals them all at once."""
    operations.close_sitting(my_sitting(request, code), request.act)
    return redirect("office:sitting", code=code)


@requires(CONVENE)
def minutes(request, code):
    """File the minutes once every dossier is concluded."""
    found = my_sitting(request, code)
    form = MinutesForm(request.POST or None)
    if carried_out(form, operations.minute, found, request.act):
        return redirect("office:sitting", code=code)
    return render(request, "office/councils/minutes.html", {"sitting": found, "form": form})


def my_sitting(request, code):
    """Return a sitting of the provinces where this person convenes councils."""
    return get_object_or_404(sittings_for(request.user, CONVENE, request.act.day), code=code)
