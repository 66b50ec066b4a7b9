"""A slip of the annual cycle as a form: kept as it is typed, and never lost to another screen."""

from django import forms

from ocop.cycles.slips import LONGEST
from ocop.web.forms import Form


class OpenField(forms.CharField):
    """A blank that may stay empty while one writes: what must not, the slip says at the filing."""

    def validate(self, value):
        if value:
            super().validate(value)


class SlipForm(Form):
    """The blanks of one or more pages of a slip; what is empty is told later, and refuses nothing.

    ``version`` is the one that the page was filled on. ``over`` is pressed after another screen
    saved meanwhile: this page's words then replace what that one wrote in the same blanks.
    """

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    over = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args, blanks, said, **kwargs):
        super().__init__(*args, **kwargs)
        self.blanks = list(blanks)
        for blank in self.blanks:
            self.fields[blank.key] = OpenField(
                label=blank.label,
                help_text=blank.help,
                required=blank.required,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": blank.rows}),
            )
            self.initial[blank.key] = said.get(blank.key, "")

    def keywords(self):
        over = self.cleaned_data["over"]
        said = {blank.key: self.cleaned_data[blank.key] for blank in self.blanks}
        return {"version": self.cleaned_data["version"] if over is None else over, "said": said}

    def is_stale(self, thing) -> bool:
        """Tell whether another screen saved since the page was opened."""
        known = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        return known.get("version", thing.version) != thing.version
