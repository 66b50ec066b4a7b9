"""Is this certificate true today? Four answers, each with its day."""

from django import forms
from django.shortcuts import render

from ocop.certificates.queries import by_number, live_certificate, term_of
from ocop.web.forms import FilterForm
from ocop.web.gates import public


class CheckForm(FilterForm):
    so = forms.CharField(
        label="Số giấy chứng nhận",
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "0001/2026/GCN-OCOP-22", "type": "search"}),
    )


@public
def check(request):
    """Answer in force, lapsed since, revoked since, or unknown; and what holds instead today."""
    day = request.act.day
    form = CheckForm(request.GET or None)
    number = form.cleaned_data["so"].strip() if form.is_valid() else ""
    found = by_number(number) if number else []
    answers = [
        (c, term_of(c).standing_on(day), term_of(c).last_day, successor(c, day)) for c in found
    ]
    context = {"form": form, "number": number, "answers": answers}
    return render(request, "public/verify.html", context)


def successor(certificate, day):
    """Return the certificate that holds for the product today, where this one does not."""
    if term_of(certificate).standing_on(day).holds:
        return None
    return live_certificate(certificate.product, day)
