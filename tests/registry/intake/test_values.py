"""What single cells mean."""

import unicodedata

import pytest

from ocop.kernel.errors import Refused
from ocop.registry.intake import values
from ocop.registry.models import Producer

Kind = Producer.Kind


@pytest.mark.parametrize(
    "other",
    ["TRÀ HOÀ VÀNG", "Trà  hòa vàng", "trà hoà-vàng", unicodedata.normalize("NFD", "Trà hòa vàng")],
)
def test_one_name_has_many_writings(other):
    assert values.same_name(other) == values.same_name("Trà hòa vàng")


def test_other_accents_are_another_name_but_alike():
    assert values.same_name("Trà hoa vang") != values.same_name("Trà hoa vàng")
    assert values.like_name("Trà hoa vang") == values.like_name("Trà hoa vàng")


def test_short_forms_are_alike():
    assert values.like_name("HTX SX & KD Ba Chẽ") == values.like_name(
        "Hợp tác xã sản xuất & KD Ba Chẽ"
    )
    assert values.like_name("Cty CP A") == values.like_name("Công ty cổ phần A")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("HTX Ba Chẽ", Kind.COOPERATIVE),
        ("Hợp tác xã Ba Chẽ", Kind.COOPERATIVE),
        ("Tổ hợp tác Hoành Mô", Kind.COOPERATIVE_GROUP),
        ("Cty TNHH A", Kind.COMPANY),
        ("Công ty CP Đạp Thanh", Kind.COMPANY),
        ("Hộ kinh doanh Nịnh Thị Trắng", Kind.HOUSEHOLD),
        ("Cơ sở chả mực", Kind.HOUSEHOLD),
        ("Hội Phụ nữ", Kind.ASSOCIATION),
        ("Trung tâm điều hành du lịch", Kind.CENTRE),
    ],
)
def test_a_name_tells_the_kind_of_producer(name, kind):
    assert values.kind_of(name) == kind


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_known_by_its_own_label(kind):
    assert values.kind_named(kind.label) == kind


@pytest.mark.parametrize("name", ["Thảo mộc Tuệ Lâm", "Hộp quà", ""])
def test_a_kind_is_never_guessed(name):
    with pytest.raises(Refused, match="Loại hình"):
        values.kind_of(name)


@pytest.mark.parametrize(
    ("text", "number", "more"),
    [
        ("0912345678", "0912345678", False),
        ("912345678", "0912345678", False),
        ("0203 3 825 123", "0203 3 825 123", False),
        ("+84 912 345 678", "+84 912 345 678", False),
        ("0912345678; 0988777666", "0912345678", True),
        ("Bà Trắng 0912345678", "0912345678", True),
    ],
)
def test_a_telephone_keeps_its_zero(text, number, more):
    assert values.phone(text) == (number, more)


@pytest.mark.parametrize("text", ["không có", "1234567", "x"])
def test_what_is_no_telephone_is_refused(text):
    with pytest.raises(Refused, match="không đọc được"):
        values.phone(text)


@pytest.mark.parametrize("text", ["5701234567", "5701234567-001", "001234567890"])
def test_a_tax_code_has_ten_twelve_or_thirteen_digits(text):
    assert values.tax_code(text) == text


@pytest.mark.parametrize("text", ["570123456", "57012345678", "5701234567-01", "MST"])
def test_another_tax_code_is_refused(text):
    with pytest.raises(Refused, match="Mã số thuế"):
        values.tax_code(text)


def test_a_shops_own_number_is_no_gtin():
    with pytest.raises(Refused, match="nội bộ"):
        values.gtin("2000000000008")


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("SP-00012", True),
        ("22-06978-1-2026", True),
        ("22-202-06970-1-2021", False),
        ("BC01", False),
    ],
)
def test_codes_of_today_are_the_systems_to_give(code, ours):
    assert values.is_ours(code) is ours
