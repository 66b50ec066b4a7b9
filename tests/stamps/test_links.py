"""A stamp's link is a GS1 link where there is a GTIN, and looks like none where there is not."""

import pytest

from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import DigitalLink
from ocop.stamps.links import Link, about_of, parsed, prefix_of
from ocop.stamps.symbols import ALPHANUMERIC

SERIAL = "5G30007AAAAAAAAAAAA"
SITE = "https://ocop.example.vn"


def test_a_product_with_a_gtin_has_a_gs1_link_in_the_letters_of_qr():
    link = prefix_of(SITE, about_of("8936012345674", "SP-00001")) + SERIAL

    assert link == f"HTTPS://OCOP.EXAMPLE.VN/01/08936012345674/21/{SERIAL}"
    assert set(link) <= set(ALPHANUMERIC)
    read = DigitalLink.parse(link.lower().replace(SERIAL.lower(), SERIAL))
    assert (str(read.key), read.serial) == ("08936012345674", SERIAL)


def test_a_product_without_one_has_a_link_of_ours_that_no_reader_takes_for_a_gtin():
    link = prefix_of(SITE, about_of(None, "SP-00001")) + SERIAL

    assert link == f"HTTPS://OCOP.EXAMPLE.VN/T/SP-00001/{SERIAL}"
    assert set(link) <= set(ALPHANUMERIC)
    with pytest.raises(Refused):
        DigitalLink.parse(link)


@pytest.mark.parametrize("code", ["08936012345674", "8936012345674", "", "SP 1", "SẢN-PHẨM"])
def test_a_code_that_could_be_taken_for_a_number_gets_no_link(code):
    with pytest.raises(ValueError, match="begins with a letter"):
        about_of(None, code)


@pytest.mark.parametrize(
    ("address", "about"),
    [
        (f"/01/08936012345674/21/{SERIAL}", "01/08936012345674"),
        (f"/01/08936012345674/10/L1/21/{SERIAL}", "01/08936012345674"),
        (f"HTTPS://OCOP.EXAMPLE.VN/01/08936012345674/21/{SERIAL}/", "01/08936012345674"),
        (f"https://ocop.example.vn/t/sp-00001/{SERIAL.lower()}", "T/SP-00001"),
    ],
)
def test_a_link_is_read_whatever_case_it_comes_in(address, about):
    assert parsed(address) == Link(about, SERIAL)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"/01/08936012345675/21/{SERIAL}",
        f"/T/08936012345674/{SERIAL}",
        f"/T/SP-00001/{SERIAL}A",
        "/01/08936012345674",
        f"/21/{SERIAL}",
    ],
)
def test_what_is_no_stamps_link_is_refused(address):
    with pytest.raises(Refused):
        parsed(address)
