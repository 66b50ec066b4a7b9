"""Planning the year: opening it, the days of its steps, its rounds and extra rounds."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.forms import formset_factory
from django.shortcuts import get_object_or_404, redirect, render

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import posts
from ocop.cycles.calendar import STEPS, Span
from ocop.cycles.models import Cycle, Round
from ocop.cycles.operations import open_cycle, plan_round, plan_steps
from ocop.cycles.queries import steps_of
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.flow import State
from ocop.web.forms import DayField, Form, carried_out
from ocop.web.gates import requires

P = Permission
STATES = (State.PROPOSED, State.ASSESSED, State.DECIDED)


class CycleForm(Form):
    year = forms.IntegerField(label="Năm", min_value=2013, max_value=2100)


class RoundForm(Form):
    proposals_until = DayField(label="Nhận đề nghị trước ngày")
    finish_by = DayField(label="Hoàn thành trước ngày")
    basis = forms.CharField(
        label="Căn cứ",
        help_text="Điều của quy chế hội đồng cho phép thêm đợt, và số kế hoạch.",
        max_length=250,
    )


class SpanForm(Form):
    """One stretch of a step; left without days it is none."""

    step = forms.TypedChoiceField(
        label="Bước", choices=[(n, f"{n}. {label}") for n, label in STEPS], coerce=int
    )
    starts_on = DayField(label="Từ ngày", required=False)
    ends_on = DayField(label="Đến hết ngày", required=False)
    is_peak = forms.BooleanField(label="Cao điểm", required=False)

    def clean(self):
        said = super().clean()
        if bool(said.get("starts_on")) != bool(said.get("ends_on")) and not self.errors:
            self.add_error("ends_on", "Hãy ghi cả hai ngày, hoặc để trống cả hai để bỏ dòng này.")
        return said

    @property
    def span(self):
        """Return the stretch that the line says, if it says one."""
        said = self.cleaned_data
        if not said.get("starts_on"):
            return None
        return Span(said["step"], said["starts_on"], said["ends_on"], said["is_peak"])


SpanFormSet = formset_factory(SpanForm, extra=2, max_num=40)


@requires(P.PLAN_CYCLE)
def index(request):
    """Show the rounds of my province with their counts, and open a year."""
    province = my_province(request)
    form = CycleForm(request.POST or None, initial={"year": request.act.day.year})
    if carried_out(form, open_cycle, request.act, province=province):
        return redirect("office:rounds")
    rounds = Round.objects.filter(cycle__province=province).select_related("cycle")
    counts = (
        dossiers_for(request.user, P.PLAN_CYCLE, request.act.day)
        .order_by()
        .values("round", "state")
        .annotate(n=Count("pk"))
    )
    table = {(row["round"], row["state"]): row["n"] for row in counts}
    context = {
        "form": form,
        "cycles": Cycle.objects.filter(province=province).order_by("-year"),
        "states": STATES,
        "rounds": [
            (one, [table.get((one.pk, state.value), 0) for state in STATES])
            for one in rounds.order_by("-cycle__year", "number")
        ],
        "waiting": sum(n for (round_, _), n in table.items() if round_ is None),
    }
    return render(request, "office/rounds/index.html", context)


@requires(P.PLAN_CYCLE)
def extra(request, year):
    """Add an extra round, with what it rests on."""
    cycle = get_object_or_404(Cycle, province=my_province(request), year=year)
    form = RoundForm(request.POST or None)
    if done := carried_out(form, plan_round, cycle, request.act):
        messages.success(request, f"Đã lập {done.result}.")
        return redirect("office:rounds")
    return render(request, "office/rounds/extra.html", {"form": form, "cycle": cycle})


@requires(P.PLAN_CYCLE)
def steps(request, year):
    """Set when the six steps of a year run."""
    cycle = get_object_or_404(Cycle, province=my_province(request), year=year)
    known = [
        {"step": s.step, "starts_on": s.starts_on, "ends_on": s.ends_on, "is_peak": s.is_peak}
        for s in steps_of(cycle)
    ]
    lines = SpanFormSet(request.POST or None, initial=known, prefix="buoc")
    form = Form(request.POST or None)
    if request.method == "POST" and lines.is_valid():
        spans = [span for line in lines if (span := line.span)]
        if carried_out(form, plan_steps, cycle, request.act, spans=spans):
            messages.success(request, f"Đã đặt thời gian các bước của năm {year}.")
            return redirect("office:cycle")
    context = {"lines": lines, "form": form, "cycle": cycle}
    return render(request, "office/rounds/steps.html", context)


def my_province(request):
    """Return the province of this person's first post that plans cycles."""
    post = posts(request.user, request.act.day).giving(P.PLAN_CYCLE).first()
    return post.province
