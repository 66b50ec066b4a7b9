"""Menus of two rows: the sections of a door, and the pages of the section one is in."""

from collections.abc import Container
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a menu; shown where its permission (a code) is held, or none is asked."""

    name: str
    label: str
    permission: str = ""
    # Other beginnings of addresses that belong to this page.
    under: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.name)

    def depth(self, path: str) -> int:
        """Return how much of ``path`` lies in this page; a door's home holds only itself."""
        if self.name.endswith(":home"):
            return len(path) if path == self.url else 0
        begun = [start for start in (self.url, *self.under) if path.startswith(start)]
        return max(map(len, begun), default=0)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a menu with its pages; it leads to the first of them."""

    label: str
    mark: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A section or page, ready to be drawn."""

    label: str
    url: str
    mark: str
    here: bool


OFFICE = (
    Section("Việc hôm nay", "home", (
        Page("office:home", "Việc cần làm"),
        Page("office:deadlines", "Thời hạn"),
        Page("office:messages", "Nhắn chủ thể", "registry.edit"),
        Page("office:deliveries", "Thông báo đã gửi"),
    )),
    Section("Chu trình", "calendar", (
        Page("office:cycle", "Bảng chu trình"),
        Page("office:ideas", "Ý tưởng"),
        Page("office:plans", "Phương án"),
        Page("office:trainings", "Tập huấn"),
        Page("office:targets", "Chỉ tiêu"),
        Page("office:rounds", "Đợt và các bước", "cycles.plan"),
    )),
    Section("Hồ sơ", "file", (
        Page("office:dossiers", "Hồ sơ"),
        Page("office:papers", "Kho giấy tờ"),
        Page("office:coaching", "Gần lên sao"),
    )),
    Section("Hội đồng", "score", (
        Page("office:councils", "Hội đồng và phiên họp", "grading.convene",
             under=("/van-phong/phien-hop/",)),
        Page("office:decisions", "Quyết định", "grading.decide"),
        Page("office:forwardings", "Gửi trung ương", "grading.forward"),
        Page("office:redos", "Đánh giá lại", "grading.forward"),
    )),
    Section("Trung ương", "gavel", (
        Page("office:candidates", "Tiềm năng 5 sao", "grading.central"),
        Page("office:forwardings", "Hồ sơ tỉnh gửi", "grading.central"),
        Page("office:central-findings", "Kết quả, công nhận", "grading.central"),
        Page("office:five-stars", "Giấy 5 sao", "grading.central"),
        Page("office:redos", "Đánh giá lại", "grading.central"),
    )),
    Section("Sổ sách", "product", (
        Page("office:products", "Sản phẩm"),
        Page("office:producers", "Chủ thể"),
        Page("office:certificates", "Giấy chứng nhận"),
        Page("office:imports", "Nhập bảng tính", "registry.import"),
    )),
    Section("Sau chứng nhận", "certificate", (
        Page("office:radar", "Ra-đa hết hạn"),
        Page("office:label-checks", "Nhãn"),
        Page("office:stamps", "Tem"),
        Page("office:scan-alarms", "Cảnh báo tem", "scans.watch"),
        Page("office:scan-reports", "Phản ánh từ tem", "scans.watch"),
        Page("office:revocations", "Thu hồi"),
        Page("office:complaints", "Khiếu nại", "complaints.handle"),
    )),
    Section("Truy xuất", "chain", (
        Page("office:sites", "Vùng trồng, cơ sở"),
        Page("office:lots", "Lô hàng"),
        Page("office:recalls", "Thu hồi lô"),
        Page("office:portal", "Cổng quốc gia"),
    )),
    Section("Số liệu", "chart", (
        Page("office:figures", "Số liệu"),
        Page("office:report", "Báo cáo"),
        Page("office:traffic", "Lượt quét"),
        Page("office:traits", "Địa bàn", "cycles.plan"),
    )),
    Section("Quản trị", "people", (
        Page("office:people", "Người dùng", "people.manage"),
        Page("office:keys", "Khoá lập trình", "keys.manage"),
        Page("office:captures", "Nạp sự kiện", "keys.manage"),
    )),
)  # fmt: skip


def rows(
    menu: tuple[Section, ...], path: str, held: Container[str]
) -> tuple[list[Item], list[Item]]:
    """Return the sections that a person may enter, and the pages of the one that ``path`` is in.

    The page one is on is the one that holds the most of ``path``.
    """
    open_pages = {s: [p for p in s.pages if not p.permission or p.permission in held] for s in menu}
    inside = [page for pages in open_pages.values() for page in pages if page.depth(path)]
    here = max(inside, key=lambda page: page.depth(path), default=None)
    sections = [
        Item(section.label, pages[0].url, section.mark, here in pages)
        for section, pages in open_pages.items()
        if pages
    ]
    mine = next((pages for pages in open_pages.values() if here in pages), [])
    shown = mine if len(mine) > 1 else []
    return sections, [Item(page.label, page.url, "", page is here) for page in shown]
