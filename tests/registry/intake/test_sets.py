"""Which set a cell means."""

import pytest

from ocop.kernel.errors import Refused
from ocop.registry.intake.sets import Sets
from ocop.rulesets.models import Rubric


def rubric(number, title, group, industry, subgroup=""):
    return Rubric(
        number=number, title=title, group_name=group, industry_name=industry, subgroup=subgroup
    )


@pytest.fixture
def sets():
    return Sets(
        [
            rubric(8, "Thịt, cá, trứng, sữa, mật chế biến", "Thực phẩm chế biến", "Thực phẩm"),
            rubric(11, "Chè", "Chè", "Thực phẩm", "Chè tươi, chế biến"),
            rubric(12, "Trà từ thực vật khác", "Chè", "Thực phẩm"),
            rubric(23, "Hoa", "Hoa", "Sinh vật cảnh"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8", 8),
        ("08", 8),
        ("Bộ 8", 8),
        ("Bộ sản phẩm số 8", 8),
        ("8. Thịt, cá, trứng, sữa, mật chế biến", 8),
        ("THỊT CÁ TRỨNG SỮA MẬT CHẾ BIẾN", 8),
        ("Chè", 11),
        ("1. Chè", 11),
        ("Chè tươi, chế biến", 11),
        ("Nhóm thực phẩm chế biến", 8),
        ("Thủy sản chế biến", 8),
        ("Sản phẩm chè, trà khác", 12),
        ("IV. Hoa", 23),
        ("26", 26),
    ],
)
def test_a_set_is_known_by_number_title_or_older_name(sets, text, number):
    assert sets.meant(text) == {number}


def test_a_group_of_several_sets_asks_which(sets):
    meant = sets.meant("Thực phẩm")

    assert meant == {8, 11, 12}
    assert sets.choice("Thực phẩm", meant) == (
        "“Thực phẩm” gồm các bộ 8 (Thịt, cá, trứng, sữa, mật chế biến), 11 (Chè), "
        "12 (Trà từ thực vật khác). Hãy ghi số của một bộ."
    )


def test_a_group_of_older_decisions_asks_too(sets):
    assert sets.meant("Thảo dược/Dược liệu") == {18, 19, 20}


@pytest.mark.parametrize("text", ["0", "27", "Nhóm 3", "Đồ chơi", "?", "8 hoặc 11"])
def test_what_names_no_set_is_refused(sets, text):
    with pytest.raises(Refused, match="từ 1 đến 26"):
        sets.meant(text)
