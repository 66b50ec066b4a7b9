"""The spelling of Vietnamese, as far as it tells words from accidents."""

import pytest

from ocop.sheets.syllables import is_syllable

TEXT = """
Hợp tác xã sản xuất kinh doanh dịch vụ nông lâm nghiệp Đồng Tâm huyện Bình Liêu tỉnh Quảng Ninh
miến dong chả mực nước mắm rượu ba kích trà hoa vàng mật ong ruốc hàu sá sùng gà Tiên Yên củ cải
gì giếng giữ quyết quýt quỳnh nghiêng ngoằn khuỷu thuở thuyền huỳnh loét xoong khuya ướp rượu yếm
hoà hòa thuý thúy quý nghỉ kỹ gìn giặt quốc ngoéo uống yêu ỷ ưu ễnh ương chuếnh
"""


@pytest.mark.parametrize("word", TEXT.split())
def test_words_of_the_register_are_syllables(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize(
    "word",
    [
        "café",
        "nestlộ",
        "müller",
        "hîp",
        "µm",
        "các̣h",
        "tàc",
        "cế",
        "kà",
        "ngề",
        "ghá",
        "đt",
        "",
        "ôâ",
    ],
)
def test_accidents_are_not(word):
    assert not is_syllable(word)
