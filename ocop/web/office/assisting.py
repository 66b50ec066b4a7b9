"""The officer's way into a producer's desk: opened with its consent, labelled, told to it."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render

from ocop.accounts.permissions import Permission
from ocop.registry import operations
from ocop.registry.access import delegations_of, producers_for
from ocop.registry.models import Scope
from ocop.registry.queries import people_of
from ocop.web import behalf
from ocop.web.forms import Form, carried_out
from ocop.web.gates import requires


class AssistanceForm(Form):
    consent = forms.CharField(
        label="Chủ thể đã đồng ý bằng cách nào",
        max_length=200,
        help_text="Ví dụ: đến xã ký giấy ngày 05/10/2026; gọi điện, có ông Dũng chứng kiến.",
    )
    scope = forms.ChoiceField(
        label="Việc được làm", choices=Scope.choices, widget=forms.RadioSelect, initial=Scope.ALL
    )
    may_file = forms.BooleanField(label="Được nộp và rút hồ sơ thay", required=False)


@requires(Permission.PROPOSE_DOSSIERS)
def assistance(request, code):
    """Begin to act for a producer of my commune: where it delegated, or noting its consent."""
    day = request.act.day
    mine = producers_for(request.user, Permission.PROPOSE_DOSSIERS, day).select_related("commune")
    found = get_object_or_404(mine, code=code)
    held = delegations_of(request.user, day).filter(producer=found).first()
    if held is not None and request.method == "POST":
        return begun(request, held)
    people = list(people_of(found, day))
    form = AssistanceForm(request.POST or None) if held is None and not people else None
    if form and (done := carried_out(form, operations.assist, found, request.act)):
        return begun(request, done.result)
    context = {"producer": found, "held": held, "people": people, "form": form}
    return render(request, "office/producers/assistance.html", context)


def begun(request, delegation):
    """Enter the producer's desk in its name."""
    behalf.start(request, delegation)
    return redirect("producer:home")
