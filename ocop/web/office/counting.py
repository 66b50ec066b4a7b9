"""What waits for an officer, counted in one query; whoever has more to count adds a source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Value
from django.urls import reverse

from ocop.accounts.permissions import Permission
from ocop.cycles.access import ideas_for, plans_for
from ocop.cycles.flow import IdeaState, PlanState
from ocop.dossiers.access import dossiers_for
from ocop.dossiers.flow import State
from ocop.dossiers.queries import overdue_at_commune
from ocop.grading.access import (
    candidates_for,
    forwardings_for,
    redo_requests_for,
    sittings_for,
)
from ocop.grading.flow import ForwardingState, SittingState
from ocop.grading.models import ForwardedDossier, RedoRequest, Result
from ocop.grading.queries import (
    findings_waiting,
    ready_for_the_centre,
    with_the_province,
    without_council,
)
from ocop.registry.access import guided_products, papers_for
from ocop.registry.queries import without_papers
from ocop.registry.validity import Validity
from ocop.scans.access import alarms_for, reports_for
from ocop.stamps.access import batches_for, orders_for
from ocop.stamps.flow import BatchState, OrderState
from ocop.trace.access import parcels_for, recalls_for, sites_for
from ocop.trace.flow import ParcelState, RecallState, SiteState
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
    bare = without_papers(guided_products(request.user, P.PROPOSE_DOSSIERS, day))
    url = f"{reverse('office:products')}?kho=on"
    yield Waiting("Sản phẩm chưa có giấy tờ nào trong kho", bare, url, mark="file")


def ideas_at_commune(request) -> Iterator[Waiting]:
    """Yield the ideas that the commune has to look at."""
    rows = ideas_for(request.user, P.REVIEW_IDEAS, request.act.day).filter(state=IdeaState.FILED)
    url = f"{reverse('office:ideas')}?tt={IdeaState.FILED}"
    yield Waiting("Ý tưởng chờ xã xem xét", rows, url, mark="idea")


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
    url = f"{reverse('office:ideas')}?tt={IdeaState.REVIEWED}"
    yield Waiting("Ý tưởng chờ chấp thuận", ideas, url, mark="idea")
    plans = plans_for(request.user, P.ACCEPT_IDEAS, day).filter(state=PlanState.FILED)
    url = f"{reverse('office:plans')}?tt={PlanState.FILED}"
    yield Waiting("Phương án kinh doanh chờ duyệt", plans, url, mark="plan")


def at_council(request) -> Iterator[Waiting]:
    """Yield the dossiers without a sitting, and the sittings without minutes."""
    day, listed = request.act.day, reverse("office:councils")
    sittings = sittings_for(request.user, P.CONVENE_COUNCILS, day)
    if P.RECORD_CENTRAL in request.permissions:
        free, url = ready_for_the_centre(), f"{reverse('office:candidates')}?tt=ready"
    else:
        free = without_council(dossiers_for(request.user, P.CONVENE_COUNCILS, day))
        url = f"{reverse('office:dossiers')}?cho=on"
    yield Waiting("Hồ sơ đã thẩm định, chờ đưa ra hội đồng", free, url)
    closed = sittings.filter(state=SittingState.CLOSED)
    url = f"{listed}?tt={SittingState.CLOSED}"
    yield Waiting("Phiên đã đóng phiếu, chờ kết luận và biên bản", closed, url)


def to_sign(request) -> Iterator[Waiting]:
    """Yield the results that wait for a decision, those that the centre gave back among them."""
    settled = {"item__dossier__state": State.DECIDED, "outcome": Result.Outcome.NONE}
    back = with_the_province(my_results(request, P.DECIDE)).values("pk")
    fresh = open_results(request).exclude(**settled).values("pk")
    rows = Result.objects.filter(pk__in=fresh) | Result.objects.filter(pk__in=back)
    yield Waiting("Kết quả chờ ký quyết định", rows, reverse("office:decisions"))


def to_forward(request) -> Iterator[Waiting]:
    """Yield what the province owes the centre: letters to send or complete, and answers."""
    day, listed = request.act.day, reverse("office:forwardings")
    unsent = candidates_for(request.user, P.FORWARD_TO_CENTRE, day).filter(sent=None, central=None)
    new = reverse("office:new-forwarding")
    yield Waiting("Kết quả từ 90 điểm đã phê duyệt, chờ gửi Bộ", unsent, new)
    mine = forwardings_for(request.user, P.FORWARD_TO_CENTRE, day)
    for state, label, tone in (
        (ForwardingState.RETURNED, "Bộ trả lại hồ sơ, chờ bổ sung", "amber"),
        (ForwardingState.DRAFT, "Công văn gửi Bộ đang soạn", ""),
    ):
        yield Waiting(label, mine.filter(state=state), f"{listed}?tt={state}", tone=tone)
    redos = redo_requests_for(request.user, P.FORWARD_TO_CENTRE, day)
    asked, url = redos.filter(state__in=RedoRequest.OPEN), f"{reverse('office:redos')}?tt=OPEN"
    yield Waiting("Bộ đề nghị đánh giá lại, chờ xử lý", asked, url, mark="gavel", tone="amber")


def at_the_centre(request) -> Iterator[Waiting]:
    """Yield what the ministry has to take in, assess, answer, and wait for."""
    day, listed = request.act.day, reverse("office:forwardings")
    sent = forwardings_for(request.user, P.RECORD_CENTRAL, day)
    fresh = sent.filter(state=ForwardingState.SENT)
    yield Waiting("Hồ sơ tỉnh gửi, chờ tiếp nhận", fresh, f"{listed}?tt={ForwardingState.SENT}")
    received = ForwardedDossier.objects.filter(
        forwarding__state=ForwardingState.RECEIVED, result__central=None,
        result__set_aside_on=None,
    )  # fmt: skip
    unread, url = received.filter(report_no=""), f"{reverse('office:candidates')}?tt=unread"
    yield Waiting("Hồ sơ đã nhận, chờ Tổ tư vấn trung ương báo cáo", unread, url)
    yield Waiting("Kết quả của hội đồng trung ương, chờ công nhận hoặc trả về",
                  findings_waiting(), reverse("office:central-findings"))  # fmt: skip
    sittings = sittings_for(request.user, P.CONVENE_COUNCILS, day).filter(state=SittingState.OPEN)
    url = f"{reverse('office:councils')}?tt={SittingState.OPEN}"
    yield Waiting("Phiên trung ương đang chấm", sittings, url, mark="score")
    redos = redo_requests_for(request.user, P.RECORD_CENTRAL, day)
    asked, url = redos.filter(state__in=RedoRequest.OPEN), f"{reverse('office:redos')}?tt=OPEN"
    yield Waiting("Đề nghị đánh giá lại, chờ tỉnh trả lời", asked, url, mark="gavel")


def recalls_running(request) -> Iterator[Waiting]:
    """Yield the recalls that are not at their end; drills are no emergency."""
    rows = recalls_for(request.user, P.RECALL_LOTS, request.act.day)
    running = rows.filter(state=RecallState.OPEN, is_drill=False)
    url = f"{reverse('office:recalls')}?tt={RecallState.OPEN}&loai=that"
    yield Waiting("Lô hàng đang thu hồi", running, url, mark="attention", tone="lacquer")


def stamps_to_give(request) -> Iterator[Waiting]:
    """Yield the orders of stamps to decide, and the batches that nobody has fetched."""
    day = request.act.day
    orders = orders_for(request.user, P.APPROVE_STAMPS, day).filter(state=OrderState.ASKED)
    url = f"{reverse('office:stamps')}?tt={OrderState.ASKED}"
    yield Waiting("Đơn đặt tem chờ duyệt", orders, url, mark="qr")
    stock = batches_for(request.user, P.APPROVE_STAMPS, day).filter(state=BatchState.ALLOTTED)
    url = f"{reverse('office:stamp-batches')}?tt={BatchState.ALLOTTED}"
    yield Waiting("Lô tem chờ giao", stock, url, mark="qr")


def told_by_scans(request) -> Iterator[Waiting]:
    """Yield what scans and shoppers tell of stamps that nobody has looked into."""
    user, day = request.user, request.act.day
    alarms, reports = alarms_for(user, day).waiting(), reports_for(user, day).waiting()
    listed = reverse("office:scan-alarms")
    yield Waiting("Cảnh báo tem chờ kết luận", alarms, listed, mark="attention", tone="amber")
    listed = reverse("office:scan-reports")
    yield Waiting("Phản ánh từ người quét tem", reports, listed, mark="camera", tone="amber")


def sites_to_verify(request) -> Iterator[Waiting]:
    """Yield the places that producers told of."""
    rows = sites_for(request.user, P.MANAGE_SITES, request.act.day)
    asked, url = rows.filter(state=SiteState.PROPOSED), reverse("office:sites")
    yield Waiting("Địa điểm chờ xác nhận", asked, f"{url}?tt={SiteState.PROPOSED}", mark="place")


def refused_by_the_portal(request) -> Iterator[Waiting]:
    """Yield what the national portal did not take, and nobody sends again by itself."""
    rows = parcels_for(request.user, P.SEND_TRACES, request.act.day)
    given_up, url = rows.filter(state=ParcelState.GIVEN_UP), reverse("office:portal")
    url = f"{url}?tt={ParcelState.GIVEN_UP}"
    yield Waiting("Lô cổng quốc gia chưa nhận", given_up, url, mark="send", tone="amber")


SOURCES: tuple[tuple[Permission, Callable[..., Iterator[Waiting]]], ...] = (
    (P.RECALL_LOTS, recalls_running),
    (P.PROPOSE_DOSSIERS, at_commune),
    (P.REVIEW_IDEAS, ideas_at_commune),
    (P.PROPOSE_DOSSIERS, papers_at_commune),
    (P.ASSESS_DOSSIERS, at_province),
    (P.ACCEPT_IDEAS, ideas_at_province),
    (P.RECORD_CENTRAL, at_the_centre),
    (P.CONVENE_COUNCILS, at_council),
    (P.FORWARD_TO_CENTRE, to_forward),
    (P.DECIDE, to_sign),
    (P.WATCH_SCANS, told_by_scans),
    (P.APPROVE_STAMPS, stamps_to_give),
    (P.MANAGE_SITES, sites_to_verify),
    (P.SEND_TRACES, refused_by_the_portal),
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
