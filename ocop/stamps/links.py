"""What stands in a stamp's symbol: a GS1 link where there is a GTIN, else a path of our own. Pure.

All in upper case, so that a symbol is drawn in the alphanumeric mode of QR.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import Gtin
from ocop.stamps.serials import ALPHABET, LENGTH, tidy

ITEM, OWN, SERIAL = "01", "T", "21"
_SERIAL = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_OWN_CODE = re.compile(r"[A-Z0-9.-]{1,30}")


@dataclass(frozen=True, slots=True)
class Link:
    """A stamp's link: what it is about, in the form that its serial is bound to, and the serial."""

    about: str
    serial: str


def about_of(gtin: str | None, code: str) -> str:
    """Return what the serials of a product are bound to: its GTIN, or else our code of it.

    A code of ours never has the form of a GTIN: it begins with a letter.
    """
    if gtin:
        return f"{ITEM}/{Gtin.parse(gtin)}"
    tidied = code.upper()
    if not _OWN_CODE.fullmatch(tidied) or not tidied[0].isalpha():
        raise ValueError("A product's code begins with a letter and has no spaces.")
    return f"{OWN}/{tidied}"


def prefix_of(site: str, about: str) -> str:
    """Return the part of the link before the serial, in upper case."""
    # GS1 Digital Link: URI Syntax, 5.1: scheme and host may be in upper case.
    begun = f"{site.rstrip('/')}/{about}/"
    return (begun if about.startswith(OWN) else f"{begun}{SERIAL}/").upper()


def parsed(address: str) -> Link:
    """Return what an address or path of ours names; refused when it is no stamp's link."""
    parts = urlsplit(address).path.strip("/").upper().split("/")
    match parts:
        case ["01", gtin, "21", serial] | ["01", gtin, "10", _, "21", serial]:
            about = about_of(str(Gtin.parse(gtin)), "")
        case ["T", code, serial] if _OWN_CODE.fullmatch(code) and code[0].isalpha():
            about = f"{OWN}/{code}"
        case _:
            raise Refused("Đường dẫn này không phải của tem OCOP. Hãy quét lại mã trên tem.")
    serial = tidy(serial)
    if not _SERIAL.fullmatch(serial):
        raise Refused("Số trên tem không đúng dạng. Hãy quét lại, hoặc so lại từng chữ.")
    return Link(about, serial)
