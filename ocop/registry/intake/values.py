"""What single cells of a register mean: kinds of producer, telephones, codes. Pure."""

import re

from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import Gtin
from ocop.kernel.text import folded_words, marked_words
from ocop.registry.models import Producer
from ocop.registry.wording import SYNONYMS

Kind = Producer.Kind

# Longer beginnings first: "hộ kinh doanh" before "hộ", "tổ hợp tác" before "tổ".
_KINDS = (
    (Kind.COOPERATIVE, ("hop tac xa", "lien hiep hop tac xa", "lien hiep htx", "htxnn", "htxdv")),
    (Kind.COOPERATIVE_GROUP, ("to hop tac", "to lien ket", "to san xuat", "nhom ho", "to nhom")),
    (
        Kind.COMPANY,
        ("cong ty", "doanh nghiep", "ctcp", "dntn", "chi nhanh", "tong cong ty", "tap doan",
         "trach nhiem huu han", "co phan"),
    ),
    (Kind.ASSOCIATION, ("hoi", "hiep hoi", "chi hoi")),
    (Kind.CENTRE, ("trung tam",)),
    (
        Kind.HOUSEHOLD,
        ("ho", "co so", "ong", "ba", "gia dinh", "trang trai", "co so san xuat", "lo", "xuong",
         "ca nhan", "ca the", "nghe nhan"),
    ),
)  # fmt: skip
_LONG = {
    short[0]: " ".join(folded_words(long))
    for written, long in SYNONYMS
    if len(short := folded_words(written)) == 1
}
_PHONE = re.compile(r"\+?\(?\d[\d .()-]{6,16}\d", re.ASCII)
_MOBILE_WITHOUT_ZERO = re.compile(r"[35789]\d{8}", re.ASCII)
_TAX_CODE = re.compile(r"\d{10}(?:-?\d{3})?|\d{12}", re.ASCII)
_OWN_CODE = re.compile(r"SP-\d+", re.IGNORECASE)
# QĐ 26/2026/QĐ-TTg, Phụ lục II: (T)-(X)-(STT)-20YY; older codes name a district besides.
_CODE_OF_TODAY = re.compile(r"\d{2}-\d{5}-\d+-20\d\d", re.ASCII)
LONGEST_CODE = 40


def same_name(text: str) -> str:
    """Return what two writings of one name share: not their case, spaces or tone's place."""
    return " ".join(marked_words(text))


def like_name(text: str) -> str:
    """Return what likely writings of one name share: no accents, short forms written out."""
    return " ".join(_LONG.get(word, word) for word in folded_words(text))


def kind_named(text: str) -> Kind:
    """Return the kind that a cell names; refused when it names none."""
    found = _kind(like_name(text))
    if found is None:
        kinds = ", ".join(label.lower() for label in Kind.labels)
        raise Refused(f"Loại hình “{text[:60]}” không có trong danh mục: {kinds}.")
    return found


def kind_of(name: str) -> Kind:
    """Return the kind that a producer's name begins with; refused when it begins with none."""
    found = _kind(like_name(name))
    if found is None:
        raise Refused(
            "Không rõ loại hình của chủ thể. Hãy thêm cột “Loại hình”: doanh nghiệp, "
            "hợp tác xã, tổ hợp tác hoặc hộ."
        )
    return found


def phone(text: str) -> tuple[str, bool]:
    """Return the first number in a cell, and whether more was written there.

    A zero that a spreadsheet dropped is put back. Refused when no number can be read.
    """
    found = _PHONE.search(text)
    if found is None:
        raise Refused(f"Điện thoại “{text[:60]}” không đọc được. Hãy ghi như 0912 345 678.")
    number = found[0][:20].strip()
    rest = text.replace(found[0], "", 1).strip(" .,;-–/")
    if _MOBILE_WITHOUT_ZERO.fullmatch(number):
        number = f"0{number}"
    return number, bool(rest)


def tax_code(text: str) -> str:
    """Return a tax code; refused when it has another form."""
    plain = re.sub(r"\s", "", text)
    if not _TAX_CODE.fullmatch(plain):
        raise Refused(f"Mã số thuế “{text[:40]}” không đúng; mã có 10, 12 hoặc 13 chữ số.")
    return plain


def gtin(text: str) -> str:
    """Return a GTIN in fourteen digits; refused as ``kernel.gs1`` refuses, and when restricted."""
    number = Gtin.parse(text)
    if number.is_restricted:
        raise Refused("Mã vạch này chỉ dùng trong nội bộ cửa hàng, không phải GTIN.")
    return str(number)


def code(text: str) -> str:
    """Return a product's code as it stands; refused when it is too long."""
    if len(text) > LONGEST_CODE:
        raise Refused(f"Mã sản phẩm dài quá {LONGEST_CODE} ký tự, hãy kiểm tra lại.")
    return text


def is_ours(text: str) -> bool:
    """Tell whether only the system gives out codes of this form: SP-00012, 22-06978-1-2026."""
    return bool(_OWN_CODE.fullmatch(text) or _CODE_OF_TODAY.fullmatch(text))


def fold_code(text: str) -> str:
    """Return a code as it is looked up: without spaces and case."""
    return re.sub(r"\s", "", text).casefold()


def _kind(words: str) -> Kind | None:
    for kind, beginnings in _KINDS:
        if any(f"{words} ".startswith(f"{beginning} ") for beginning in beginnings):
            return kind
    return None
