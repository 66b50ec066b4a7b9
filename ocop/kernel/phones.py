"""Vietnamese telephone numbers as people write them."""

import re

from ocop.kernel.errors import Refused

_NUMBER = re.compile(r"0\d{9,10}")
_SEPARATORS = str.maketrans("", "", " .-()\u00a0")


def phone_number(text: str) -> str:
    """Return a number in one form, "0912345678"; refused when it is none."""
    digits = text.strip().translate(_SEPARATORS)
    digits = re.sub(r"^(\+?84)(?=\d{9,10}$)", "0", digits)
    if not _NUMBER.fullmatch(digits):
        raise Refused(
            "Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0. Hãy ghi lại.", field="phone"
        )
    return digits


def masked(number: str) -> str:
    """Return a number of which only the last three digits can be read."""
    return f"…{number[-3:]}" if number else ""
