"""A dossier as one file, at the producer's door and the office's: made at once, or as long work."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ocop.dossiers.bundle import packed, paper_set, pieces_of
from ocop.dossiers.jobs import BIND, PACK, PDF, ZIP, begin_set, begin_taking_in, is_long
from ocop.files.kinds import MEGABYTE
from ocop.web.forms import Form, carried_out
from ocop.web.jobs import door, framed

LARGEST = 200 * MEGABYTE
KINDS = {"pdf": BIND, "zip": PACK}


class BundleForm(Form):
    file = forms.FileField(
        label="Tệp ZIP của bộ hồ sơ",
        help_text="Tệp tải từ “Tải bộ hồ sơ”, không quá 200 MB.",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        max_length=250,
        error_messages={"empty": "Tệp này trống. Hãy chọn lại tệp."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Tệp lớn hơn 200 MB nên không nhận được ở đây.")
        return file


def set_page(request, dossier):
    """Offer the whole set as PDF and as ZIP, with what it holds."""
    if request.method == "POST":
        return made(request, dossier, "zip" if "zip" in request.POST else "pdf")
    files = list(dossier.evidence.all().current())
    context = {
        "dossier": dossier,
        "pieces": pieces_of(dossier, request.act.day),
        "files": len(files),
        "size": sum(file.size for file in files),
        "is_long": is_long(dossier),
        "dossier_url": f"{door(request)}:dossier",
    }
    return render(request, "bundles/set.html", framed(request, context))


def made(request, dossier, kind):
    """Return the file, or the page of the work that makes it."""
    if is_long(dossier):
        begun = begin_set(dossier, request.act, kind=KINDS[kind])
        return redirect(f"{door(request)}:job", pk=begun.pk)
    paper = paper_set(dossier, request.act.day)
    content = packed(dossier, paper) if kind == "zip" else paper
    response = HttpResponse(content, content_type=ZIP if kind == "zip" else PDF)
    response["Content-Disposition"] = f'attachment; filename="{dossier.code}.{kind}"'
    return response


def taking_in(request, product, standing):
    """Take a packed dossier in as the draft of a product."""
    form = BundleForm(request.POST or None, request.FILES or None)
    if done := carried_out(form, received, product, request.act):
        return redirect(f"{door(request)}:job", pk=done.result.pk)
    context = {"product": product, "form": form, "standing": standing}
    return render(request, "bundles/taking_in.html", framed(request, context))


def received(product, act, *, file):
    """Begin the work on an uploaded bundle."""
    return begin_taking_in(product, act, data=file.read(), name=file.name[:80])
