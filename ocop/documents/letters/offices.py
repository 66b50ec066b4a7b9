"""How official papers call an office, its head, and the decisions they rest on."""

from dataclasses import dataclass
from datetime import date

from ocop.documents.letters.layout import SHORT_BLANK, long_day

COMMITTEE = "Ủy ban nhân dân"
MINISTRY = "Bộ Nông nghiệp và Môi trường"


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues a paper: the two lines of its head, where it is dated, and who heads it."""

    agency: str
    place: str
    head: str
    post: str
    parent: str = ""


def committee_office(full_name: str, name: str) -> Office:
    """Return the people's committee of a place."""
    return Office(full_name, name, chair_of(full_name), "Chủ tịch", parent=COMMITTEE)


def ministry_office() -> Office:
    """Return the ministry, whose head recognises five stars."""
    return Office(MINISTRY, "Hà Nội", f"Bộ trưởng {MINISTRY}", "Bộ trưởng")


def in_sentence(full_name: str) -> str:
    """Return the name of a place as it stands inside a sentence: "tỉnh Quảng Ninh"."""
    return full_name[:1].lower() + full_name[1:]


def committee(full_name: str) -> str:
    """Return the committee of a place: "Ủy ban nhân dân tỉnh Quảng Ninh"."""
    return f"{COMMITTEE} {in_sentence(full_name)}"


def chair_of(full_name: str) -> str:
    """Return the head of that committee."""
    return f"Chủ tịch {committee(full_name)}"


def local_government_act() -> str:
    """Return the ground that every committee's decision opens with; its day is left open."""
    return f"Căn cứ Luật Tổ chức chính quyền địa phương {SHORT_BLANK}"


def by_prime_minister(number: str, issued_on: date) -> str:
    """Return the ground of a decision on criteria and procedure."""
    return (
        f"Căn cứ Quyết định số {number} ngày {long_day(issued_on)} của Thủ tướng Chính phủ về "
        "Bộ tiêu chí và quy trình đánh giá, phân hạng sản phẩm mỗi xã một sản phẩm"
    )
