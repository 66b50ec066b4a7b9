"""Links that hold what an RFID tag holds: an EPC in binary, in hexadecimal or in base64.

GS1 Digital Link: Compression for EPC binary strings, over the EPC Tag Data Standard's schemes
whose company prefix has a partition. ``/eh`` is followed by hexadecimal, ``/ex`` by URL-safe
base64.
"""

import re
from collections.abc import Callable

from ocop.kernel.digital_link.compression import ALPHABET
from ocop.kernel.digital_link.faults import Fault, Malformed
from ocop.kernel.digital_link.syntax import Name
from ocop.kernel.gs1 import check_digit

LONGEST = 120
# A company's prefix by its partition: how many bits, for how many digits.
_PARTITIONS = ((40, 12), (37, 11), (34, 10), (30, 9), (27, 8), (24, 7), (20, 6))
_PART_NUMBER = {0: "", 0b100011: "#", 0b101101: "-", 0b101111: "/"}
_PART_NUMBER |= {code: chr(code) for code in range(0b110000, 0b111010)}
_PART_NUMBER |= {code: chr(code + 64) for code in range(1, 27)}


def is_epc(text: str) -> bool:
    """Tell whether a part of a path says that an EPC follows."""
    return text[:2] in {"eh", "ex"}


def decoded_epc(text: str) -> Name:
    """Return what the EPC names; refused when it is of no scheme here, or not well formed."""
    bits = _Tag(text)
    reader = _SCHEMES.get(bits.take(8))
    if reader is None:
        raise _broken()
    bits.take(3)  # the filter: a hint for readers, nothing of the thing
    key, value, qualifiers = reader(bits)
    bits.end()
    return Name(key, value, tuple(qualifiers))


class _Tag:
    """The bits of a tag, read from their beginning."""

    def __init__(self, text: str) -> None:
        digits = text[2:]
        if len(digits) > LONGEST:
            raise _broken()
        if text.startswith("eh") and re.fullmatch(r"[0-9a-f]+|[0-9A-F]+", digits):
            self.bits = "".join(f"{int(one, 16):04b}" for one in digits)
        elif text.startswith("ex") and re.fullmatch(r"[A-Za-z0-9_-]+", digits):
            self.bits = "".join(f"{ALPHABET.index(one):06b}" for one in digits)
        else:
            raise _broken()
        self.at = 0

    def take(self, count: int) -> int:
        taken = self.bits[self.at : self.at + count]
        if len(taken) < count:
            raise _broken()
        self.at += count
        return int(taken or "0", 2)

    def number(self, count: int, digits: int) -> str:
        """Return so many bits as a number of so many digits."""
        value = self.take(count)
        if value >= 10**digits:
            raise _broken()
        return str(value).zfill(digits) if digits else ""

    def company(self) -> tuple[str, int, int]:
        """Return the company's prefix, its bits and its digits."""
        partition = self.take(3)
        if partition >= len(_PARTITIONS):
            raise _broken()
        count, digits = _PARTITIONS[partition]
        return self.number(count, digits), count, digits

    def text(self, count: int) -> str:
        """Return so many bits as characters of seven; nothing but zeros follows the last."""
        codes = [self.take(7) for _ in range(count // 7)]
        self.take(count % 7)
        end = codes.index(0) if 0 in codes else len(codes)
        if any(codes[end:]):
            raise _broken()
        return "".join(map(chr, codes[:end]))

    def end(self) -> None:
        """Refuse bits after the EPC: tags are filled up with zeros to whole words."""
        if "1" in self.bits[self.at :]:
            raise _broken()


Read = tuple[str, str, list[tuple[str, str]]]


def _broken() -> Malformed:
    return Malformed(Fault.COMPRESSED)


def _item(tag: _Tag) -> str:
    """Return a GTIN: the first digit of the item's own number stands before the prefix."""
    company, bits, digits = tag.company()
    own = tag.number(44 - bits, 13 - digits)
    return _closed(own[0] + company + own[1:])


def _closed(body: str) -> str:
    return body + check_digit(body)


def _sgtin(serial: int) -> Callable[[_Tag], Read]:
    return lambda tag: ("01", _item(tag), [("21", _serial(tag, serial))])


def _serial(tag: _Tag, bits: int) -> str:
    return str(tag.take(bits)) if bits < 100 else tag.text(bits)


def _itip(serial: int) -> Callable[[_Tag], Read]:
    def read(tag: _Tag) -> Read:
        item, piece, total = _item(tag), tag.number(7, 2), tag.number(7, 2)
        return "8006", item + piece + total, [("21", _serial(tag, serial))]

    return read


def _numbered(key: str) -> Callable[[_Tag], Read]:
    """Read a shipping unit or a relation: 17 digits, of which one may stand before the prefix."""

    def read(tag: _Tag) -> Read:
        company, bits, digits = tag.company()
        own = tag.number(58 - bits, 17 - digits)
        body = own[0] + company + own[1:] if key == "00" else company + own
        tag.take(24)
        return key, _closed(body), []

    return read


def _thirteen(tag: _Tag, total: int) -> str:
    company, bits, digits = tag.company()
    return _closed(company + tag.number(total - bits, 12 - digits))


def _location(extension: int) -> Callable[[_Tag], Read]:
    def read(tag: _Tag) -> Read:
        place, more = _thirteen(tag, 41), _serial(tag, extension)
        return "414", place, [] if more == "0" else [("254", more)]

    return read


def _returnable(serial: int) -> Callable[[_Tag], Read]:
    return lambda tag: ("8003", f"0{_thirteen(tag, 44)}{_serial(tag, serial)}", [])


def _document(serial: int) -> Callable[[_Tag], Read]:
    return lambda tag: ("253", _thirteen(tag, 41) + _serial(tag, serial), [])


def _coupon(tag: _Tag) -> Read:
    base, serial = _thirteen(tag, 41), str(tag.take(41))
    # A digit 1 stands before the serial number, so that its zeros are kept.
    if not serial.startswith("1"):
        raise _broken()
    return "255", base + serial[1:], []


def _asset(total: int) -> Callable[[_Tag], Read]:
    def read(tag: _Tag) -> Read:
        company, bits, _ = tag.company()
        return "8004", company + _serial(tag, total - bits), []

    return read


def _part(tag: _Tag) -> Read:
    company, bits, _ = tag.company()
    return "8010", company + str(tag.take(51 - bits)), [("8011", str(tag.take(31)))]


def _part_of_letters(tag: _Tag) -> Read:
    company, _, _ = tag.company()
    letters = ""
    while letter := _PART_NUMBER.get(tag.take(6)):
        letters += letter
    return "8010", company + letters, [("8011", str(tag.take(40)))]


_SCHEMES: dict[int, Callable[[_Tag], Read]] = {
    0x2C: _document(41),
    0x2D: _numbered("8018"),
    0x2E: _numbered("8017"),
    0x30: _sgtin(38),
    0x31: _numbered("00"),
    0x32: _location(41),
    0x33: _returnable(38),
    0x34: _asset(82),
    0x36: _sgtin(140),
    0x37: _returnable(112),
    0x38: _asset(188),
    0x39: _location(140),
    0x3C: _part,
    0x3D: _part_of_letters,
    0x3E: _document(119),
    0x3F: _coupon,
    0x40: _itip(38),
    0x41: _itip(140),
}
