"""What the cycle's board counts: every source once, by state and commune, in one question."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.urls import reverse

from ocop.accounts.models import Membership
from ocop.accounts.permissions import Role
from ocop.certificates.models import Certificate
from ocop.certificates.term import RENEWAL_OPENS, Standing
from ocop.cycles.flow import IdeaState, PlanState
from ocop.cycles.models import Idea, Participation, Plan
from ocop.dossiers.flow import State
from ocop.dossiers.grace import kept_on
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import filed_in
from ocop.places.models import Province


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the matrix: what it counts, and the list that its numbers lead to."""

    source: str
    mark: str
    label: str
    full: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one source under one heading."""

    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows that one person may count: those of their posts, within one province."""

    posts: tuple[Membership, ...]
    province: Province

    @property
    def is_whole(self) -> bool:
        """Tell whether all communes of the province are counted."""
        return any(post.commune_id is None for post in self.posts)

    @property
    def is_of_place(self) -> bool:
        """Tell whether it comes from a post in the province, and not from one of the nation."""
        return any(
            (post.province_id is not None and post.role != Role.ADMINISTRATOR) or post.commune_id
            for post in self.posts
        )

    def reach(self, path: str) -> Q:
        """Return the condition that ``path`` leads to a commune that is counted."""
        if self.is_whole:
            return Q(**{f"{path}__province": self.province})
        return Q(**{f"{path}__in": [post.commune_id for post in self.posts]})


@dataclass(slots=True)
class Tally:
    """The numbers: by source, state and commune, and in all."""

    cells: dict[tuple[str, str, int], int] = field(default_factory=dict)
    sums: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def of(self, source: str, mark: str, commune: int) -> int:
        """Return one number of the matrix."""
        return self.cells.get((source, mark, commune), 0)

    def all(self, source: str, *marks: str) -> int:
        """Return how many there are in some states together."""
        return sum(self.sums[source, mark] for mark in marks)

    def places(self) -> set[int]:
        """Return the keys of the communes that have anything."""
        return {place for _, _, place in self.cells}


def tally(scope: Scope, year: int, day: date) -> Tally:
    """Count everything by state and commune, in one question however many rows there are."""
    first, *rest = sources(scope, year, day)
    found = Tally()
    for source, place, mark, number in first.union(*rest, all=True):
        found.cells[source, mark, place] = number
        found.sums[source, mark] += number
    return found


def sources(scope: Scope, year: int, day: date) -> Iterable[QuerySet]:
    """Return what is counted, each source grouped by commune and state."""
    live = Certificate.objects.in_force_on(day)
    ranked = live.filter(product__merged_into=None, product__retired_on=None)
    part = Participation.objects.on(day).filter(scope.reach("product__commune"))
    given = Certificate.objects.filter(scope.reach("product__commune"))
    starred = When(product__in=live.values("product"), then=Value("ranked"))
    rows = [
        grouped(part, "part", "product__commune", Case(starred, default=Value("unranked"))),
        grouped(given, "certificate", "product__commune", standing_case(day)),
        grouped(
            ranked.filter(scope.reach("product__commune")),
            "ranked",
            "product__commune",
            Value("ranked"),
            what=Count("product", distinct=True),
        ),
    ]
    if scope.is_of_place:
        ideas = Idea.objects.filter(scope.reach("commune"), cycle__year=year)
        ideas = ideas.filter(Q(filed_at__isnull=False) | Q(is_assisted=True))
        plans = Plan.objects.filter(scope.reach("product__commune"), cycle__year=year)
        dossiers = filed_in(Dossier.objects.filter(scope.reach("product__commune")), year)
        rows += [
            grouped(ideas, "idea", "commune", F("state")),
            grouped(plans.filter(filed_at__isnull=False), "plan", "product__commune", F("state")),
            grouped(dossiers, "dossier", "product__commune", F("state")),
        ]
    return rows


def grouped(rows, source: str, place: str, mark, what=None) -> QuerySet:
    """Return the rows counted by commune and state, under the name of their source."""
    named = rows.order_by().annotate(
        _source=Value(source, CharField()), _place=F(place), _mark=marked(mark)
    )
    kept = named.values_list("_source", "_place", "_mark")
    return kept.annotate(_n=what or Count("pk"))


def marked(mark):
    """Return an expression as text, so that all sources can be asked at once."""
    if isinstance(mark, F):
        return mark
    mark.output_field = CharField()
    return mark


def standing_case(day: date) -> Case:
    """Return a certificate's standing on ``day``, by the dates of ``certificates.term``."""
    soon = day + timedelta(days=RENEWAL_OPENS)
    return Case(
        When(revocation__effective_on__lte=day, then=Value(Standing.REVOKED.value)),
        When(issued_on__gt=day, then=Value(Standing.PENDING.value)),
        When(pk__in=kept_on(day), then=Value(Standing.GRACE.value)),
        When(lapses_on__lte=day, then=Value(Standing.LAPSED.value)),
        When(lapses_on__lte=soon, then=Value(Standing.LAPSING.value)),
        default=Value(Standing.IN_FORCE.value),
    )


def groups(scope: Scope, year: int) -> list[Group]:
    """Return the columns of the matrix, each with the list that its numbers lead to."""
    certificates, ideas = reverse("office:certificates"), reverse("office:ideas")
    plans, dossiers = reverse("office:plans"), reverse("office:dossiers")
    parts = reverse("office:participations")
    work = [
        Group("Ý tưởng", columns("idea", IDEAS, IdeaState, f"{ideas}?nam={year}&tt=")),
        Group("Phương án", columns("plan", PLANS, PlanState, f"{plans}?nam={year}&tt=")),
        Group("Hồ sơ", columns("dossier", DOSSIERS, State, f"{dossiers}?nam={year}&tt=")),
    ]
    held = [
        Group("Sản phẩm", (
            Column("part", "*", "Tham gia", "Đang tham gia chương trình", f"{parts}?so=tham-gia"),
            Column("ranked", "ranked", "Có sao", "Đang có sao", f"{parts}?so=co-sao"),
        )),
        Group(
            "Giấy chứng nhận",
            columns("certificate", CERTIFICATES, Standing, f"{certificates}?tt="),
        ),
    ]  # fmt: skip
    return [*work, *held] if scope.is_of_place else held


def columns(source: str, short: dict, states, url: str) -> tuple[Column, ...]:
    """Return a column for each state that the board shows."""
    return tuple(
        Column(source, state, label, str(states(state).label), f"{url}{state}")
        for state, label in short.items()
    )


IDEAS = {
    "FILED": "Ở xã", "REVIEWED": "Chờ tỉnh", "RETURNED": "Trả lại", "ACCEPTED": "Chấp thuận",
    "DECLINED": "Chưa",
}  # fmt: skip
PLANS = {"FILED": "Đang xét", "RETURNED": "Trả lại", "APPROVED": "Đã duyệt"}
DOSSIERS = {
    "SUBMITTED": "Mới nộp", "RECEIVED": "Xã xem", "RETURNED": "Trả lại",
    "PROPOSED": "Tỉnh xem", "ASSESSED": "Chờ HĐ", "DECIDED": "Kết quả",
}  # fmt: skip
CERTIFICATES = {
    Standing.IN_FORCE.value: "Hiệu lực", Standing.LAPSING.value: "Sắp hết",
    Standing.GRACE.value: "Chờ lại", Standing.LAPSED.value: "Đã hết",
}  # fmt: skip
