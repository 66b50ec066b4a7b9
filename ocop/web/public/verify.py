"""Is this certificate true today? Four answers, each with its day."""

from django import forms
from django.shortcuts import render

from ocop.certificates.queries import by_number, live_certificate
from ocop.certificates.term import Standing
from ocop.dossiers.grace import terms_of
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
    terms = terms_of(found)
    answers = [answer(c, terms[c.pk], day) for c in found]
    context = {"form": form, "number": number, "answers": answers}
    return render(request, "public/verify.html", context)


def answer(certificate, term, day) -> tuple:
    """Return the certificate with its standing, its last good day, and what holds instead."""
    standing = term.standing_on(day)
    last = term.last_kept_day if standing is Standing.GRACE else term.last_day
    instead = None if standing.holds else live_certificate(certificate.product, day)
    return certificate, standing, last, instead
