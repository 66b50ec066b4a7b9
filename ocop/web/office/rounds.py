"""The year's rounds: cut-offs, finish days, and how many dossiers stand where."""

from django import forms
from django.db.models import Count
from django.shortcuts import redirect, render

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.cycles.models import Cycle, Round
from ocop.cycles.operations import open_cycle
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.flow import State
from ocop.web.forms import Form, carried_out
from ocop.web.gates import requires


class CycleForm(Form):
    year = forms.IntegerField(label="Năm", min_value=2013, max_value=2100)


@requires(Permission.PLAN_CYCLE)
def index(request):
    """Show the rounds of my province with their counts, and open a year."""
    province = my_province(request)
    form = CycleForm(request.POST or None, initial={"year": request.act.day.year})
    if carried_out(form, open_cycle, request.act, province=province):
        return redirect("office:rounds")
    rounds = Round.objects.filter(cycle__province=province).select_related("cycle")
    counts = (
        dossiers_for(request.user, Permission.PLAN_CYCLE, request.act.day)
        .values("round", "state")
        .annotate(n=Count("pk"))
    )
    table = {(row["round"], row["state"]): row["n"] for row in counts}
    states = [State.PROPOSED, State.ASSESSED, State.DECIDED]
    context = {
        "form": form,
        "cycles": Cycle.objects.filter(province=province),
        "states": states,
        "rounds": [
            (one, [table.get((one.pk, state.value), 0) for state in states])
            for one in rounds.order_by("-cycle__year", "number")
        ],
        "waiting": sum(n for (round_, _), n in table.items() if round_ is None),
    }
    return render(request, "office/rounds/index.html", context)


def my_province(request):
    """Return the province of this person's first post that plans cycles."""
    post = posts(request.user, request.act.day).giving(Permission.PLAN_CYCLE).first()
    return post.province
