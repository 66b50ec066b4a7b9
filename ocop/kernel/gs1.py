"""GS1 numbers and links: trade items, places, and the Digital Link that a QR code carries."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from ocop.kernel.errors import Refused

CANONICAL = "https://id.gs1.org"
GTIN_LENGTHS = (8, 12, 13, 14)
# GS1 General Specifications, figure 7.11-1: the 82 characters of lots and serial numbers.
_CHARACTER_SET_82 = re.compile(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}""")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_GTIN, _LOT, _SERIAL, _GLN = "01", "10", "21", "414"


def check_digit(body: str) -> str:
    """Return the digit that closes a GS1 number whose other digits are ``body``."""
    # GS1 General Specifications, 7.9.1: weights 3 and 1 in turn from the right.
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(body[::-1]))
    return str(-total % 10)


@dataclass(frozen=True, slots=True, order=True)
class Gtin:
    """The number of a trade item, in the fourteen digits in which all lengths compare."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{14}", self.digits):
            raise ValueError("A Gtin is made of fourteen digits; parse shorter ones.")
        _check(self.digits, "Mã GTIN")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number in a GTIN-8, -12, -13 or -14, with or without spaces and hyphens.

        Refused when the length is another or the check digit does not fit.
        """
        digits = _digits(text, "Mã GTIN")
        if len(digits) not in GTIN_LENGTHS:
            raise Refused(
                f"Mã GTIN có 8, 12, 13 hoặc 14 chữ số, còn số này có {len(digits)} chữ số. "
                "Hãy nhập lại theo dãy số in dưới mã vạch."
            )
        return cls(digits.zfill(14))

    @property
    def short(self) -> str:
        """Return the number as it stands under the bar code, in 8, 12, 13 or 14 digits."""
        if self._is_short:
            return self.digits[6:]
        leading = len(self.digits) - len(self.digits.lstrip("0"))
        return self.digits[min(leading, 2) :]

    @property
    def is_restricted(self) -> bool:
        """Tell whether the number circulates only inside a shop or region and is nobody's GTIN."""
        # GS1 General Specifications, 1.4.2 and 1.4.3: restricted circulation numbers.
        if self._is_short:
            return self.digits[6] in "02"
        return self.digits[1:3] in ("02", "04") or self.digits[1] == "2"

    @property
    def is_vietnamese(self) -> bool:
        """Tell whether GS1 Vietnam gave out the prefix; goods need not come from Vietnam."""
        return self.digits[6:9] == "893" if self._is_short else self.digits[1:4] == "893"

    @property
    def _is_short(self) -> bool:
        return self.digits.startswith("000000")

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True, order=True)
class Gln:
    """The number of a party or a place, in thirteen digits."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{13}", self.digits):
            raise ValueError("A Gln is made of thirteen digits.")
        _check(self.digits, "Mã GLN")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number in a text; refused when it is not thirteen fitting digits."""
        digits = _digits(text, "Mã GLN")
        if len(digits) != 13:
            raise Refused(
                f"Mã GLN có 13 chữ số, còn số này có {len(digits)} chữ số. "
                "Hãy nhập lại theo giấy chứng nhận mã địa điểm."
            )
        return cls(digits)

    def __str__(self) -> str:
        return self.digits


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """What a GS1 Digital Link names: an item, one of its lots or pieces, or a place."""

    key: Gtin | Gln
    lot: str = ""
    serial: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.key, Gln) and (self.lot or self.serial):
            raise ValueError("A place has neither lots nor serial numbers.")
        for value, name in ((self.lot, "Số lô"), (self.serial, "Số sê-ri")):
            if value:
                check_component(value, name)

    @property
    def path(self) -> str:
        """Return the path of the link, its qualifiers in the standard's order."""
        # GS1 Digital Link: URI Syntax, 4.9: /01/{gtin}[/10/{lot}][/21/{serial}].
        parts = [(_GTIN if isinstance(self.key, Gtin) else _GLN, str(self.key))]
        parts += [(ai, value) for ai, value in ((_LOT, self.lot), (_SERIAL, self.serial)) if value]
        return "".join(f"/{ai}/{quote(value, safe='')}" for ai, value in parts)

    def uri(self, base: str = CANONICAL) -> str:
        """Return the link at a resolver; without one, the canonical link, which names the thing."""
        return base.rstrip("/") + self.path

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what a link of any resolver names; its query and fragment are not looked at.

        Refused when it is no web address, when no GTIN or GLN of ours is in its path, or when
        a number or qualifier in it is not well formed.
        """
        parts = _path_of(text.strip()).strip("/").split("/")
        start = next((place for place, part in enumerate(parts) if part in (_GTIN, _GLN)), None)
        if start is None:
            raise Refused(
                "Đường dẫn này không chứa mã sản phẩm (01) hay mã địa điểm (414) theo chuẩn GS1. "
                "Hãy quét lại mã QR trên sản phẩm."
            )
        ai, *rest = parts[start:]
        values = [_decoded(part) for part in rest]
        if not values:
            raise _not_understood()
        if ai == _GLN:
            return cls._of_place(values)
        return cls._of_item(values)

    @classmethod
    def _of_place(cls, values: list[str]) -> Self:
        if len(values) > 1:
            raise _not_understood()
        return cls(Gln.parse(values[0]))

    @classmethod
    def _of_item(cls, values: list[str]) -> Self:
        gtin, *qualifiers = values
        names, given = qualifiers[::2], qualifiers[1::2]
        if names not in ([], [_LOT], [_SERIAL], [_LOT, _SERIAL]) or len(names) != len(given):
            raise _not_understood()
        if not all(given):
            raise _not_understood()
        named = dict(zip(names, given, strict=True))
        return cls(Gtin.parse(gtin), lot=named.get(_LOT, ""), serial=named.get(_SERIAL, ""))


def check_component(value: str, name: str) -> None:
    """Refuse a lot or serial number that a GS1 link or label cannot carry.

    It has 1 to 20 of GS1's 82 characters, and is not "." or "..", which browsers take out of
    an address.
    """
    if not _CHARACTER_SET_82.fullmatch(value) or value in (".", ".."):
        raise Refused(
            f"{name} có từ 1 đến 20 ký tự, chỉ gồm chữ cái không dấu, chữ số và dấu câu thông "
            "thường, không có khoảng trắng. Hãy sửa lại."
        )


def _digits(text: str, name: str) -> str:
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise Refused(f"{name} chỉ gồm chữ số. Hãy nhập lại, không thêm chữ hay ký hiệu.")
    return digits


def _check(digits: str, name: str) -> None:
    if check_digit(digits[:-1]) != digits[-1]:
        raise Refused(
            f"{name} này có chữ số bị nhầm: số kiểm tra ở cuối không khớp với các số trước. "
            "Hãy so lại từng chữ số."
        )


def _path_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError as wrong:
        raise _not_understood() from wrong
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise _not_understood()
    return parts.path


def _decoded(part: str) -> str:
    if _BROKEN_ESCAPE.search(part):
        raise _not_understood()
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError as wrong:
        raise _not_understood() from wrong


def _not_understood() -> Refused:
    return Refused(
        "Hệ thống không hiểu đường dẫn này. Đường dẫn GS1 có dạng "
        "https://…/01/mã GTIN/10/số lô/21/số sê-ri. Hãy quét lại mã QR trên sản phẩm."
    )
