"""Headings matched to columns."""

import pytest

from ocop.sheets.columns import Column, Columns, plain_heading

COLUMNS = Columns(
    Column("product", "Tên sản phẩm", ("sản phẩm",), required=True),
    Column("producer", "Chủ thể", ("tên chủ thể",)),
)


def tiers(**headings):
    found = COLUMNS.matched(dict(enumerate(headings.values(), start=1)))
    return {key: (match.column, match.tier) for key, match in found.items()}


@pytest.mark.parametrize(
    ("parts", "tier"),
    [
        (("TÊN SẢN PHẨM",), 5),
        (("Sản phẩm", "Tên"), 5),
        (("Thông tin", "Tên sản phẩm"), 4),
        (("Tên sản phẩm đã công nhận",), 3),
        (("Danh mục tên sản phẩm",), 2),
        (("Tên sản phẩm", "Theo đăng ký"), 1),
    ],
)
def test_the_closer_the_wording_the_higher_the_tier(parts, tier):
    assert tiers(a=parts) == {"product": (1, tier)}


def test_a_heading_serves_one_column_and_the_best_is_taken():
    assert tiers(a=("Sản phẩm của chủ thể",), b=("Tên chủ thể",), c=("Tên sản phẩm",)) == {
        "producer": (2, 5),
        "product": (3, 5),
    }


def test_a_long_sentence_is_no_heading():
    assert tiers(a=("Danh sách các sản phẩm " + "rất dài " * 10,)) == {}


def test_brackets_are_left_out_unless_nothing_else_is_there():
    assert plain_heading("Giá (đồng/kg) [*]") == "gia"
    assert plain_heading("(Chủ thể)") == "chu the"


def test_keys_are_unique():
    with pytest.raises(ValueError):
        Columns(Column("a", "A"), Column("a", "B"))
