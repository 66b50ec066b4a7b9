"""What a register would change, row by row, and that only its act writes it."""

import unicodedata

import pytest

from ocop.kernel.errors import Refused
from ocop.places.models import Province
from ocop.registry.intake import Outcome, plan_registry, template_workbook
from ocop.registry.models import Producer, Product, ProductCode
from ocop.registry.operations import import_registry, merge_producers, merge_products
from tests.factories.dossiers import a_commune, a_producer, a_product
from tests.factories.registers import GTIN, HEAD, OTHER_GTIN, TEA, as_csv, line, register
from tests.moment import TODAY
from tests.registry.unchanged import unchanged
from tests.sheets.builders import xlsx

NEW, CHANGED, SAME, ERROR = Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.ERROR


@pytest.fixture
def planned(province):
    """Plan a file and write nothing."""

    def plan(data, filename="so.xlsx"):
        with unchanged():
            return plan_registry(data, filename, province=province, day=TODAY)

    return plan


@pytest.fixture
def done(province, act):
    """Take a file over."""
    return lambda data, filename="so.xlsx": import_registry(
        act, data=data, filename=filename, province=province
    )


def outcomes(plan):
    return [one.outcome for one in plan.lines]


def only(plan):
    [one] = plan.lines
    return one


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


def test_a_product_twice_in_a_file_is_told(planned):
    plan = planned(register({}, {}, {"set": "12"}))

    assert outcomes(plan) == [NEW, SAME, ERROR]
    assert plan.lines[1].flags == ("Trùng với dòng 2 trong tệp này.",)
    assert "đã có ở dòng 2" in plan.lines[2].errors[0]


def test_what_an_earlier_row_said_of_a_producer_stays(done):
    plan = done(register({}, {"product": "Mật ong", "set": "4", "phone": "0988777666"}))

    assert plan.lines[1].flags == ("Điện thoại khác dòng 2, giữ theo dòng đó.",)
    assert Producer.objects.get().phone == "0912345678"


def test_a_later_row_may_add_what_an_earlier_one_left_blank(done):
    data = register({"phone": ""}, {"product": "Mật ong", "set": "4"})
    done(data)

    assert Producer.objects.get().phone == "0912345678"
    assert outcomes(done(data)) == [SAME, SAME]


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


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", bytes(range(256)) * 9])
@pytest.mark.parametrize("name", ["so.xlsx", "so.csv", "so.xls", "so"])
def test_a_file_that_is_no_register_is_refused(planned, data, name):
    with pytest.raises(Refused):
        planned(data, name)


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


@pytest.fixture
def for_ba_che(province):
    """Plan a file for the commune of Ba Chẽ alone, and write nothing."""

    def plan(data):
        with unchanged():
            return plan_registry(
                data, "so.xlsx", province=province, day=TODAY, commune=a_commune()
            )  # fmt: skip

    return plan


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
