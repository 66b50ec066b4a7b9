"""Việc cần làm hôm nay: what waits for the producer, the most pressing first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from ocop.certificates.term import Standing, renewal_window
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Return
from ocop.dossiers.queries import evidenced_parts, missing_parts
from ocop.registry.models import Paper, Product
from ocop.web.producer.shelf import Shown

SOON = timedelta(days=60)
LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, as ``{% task %}`` is told it."""

    label: str
    url: str
    line: str = ""
    mark: str = "todo"
    due: date | None = None
    count: int | None = None
    tone: str = ""


def tasks(shelf: Iterable[Shown], dossiers: Iterable[Dossier], day: date) -> list[Task]:
    """Return what is to be done, in a number of queries that does not grow with the list."""
    shelf, dossiers = list(shelf), list(dossiers)
    busy = {dossier.product_id for dossier in dossiers}
    free = [shown for shown in shelf if shown.product.pk not in busy]
    return [
        *_returned([d for d in dossiers if d.state == State.RETURNED]),
        *(task for shown in free if (task := _certificate(shown, day))),
        *_drafts([d for d in dossiers if d.state == State.DRAFT]),
        *_papers([shown.product for shown in shelf], day),
        *_photos(shelf),
    ]


def _returned(dossiers: list[Dossier]) -> Iterator[Task]:
    returns = Return.objects.filter(dossier__in=[d.pk for d in dossiers]).order_by("pk")
    reasons = dict(returns.values_list("dossier_id", "reasons"))
    for dossier in dossiers:
        yield Task(
            f"Bổ sung hồ sơ {dossier.product.name}",
            reverse("producer:dossier", args=[dossier.code]),
            _short(reasons.get(dossier.pk, "Xem nơi xét cần bổ sung những gì.")),
            "attention",
            tone="amber",
        )


def _drafts(dossiers: list[Dossier]) -> Iterator[Task]:
    evidenced = evidenced_parts(dossiers) if dossiers else {}
    for dossier in dossiers:
        lacks = len(missing_parts(dossier, evidenced[dossier.pk]))
        yield Task(
            f"Hoàn thành hồ sơ {dossier.product.name}",
            reverse("producer:dossier", args=[dossier.code]),
            f"Còn thiếu {lacks} mục" if lacks else "Đã đủ, kiểm tra lần cuối rồi nộp",
            "pencil",
        )


def _certificate(shown: Shown, day: date) -> Task | None:
    """Return what a certificate near or past its end asks for, where no dossier is under way."""
    product, star = shown.product, shown.star
    url = reverse("producer:dossier-new", args=[product.code])
    if star.state == Standing.LAPSED:
        line = f"Giấy chứng nhận hết hiệu lực từ {star.lapses_on:%d/%m/%Y}."
        return Task(f"Đánh giá lần đầu cho {product.name}", url, line, "refresh")
    if star.state != Standing.LAPSING or star.lapses_on is None:
        return None
    opens, closes = renewal_window(star.lapses_on)
    if day <= closes:
        line = (
            f"Nhận hồ sơ từ {opens:%d/%m/%Y} đến hết {closes:%d/%m/%Y}; giấy chứng nhận hết hiệu "
            f"lực từ {star.lapses_on:%d/%m/%Y}."
        )
        return Task(f"Đánh giá lại {product.name}", url, line, "refresh", closes, tone="amber")
    line = (
        f"Hạn nộp hồ sơ đánh giá lại đã qua từ {closes:%d/%m/%Y}. Sau ngày hết hiệu lực, hãy lập "
        "hồ sơ đánh giá lần đầu."
    )
    label = f"Giấy chứng nhận của {product.name} sắp hết"
    return Task(label, url, line, "certificate", star.lapses_on, tone="lacquer")


def _papers(products: list[Product], day: date) -> Iterator[Task]:
    """Yield the papers that end soon, or ended lately, and were not followed by a newer one."""
    newest: dict[tuple, Paper] = {}
    by_producer: Mapping[int, str] = {p.producer_id: p.code for p in reversed(products)}
    papers = Paper.objects.kept().filter(producer__in=list(by_producer)).select_related("product")
    for paper in papers:
        key = (paper.producer_id, paper.product_id, paper.kind)
        if key not in newest or _end(paper) > _end(newest[key]):
            newest[key] = paper
    for paper in sorted(newest.values(), key=_end):
        if paper.expires_on and day - SOON <= paper.expires_on <= day + SOON:
            code = paper.product.code if paper.product else by_producer[paper.producer_id]
            gone = paper.expires_on < day
            yield Task(
                f"{paper.get_kind_display()} {'đã hết hạn' if gone else 'sắp hết hạn'}",
                reverse("producer:papers", args=[code]),
                "Xin cấp lại rồi ghi giấy mới vào đây.",
                "file",
                paper.expires_on,
                tone="amber",
            )


def _photos(shelf: list[Shown]) -> Iterator[Task]:
    bare = [shown.product for shown in shelf if shown.photo is None]
    if bare:
        line = bare[0].name if len(bare) == 1 else f"{len(bare)} sản phẩm chưa có ảnh"
        url = reverse("producer:photos", args=[bare[0].code])
        yield Task("Chụp ảnh sản phẩm", url, line, "camera")


def _end(paper: Paper) -> date:
    return paper.expires_on or date.max


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rsplit(' ', 1)[0]}…"
