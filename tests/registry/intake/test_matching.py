"""Which product a row means: by words, codes and numbers, and what is only likely."""

import unicodedata

import pytest

from ocop.places.models import Province
from ocop.registry.models import Product, ProductCode
from ocop.registry.operations import merge_producers, merge_products
from tests.factories.dossiers import a_commune, a_producer, a_product
from tests.factories.registers import GTIN, HEAD, OTHER_GTIN, line, register
from tests.moment import TODAY
from tests.registry.intake.plans import CHANGED, ERROR, NEW, SAME, only, outcomes


@pytest.mark.parametrize(
    "writing",
    ["TRÀ HOA VÀNG", "Trà  hoa vàng", "trà hoa-vàng", unicodedata.normalize("NFD", "Trà hoa vàng")],
)
def test_another_writing_of_the_same_words_is_the_same_product(done, planned, writing):
    done(register({}))

    assert outcomes(planned(register({"product": writing}))) == [SAME]


@pytest.mark.parametrize(
    "written",
    [
        {"product": "Tra hoa vang"},
        {"producer": "Hợp tác xã Ba Chẽ"},
        {"producer": "HTX Ba Che"},
    ],
)
def test_a_likely_double_is_flagged_and_never_merged(done, written):
    done(register({}))

    plan = done(register(written))

    assert only(plan).outcome == NEW
    assert "Có thể trùng với SP-00001 “Trà hoa vàng” của “HTX Ba Chẽ”." in only(plan).flags
    assert Product.objects.count() == 2


def test_a_producer_of_that_name_elsewhere_is_flagged(done):
    done(register({}))

    plan = done(register({"product": "Mật ong", "set": "4", "commune": "Xã Tiên Yên"}))

    assert only(plan).flags == ("Chủ thể có thể trùng với CT-00001 “HTX Ba Chẽ” ở Xã Ba Chẽ.",)


def test_a_tax_code_leads_to_the_producer_wherever_it_works(done, province):
    producer = a_producer(commune=a_commune(), tax_code="5701234567")
    head = (*HEAD, "Mã số thuế")
    row = (*line(commune="Xã Tiên Yên", producer=producer.name), "5701234567")

    done(register(row, head=head))

    product = Product.objects.get()
    assert (product.producer, product.commune.full_name) == (producer, "Xã Tiên Yên")


def test_a_merged_double_leads_to_the_one_that_stays(done, act, planned):
    data = register({"product": "Tra hoa vang", "producer": "Hợp tác xã Ba Chẽ"})
    done(register({}))
    done(data)
    kept, double = Product.objects.order_by("pk")
    merge_products(double, act, into=kept)
    merge_producers(double.producer, act, into=kept.producer)

    assert outcomes(planned(data)) == [CHANGED]
    assert [change.label for change in only(planned(data)).changes] == ["Tên sản phẩm"]


def test_a_code_or_a_gtin_leads_to_the_product_under_another_name(done, planned):
    done(register({"code": "BC-01", "gtin": GTIN}))

    for mark in ({"code": "bc-01"}, {"gtin": GTIN[1:]}, {"code": "SP-00001"}):
        line = only(planned(register({"product": "Trà hoa vàng sấy", **mark})))
        assert [str(change) for change in line.changes] == [
            "Tên sản phẩm: Trà hoa vàng → Trà hoa vàng sấy"
        ]


def test_a_product_twice_in_a_file_is_told(planned):
    plan = planned(register({}, {}, {"set": "12"}))

    assert outcomes(plan) == [NEW, SAME, ERROR]
    assert plan.lines[1].flags == ("Trùng với dòng 2 trong tệp này.",)
    assert "đã có ở dòng 2" in plan.lines[2].errors[0]


def test_codes_that_point_to_two_products_are_refused(done, planned):
    done(register({"code": "BC-01"}, {"product": "Mật ong", "set": "4", "gtin": GTIN}))

    plan = planned(register({"product": "Chè mới", "code": "BC-01", "gtin": GTIN}))

    assert "là của “Mật ong”" in only(plan).errors[0]


def test_a_code_of_another_producers_product_is_refused(done, planned):
    done(register({"code": "BC-01"}))

    plan = planned(register({"code": "BC-01", "producer": "Công ty Khác"}))

    assert "trong sổ là của “HTX Ba Chẽ”" in only(plan).errors[0]


def test_what_belongs_to_another_province_is_left_alone(planned):
    far = Province.objects.get(code="01")
    product = a_product(commune=a_commune("00001", "Xa", far), gtin=OTHER_GTIN)
    ProductCode.objects.create(
        product=product, code="HN-01", assigned_on=TODAY, created_at=product.created_at
    )

    plan = planned(register({"code": "HN-01"}, {"product": "Mật ong", "gtin": OTHER_GTIN}))

    assert outcomes(plan) == [ERROR, ERROR]
    assert "tỉnh khác" in plan.lines[0].errors[0]
