"""What a commune takes in for itself."""

import pytest

from ocop.registry.intake import plan_registry, template_workbook
from ocop.registry.models import Product
from ocop.registry.operations import import_registry
from tests.factories.dossiers import a_commune
from tests.factories.registers import GTIN, HEAD, line, register
from tests.moment import TODAY
from tests.registry.intake.plans import ERROR, NEW, SAME, only, outcomes


def test_a_commune_takes_its_own_rows_and_those_that_name_no_place(for_ba_che):
    plan = for_ba_che(
        register(
            {"product": "Trà một"},
            {"product": "Trà hai", "commune": "", "address": "Thôn Khe Lọng"},
            {"product": "Trà ba", "producer": "Tổ ba", "commune": "Xã Lương Minh"},
            {"producer": "Tổ bốn", "commune": "", "address": "Xã Lương Minh"},
            {"producer": "Tổ năm", "commune": "", "address": "Xã Không Có"},
        )
    )

    assert outcomes(plan) == [NEW, NEW, ERROR, ERROR, ERROR]
    assert plan.lines[2].errors == plan.lines[3].errors
    assert plan.lines[2].errors[0] == (
        "Dòng này là của Xã Lương Minh, ở đây chỉ nhập cho Xã Ba Chẽ. "
        "Hãy bỏ dòng này, hoặc nhờ cơ quan OCOP tỉnh nhập."
    )
    assert "Không có xã, phường nào tên “Xã Không Có”" in plan.lines[4].errors[0]


@pytest.mark.parametrize(
    "row",
    [
        {"code": "LM-01", "commune": ""},
        {"gtin": GTIN, "commune": ""},
        {"code": "LM-01"},
        {"product": "Trà mới", "commune": "", "tax_code": "5700100256"},
    ],
)
def test_a_commune_reaches_nothing_of_another_by_code_gtin_or_tax_code(done, for_ba_che, row):
    head = (*HEAD, "Mã số thuế")
    theirs = {"commune": "Xã Lương Minh", "code": "LM-01", "gtin": GTIN}
    done(register((*line(**theirs), "5700100256"), head=head))

    plan = for_ba_che(register((*line(**row), row.get("tax_code", "")), head=head))

    assert outcomes(plan) == [ERROR]
    assert "Xã Lương Minh" in only(plan).errors[0]


def test_a_commune_moves_no_product_of_its_own_elsewhere(done, for_ba_che):
    done(register({"code": "BC-01"}))

    plan = for_ba_che(register({"code": "BC-01", "commune": "Xã Lương Minh"}))

    assert outcomes(plan) == [ERROR]


def test_what_a_commune_was_shown_is_what_it_writes(province, act):
    data = register({}, {"product": "Mật ong", "set": "4", "commune": "Xã Lương Minh"})
    told = {"data": data, "filename": "so.xlsx", "province": province, "commune": a_commune()}
    seen = plan_registry(**told, day=TODAY).fingerprint

    import_registry(act, **told, seen=seen)

    assert [one.commune for one in Product.objects.all()] == [a_commune()]


def test_the_template_of_a_commune_holds_its_own_rows(province, done, for_ba_che):
    done(register({}, {"product": "Mật ong", "set": "4", "commune": "Xã Lương Minh"}))

    data = template_workbook(province, TODAY, filled=True, commune=a_commune())

    assert outcomes(for_ba_che(data)) == [SAME]
