import pytest
from django.db import transaction

from ocop.audit.queries import history
from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.rulesets import bundled
from ocop.rulesets.models import Criterion, Option, Rubric, Ruleset, Wording
from ocop.rulesets.operations import load_ruleset, load_wording, mark_used
from ocop.rulesets.verbs import Verb

TEXT = bundled.text("qd26-2026")
CHANGED = TEXT.replace("Nhãn song ngữ", "Nhãn hai thứ tiếng")


@pytest.fixture
def province(db):
    return Province.objects.create(code="22", name="Quảng Ninh", full_name="Tỉnh Quảng Ninh")


def test_a_ruleset_becomes_rows_that_say_what_the_file_says(ruleset):
    sheets = bundled.ruleset("qd26-2026").sheets
    rows = Option.objects.select_related("criterion__rubric").order_by(
        "criterion__rubric__number", "criterion__order", "position"
    )

    assert [
        (o.criterion.rubric.number, o.criterion.code, o.position, o.points, o.label, o.floor)
        for o in rows
    ] == [
        (number, c.code, o.position, o.points, o.label.vi, o.floor)
        for number, sheet in sheets.items()
        for c in sheet.criteria
        for o in c.options
    ]
    assert Criterion.objects.filter(rubric__ruleset=ruleset).count() == 787
    [entry] = history(ruleset)
    assert (entry.verb, entry.facts["sets"]) == (Verb.LOADED, 26)


@pytest.mark.parametrize("code", ["qd1048-2019", "qd148-2023"])
def test_a_repealed_ruleset_is_loaded_too(act, code):
    ruleset = load_ruleset(act, path=bundled.path(code))

    assert ruleset.rubrics.count() == 26
    assert ruleset.rubrics.filter(complete=False).exclude(why_incomplete="").exists()


def test_an_identical_file_changes_nothing(act, ruleset):
    again = load_ruleset(act, text=TEXT)

    assert again == ruleset
    assert Ruleset.objects.count() == 1
    assert history(ruleset).count() == 1


def test_an_unused_ruleset_is_replaced_in_place(act, ruleset):
    rubric = Rubric.objects.get(number=1)

    load_ruleset(act, text=CHANGED)

    assert Rubric.objects.get(number=1) == rubric
    assert Criterion.objects.get(rubric=rubric, code="2.4").name == "Nhãn hai thứ tiếng"
    assert (Criterion.objects.count(), Option.objects.count()) == (787, 2535 + 22)
    assert history(ruleset).count() == 2


def test_what_a_new_file_leaves_out_is_gone(act, ruleset):
    shorter = TEXT[: TEXT.index("  - number: 26\n")]

    load_ruleset(act, text=shorter)

    assert Rubric.objects.count() == 25
    assert not Criterion.objects.filter(rubric__number=26).exists()


def test_a_used_ruleset_is_never_changed(act, ruleset):
    mark_used(ruleset, act)

    with pytest.raises(Refused, match="đã có hồ sơ nộp theo"), transaction.atomic():
        load_ruleset(act, text=CHANGED)

    assert load_ruleset(act, text=TEXT) == ruleset
    assert Criterion.objects.get(rubric__number=1, code="2.4").name == "Nhãn song ngữ"


def test_a_ruleset_is_marked_as_used_once(act, ruleset):
    mark_used(ruleset, act)
    mark_used(ruleset, act)

    ruleset.refresh_from_db()
    assert ruleset.used
    assert [entry.verb for entry in history(ruleset)] == [Verb.LOADED, Verb.USED]


def test_a_wrong_file_writes_nothing(act):
    with pytest.raises(Refused, match="Dòng "), transaction.atomic():
        load_ruleset(act, text=TEXT.replace("max: 18\n", "max: 19\n", 1))

    assert not Ruleset.objects.exists()


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b""])
def test_a_file_that_cannot_be_read_is_refused(act, tmp_path, content):
    path = tmp_path / "bo.yaml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Refused, match=r"tệp|Tệp"):
        load_ruleset(act, path=path)


def test_official_wording_is_laid_over_and_replaced(act, ruleset, province):
    row = {"set": 8, "code": "1.1", "position": 1, "text": " Dưới 50% "}
    load_wording(act, province=province, ruleset=ruleset, rows=[row], source="Bản in")

    count = load_wording(
        act, province=province, ruleset=ruleset, rows=[row | {"text": "Mới"}], source="Bản ký"
    )

    assert count == 1
    [wording] = Wording.objects.all()
    assert (wording.text, wording.source) == ("Mới", "Bản ký")
    assert history(ruleset).filter(verb=Verb.WORDED).count() == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"set": 27, "code": "1.1", "text": "a"}, "Dòng 1: không có bộ số 27"),
        ({"set": 8, "code": "9.9", "text": "a"}, "Dòng 1: bộ 8 không có tiêu chí 9.9"),
        ({"set": 8, "code": "1.1", "position": 9, "text": "a"}, "mức 9"),
        ({"set": 8, "code": "1.1", "position": "x", "text": "a"}, "số nguyên"),
        ({"set": 8, "code": "1.1", "text": " "}, "để trống"),
        ({"code": "1.1", "text": "a"}, "số nguyên"),
    ],
)
def test_wording_for_no_place_is_refused_by_row(act, ruleset, province, row, sentence):
    with pytest.raises(Refused, match=sentence):
        load_wording(act, province=province, ruleset=ruleset, rows=[row], source="Bản in")


def test_wording_needs_rows_and_a_source(act, ruleset, province):
    with pytest.raises(Refused, match="không có dòng nào"):
        load_wording(act, province=province, ruleset=ruleset, rows=[], source="Bản in")
    with pytest.raises(Refused, match="nguồn"):
        load_wording(act, province=province, ruleset=ruleset, rows=[], source=" ")
