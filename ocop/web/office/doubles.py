"""Double entries at the office: which one stays, and where the address of the other leads."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.web.forms import Form


class MergeForm(Form):
    into = forms.ModelChoiceField(
        label="Giữ lại bản ghi", queryset=None, to_field_name="code", widget=forms.RadioSelect
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = candidates


def found_or_kept(reachable, code):
    """Return the row of a code; a double that was merged leads to the one that stays."""
    try:
        return get_object_or_404(reachable, code=code)
    except Http404:
        merged = reachable.model.objects.filter(code=code, merged_into__isnull=False).first()
        if merged is None:
            raise
        return get_object_or_404(reachable, pk=merged.merged_into_id)
