"""Councils and sittings, as their secretary sees them: who has finished, never what they wrote."""

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.permissions import Permission
from ocop.cycles.models import Round
from ocop.cycles.queries import rounds_open
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.flow import State
from ocop.dossiers.models import Kind
from ocop.dossiers.queries import for_listing
from ocop.grading import operations
from ocop.grading.access import councils_for, sittings_for
from ocop.grading.flow import SittingState
from ocop.grading.queries import lying_before, ready_for_the_centre, seats_of
from ocop.web.forms import DayField, Form, PastedRows, SeveralField, carried_out
from ocop.web.gates import requires
from ocop.web.ui.rooms import MinutesForm, room_context

CONVENE = Permission.CONVENE_COUNCILS


class CallForm(Form):
    title = forms.CharField(label="Tên phiên họp", max_length=200)
    held_on = DayField(label="Ngày họp")
    place = forms.CharField(label="Nơi họp", max_length=200, required=False)
    round = forms.ModelChoiceField(label="Đợt đánh giá", queryset=None, required=False)

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds


class WrittenForm(Form):
    title = forms.CharField(label="Tên lần lấy ý kiến", max_length=200)
    round = forms.ModelChoiceField(label="Đợt đánh giá", queryset=None, required=False)

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds


class MeetingForm(Form):
    title = forms.CharField(label="Tên phiên họp", max_length=200)
    held_on = DayField(label="Ngày họp")
    place = forms.CharField(label="Nơi họp", max_length=200, required=False)


class AgendaForm(Form):
    dossiers = SeveralField(
        label="Hồ sơ đã có báo cáo thẩm định",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rows = PastedRows(
        {"code": forms.CharField(label="Mã hồ sơ", max_length=40)},
        most=200,
        label="Hoặc dán mã hồ sơ từ Excel",
        required=False,
    )

    def __init__(self, *args, dossiers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = dossiers
        self.fields["dossiers"].label_from_instance = lambda dossier: (
            f"{dossier.product} – {dossier.product.producer} ({dossier})"
        )

    def clean(self):
        told = super().clean()
        if self.errors:
            return told
        ready = {one.code.casefold(): one for one in self.fields["dossiers"].queryset}
        pasted = [(row, ready.get(row.values["code"].casefold())) for row in told["rows"]]
        for row in (row for row, found in pasted if found is None):
            self.add_error(
                "rows",
                f"Dòng {row.number}: hồ sơ {row.values['code']} không chờ đưa ra phiên này. "
                "Hãy bỏ dòng này, hoặc xem lại mã.",
            )
        chosen = [*told["dossiers"], *(found for _, found in pasted)]
        if not chosen:
            self.add_error("dossiers", "Hãy chọn hồ sơ, hoặc dán mã hồ sơ.")
        told["dossiers"] = list(dict.fromkeys(chosen))
        return told

    def keywords(self):
        return {"dossiers": self.cleaned_data["dossiers"]}


@requires(CONVENE)
def index(request):
    """List the province's councils with their sittings."""
    councils = councils_for(request.user, CONVENE, request.act.day)
    sittings = sittings_for(request.user, CONVENE, request.act.day).order_by("-held_on", "-pk")
    asked = request.GET.get("tt")
    if asked in SittingState:
        sittings = sittings.filter(state=asked)
    context = {
        "asked": SittingState(asked).label if asked in SittingState else "",
        "councils": councils.select_related("by_law").order_by("-established_on", "-pk"),
        "sittings": sittings,
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
    form = CallForm(request.POST or None, rounds=rounds_for(found, request.act.day))
    if done := carried_out(form, operations.convene, found, request.act):
        return redirect("office:sitting", code=done.result.code)
    return render(request, "office/councils/calling.html", {"council": found, "form": form})


@requires(CONVENE)
def asking(request, pk):
    """Ask the council for written opinions about renewals."""
    found = get_object_or_404(councils_for(request.user, CONVENE, request.act.day), pk=pk)
    form = WrittenForm(request.POST or None, rounds=rounds_for(found, request.act.day))
    if done := carried_out(form, operations.ask_in_writing, found, request.act):
        return redirect("office:sitting", code=done.result.code)
    return render(request, "office/councils/asking.html", {"council": found, "form": form})


@requires(CONVENE)
def sitting(request, code):
    """Show the room: the agenda, who has finished what, whether the quorum is there."""
    found = my_sitting(request, code)
    context = room_context(found, request.act.day, door="office")
    to_meet = found.is_written and found.state == SittingState.CLOSED and context["unsettled"]
    return render(request, "office/councils/sitting.html", context | {"to_meet": to_meet})


@requires(CONVENE)
def agenda(request, code):
    """Lay dossiers before a sitting that has not opened; renewals only before a written round."""
    found = my_sitting(request, code)
    ready = ready_for(found, request)
    if found.is_written:
        ready = ready.filter(kind=Kind.RENEWAL)
    waiting = for_listing(ready).order_by("round", "pk")
    form = AgendaForm(request.POST or None, dossiers=waiting)
    if carried_out(form, put_all, found, request.act):
        return redirect("office:sitting", code=code)
    return render(request, "office/councils/agenda.html", {"sitting": found, "form": form})


def ready_for(sitting, request):
    """Return the dossiers that may come before a sitting: its province's, or the centre's."""
    mine = dossiers_for(request.user, CONVENE, request.act.day)
    if sitting.council.is_central:
        return mine.filter(pk__in=ready_for_the_centre().values("result__item__dossier"))
    taken = lying_before(central=False).values("dossier")
    return mine.filter(state=State.ASSESSED).exclude(pk__in=taken)


@requires(CONVENE)
def meeting(request, code):
    """Call the council to meet about renewals on which its written opinions differ."""
    found = my_sitting(request, code)
    form = MeetingForm(
        request.POST or None,
        initial={"title": f"Họp về {found.title[0].lower()}{found.title[1:]}"[:200]},
    )
    if done := carried_out(form, operations.call_meeting, found, request.act):
        return redirect("office:sitting", code=done.result.code)
    return render(request, "office/councils/meeting.html", {"sitting": found, "form": form})


@transaction.atomic
def put_all(sitting, act, *, dossiers):
    """Lay several dossiers before the sitting, one act each; all of them or none."""
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


def rounds_for(council, day):
    """Return the rounds a sitting may belong to; the centre's are no rows."""
    return Round.objects.none() if council.is_central else rounds_open(council.province, day)


def my_sitting(request, code):
    """Return a sitting of the provinces where this person convenes councils."""
    return get_object_or_404(sittings_for(request.user, CONVENE, request.act.day), code=code)
