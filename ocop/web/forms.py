"""From a form to an operation, and back with a refusal at its field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from ocop.kernel.errors import Refused

LARGEST_KEY = 2**63 - 1


class Renderer(DjangoTemplates):
    """Draws every form of the site, ours and third parties', with our field partial."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    formset_template_name = "ui/formset.html"


@dataclass(frozen=True, slots=True)
class Done:
    """An operation that was carried out; always true, whatever the operation returned."""

    result: Any

    def __bool__(self) -> bool:
        return True


def carried_out(form: forms.BaseForm, operation: Callable, *args: Any, **extra: Any) -> Done | None:
    """Run ``operation`` with the form's clean data as keywords, and hold what it returned.

    ``args`` come first (the thing, the act), ``extra`` adds keywords to the form's. Nothing runs,
    and nothing is returned, while the form is unbound or not valid. A ``Refused`` becomes an
    error of the form: at the field it names, where the form has that field, else above the form.
    """
    if not form.is_valid():
        return None
    keywords = form.keywords() if hasattr(form, "keywords") else form.cleaned_data
    try:
        return Done(operation(*args, **{**keywords, **extra}))
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return None


class Form(forms.Form):
    """The base of our forms: no colons after labels, and keywords for an operation."""

    label_suffix = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def keywords(self) -> dict[str, Any]:
        """Return what the operation is told; a form that must translate a field overrides it."""
        return self.cleaned_data


class FilterForm(Form):
    """The filters of a list: read from the URL, all of them optional, which goes without saying."""

    is_filter = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def narrow(self, rows):
        """Return the rows that the filters leave; each list says how."""
        return rows


class DayField(forms.DateField):
    """A day, typed as people write it: 05/10/2026; of a year that a paper can bear."""

    years = range(1900, 2101)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%d/%m/%Y",
                attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"},
            ),
        )
        super().__init__(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"],
            error_messages={"invalid": "Xin ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/10/2026."},
            **kwargs,
        )

    def to_python(self, value: object) -> date | None:
        day = super().to_python(value)
        if day is not None and day.year not in self.years:
            raise forms.ValidationError("Xin xem lại năm, hệ thống nhận từ 1900 đến 2100.")
        return day

    def prepare_value(self, value: object) -> object:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


class WholeField(forms.IntegerField):
    """A whole number, with or without dots between thousands: 1.234.567."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: object) -> int | None:
        if isinstance(value, str):
            value = value.replace(".", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, int | Decimal):
            return f"{int(value):,}".replace(",", ".")
        return value


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows of a list; a key that no column can hold is no choice, rather than a crash."""

    def clean(self, value: object) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if not fits(key):
                message, params = self.error_messages["invalid_pk_value"], {"pk": str(key)[:40]}
                raise forms.ValidationError(message, code="invalid_pk_value", params=params)
        return super().clean(value)


def fits(key: object) -> bool:
    """Tell whether a key could be one of a table's; what is no number is for the field to say."""
    try:
        return abs(int(str(key))) <= LARGEST_KEY
    except ValueError:
        return True
