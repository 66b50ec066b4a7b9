from datetime import date

import pytest

from ocop.dossiers.forms import (
    COMMUNE_REPORT,
    LEGAL_FORMS,
    REGISTRATION,
    SELF_ASSESSMENT,
    TYPED,
    Field,
    Type,
    blanks,
    clean,
    read_day,
    read_whole,
)
from ocop.dossiers.models import Kind, Proposal
from ocop.registry.models import Producer

FORMS = (REGISTRATION, SELF_ASSESSMENT, COMMUNE_REPORT)


def test_the_legal_forms_are_the_kinds_of_producers():
    assert dict(LEGAL_FORMS) == dict(Producer.Kind.choices)


def test_the_origins_of_an_idea_are_those_of_the_report():
    field = next(f for f in COMMUNE_REPORT.sections[0].fields if f.key == "idea_kind")

    assert dict(field.options) == dict(Proposal.Idea.choices)


def test_the_commune_report_asks_what_a_proposal_keeps():
    asked = {field.key for section in COMMUNE_REPORT.sections for field in section.fields}

    assert asked <= {field.name for field in Proposal._meta.get_fields()}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.number)
def test_keys_are_unique_inside_a_section_and_sections_inside_a_form(form):
    keys = [section.key for section in form.sections]

    assert len(keys) == len(set(keys))
    for section in form.sections:
        names = [field.key for field in section.fields]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.number)
def test_a_section_fits_a_phone(form):
    assert max(len(section.fields) for section in form.sections) <= 10


def test_every_choice_has_options_and_nothing_else_has():
    fields = [f for form in FORMS for section in form.sections for f in section.fields]

    assert all(bool(field.options) == (field.type is Type.CHOICE) for field in fields)


def test_each_kind_tells_its_own_changes():
    asked = {kind: {section.key for _, section, _ in blanks(kind)} for kind in Kind.values}

    assert "changes" in asked[Kind.RENEWAL] - asked[Kind.UPGRADE]
    assert "improvements" in asked[Kind.UPGRADE] - asked[Kind.RENEWAL]
    assert not asked[Kind.FIRST] & {"changes", "improvements"}
    assert set(TYPED) == {"registration", "self_assessment"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/10/2026", date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5)),
        ("5-10-2026", date(2026, 10, 5)),
        ("5.10.2026", date(2026, 10, 5)),
        ("2026-10-05", date(2026, 10, 5)),
        (" 05/10/2026 ", date(2026, 10, 5)),
        ("31/02/2026", None),
        ("10/2026", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", 1200),
        ("1.234.567", 1_234_567),
        ("1 200", 1200),
        ("-35.000", -35_000),
        ("\N{MINUS SIGN}5", -5),
        ("0", 0),
        ("1,5", None),
        ("٣", None),
        ("năm", None),
        ("-", None),
        ("9" * 19, None),
        ("", None),
    ],
)
def test_a_whole_number_is_read_with_dots_or_without(text, number):
    assert read_whole(text) == number


@pytest.mark.parametrize(
    ("type_", "value", "says"),
    [
        (Type.LINE, "chè", True),
        (Type.LINE, "   ", False),
        (Type.LINE, None, False),
        (Type.LINE, True, False),
        (Type.CHECK, True, True),
        (Type.CHECK, False, False),
        (Type.CHECK, "true", False),
        (Type.DAY, "05/10/2026", True),
        (Type.DAY, "mai", False),
        (Type.WHOLE, "12", True),
        (Type.WHOLE, "mười hai", False),
        (Type.CHOICE, "a", True),
        (Type.CHOICE, "b", False),
    ],
)
def test_a_blank_is_filled_by_what_can_be_read(type_, value, says):
    options = (("a", "A"),) if type_ is Type.CHOICE else ()

    assert Field("x", "X", type_, options=options).says(value) is says


def test_a_choice_is_printed_in_words():
    field = Field("x", "X", Type.CHOICE, options=(("male", "Nam"),))

    assert [field.shown("male"), field.shown("khác"), field.shown(None)] == ["Nam", "khác", ""]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("che\u0300", "chè"),
        ("a\x00b", "ab"),
        ("a\r\nb", "a\nb"),
        ("\ud800", "?"),
    ],
)
def test_text_is_made_fit_for_any_database(text, kept):
    assert clean(text) == kept
