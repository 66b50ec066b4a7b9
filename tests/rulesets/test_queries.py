from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.rulesets import bundled
from ocop.rulesets.models import Rubric, Ruleset
from ocop.rulesets.operations import load_ruleset, load_wording
from ocop.rulesets.queries import (
    finish_by,
    rubrics_in_force,
    ruleset_in_force,
    sheet_of,
)


@pytest.fixture
def rulesets(act):
    """The three decisions as rows, without their sheets."""
    return {code: row(code, act) for code in bundled.CODES}


def row(code, act):
    pure = bundled.ruleset(code)
    rules = {
        key: {"ruleset": rule.ruleset, "finish_by": rule.finish_by.isoformat()}
        for key, rule in pure.transition.items()
    }
    return Ruleset.objects.create(
        code=code,
        number=pure.number,
        issued_on=pure.issued_on,
        effective_from=pure.effective_from,
        effective_to=pure.effective_to,
        transition=rules,
        complete=pure.complete,
        created_at=act.at,
    )


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2019, 8, 21), "qd1048-2019"),
        (date(2023, 2, 23), "qd1048-2019"),
        (date(2023, 2, 24), "qd148-2023"),
        (date(2026, 5, 21), "qd148-2023"),
        (date(2026, 5, 22), "qd26-2026"),
        (date(2026, 7, 21), "qd26-2026"),
        (date(2030, 1, 1), "qd26-2026"),
    ],
)
def test_the_ruleset_is_the_one_of_the_filing_day(rulesets, day, code):
    assert ruleset_in_force(day) == rulesets[code]


def test_before_the_first_ruleset_nothing_can_be_filed(rulesets):
    with pytest.raises(Refused, match="20/08/2019"):
        ruleset_in_force(date(2019, 8, 20))
    assert not rubrics_in_force(date(2019, 8, 20)).exists()


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("first", date(2026, 7, 21)),
        ("upgrade", date(2026, 7, 21)),
        ("renewal", date(2026, 6, 21)),
    ],
)
def test_an_old_dossier_may_be_finished_until_the_day_of_the_transition(rulesets, kind, day):
    assert finish_by(rulesets["qd148-2023"], kind) == day
    assert finish_by(rulesets["qd26-2026"], kind) is None


def test_the_rubrics_in_force_are_the_classification(ruleset, now):
    rubrics = rubrics_in_force(now.date())

    assert [rubric.number for rubric in rubrics] == list(range(1, 27))
    assert len({rubric.industry for rubric in rubrics}) == 6
    assert len({rubric.group for rubric in rubrics}) == 17


def test_a_sheet_is_found_without_a_query_and_once(ruleset, now):
    rubric = rubrics_in_force(now.date()).get(number=11)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        sheet = sheet_of(rubric)

    assert len(queries) == 0
    assert sheet is sheet_of(rubric)
    assert sheet.title.vi == rubric.title


def test_a_file_of_the_province_is_read_from_its_row(act):
    text = bundled.text("qd26-2026").replace("Nhãn song ngữ", "Nhãn hai thứ tiếng")
    load_ruleset(act, text=text)

    sheet = sheet_of(Rubric.objects.select_related("ruleset").get(number=1))

    assert sheet.by_code["2.4"].name.vi == "Nhãn hai thứ tiếng"


def test_each_province_reads_its_own_wording(act, ruleset):
    mine = Province.objects.create(code="22", name="Quảng Ninh", full_name="Tỉnh Quảng Ninh")
    other = Province.objects.create(code="01", name="Hà Nội", full_name="Thành phố Hà Nội")
    row = {"set": "11", "code": "1.1", "position": "0", "text": "Nguồn gốc nguyên liệu"}
    load_wording(act, province=mine, ruleset=ruleset, rows=[row], source="QĐ 26/2026/QĐ-TTg")
    rubric = ruleset.rubrics.get(number=11)

    assert sheet_of(rubric, province=mine).by_code["1.1"].name.vi == "Nguồn gốc nguyên liệu"
    assert sheet_of(rubric, province=other) is sheet_of(rubric)
