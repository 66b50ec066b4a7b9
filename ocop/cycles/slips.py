"""The slips of the annual cycle: idea (new product, existing product) and business plan. Pure.

They are forms 01, 02 and 03 that QĐ 1048/QĐ-TTg (2019) asked for with a ranking dossier; since
QĐ 26/2026/QĐ-TTg they stay in the annual cycle only. Labels are ours.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ocop.kernel.errors import Refused

LONGEST = 5_000
_TORN = "Dữ liệu gửi lên không đúng phiếu. Hãy tải lại trang; phần đã lưu vẫn còn nguyên."


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to write."""

    key: str
    label: str
    help: str = ""
    required: bool = True
    rows: int = 3


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked on one screen of a phone."""

    key: str
    label: str
    blanks: tuple[Blank, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A form of the cycle."""

    number: str
    title: str
    pages: tuple[Page, ...]

    @property
    def blanks(self) -> Iterator[Blank]:
        """Yield every blank, in order."""
        return (blank for page in self.pages for blank in page.blanks)

    def page(self, key: str) -> Page | None:
        """Return the page of that key, if the slip has it."""
        return next((page for page in self.pages if page.key == key), None)

    def missing(self, said: Mapping[str, Any]) -> list[Blank]:
        """Return the required blanks that say nothing."""
        return [b for b in self.blanks if b.required and not str(said.get(b.key, "")).strip()]

    def merged(self, kept: Mapping[str, str], sent: Mapping[str, Any]) -> dict[str, str]:
        """Return what was kept with what was sent over it; refused for a blank of no such name."""
        known = {blank.key for blank in self.blanks}
        merged = dict(kept)
        for key, text in sent.items():
            if key not in known or not isinstance(text, str):
                raise Refused(_TORN)
            if len(text) > LONGEST:
                raise Refused(f"Xin viết gọn trong {LONGEST:,} chữ.".replace(",", "."), field=key)
            merged[key] = _clean(text)
        return merged

    def told(self, said: Mapping[str, Any]) -> list[tuple[Page, list[tuple[Blank, str]]]]:
        """Return each page with its blanks and what stands in them, for people to read."""
        return [
            (page, [(blank, str(said.get(blank.key, ""))) for blank in page.blanks])
            for page in self.pages
        ]


def _clean(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode().replace("\x00", "")
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n"))


_NEED = Page(
    "can",
    "Điều kiện và hỗ trợ",
    (
        Blank("labour", "Ai làm", "Bao nhiêu người, trong xã có mấy người."),
        Blank("means", "Đã có gì", "Nhà xưởng, máy móc, vốn, đất.", required=False),
        Blank("help_needed", "Cần hỗ trợ gì", "Tập huấn, tem nhãn, vay vốn, chỗ bán.", False),
    ),
)

NEW_IDEA = Slip(
    "Mẫu 1",
    "Phiếu đăng ký ý tưởng sản phẩm mới",
    (
        Page(
            "san-pham",
            "Sản phẩm định làm",
            (
                Blank("what", "Sản phẩm là gì", "Viết như kể cho người mua nghe."),
                Blank("why", "Vì sao là của xã mình", "Nguyên liệu, cách làm, câu chuyện."),
                Blank("material", "Nguyên liệu lấy ở đâu"),
            ),
        ),
        Page(
            "thi-truong",
            "Bán cho ai",
            (
                Blank("buyers", "Ai sẽ mua", "Khách du lịch, cửa hàng, siêu thị, xuất khẩu."),
                Blank("amount", "Mỗi năm định làm bao nhiêu", rows=2),
                Blank("price", "Giá bán dự kiến", required=False, rows=2),
            ),
        ),
        _NEED,
    ),
)

EXISTING_IDEA = Slip(
    "Mẫu 2",
    "Phiếu đăng ký ý tưởng sản phẩm đã có",
    (
        Page(
            "san-pham",
            "Sản phẩm đang làm",
            (
                Blank("what", "Sản phẩm hiện nay", "Làm từ bao giờ, quy cách, bao bì, nhãn."),
                Blank("amount", "Mỗi năm làm được bao nhiêu", rows=2),
                Blank("revenue", "Doanh thu năm ngoái", "Ước chừng cũng được.", rows=2),
                Blank("papers", "Giấy tờ đã có", "An toàn thực phẩm, công bố, mã vạch.", False),
            ),
        ),
        Page(
            "nang-cap",
            "Muốn nâng lên thế nào",
            (
                Blank("change", "Định thay đổi gì", "Chất lượng, bao bì, quy mô, nơi bán."),
                Blank("material", "Nguyên liệu lấy ở đâu"),
                Blank("buyers", "Đang bán cho ai, định bán cho ai"),
            ),
        ),
        _NEED,
    ),
)

PLAN = Slip(
    "Biểu 03",
    "Phương án sản xuất, kinh doanh",
    (
        Page(
            "san-pham",
            "Sản phẩm và mục tiêu",
            (
                Blank("product", "Sản phẩm khi hoàn thành", "Chất lượng, quy cách, bao bì, nhãn."),
                Blank("goal", "Mục tiêu", "Số sao muốn đạt, sản lượng, doanh thu, khi nào."),
            ),
        ),
        Page(
            "san-xuat",
            "Tổ chức sản xuất",
            (
                Blank("material", "Vùng nguyên liệu, liên kết"),
                Blank("technology", "Công nghệ, sơ chế, chế biến, đóng gói"),
                Blank("quality", "Tiêu chuẩn, kiểm nghiệm, công bố chất lượng"),
                Blank("labour", "Lao động, tổ chức bộ máy"),
                Blank("environment", "Bảo vệ môi trường", required=False),
            ),
        ),
        Page(
            "thi-truong",
            "Thị trường",
            (
                Blank("market", "Khách hàng và nơi bán"),
                Blank("promotion", "Quảng bá, câu chuyện sản phẩm, bán trực tuyến"),
            ),
        ),
        Page(
            "tai-chinh",
            "Vốn và lãi lỗ",
            (
                Blank("capital", "Vốn cần có, lấy từ đâu"),
                Blank("costs", "Chi phí một năm"),
                Blank("revenue", "Doanh thu, lợi nhuận dự kiến"),
            ),
        ),
        Page(
            "tien-do",
            "Các việc và thời hạn",
            (
                Blank("steps", "Việc phải làm, ai làm, xong khi nào", "Mỗi việc một dòng.", rows=6),
                Blank("risks", "Khó khăn có thể gặp", required=False),
                Blank("help_needed", "Đề nghị hỗ trợ", required=False),
            ),
        ),
    ),
)
