"""What single cells of a register of certificates mean: days, stars, levels, decisions. Pure."""

import re
from datetime import date

from ocop.certificates.models import Level
from ocop.kernel.errors import Refused
from ocop.kernel.text import fold

LONGEST_NUMBER = 60
# No paper of the programme bears a day of another year.
YEARS = range(1900, 2101)
# QĐ 148/QĐ-TTg (24/02/2023): districts gave 3 stars, until they ended on 30/06/2025.
DISTRICTS_FROM, DISTRICTS_UNTIL = date(2023, 2, 24), date(2025, 6, 30)

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:\s+\d{1,2}:\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?")
_SPELT = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_DATED = re.compile(
    r"[\s,;(]*(?:ngày|ngay)\s+(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})\)?\s*\Z"
)
_BEFORE = re.compile(r"\A(?:quyết định|qđ)?\s*(?:số)?\s*[:.]?\s*", re.IGNORECASE)
_STARS = re.compile(r"(?:dat |hang |ocop )*(\d)(?: ?(?:sao|\*|★))?(?: ocop)?")
_WORDS = {"ba": 3, "bon": 4, "nam": 5}
_LEVELS = {
    Level.DISTRICT: ("huyen", "cap huyen", "thi xa", "thanh pho", "huyen, thi xa, thanh pho"),
    Level.PROVINCE: ("tinh", "cap tinh", "cap tinh, thanh pho"),
    Level.NATIONAL: ("quoc gia", "cap quoc gia", "trung uong", "cap trung uong", "tw", "cap tw"),
}


def day(text: str, label: str) -> date:
    """Return the day that a cell tells; refused when it tells none in full, or of another age."""
    found = _day(text)
    if found is None:
        raise Refused(f"{label} “{text[:40]}” không đọc được. Hãy ghi như 05/10/2021.")
    if found.year not in YEARS:
        raise Refused(f"{label} “{text[:40]}” không đúng. Hãy xem lại năm.")
    return found


def _day(text: str) -> date | None:
    plain = fold(text)
    try:
        if found := _DAY.fullmatch(plain) or _SPELT.fullmatch(plain):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text.strip()):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    return None


def stars(text: str) -> int:
    """Return the stars of a recognized product; refused below 3, and for hopes of a star."""
    plain = fold(text)
    if "tiem nang" in plain:
        raise Refused("“Tiềm năng” chưa phải là hạng được công nhận nên không có giấy chứng nhận.")
    if plain and set(plain) <= {"★", "*"}:
        number = len(plain)
    elif found := _STARS.fullmatch(plain):
        number = int(found[1])
    else:
        number = _WORDS.get(plain.removesuffix(" sao"), 0)
    if number not in (3, 4, 5):
        raise Refused(f"Hạng “{text[:40]}” không đúng. Giấy chứng nhận chỉ có hạng từ 3 đến 5 sao.")
    return number


def level(text: str) -> Level:
    """Return who recognised; refused for an unknown word."""
    plain = fold(text)
    for one, words in _LEVELS.items():
        if plain in words:
            return one
    raise Refused(f"Cấp “{text[:40]}” không rõ. Hãy ghi huyện, tỉnh hoặc quốc gia.")


def usual_level(number: int, signed_on: date) -> Level:
    """Return who recognised so many stars under the law of that day."""
    if number == 5:
        return Level.NATIONAL
    by_districts = DISTRICTS_FROM <= signed_on <= DISTRICTS_UNTIL
    return Level.DISTRICT if number == 3 and by_districts else Level.PROVINCE


def decision(text: str) -> tuple[str, str]:
    """Return a decision's number, and its day where the cell tells it besides."""
    dated = _DATED.search(text)
    number = text[: dated.start()] if dated else text
    return _BEFORE.sub("", number.strip()).strip(), dated[1] if dated else ""
