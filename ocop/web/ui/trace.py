"""What the desks show alike of traces: the diary's words, completeness, and the drawn chain."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ocop.trace.chain import Chain, chain_of, timeline
from ocop.trace.models import DiaryEntry, Lot
from ocop.trace.queries import completeness
from ocop.web.listing import Column

Kind = DiaryEntry.Kind
WIDE, HIGH, ACROSS, DOWN, EDGE = 190, 84, 70, 22, 6
LETTERS = 24


@dataclass(frozen=True, slots=True)
class Deed:
    """One kind of entry: its place in addresses, its words and its icon."""

    kind: str
    slug: str
    label: str
    line: str
    icon: str


DEEDS = (
    Deed(Kind.HARVEST, "thu-hoach", "Thu hoạch", "Từ vùng trồng, vùng nuôi", "leaf"),
    Deed(Kind.PROCESS, "che-bien", "Chế biến", "Làm ra một lô hàng", "refresh"),
    Deed(Kind.PACK, "dong-goi", "Đóng gói", "Vào hộp, vào thùng", "box"),
    Deed(Kind.SHIP, "gui", "Gửi hàng", "Cho người mua, cửa hàng", "send"),
    Deed(Kind.RECEIVE, "nhan", "Nhận hàng", "Từ chủ thể khác", "download"),
    Deed(Kind.SELL, "ban", "Bán", "Tại điểm bán của mình", "basket"),
)
BY_SLUG = {deed.slug: deed for deed in DEEDS}
BY_KIND = {deed.kind: deed for deed in DEEDS}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a lot's trace lacks, and where it is added."""

    words: str
    url: str


def lacks_of(lot: Lot, told) -> list[Lack]:
    """Return what a lot lacks, each with the producer's page on which it is added."""
    product = lot.product
    pages = {
        "product": reverse("producer:description", args=[product.code]),
        "photos": reverse("producer:photos", args=[product.code]),
        "producer": reverse("producer:profile", args=[product.producer.code]),
        "diary": reverse("producer:diary"),
        "lot": reverse("producer:lot", args=[lot.pk]),
        "papers": reverse("producer:papers", args=[product.code]),
    }
    return [Lack(one.lack, pages[one.where]) for one in told.missing]


def recall_columns(page: str):
    """Return the columns of a list of recalls, each leading to its page of a door."""
    return [
        Column("ma", "Mã", "code", sort=("code",), link=lambda r: reverse(page, args=[r.code])),
        Column("loai", "Loại", lambda r: "Diễn tập" if r.is_drill else "Thu hồi"),
        Column("lo", "Bắt đầu từ", lambda r: f"Lô {r.lot}" if r.lot else f"Mẻ {r.harvest}"),
        Column("ly", "Lý do", "reason"),
        Column("qd", "Quyết định", "decision"),
        Column("tu", "Từ ngày", "effective_on", kind="day", sort=("effective_on",)),
        Column("tt", "Trạng thái", "state_words", sort=("state",),
               template="ui/cells/recall.html"),
        Column("kt", "Kết thúc", "closed_on", kind="day", sort=("closed_on",)),
    ]  # fmt: skip


def told_of(lot: Lot, reach: str, link) -> dict:
    """Return what every page about a lot shows: completeness, what was done, and the chain."""
    chain = chain_of(lot, reach)
    return {
        "lot": lot,
        "completeness": completeness(lot),
        "moments": timeline(lot),
        "chain": chain,
        "drawing": drawn(chain, link),
        "links": rows_of(chain, link),
        "reach": reach,
    }


def rows_of(chain: Chain, link):
    """Return the table beneath the drawing: from what, how much, into what."""
    named = {box.key: box for box in chain.boxes}
    return [
        (named[start], amount, named[into], _address(named[start], link),
         _address(named[into], link))
        for start, into, amount in chain.arrows
    ]  # fmt: skip


def drawn(chain: Chain, link) -> SafeString:
    """Draw the boxes in columns from material to goods, and the arrows between them."""
    columns: dict[int, list] = {}
    for box in chain.boxes:
        columns.setdefault(box.column, []).append(box)
    places = {
        box.key: (EDGE + at * (WIDE + ACROSS), EDGE + n * (HIGH + DOWN))
        for at, column in enumerate(sorted(columns))
        for n, box in enumerate(columns[column])
    }
    width = len(columns) * (WIDE + ACROSS) - ACROSS + 2 * EDGE
    height = max(len(column) for column in columns.values()) * (HIGH + DOWN) - DOWN + 2 * EDGE
    curves = [_arrow(places[start], places[into], words) for start, into, words in chain.arrows]
    arrows = format_html_join("", "{}", ((curve,) for curve in curves))
    boxes = format_html_join(
        "", "{}", ((_box(box, places[box.key], _address(box, link)),) for box in chain.boxes)
    )
    return format_html(
        '<svg class="chain-plot" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
        'aria-label="Sơ đồ chuỗi; bảng bên dưới ghi cùng nội dung">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"></path></marker></defs>{}{}</svg>',
        width, height, width, height, arrows, boxes,
    )  # fmt: skip


def _address(box, link) -> str:
    return link(box) if box.lot else ""


def _box(box, place, url: str) -> SafeString:
    x, y = place
    lines = format_html_join(
        "",
        '<text class="{}" x="{}" y="{}">{}</text>',
        (
            ("name", x + 12, y + 26, short(box.title)),
            ("line", x + 12, y + 48, short(box.line, 27)),
            ("line", x + 12, y + 68, f"{box.at:%d/%m/%Y}"),
        ),
    )
    shape = "lot here" if box.here else "lot" if box.lot else "harvest"
    body = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="6"></rect>{}<title>{}, {}'
        "</title>",
        shape, x, y, WIDE, HIGH, lines, box.title, box.line,
    )  # fmt: skip
    return format_html('<a href="{}">{}</a>', url, body) if url and not box.here else body


def _arrow(start, into, words: str) -> SafeString:
    x1, y1 = start[0] + WIDE, start[1] + HIGH // 2
    x2, y2 = into[0] - 2, into[1] + HIGH // 2
    bend = (x2 - x1) // 2
    curve = mark_safe(f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}")
    return format_html(
        '<path class="arrow" d="{}" marker-end="url(#tip)"></path>'
        '<text class="amount" x="{}" y="{}" text-anchor="middle">{}</text>',
        curve, (x1 + x2) // 2, (y1 + y2) // 2 - 6, words,
    )  # fmt: skip


def short(text: str, letters: int = LETTERS) -> str:
    """Return a text that fits into a box."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
