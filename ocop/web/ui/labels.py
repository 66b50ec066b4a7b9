"""A label's form and versions, as producer and office both see them."""

from django import forms
from django.urls import reverse

from ocop.files.kinds import Kind
from ocop.kernel.errors import Refused
from ocop.mark.checklist import checklist
from ocop.mark.models import LabelCheck
from ocop.mark.operations.labels import ARTWORK
from ocop.web.forms import Form
from ocop.web.uploads import read

STARS = [("", "Chọn"), (3, "3 sao"), (4, "4 sao"), (5, "5 sao"), (0, "Không in sao")]


class ArtworkForm(Form):
    file = forms.FileField(
        label="Ảnh hoặc PDF của nhãn",
        help_text="Ảnh chụp thẳng, đủ sáng, thấy rõ mã vạch hoặc mã QR.",
        widget=forms.FileInput(
            attrs={"accept": ",".join(e for kind in Kind if kind in ARTWORK for e in kind.endings)}
        ),
    )
    stars_shown = forms.TypedChoiceField(label="Nhãn in mấy sao", choices=STARS, coerce=int)
    note = forms.CharField(
        label="Lời nhắn", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            return read(upload), upload.name
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def keywords(self):
        told = dict(self.cleaned_data)
        data, filename = told.pop("file")
        return {**told, "data": data, "filename": filename}


def versions_of(check: LabelCheck, door: str) -> list[dict]:
    """Return the versions of a label, newest first, each with its address and what was found."""
    titles = checklist(check.checklist).titles()
    shown = check.artworks.prefetch_related("findings").order_by("-version")
    return [
        {
            "artwork": one,
            "url": reverse(f"{door}:artwork", args=[one.pk]),
            "is_picture": one.mime.startswith("image/"),
            "codes": [(code["verdict"], code["line"]) for code in one.codes],
            "findings": [(titles.get(f.line, f.line), f) for f in one.findings.all()],
        }
        for one in shown
    ]
