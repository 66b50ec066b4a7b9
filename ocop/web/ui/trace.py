"""What the desks show alike of traces: the diary's words, completeness, and the drawn chain."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse

from ocop.trace.chain import Chain, chain_of, timeline
from ocop.trace.flow import RecallState
from ocop.trace.models import DiaryEntry, Lot
from ocop.trace.queries import completeness
from ocop.web.forms import FilterForm
from ocop.web.listing import Column
from ocop.web.ui.chain_plot import drawn

Kind = DiaryEntry.Kind


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


class RecallFilter(FilterForm):
    """Recalls by what they are and how far."""

    tt = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *RecallState.choices])
    loai = forms.ChoiceField(
        label="Loại", choices=[("", "Tất cả"), ("that", "Thu hồi"), ("tap", "Diễn tập")]
    )

    def narrow(self, rows):
        wanted = self.cleaned_data
        if wanted["tt"]:
            rows = rows.filter(state=wanted["tt"])
        return rows.filter(is_drill=wanted["loai"] == "tap") if wanted["loai"] else rows


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


def _address(box, link) -> str:
    return link(box) if box.lot else ""
