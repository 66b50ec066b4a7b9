"""Which commune a row means."""

import pytest

from ocop.kernel.errors import Refused
from ocop.registry.intake.places import Places
from tests.moment import TODAY


@pytest.fixture
def places(province):
    return Places(province, TODAY)


@pytest.mark.parametrize(
    ("text", "district", "name"),
    [
        ("Xã Ba Chẽ", "", "Xã Ba Chẽ"),
        ("ba che", "", "Xã Ba Chẽ"),
        ("06978", "", "Xã Ba Chẽ"),
        ("Thị trấn Ba Chẽ", "Huyện Ba Chẽ", "Xã Ba Chẽ"),
        ("TT. Ba Chẽ", "", "Xã Ba Chẽ"),
        ("P. Hồng Gai", "TP Hạ Long", "Phường Hồng Gai"),
        ("Hồng Gai, TP. Hạ Long", "", "Phường Hồng Gai"),
        ("Thị trấn Tiên Yên", "", "Xã Tiên Yên"),
        ("Vân Đồn", "", "Đặc khu Vân Đồn"),
        ("Hải Lạng", "", "Xã Hải Lạng"),
        ("Hải Lạng", "huyện không ai biết", "Xã Hải Lạng"),
    ],
)
def test_a_commune_is_known_by_its_name_of_today_or_of_before(places, text, district, name):
    assert places.commune(text, district=district).full_name == name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("Thôn 3, xã Ba Chẽ, tỉnh Quảng Ninh", "Xã Ba Chẽ"),
        ("Khu 5, thị trấn Cái Rồng, huyện Vân Đồn", "Đặc khu Vân Đồn"),
        ("Thôn Khe Lọng xã Ba Chẽ", "Xã Ba Chẽ"),
        ("Số 1, P.Hồng Gai, TP. Hạ Long", "Phường Hồng Gai"),
    ],
)
def test_an_address_tells_its_commune(places, address, name):
    assert places.commune("", address=address).full_name == name


@pytest.mark.parametrize(
    ("text", "district", "heirs"),
    [
        ("Xã Hải Lạng", "Huyện Tiên Yên", "Xã Ba Chẽ, Xã Hải Hòa, Xã Hải Lạng"),
        ("Hải Lạng, huyện Tiên Yên", "", "Xã Ba Chẽ, Xã Hải Hòa, Xã Hải Lạng"),
        ("Xã Vô Ngại", "", "Xã Bình Liêu, Xã Tiên Yên"),
        ("Hà Khẩu", "TP Hạ Long", "Phường Tuần Châu, Phường Việt Hưng"),
    ],
)
def test_a_split_commune_asks_which_heir(places, text, district, heirs):
    with pytest.raises(Refused, match=f"nay thuộc nhiều nơi: {heirs}"):
        places.commune(text, district=district)


@pytest.mark.parametrize("text", ["Xã Không Có", "99999", "Hà Nội"])
def test_a_place_elsewhere_is_refused(places, text):
    with pytest.raises(Refused, match="Quảng Ninh"):
        places.commune(text)


@pytest.mark.parametrize("address", ["", "Thôn Khe Lọng", "Huyện Ba Chẽ"])
def test_a_row_without_a_commune_is_told_so(places, address):
    with pytest.raises(Refused, match="Thiếu xã"):
        places.commune("", address=address)


def test_a_unit_that_ended_without_a_known_heir_is_not_guessed(places):
    with pytest.raises(Refused, match="chưa rõ nay thuộc đâu"):
        places.commune("Xã Minh Cầm")
