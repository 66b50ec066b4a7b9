"""From a form to an operation, and how days and numbers are typed."""

from datetime import date

import pytest
from django import forms

from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.web.forms import (
    DayField,
    FilterForm,
    Form,
    PastedRows,
    SeveralField,
    WholeField,
    carried_out,
    row_by_row,
)


class NoteForm(Form):
    note = forms.CharField(label="Ghi chú")


def keep(*args, **keywords):
    return args, keywords


def refuse(field):
    def operation(*args, **keywords):
        raise Refused("Chưa làm được, hãy đợi xã trả lời.", field=field)

    return operation


def test_an_operation_is_told_the_clean_data_as_keywords():
    done = carried_out(NoteForm({"note": " được "}), keep, "hồ sơ", "act", opinion="đồng ý")

    assert done.result == (("hồ sơ", "act"), {"note": "được", "opinion": "đồng ý"})


def test_what_is_done_is_true_even_where_the_operation_returns_nothing():
    assert carried_out(NoteForm({"note": "x"}), lambda **keywords: None)


@pytest.mark.parametrize("data", [None, {"note": ""}])
def test_nothing_is_done_while_a_form_is_unbound_or_wrong(data):
    called = []

    assert carried_out(NoteForm(data), lambda **keywords: called.append(keywords)) is None
    assert called == []


@pytest.mark.parametrize(
    ("field", "place"), [("note", "note"), ("other", "__all__"), (None, "__all__")]
)
def test_a_refusal_stands_at_its_field_or_above_the_form(field, place):
    form = NoteForm({"note": "x"})

    assert carried_out(form, refuse(field)) is None
    assert form.errors == {place: ["Chưa làm được, hãy đợi xã trả lời."]}


def test_a_form_may_translate_what_the_operation_is_told():
    class Translating(NoteForm):
        def keywords(self):
            return {"opinion": self.cleaned_data["note"]}

    assert carried_out(Translating({"note": "x"}), keep).result == ((), {"opinion": "x"})


@pytest.mark.parametrize("typed", ["05/10/2026", "5/10/2026", "05-10-2026", "2026-10-05"])
def test_a_day_is_read_day_first(typed):
    assert DayField().clean(typed) == date(2026, 10, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "10/25/2026", "mai"])
def test_a_day_that_is_none_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="05/10/2026"):
        DayField().clean(typed)


@pytest.mark.parametrize(("typed", "year"), [("31/12/2100", 2100), ("01/01/1900", 1900)])
def test_a_day_of_a_year_that_a_paper_can_bear_is_read(typed, year):
    assert DayField().clean(typed).year == year


@pytest.mark.parametrize("typed", ["01/01/2101", "31/12/1899", "01/01/0001", "31/12/9999"])
def test_a_day_of_another_age_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="từ 1900 đến 2100"):
        DayField().clean(typed)


def test_the_plain_date_field_reads_day_first_too(settings):
    assert forms.DateField().clean("05/10/2026") == date(2026, 10, 5)


@pytest.mark.parametrize(("typed", "number"), [("1.234.567", 1234567), ("12 000", 12000), ("7", 7)])
def test_a_whole_number_is_read_with_its_dots(typed, number):
    assert WholeField().clean(typed) == number


def test_a_whole_number_is_shown_with_its_dots():
    assert WholeField().prepare_value(1234567) == "1.234.567"


def test_every_filter_may_be_left_out():
    class Narrow(FilterForm):
        word = forms.CharField()

    assert Narrow({}).is_valid()


def test_a_field_is_drawn_with_label_help_and_error():
    form = NoteForm({"note": ""})

    drawn = str(form)

    assert '<label for="id_note">Ghi chú</label>' in drawn
    assert "Xin điền mục này." in drawn
    assert 'aria-invalid="true"' in drawn


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 19, "-" + "9" * 30, "９" * 30, "9" * 5_000, "NaN", "", "1"])
def test_a_key_that_no_table_holds_is_no_choice(key):
    with pytest.raises(forms.ValidationError, match="không có trong danh sách"):
        SeveralField(queryset=Province.objects.all()).clean([key])


class PastingForm(Form):
    rows = PastedRows(
        {
            "code": forms.SlugField(label="Tên đăng nhập", max_length=10),
            "born": DayField(label="Ngày sinh", required=False),
        }
    )


def test_pasted_rows_come_clean_with_their_line_numbers():
    form = PastingForm({"rows": "Ngày sinh\tTên đăng nhập\n05/10/1990\thoa\n\n\tlan"})

    assert form.is_valid(), form.errors
    assert [(row.number, row.values) for row in form.cleaned_data["rows"]] == [
        (2, {"code": "hoa", "born": date(1990, 10, 5)}),
        (4, {"code": "lan", "born": None}),
    ]


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_pasted_is_lost():
    pasted = "hoa\t05/10/1990\nlan anh\t5 tháng 10"
    form = PastingForm({"rows": pasted})

    assert not form.is_valid()
    assert [str(fault).split(":")[0] for fault in form.errors["rows"]] == [
        "Dòng 2, cột “Tên đăng nhập”",
        "Dòng 2, cột “Ngày sinh”",
    ]
    page = str(form)
    assert pasted in page
    assert page.count('class="wrong"') == 2


def test_a_row_of_labels_without_a_required_column_is_told():
    form = PastingForm({"rows": "Ngày sinh\n05/10/1990"})

    assert form.errors["rows"][0] == "Thiếu cột “Tên đăng nhập”."


@pytest.mark.parametrize(("count", "taken"), [(500, True), (501, False)])
def test_500_pasted_rows_are_taken_at_once(count, taken):
    assert PastingForm({"rows": "\n".join(["hoa"] * count)}).is_valid() is taken


@pytest.mark.django_db
def test_pasted_rows_are_carried_out_all_or_none_and_a_refusal_names_its_row():
    def carry_out(row):
        Province.objects.create(code=row.values["code"], name="x", full_name="x")
        if row.values["code"] == "bb":
            raise Refused("Mã này không dùng được.")

    form = PastingForm({"rows": "aa\n\nbb"})
    done = carried_out(form, lambda *, rows: row_by_row(rows, carry_out))

    assert done is None
    assert form.errors["rows"] == ["Dòng 3: Mã này không dùng được. Chưa ghi dòng nào."]
    assert not Province.objects.exists()
