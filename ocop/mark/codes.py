"""Codes on a label, and whether they lead to the product in the record."""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from pypdf import PdfReader

from ocop.documents.codes import read
from ocop.files.kinds import Kind
from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import DigitalLink, Gtin

# A label is one page or two, with few pictures: what is more is not looked at.
PAGES, PICTURES, PICTURE_BYTES = 4, 12, 20_000_000


class Verdict(StrEnum):
    """What a code says, beside the record."""

    OURS = "ours"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """By what a code may name the product: its GTIN, its entry's code, its certificate's number."""

    gtin: str
    code: str
    number: str = ""


def codes_in(data: bytes, kind: Kind) -> list[str]:
    """Return the texts of the codes on a picture, or on the pictures in a PDF."""
    if kind is not Kind.PDF:
        return read(data)
    found: list[str] = []
    for picture in _pictures(data):
        found += [text for text in read(picture) if text not in found]
    return found


def judged(text: str, product: Named) -> tuple[Verdict, str]:
    """Return what one code says about the product, with the sentence about it."""
    gtin = _gtin_of(text)
    if gtin and product.gtin:
        if Gtin.parse(product.gtin) == gtin:
            return Verdict.OURS, f"Mã GTIN {gtin} đúng với hồ sơ sản phẩm."
        return Verdict.OTHER, f"Mã GTIN {gtin} khác với hồ sơ sản phẩm ({product.gtin})."
    if gtin:
        return Verdict.UNKNOWN, f"Mã GTIN {gtin}; hồ sơ sản phẩm chưa ghi GTIN."
    if product.code in text or (product.number and product.number in text):
        return Verdict.OURS, "Mã dẫn đến đúng sản phẩm trên hệ thống."
    return Verdict.UNKNOWN, f"Mã chứa nội dung khác: {text[:120]}"


def _gtin_of(text: str) -> Gtin | None:
    with suppress(Refused, ValueError):
        key = DigitalLink.parse(text).key if ":" in text else Gtin.parse(text)
        return key if isinstance(key, Gtin) else None
    return None


def _pictures(data: bytes) -> list[bytes]:
    """Return pictures of the first pages as PNG; a PDF that cannot be read has none."""
    found: list[bytes] = []
    try:
        for page in PdfReader(BytesIO(data)).pages[:PAGES]:
            for image in page.images:
                if len(found) >= PICTURES or len(image.data) > PICTURE_BYTES:
                    return found
                out = BytesIO()
                if image.image is not None:
                    image.image.convert("RGB").save(out, "PNG")
                    found.append(out.getvalue())
    except Exception:  # pypdf raises many kinds on hostile bytes
        return found
    return found
