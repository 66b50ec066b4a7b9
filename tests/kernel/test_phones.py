"""Telephone numbers are kept in one form, and shown in none."""

import pytest

from ocop.kernel.errors import Refused
from ocop.kernel.phones import masked, phone_number


@pytest.mark.parametrize(
    "typed", ["0912345678", "0912 345 678", "0912.345.678", "+84 912 345 678", "84912345678"]
)
def test_a_number_is_kept_in_one_form(typed):
    assert phone_number(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["", "091234567", "091234567890", "1912345678", "09123abc78"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Refused, match="10 hoặc 11 chữ số"):
        phone_number(typed)


def test_a_masked_number_tells_its_last_three_digits():
    assert (masked("0912345678"), masked("")) == ("…678", "")
