"""Việc cần làm hôm nay: what waits for the producer, the most pressing first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import CharField, DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse

from ocop.accounts.models import User
from ocop.certificates.term import Standing, renewal_window
from ocop.cycles.access import my_ideas, my_plans
from ocop.cycles.flow import IdeaState, PlanState
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Return
from ocop.dossiers.queries import evidenced_parts, missing_parts
from ocop.mark.access import my_checks
from ocop.mark.flow import CheckState
from ocop.registry.models import Paper, Product
from ocop.stamps.access import my_batches
from ocop.stamps.models import Span
from ocop.trace.access import coming_to_me, my_recalls
from ocop.trace.flow import RecallState
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first page has read for its reader; a source asks for more only by one query."""

    user: User
    day: date
    shelf: list[Shown]
    dossiers: list[Dossier]
    # A helper to whom only papers were delegated is told of nothing else.
    with_dossiers: bool = True
    # What several tables say waits, as (kind, key, words, day): see ``asked_of``.
    rows: tuple[tuple[str, str, str, date | None], ...] = ()

    @property
    def products(self) -> list[Product]:
        """Return the products on the shelf."""
        return [shown.product for shown in self.shelf]


def tasks(seen: Seen) -> list[Task]:
    """Return what is to be done, in a number of queries that does not grow with the list."""
    seen = replace(seen, rows=tuple(sorted(asked_of(seen), key=lambda row: row[:3])))
    return [task for source in SOURCES for task in source(seen)]


def asked_of(seen: Seen) -> QuerySet:
    """Return what waits in seven tables, in one query."""
    user, day = seen.user, seen.day
    checks = my_checks(user, day).filter(state=CheckState.CORRECTING)
    labels = named(checks, "label", "product__code", "product__name", "correct_by")
    if not seen.with_dossiers:
        return labels
    ideas = my_ideas(user, day).filter(state=IdeaState.RETURNED)
    plans = my_plans(user, day).filter(state=PlanState.RETURNED)
    recalls = my_recalls(user, day).filter(state=RecallState.OPEN)
    handed = my_batches(user, day).exclude(handed_on=None).exclude(spans__kind=Span.Kind.ACTIVE)
    return labels.union(
        named(ideas, "idea", "code", "name"),
        named(plans, "plan", "code", "product__name"),
        named(recalls.filter(is_drill=False), "recall", "code", "reason"),
        named(recalls.filter(is_drill=True), "drill", "code", "reason"),
        named(coming_to_me(user, day), "goods", "pk", "lot__product__name"),
        named(handed, "stamps", "pk", "product__name"),
        all=True,
    )


def named(rows, kind, key, words, due=""):
    """Return rows as (kind, key, words, day), fit to stand beside those of other tables."""
    told = rows.order_by().annotate(
        told_kind=Value(kind), told_key=Cast(key, CharField()),
        told_words=Cast(words, CharField()),
        told_due=Cast(F(due) if due else Value(None), DateField()),
    )  # fmt: skip
    return told.values_list("told_kind", "told_key", "told_words", "told_due")


def on_the_way(seen: Seen) -> Iterator[Task]:
    """Yield recalls of my lots, goods that come, and stamps to put to use."""
    for kind, task in MOVES.items():
        yield from (task(key, words) for told, key, words, _ in seen.rows if told == kind)


def drills(seen: Seen) -> Iterator[Task]:
    """Yield one task for all drills: they press less than what is sent back."""
    reasons = [words for kind, _, words, _ in seen.rows if kind == "drill"]
    if reasons:
        count = len(reasons) if len(reasons) > 1 else None
        line, url = _short(reasons[0]), reverse("producer:recalls")
        yield Task("Diễn tập thu hồi lô hàng", url, line, "refresh", count=count)


def _recall(code: str, reason: str) -> Task:
    url = reverse("producer:recall", args=[code])
    return Task("Ngừng bán, thu hồi lô hàng", url, _short(reason), "attention", tone="lacquer")


def _goods(_key: str, name: str) -> Task:
    url = reverse("producer:diary-write", args=["nhan"])
    return Task(f"Nhận hàng {name}", url, "Bên gửi đã ghi gửi, đến nơi thì ghi nhận.", "download")


def _stamps(key: str, name: str) -> Task:
    url = reverse("producer:stamp-batch", args=[key])
    return Task(f"Kích hoạt tem {name}", url, "Dán tem xong thì kích hoạt đúng dải đã dán.", "qr")


MOVES: dict[str, Callable[[str, str], Task]] = {
    "recall": _recall, "goods": _goods, "stamps": _stamps,
}  # fmt: skip


def returned_dossiers(seen: Seen) -> Iterator[Task]:
    """Yield the dossiers that were sent back, with the reasons."""
    return _returned([d for d in seen.dossiers if d.state == State.RETURNED])


def certificates(seen: Seen) -> Iterator[Task]:
    """Yield what lapses, where no dossier is under way for it."""
    busy = {dossier.product_id for dossier in seen.dossiers}
    free = (shown for shown in seen.shelf if shown.product.pk not in busy)
    return (task for shown in free if (task := _certificate(shown, seen.day)))


def sent_back(seen: Seen) -> Iterator[Task]:
    """Yield labels to correct, and ideas and plans that were sent back."""
    for kind, (label, page, line) in SENT_BACK.items():
        for told, code, name, due in seen.rows:
            if told == kind:
                url = reverse(f"producer:{page}", args=[code])
                yield Task(f"{label} {name}", url, line, "attention", due, tone="amber")


SENT_BACK = {
    "label": ("Sửa nhãn", "product", "Cơ quan OCOP đã chỉ ra chỗ cần sửa."),
    "idea": ("Bổ sung ý tưởng", "idea", "Xem nơi xét cần bổ sung gì."),
    "plan": ("Bổ sung phương án kinh doanh", "plan", "Xem nơi xét cần bổ sung gì."),
}


def drafts(seen: Seen) -> Iterator[Task]:
    """Yield the dossiers begun, with how much they lack."""
    return _drafts([d for d in seen.dossiers if d.state == State.DRAFT])


def papers(seen: Seen) -> Iterator[Task]:
    """Yield the papers that end soon or ended lately, and one task for products without any."""
    mine = {product.producer_id for product in seen.products}
    held = list(Paper.objects.kept().filter(producer__in=mine))
    yield from _papers(held, seen.day)
    yield from _bare(seen.products, held)


def photos(seen: Seen) -> Iterator[Task]:
    """Yield one task for all products without a picture."""
    return _photos(seen.shelf)


# Where tasks come from, the most pressing first; whoever has more to ask of a producer adds here.
SOURCES: tuple[Callable[[Seen], Iterator[Task]], ...] = (
    on_the_way, returned_dossiers, sent_back, drills, certificates, drafts, papers, photos,
)  # fmt: skip


def _returned(dossiers: list[Dossier]) -> Iterator[Task]:
    for dossier in dossiers:
        yield Task(
            f"Bổ sung hồ sơ {dossier.product.name}",
            reverse("producer:dossier", args=[dossier.code]),
            _short(dossier.last_reasons or "Xem nơi xét cần bổ sung những gì."),
            "attention",
            tone="amber",
        )


def with_reasons(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Annotate each dossier with why it was last sent back."""
    returns = Return.objects.filter(dossier=OuterRef("pk")).order_by("-pk")
    return dossiers.annotate(last_reasons=Subquery(returns.values("reasons")[:1]))


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


def _bare(products: list[Product], held: list[Paper]) -> Iterator[Task]:
    """Yield one task for all products that no paper in the vault speaks for."""
    covered = {(paper.producer_id, paper.product_id) for paper in held}
    bare = [p for p in products if not covered & {(p.producer_id, None), (p.producer_id, p.pk)}]
    if bare:
        line = bare[0].name if len(bare) == 1 else f"{len(bare)} sản phẩm chưa có giấy tờ nào"
        url = reverse("producer:papers", args=[bare[0].code])
        yield Task("Đưa giấy tờ vào kho", url, line, "file")


def _papers(held: list[Paper], day: date) -> Iterator[Task]:
    """Yield the papers that end soon, or ended lately, and were not followed by a newer one."""
    newest: dict[tuple, Paper] = {}
    for paper in held:
        key = (paper.producer_id, paper.product_id, paper.kind)
        if key not in newest or _end(paper) > _end(newest[key]):
            newest[key] = paper
    for paper in sorted(newest.values(), key=_end):
        if paper.good_until and day - SOON <= paper.good_until <= day + SOON:
            gone = paper.good_until < day
            yield Task(
                f"{paper.get_kind_display()} {'đã hết hạn' if gone else 'sắp hết hạn'}",
                reverse("producer:paper", args=[paper.pk]),
                "Xin cấp lại rồi ghi giấy mới vào đây.",
                "file",
                paper.good_until,
                tone="amber",
            )


def _photos(shelf: list[Shown]) -> Iterator[Task]:
    bare = [shown.product for shown in shelf if shown.photo is None]
    if bare:
        line = bare[0].name if len(bare) == 1 else f"{len(bare)} sản phẩm chưa có ảnh"
        url = reverse("producer:photos", args=[bare[0].code])
        yield Task("Chụp ảnh sản phẩm", url, line, "camera")


def _end(paper: Paper) -> date:
    return paper.good_until or date.max


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rsplit(' ', 1)[0]}…"
