"""Registers as offices keep them: what is understood of them, and what cannot be taken."""

import pytest

from ocop.kernel.errors import Refused
from ocop.registry.models import Producer, Product, ProductCode
from tests.factories.registers import HEAD, as_csv, line, register
from tests.registry.intake.plans import ERROR, NEW, outcomes
from tests.sheets.builders import xlsx


def test_leading_zeros_stay(done):
    def edit(sheet):
        sheet["H2"].value, sheet["H2"].number_format = 912345678, "0000000000"
        sheet["J2"].value, sheet["J2"].number_format = 123, "00000"

    done(register({}, edit=edit))

    assert Producer.objects.get().phone == "0912345678"
    assert ProductCode.objects.get().code == "00123"


def test_a_merged_producer_applies_to_the_rows_below(done):
    rows = [line(), line(2, product="Mật ong", set="4"), line(3, product="Chè dây", set="12")]
    below = [tuple("" if at in (2, 3, 4, 6, 7) else cell for at, cell in enumerate(row))
             for row in rows[1:]]  # fmt: skip
    merged = [f"{letter}2:{letter}4" for letter in "CDEGH"]

    plan = done(xlsx(HEAD, rows[0], *below, merge=merged))

    assert outcomes(plan) == [NEW, NEW, NEW]
    assert Producer.objects.get().name == "HTX Ba Chẽ"


def test_blank_producer_cells_of_a_csv_repeat_the_one_above(done):
    rows = [line(), line(2, product="Mật ong", set="4", producer="", kind="", commune="",
                         address="", phone="")]  # fmt: skip

    plan = done(as_csv(HEAD, *rows), "so.csv")

    assert outcomes(plan) == [NEW, NEW]
    assert plan.lines[1].flags == ("Ô chủ thể trống, lấy theo dòng trên: “HTX Ba Chẽ”.",)
    assert Producer.objects.count() == 1


def test_a_producer_left_out_is_not_the_one_above(planned):
    plan = planned(register({}, {"product": "Mật ong", "producer": "", "commune": "Xã Tiên Yên"}))

    assert outcomes(plan) == [NEW, ERROR]
    assert plan.lines[1].errors == ("Thiếu “Chủ thể”.",)


def test_two_rows_of_headings_groups_and_totals_are_understood(done):
    head = ("TT", "Tên sản phẩm", "Chủ thể", "", "", "Bộ sản phẩm")
    below = ("", "", "Tên", "Địa chỉ", "Số điện thoại", "")
    data = xlsx(
        ("UBND TỈNH QUẢNG NINH",), ("DANH SÁCH SẢN PHẨM OCOP NĂM 2025",), (),
        head, below, ("I", "Xã Ba Chẽ"),
        (1, "Trà hoa vàng", "HTX Ba Chẽ", "Thôn Khe Lọng", "0912345678", 11),
        ("II", "Xã Tiên Yên"),
        (1, "Mật ong", "HTX Tiên Yên", "Khu 1", "0912345679", 4),
        ("", "Tổng cộng: 2 sản phẩm"),
        (), ("", "Người lập biểu"),
        merge=("A4:A5", "B4:B5", "C4:E4", "F4:F5"),
    )  # fmt: skip

    plan = done(data)

    assert [(p.name, p.commune.full_name) for p in Product.objects.order_by("pk")] == [
        ("Trà hoa vàng", "Xã Ba Chẽ"), ("Mật ong", "Xã Tiên Yên"),
    ]  # fmt: skip
    assert sorted(plan.table.skipped) == [6, 8, 10, 12]


def test_texts_of_an_old_font_become_unicode(done):
    tcvn3 = {"product": "Trµ hoa vµng", "producer": "Hîp t¸c x· Ba ChÏ", "address": "Th«n Khe Läng"}

    plan = done(register(tcvn3))

    assert outcomes(plan) == [NEW]
    assert Product.objects.get().name == "Trà hoa vàng"
    assert Producer.objects.get().name == "Hợp tác xã Ba Chẽ"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"product": ""}, "Thiếu “Tên sản phẩm”."),
        ({"commune": ""}, "Thiếu xã"),
        ({"commune": "Xã Không Có"}, "Không có xã, phường nào tên “Xã Không Có”"),
        ({"commune": "Hải Lạng", "district": "Tiên Yên"}, "nay thuộc nhiều nơi"),
        ({"set": ""}, "Thiếu “Bộ sản phẩm”"),
        ({"set": "27"}, "Không có bộ sản phẩm số 27"),
        ({"set": "Thực phẩm"}, "gồm các bộ"),
        ({"gtin": "8935001700013"}, "số kiểm tra"),
        ({"phone": "không"}, "không đọc được"),
        ({"kind": "Nhà nước"}, "Loại hình “Nhà nước”"),
        ({"kind": "", "producer": "Thảo mộc Tuệ Lâm"}, "Không rõ loại hình"),
        ({"producer": "Hội Phụ nữ xã", "kind": ""}, "chỉ đăng ký dịch vụ du lịch"),
        ({"product": "x" * 201}, "dài quá 200 ký tự"),
        ({"code": "SP-00999"}, "do hệ thống cấp"),
        ({"code": "22-06978-1-2026"}, "do hệ thống cấp"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(planned, cells, why):
    plan = planned(register(cells, {"product": "Mật ong", "set": "4"}))

    assert outcomes(plan) == [ERROR, NEW]
    assert why in " ".join(plan.lines[0].errors)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", bytes(range(256)) * 9])
@pytest.mark.parametrize("name", ["so.xlsx", "so.csv", "so.xls", "so"])
def test_a_file_that_is_no_register_is_refused(planned, data, name):
    with pytest.raises(Refused):
        planned(data, name)
