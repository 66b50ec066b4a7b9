"""What waits for an officer, counted in one query; whoever has more to count adds a source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.cycles.access import ideas_for, plans_for
from ocop.cycles.flow import IdeaState, PlanState
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.flow import State
from ocop.dossiers.lacks import What
from ocop.dossiers.queries import overdue_at_commune
from ocop.grading.access import sittings_for
from ocop.grading.models import Result
from ocop.grading.queries import handed_back
from ocop.registry.access import guided_products, papers_for
from ocop.registry.models import Paper
from ocop.registry.validity import Validity
from ocop.web.office.results import my_results, open_results

P = Permission


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of thing to do: the rows that wait, and where to do it."""

    label: str
    rows: QuerySet
    url: str
    mark: str = "todo"
    tone: str = ""


def waiting(request) -> Iterator[Waiting]:
    """Yield what may wait for this person, the most urgent first."""
    for permission, source in SOURCES:
        if permission in request.permissions:
            yield from source(request)


def at_commune(request) -> Iterator[Waiting]:
    """Yield the dossiers that the commune has to answer, late ones first."""
    listed, day = reverse("office:dossiers"), request.act.day
    mine = dossiers_for(request.user, P.PROPOSE_DOSSIERS, day)
    late = mine.filter(pk__in=overdue_at_commune(day).values("pk"))
    yield Waiting("Hồ sơ quá 15 ngày làm việc", late, f"{listed}?qua=1", tone="lacquer")
    new, reading = mine.filter(state=State.SUBMITTED), mine.filter(state=State.RECEIVED)
    yield Waiting("Hồ sơ mới nộp, chờ xã nhận", new, f"{listed}?tt=SUBMITTED")
    yield Waiting("Hồ sơ đang xem xét, chờ đề nghị", reading, f"{listed}?tt=RECEIVED")


def papers_at_commune(request) -> Iterator[Waiting]:
    """Yield the papers of the commune's producers that ended or end soon, and bare vaults."""
    day, listed = request.act.day, reverse("office:papers")
    mine = papers_for(request.user, P.PROPOSE_DOSSIERS, day)
    for validity, label in (
        (Validity.ENDED, "Giấy tờ của chủ thể đã hết hạn"),
        (Validity.ENDING, "Giấy tờ của chủ thể sắp hết hạn"),
    ):
        rows, url = mine.worth(validity, day), f"{listed}?han={validity}"
        yield Waiting(label, rows, url, mark="file", tone="amber")
    held = Paper.objects.kept().filter(producer=OuterRef("producer"))
    held = held.filter(Q(product=None) | Q(product=OuterRef("pk")))
    bare = guided_products(request.user, P.PROPOSE_DOSSIERS, day).filter(~Exists(held))
    url = f"{reverse('office:lacking')}?vi={What.MISSING}"
    yield Waiting("Sản phẩm chưa có giấy tờ nào trong kho", bare, url, mark="file")


def ideas_at_commune(request) -> Iterator[Waiting]:
    """Yield the ideas that the commune has to look at."""
    rows = ideas_for(request.user, P.REVIEW_IDEAS, request.act.day).filter(state=IdeaState.FILED)
    yield Waiting("Ý tưởng chờ xã xem xét", rows, reverse("office:ideas"), mark="idea")


def at_province(request) -> Iterator[Waiting]:
    """Yield the dossiers that the province has to check."""
    mine = dossiers_for(request.user, P.ASSESS_DOSSIERS, request.act.day)
    url = f"{reverse('office:dossiers')}?tt=PROPOSED"
    proposed = mine.filter(state=State.PROPOSED)
    yield Waiting("Hồ sơ xã đề nghị, chờ kiểm tra và thẩm định", proposed, url)


def ideas_at_province(request) -> Iterator[Waiting]:
    """Yield the ideas and plans that the province has to decide."""
    day = request.act.day
    ideas = ideas_for(request.user, P.ACCEPT_IDEAS, day).filter(state=IdeaState.REVIEWED)
    yield Waiting("Ý tưởng chờ chấp thuận", ideas, reverse("office:ideas"), mark="idea")
    plans = plans_for(request.user, P.ACCEPT_IDEAS, day).filter(state=PlanState.FILED)
    yield Waiting("Phương án kinh doanh chờ duyệt", plans, reverse("office:plans"), mark="plan")


def at_council(request) -> Iterator[Waiting]:
    """Yield the dossiers without a sitting, and the sittings without minutes."""
    day, url = request.act.day, reverse("office:councils")
    sittings = sittings_for(request.user, P.CONVENE_COUNCILS, day)
    on_agenda = sittings.filter(items__isnull=False).values("items__dossier")
    ready = dossiers_for(request.user, P.CONVENE_COUNCILS, day).filter(state=State.ASSESSED)
    free = ready.exclude(pk__in=on_agenda)
    yield Waiting("Hồ sơ đã thẩm định, chờ đưa ra hội đồng", free, url)
    closed = sittings.filter(state="CLOSED")
    yield Waiting("Phiên đã đóng phiếu, chờ kết luận và biên bản", closed, url)


def to_sign(request) -> Iterator[Waiting]:
    """Yield the results that wait for a decision, those that the centre gave back among them."""
    settled = {"item__dossier__state": State.DECIDED, "outcome": Result.Outcome.NONE}
    back = handed_back(my_results(request, P.DECIDE)).values("pk")
    fresh = open_results(request).exclude(**settled).values("pk")
    rows = Result.objects.filter(pk__in=fresh) | Result.objects.filter(pk__in=back)
    yield Waiting("Kết quả chờ ký quyết định", rows, reverse("office:decisions"))


SOURCES: tuple[tuple[Permission, Callable[..., Iterator[Waiting]]], ...] = (
    (P.PROPOSE_DOSSIERS, at_commune),
    (P.REVIEW_IDEAS, ideas_at_commune),
    (P.PROPOSE_DOSSIERS, papers_at_commune),
    (P.ASSESS_DOSSIERS, at_province),
    (P.ACCEPT_IDEAS, ideas_at_province),
    (P.CONVENE_COUNCILS, at_council),
    (P.DECIDE, to_sign),
)


def counted(querysets: dict[str, QuerySet], *grouped: QuerySet) -> dict[str, int]:
    """Return how many rows each queryset has, by its key, in one query for all of them.

    What is ``grouped`` counts itself, as pairs of a key and a number, in the same query.
    """
    parts = [
        rows.order_by().select_related(None).annotate(told=Value(key)).values("told")
        .annotate(n=Count("pk", distinct=True)).values_list("told", "n")
        for key, rows in querysets.items()
    ]  # fmt: skip
    if not (parts := [*parts, *grouped]):
        return {}
    first, *rest = parts
    found = dict(first.union(*rest, all=True) if rest else first)
    return dict.fromkeys(querysets, 0) | found
