"""From a form to an operation, and back with a refusal at its field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.forms.renderers import DjangoTemplates

from ocop.kernel.errors import Refused
from ocop.sheets.pasted import Pasted, PastedLine, pasted

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
        for one in self.fields.values():
            one.required = False
            if isinstance(one, forms.ModelChoiceField):
                one.empty_label = "Tất cả"

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


@dataclass(frozen=True, slots=True)
class Row:
    """One pasted row: its line, its clean values, and per column why a cell cannot be taken."""

    number: int
    values: dict[str, Any]
    cells: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)


class PastedWidget(forms.Textarea):
    """A place to paste cells; once filled, the table that was read out of them is beneath."""

    template_name = "ui/pasted.html"
    source: "PastedRows"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = self.source.read(value)[0] if isinstance(value, str) and value.strip() else []
        heads = [(key, one.label, one.required) for key, one in self.source.columns.items()]
        table = [
            (row, [(label, row.cells.get(key, ""), key in row.faults) for key, label, _ in heads])
            for row in rows[: self.source.shown]
        ]
        more = max(0, len(rows) - self.source.shown)
        return context | {"heads": heads, "table": table, "more": more}


class PastedRows(forms.CharField):
    """Rows copied from a spreadsheet and pasted: tab-separated cells under named columns.

    ``columns`` are fields by their keys, each judging its own cell. A first row of labels is
    understood, in any order of columns. Cleans to a list of ``Row``; an error names row and
    column, and the text that was pasted stays in the form. See ``row_by_row``.
    """

    shown = 50

    def __init__(self, columns: Mapping[str, forms.Field], *, most: int = 500, **kwargs: Any):
        self.columns, self.most = dict(columns), most
        labels = ", ".join(str(one.label) for one in self.columns.values())
        kwargs.setdefault("help_text", f"Chép các ô từ Excel rồi dán vào đây. Cột: {labels}.")
        kwargs.setdefault("label", "Dán từ Excel")
        kwargs.setdefault("max_length", 400_000)
        super().__init__(widget=PastedWidget(attrs={"rows": 5, "data-paste": ""}), **kwargs)
        self.widget.source = self

    def __deepcopy__(self, memo: dict[int, Any]) -> "PastedRows":
        copied = super().__deepcopy__(memo)
        copied.widget.source = copied
        return copied

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        rows, faults = self.read(text)
        if len(rows) > self.most:
            faults = [f"Có {len(rows)} dòng, ở đây nhận tối đa {self.most} dòng một lần."]
        if self.required and not rows and not faults:
            faults = ["Chưa có dòng nào. Hãy dán các ô từ Excel vào đây."]
        if faults:
            raise forms.ValidationError(faults[:20])
        return rows

    def read(self, text: str) -> tuple[list[Row], list[str]]:
        """Return the rows of a text, and a sentence for everything that is wrong with them."""
        found = pasted(text, {key: str(one.label) for key, one in self.columns.items()})
        rows = [self._row(line) for line in found.lines]
        faults = self._lacking(found)
        for line, row in zip(found.lines, rows, strict=True):
            if line.beyond:
                many = len(self.columns) + line.beyond
                faults.append(f"Dòng {row.number}: có {many} ô, bảng này có {len(self.columns)}.")
            for key, fault in row.faults.items():
                faults.append(f"Dòng {row.number}, cột “{self.columns[key].label}”: {fault}")
        return rows, faults

    def _lacking(self, found: Pasted) -> list[str]:
        """Return the required columns that a row of labels leaves out."""
        if found.named is None:
            return []
        lacking = [
            str(one.label)
            for key, one in self.columns.items()
            if one.required and key not in found.named
        ]
        return [f"Thiếu cột {', '.join(f'“{label}”' for label in lacking)}."] if lacking else []

    def _row(self, line: PastedLine) -> Row:
        values, faults = {}, {}
        for key, one in self.columns.items():
            try:
                values[key] = one.clean(line.cells.get(key, ""))
            except forms.ValidationError as error:
                faults[key] = " ".join(error.messages)
        return Row(line.number, values, line.cells, faults)


@transaction.atomic
def row_by_row(
    rows: Iterable[Row], carry_out: Callable[[Row], Any], *, name: str = "rows"
) -> list[Any]:
    """Carry out an act for each row, all of them or none; a refusal tells the row and why.

    ``name`` is the field of the form where the refusal belongs.
    """
    results = []
    for row in rows:
        try:
            results.append(carry_out(row))
        except Refused as refusal:
            told = f"Dòng {row.number}: {refusal} Chưa ghi dòng nào."
            raise Refused(told, field=name) from refusal
    return results
