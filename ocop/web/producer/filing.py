"""Handing a dossier in, the receipt for it, and taking it back."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from ocop.dossiers import operations
from ocop.dossiers.flow import FLOW, State
from ocop.dossiers.forms import REGISTRATION, typed
from ocop.dossiers.queries import contents_digest, missing_parts, self_score
from ocop.dossiers.status import state_words_for_producer
from ocop.web.forms import DayField, carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import DraftForm, closed, my_dossier
from ocop.web.producer.sections import written
from ocop.web.producer.steps import PLEDGE, address, is_pledge

PLEDGED = next(section for section in REGISTRATION.sections if section.key == PLEDGE[1])


class PledgeForm(DraftForm):
    """The pledge of Mẫu 01, made when everything else is done."""

    agreed = forms.BooleanField(
        label=PLEDGED.fields[0].label,
        error_messages={"required": "Hãy đọc và đánh dấu cam kết rồi nộp."},
    )
    signed_at = forms.CharField(label="Nơi ký", max_length=300)
    signed_on = DayField(label="Ngày ký")

    def keywords(self):
        day = written(self.cleaned_data["signed_on"])
        place = self.cleaned_data["signed_at"]
        pledge = {"agreed": True, "signed_at": place, "signed_on": day}
        return {**super().keywords(), "pledge": pledge}


@signed_in
def check(request, code):
    """Show what is missing, each with the way to its page; pledge, and file."""
    dossier = my_dossier(request, code)
    if closed(request, dossier):
        return redirect("producer:dossier", code=code)
    form = PledgeForm(request.POST or None, initial=pledge_of(dossier, request.act.day))
    if carried_out(form, pledge_and_submit, dossier, request.act):
        return redirect("producer:receipt", code=code)
    missing = [part for part in missing_parts(dossier) if not is_pledge(part)]
    context = {
        "dossier": dossier,
        "form": form,
        "missing": [(part.label, address(dossier, part.where)) for part in missing],
        "standing": self_score(dossier),
        "stale": form.is_stale(dossier),
    }
    return render(request, "producer/filing.html", context)


@signed_in
def receipt(request, code):
    """Confirm what was filed: its code, what happens next and until when, its digest."""
    dossier = my_dossier(request, code)
    if dossier.state not in {State.SUBMITTED, State.RECEIVED}:
        return redirect("producer:dossier", code=code)
    context = {
        "dossier": dossier,
        "words": state_words_for_producer(dossier, request.act.day),
        "digest": contents_digest(dossier),
    }
    return render(request, "producer/receipt.html", context)


@signed_in
def withdrawal(request, code):
    """Take the dossier back for good, after one more look."""
    dossier = my_dossier(request, code)
    if request.method == "POST":
        operations.withdraw(dossier, request.act)
        messages.success(request, f"Đã rút hồ sơ {dossier}.")
        return redirect("producer:dossier", code=code)
    if "withdraw" not in FLOW.moves_from(State(dossier.state)):
        return redirect("producer:dossier", code=code)
    return render(request, "producer/withdrawal.html", {"dossier": dossier})


@transaction.atomic
def pledge_and_submit(dossier, act, *, version, pledge):
    """Write the pledge into Mẫu 01 and file; refused, neither has happened."""
    form, section = PLEDGE
    operations.keep(dossier, act, version=version, forms={form: {section: pledge}})
    operations.submit(dossier, act)


def pledge_of(dossier, day) -> dict:
    """Return what the pledge begins with: place as it stands, today, and no tick."""
    place = typed(dossier.forms, REGISTRATION, PLEDGED, PLEDGED.fields[1])
    known = str(place or dossier.product.commune.name)
    return {"version": dossier.version, "signed_at": known, "signed_on": day}
