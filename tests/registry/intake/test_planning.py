"""What a register would change, row by row, and that only its act writes it."""

import pytest

from ocop.registry.intake import template_workbook
from ocop.registry.models import Producer, Product
from tests.factories.registers import GTIN, TEA, register
from tests.moment import TODAY
from tests.registry.intake.plans import CHANGED, ERROR, NEW, SAME, only, outcomes
from tests.registry.unchanged import unchanged


def test_a_new_row_brings_a_producer_and_a_product(done):
    plan = done(register({"code": "22-202-06970-1-2021", "gtin": GTIN, "specification": "100 g"}))

    product = Product.objects.get()
    producer = product.producer
    assert outcomes(plan) == [NEW]
    assert (product.name, product.set_number, product.gtin) == ("Trà hoa vàng", 11, GTIN)
    assert (product.specification, product.commune.full_name) == ("100 g", "Xã Ba Chẽ")
    assert (producer.name, producer.kind) == ("HTX Ba Chẽ", "cooperative")
    assert (producer.address, producer.phone) == ("Thôn Khe Lọng", "0912345678")
    assert (product.codes.get().code, product.codes.get().is_legacy) == (
        "22-202-06970-1-2021",
        True,
    )


def test_the_same_file_twice_changes_nothing(done, planned):
    data = register(
        {"code": "BC-01", "gtin": GTIN},
        {"product": "Trà hoa vang", "producer": "Hợp tác xã Ba Chẽ", "phone": ""},
        {"product": "Rượu ba kích", "phone": "0988777666", "set": "Rượu trắng"},
        {"product": "Mật ong", "set": ""},
    )
    assert outcomes(done(data)) == [NEW, NEW, NEW, ERROR]

    with unchanged():
        assert outcomes(done(data)) == [SAME, SAME, SAME, ERROR]


def test_a_change_tells_what_becomes_what(done, planned):
    done(register({}))

    plan = planned(register({"phone": "0988777666", "set": "12", "address": "", "kind": ""}))

    assert only(plan).outcome == CHANGED
    assert [str(change) for change in only(plan).changes] == [
        "Điện thoại: 0912345678 → 0988777666", "Bộ sản phẩm: 11 → 12",
    ]  # fmt: skip


def test_a_blank_cell_takes_nothing_away(done, planned):
    done(register({"gtin": GTIN, "specification": "100 g"}))

    assert outcomes(planned(register({"address": "", "phone": "", "set": "", "kind": ""}))) == [
        SAME
    ]


def test_what_an_earlier_row_said_of_a_producer_stays(done):
    plan = done(register({}, {"product": "Mật ong", "set": "4", "phone": "0988777666"}))

    assert plan.lines[1].flags == ("Điện thoại khác dòng 2, giữ theo dòng đó.",)
    assert Producer.objects.get().phone == "0912345678"


def test_a_later_row_may_add_what_an_earlier_one_left_blank(done):
    data = register({"phone": ""}, {"product": "Mật ong", "set": "4"})
    done(data)

    assert Producer.objects.get().phone == "0912345678"
    assert outcomes(done(data)) == [SAME, SAME]


def test_two_plans_of_one_file_have_one_fingerprint(planned, done):
    data, other = register({}), register({"phone": "0988777666"})

    before = planned(data).fingerprint
    assert before == planned(data).fingerprint != planned(other).fingerprint

    done(data)
    assert planned(data).fingerprint != before


@pytest.mark.parametrize("filled", [False, True])
def test_the_template_reads_back_as_no_change(province, done, planned, filled):
    done(register({"code": "BC-01", "gtin": GTIN}, {"product": "Mật ong", "set": "4"}))

    plan = planned(template_workbook(province, TODAY, filled=filled))

    assert outcomes(plan) == ([SAME, SAME] if filled else [])
    assert plan.table.unread == ()


def test_every_column_of_the_template_is_read(province, planned):
    plan = planned(template_workbook(province, TODAY, filled=False))

    assert set(TEA) < set(plan.table.headings)
    assert plan.table.notes == ("Đã đọc trang “Danh sách sản phẩm OCOP” trong 2 trang của tệp.",)
