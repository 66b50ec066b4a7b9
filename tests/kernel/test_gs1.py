"""GS1 numbers and links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import DigitalLink, Gln, Gtin, check_component, check_digit

HONEY = "8935049500018"
GTIN = Gtin.parse(HONEY)
CHARACTERS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
COMPONENTS = st.text(CHARACTERS, min_size=1, max_size=20).filter(lambda x: x not in (".", ".."))
BODIES = st.sampled_from([7, 11, 12, 13]).flatmap(
    lambda length: st.text("0123456789", min_size=length, max_size=length)
)


@pytest.mark.parametrize(
    ("body", "digit"),
    [
        ("629104150021", "3"),
        ("0950600013435", "2"),
        ("9638507", "4"),
        ("03600029145", "2"),
        ("000000000000", "0"),
    ],
)
def test_a_check_digit_is_that_of_the_standard(body: str, digit: str) -> None:
    assert check_digit(body) == digit


@pytest.mark.parametrize(
    ("text", "digits", "short"),
    [
        ("96385074", "00000096385074", "96385074"),
        ("036000291452", "00036000291452", "036000291452"),
        ("6291041500213", "06291041500213", "6291041500213"),
        ("09506000134352", "09506000134352", "9506000134352"),
        ("19506000134359", "19506000134359", "19506000134359"),
        (" 629 1041-500213\n", "06291041500213", "6291041500213"),
    ],
)
def test_every_length_is_read_and_shown_as_printed(text: str, digits: str, short: str) -> None:
    gtin = Gtin.parse(text)
    assert str(gtin) == digits
    assert gtin.short == short
    assert Gtin.parse(gtin.short) == gtin


@pytest.mark.parametrize("text", ["1234567", "123456789", "123456789012345", "0"])
def test_a_number_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=f"số này có {len(text)} chữ số"):
        Gtin.parse(text)


@pytest.mark.parametrize("text", ["", "   ", "SP-001", "629104150021X", "٦٢٩١٠٤١٥٠٠٢١٣"])
def test_a_number_with_anything_but_digits_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="chỉ gồm chữ số"):
        Gtin.parse(text)
    with pytest.raises(Refused, match="chỉ gồm chữ số"):
        Gln.parse(text)


@given(BODIES, st.data())
def test_a_single_misread_digit_never_passes(body: str, data: st.DataObject) -> None:
    right = body + check_digit(body)
    place = data.draw(st.integers(0, len(right) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != right[place]))
    with pytest.raises(Refused, match="bị nhầm"):
        Gtin.parse(right[:place] + other + right[place + 1 :])


@given(BODIES, st.data())
def test_neighbours_that_change_places_pass_only_when_they_lie_five_apart(
    body: str, data: st.DataObject
) -> None:
    right = body + check_digit(body)
    place = data.draw(st.integers(0, len(right) - 2))
    one, two = right[place : place + 2]
    swapped = right[:place] + two + one + right[place + 2 :]
    passes = check_digit(swapped[:-1]) == swapped[-1]
    assert passes == (abs(int(one) - int(two)) in (0, 5))


def test_a_gtin_of_other_than_fourteen_digits_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="fourteen"):
        Gtin("6291041500213")
    with pytest.raises(Refused, match="bị nhầm"):
        Gtin("06291041500214")
    with pytest.raises(ValueError, match="thirteen"):
        Gln("962910415002")


@pytest.mark.parametrize(
    ("body", "restricted"),
    [
        ("019999999999", False),
        ("020000000000", True),
        ("029999999999", True),
        ("030000000000", False),
        ("039999999999", False),
        ("040000000000", True),
        ("049999999999", True),
        ("050000000000", False),
        ("199999999999", False),
        ("200000000000", True),
        ("299999999999", True),
        ("300000000000", False),
        ("893000000000", False),
        ("0999999", True),
        ("1000000", False),
        ("2000000", True),
        ("3000000", False),
        ("8930000", False),
    ],
)
def test_numbers_for_use_inside_a_shop_are_told_apart(body: str, restricted: bool) -> None:
    assert Gtin.parse(body + check_digit(body)).is_restricted is restricted


def test_a_case_of_a_restricted_item_is_restricted_too() -> None:
    assert Gtin.parse("1200000000000" + check_digit("1200000000000")).is_restricted


@pytest.mark.parametrize(
    ("body", "vietnamese"),
    [("893504950001", True), ("894504950001", False), ("8935049", True), ("1893504950001", True)],
)
def test_the_prefix_of_gs1_vietnam_is_known(body: str, vietnamese: bool) -> None:
    assert Gtin.parse(body + check_digit(body)).is_vietnamese is vietnamese


def test_a_gln_is_thirteen_digits() -> None:
    assert str(Gln.parse("950 600 013 437 6")) == "9506000134376"
    with pytest.raises(Refused, match="13 chữ số"):
        Gln.parse("09506000134376")
    with pytest.raises(Refused, match="GLN này có chữ số bị nhầm"):
        Gln.parse("9506000134377")


@pytest.mark.parametrize(
    ("link", "uri"),
    [
        (DigitalLink(GTIN), "https://id.gs1.org/01/08935049500018"),
        (DigitalLink(GTIN, lot="A1"), "https://id.gs1.org/01/08935049500018/10/A1"),
        (DigitalLink(GTIN, serial="7"), "https://id.gs1.org/01/08935049500018/21/7"),
        (
            DigitalLink(GTIN, lot="L/26", serial="a%b+c"),
            "https://id.gs1.org/01/08935049500018/10/L%2F26/21/a%25b%2Bc",
        ),
        (DigitalLink(Gln("9506000134376")), "https://id.gs1.org/414/9506000134376"),
    ],
)
def test_a_link_is_written_canonically_and_read_back(link: DigitalLink, uri: str) -> None:
    assert link.uri() == uri
    assert DigitalLink.parse(uri) == link


def test_a_link_may_point_at_another_resolver() -> None:
    uri = DigitalLink(GTIN, lot="A1").uri("https://ocop.example.vn/")
    assert uri == "https://ocop.example.vn/01/08935049500018/10/A1"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.vn/01/08935049500018/21/x",
        "https://example.vn/shop/qr/01/08935049500018/21/x?17=271231&linkType=gs1:pip#top",
        "https://example.vn/01/8935049500018/21/x/",
        "  https://example.vn/01/08935049500018/21/%78  ",
    ],
)
def test_a_link_of_any_resolver_is_read(address: str) -> None:
    assert DigitalLink.parse(address) == DigitalLink(GTIN, serial="x")


@given(COMPONENTS, COMPONENTS)
def test_lots_and_serials_survive_the_link(lot: str, serial: str) -> None:
    link = DigitalLink(GTIN, lot=lot, serial=serial)
    assert re.fullmatch(r"[0-9A-Za-z%._~-]+", link.path.replace("/", ""))
    assert DigitalLink.parse(link.uri("https://example.vn")) == link


@pytest.mark.parametrize(
    "address",
    [
        "8935049500018",
        "ftp://example.vn/01/08935049500018",
        "https:///01/08935049500018",
        "https://[broken/01/08935049500018",
        "https://example.vn/01",
        "https://example.vn/01/08935049500018/10",
        "https://example.vn/01/08935049500018/10//21/x",
        "https://example.vn/01/08935049500018/21/x/10/A1",
        "https://example.vn/01/08935049500018/22/x",
        "https://example.vn/01/08935049500018/10/A1/10/A2",
        "https://example.vn/01/08935049500018/10/%ZZ",
        "https://example.vn/01/08935049500018/10/%FF",
        "https://example.vn/414/9506000134376/254/x",
    ],
)
def test_a_link_out_of_order_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="không hiểu đường dẫn"):
        DigitalLink.parse(address)


def test_a_link_without_a_gs1_key_is_refused() -> None:
    with pytest.raises(Refused, match="không chứa mã sản phẩm"):
        DigitalLink.parse("https://example.vn/san-pham/mat-ong")


def test_a_link_with_a_misread_number_is_refused() -> None:
    with pytest.raises(Refused, match="bị nhầm"):
        DigitalLink.parse("https://example.vn/01/08935049500017")


@pytest.mark.parametrize("value", ["", "a b", "lô1", "a#b", "x" * 21, ".", "..", "a\n"])
def test_a_lot_that_no_link_can_carry_is_refused(value: str) -> None:
    with pytest.raises(Refused, match="Số lô có từ 1 đến 20 ký tự"):
        check_component(value, "Số lô")


@pytest.mark.parametrize("value", ["x", "x" * 20, CHARACTERS[:20], "...", CHARACTERS[-20:]])
def test_a_lot_of_one_to_twenty_characters_is_taken(value: str) -> None:
    check_component(value, "Số lô")
    assert DigitalLink(GTIN, lot=value).lot == value


def test_a_place_has_no_lots() -> None:
    with pytest.raises(ValueError, match="place"):
        DigitalLink(Gln("9506000134376"), lot="A1")
