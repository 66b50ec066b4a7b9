"""The sections of Mẫu 01 and Mẫu 02, one small page each, kept as they are typed."""

from datetime import date

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render

from ocop.dossiers import operations
from ocop.dossiers.forms import LONGEST, TYPED, Field, Section, Type
from ocop.web.forms import carried_out
from ocop.web.gates import signed_in
from ocop.web.producer.drafts import DraftForm, autosaves, closed, kept, my_dossier, refused
from ocop.web.producer.steps import after, pages_of

UNREAD = {
    Type.DAY: "Chưa đọc được ngày này. Xin ghi ngày/tháng/năm, ví dụ 05/10/2026.",
    Type.WHOLE: "Chưa đọc được số này. Xin ghi bằng chữ số, ví dụ 1.200.",
}


class Blank:
    """A blank of a draft: what is empty is told by the checklist, and refuses nothing."""

    def validate(self, value):
        if value:
            super().validate(value)


class LineBlank(Blank, forms.CharField):
    pass


class ChoiceBlank(Blank, forms.ChoiceField):
    pass


class CheckBlank(Blank, forms.BooleanField):
    pass


class SectionForm(DraftForm):
    """The blanks of one section."""

    def __init__(self, *args, form: str, section: Section, values: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = (form, section)
        for blank in section.fields:
            self.fields[blank.key] = drawn(blank, values.get(blank.key))
            self.initial[blank.key] = values.get(blank.key)

    def keywords(self):
        form, section = self.place
        values = {blank.key: self.cleaned_data[blank.key] for blank in section.fields}
        return {**super().keywords(), "forms": {form: {section.key: values}}}


@signed_in
def section(request, code, form, section):
    """Fill in one section; what cannot be read yet is kept as typed."""
    dossier = my_dossier(request, code)
    if closed(request, dossier):
        return redirect("producer:dossier", code=code)
    paper, part = place_of(dossier, form, section)
    filled = SectionForm(
        request.POST or None,
        form=form,
        section=part,
        values=dossier.forms.get(form, {}).get(section, {}),
        initial={"version": dossier.version},
    )
    if carried_out(filled, operations.keep, dossier, request.act):
        return kept(request, dossier, after(dossier, paper, part))
    if autosaves(request):
        return refused(filled)
    pages = pages_of(dossier)
    context = {
        "dossier": dossier, "paper": paper, "section": part, "form": filled,
        "number": pages.index((paper, part)) + 1, "count": len(pages),
        "stale": filled.is_stale(dossier),
    }  # fmt: skip
    return render(request, "producer/section.html", context)


def place_of(dossier, form: str, section: str):
    """Return the form and the section that an address names, where this dossier has them."""
    for paper, part in pages_of(dossier):
        if (paper.key, part.key) == (form, section):
            return TYPED[form], part
    raise Http404


def drawn(blank: Field, value: object) -> forms.Field:
    """Return the form field of one blank, with a word where its value cannot be read."""
    told = {"label": blank.label, "required": blank.required, "help_text": blank.help}
    if value and not blank.says(value) and blank.type in UNREAD:
        told["help_text"] = UNREAD[blank.type]
    if blank.type is Type.CHECK:
        return CheckBlank(**told)
    if blank.type is Type.CHOICE:
        return ChoiceBlank(choices=blank.options, widget=forms.RadioSelect, **told)
    return LineBlank(max_length=LONGEST[blank.type], widget=widget_of(blank.type), **told)


def widget_of(kind: Type) -> forms.Widget:
    """Return the input that suits a kind of blank on a phone."""
    if kind is Type.TEXT:
        return forms.Textarea(attrs={"rows": 4})
    if kind is Type.WHOLE:
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    if kind is Type.DAY:
        return forms.TextInput(attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric"})
    return forms.TextInput()


def written(day: date) -> str:
    """Write a day as the forms keep it."""
    return f"{day:%d/%m/%Y}"
