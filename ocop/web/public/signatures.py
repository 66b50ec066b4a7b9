"""Was this PDF file changed since it was signed, and by whom was it signed? Nothing is kept."""

from datetime import datetime

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ocop.documents.signing.checking import checked
from ocop.web.forms import Form, carried_out
from ocop.web.gates import public

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE


class SignedFileForm(Form):
    file = forms.FileField(
        label=_("Tệp PDF"),
        help_text=_("Không quá 20 MB. Tệp được đọc rồi bỏ, không lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"empty": _("Tệp này trống.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Hãy gửi đúng tệp văn bản đã ký."))
        return file


@public
def check(request):
    """Say first whether the file is as it was signed, then who signed it and when."""
    posted = request.method == "POST"
    form = SignedFileForm(request.POST, request.FILES) if posted else SignedFileForm()
    done = carried_out(form, findings, request.act)
    context = {"form": form, "found": done.result if done else None}
    if done:
        context["name"] = form.cleaned_data["file"].name
    return render(request, "public/signatures.html", context)


def findings(act, *, file):
    """Return what stands on an uploaded file."""
    found = checked(file.read(), act.at)
    return {"intact": found.intact, "problem": found.problem, "signatures": told(found)}


def told(found):
    """Return the signatures with their moments as moments."""
    return [
        {"one": one, "at": datetime.fromisoformat(one.at) if one.at else None}
        for one in found.signatures
    ]
