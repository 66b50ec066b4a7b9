"""The next-star coach for real products: where each stands, and what its vault proves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import prefetch_related_objects

from ocop.certificates.models import Certificate
from ocop.dossiers.flow import State
from ocop.dossiers.grace import shown_certificates
from ocop.dossiers.models import Dossier
from ocop.dossiers.prefill import carried_codes
from ocop.dossiers.queries import self_marks
from ocop.dossiers.tracing import LABELS, WORDS, trace_steps, traced
from ocop.registry import facts
from ocop.registry.models import Paper, Producer, Product
from ocop.registry.vault import KINDS, kinds_for, proved_steps, served_steps
from ocop.rulesets.coach import Ground, Path, Raise, paths
from ocop.rulesets.effort import Effort, effort_of, looking
from ocop.rulesets.models import Rubric
from ocop.rulesets.queries import rubrics_in_force, sheet_of
from ocop.rulesets.sheet import Criterion, Knockout, Sheet
from ocop.rulesets.standing import Standing, standing
from ocop.rulesets.table import STARRED, Marks
from ocop.trace.models import Lot

HIGHEST = max(STARRED)


class Source(StrEnum):
    """What a coaching starts from."""

    NOTHING = "nothing"
    SELF = "self"
    COUNCIL = "council"

    @property
    def label(self) -> str:
        """Return the words that people see."""
        return _SOURCES[self]


_SOURCES = {
    Source.NOTHING: "Chưa tự chấm lần nào, tính từ 0 điểm",
    Source.SELF: "Theo điểm tự chấm gần nhất",
    Source.COUNCIL: "Theo điểm hội đồng chấm gần nhất",
}


# Judged from the sample, so that no paper is asked for.
_TASTED = "taste"


@dataclass(frozen=True, slots=True)
class Proof:
    """A kind of paper to file for a raise, and the one that the vault holds, if any."""

    kind: str
    label: str
    asks: str
    held: Paper | None
    # Whether such a paper may be enough for the step.
    reaches: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """One raise with its effort in words and the papers to file for it."""

    step: Raise
    told: Effort
    proofs: tuple[Proof, ...]
    # Whether the step asks for electronic traceability, and the lot that shows it.
    asks_trace: bool = False
    traced: Lot | None = None

    @property
    def is_recorded(self) -> bool:
        """Tell whether the step follows from the kind of producer in the register."""
        return facts.is_legal_form(self.step.criterion)

    @property
    def is_held(self) -> bool:
        """Tell whether a paper in the vault is enough for the raise by itself."""
        return not self.step.cost and not self.is_recorded

    @property
    def is_to_look(self) -> bool:
        """Tell whether a paper is there that may be enough, so that somebody must look."""
        if self.is_held or self.is_recorded:
            return False
        on_label = self.asks_trace and self.step.criterion.key in LABELS
        shown = on_label and self.traced is not None
        return shown or any(proof.held and proof.reaches for proof in self.proofs)

    @property
    def is_tasted(self) -> bool:
        """Tell whether the council judges it from the sample."""
        return self.told.key == _TASTED

    @property
    def effort(self) -> Effort:
        """Return the effort that is left: only to look, where a paper may be enough."""
        return looking() if self.is_to_look else self.told


@dataclass(frozen=True)
class Coaching:
    """Where one product stands under the ruleset in force, and the ways up."""

    product: Product
    sheet: Sheet
    case: str | None
    source: Source
    certificate: Certificate | None
    standing: Standing
    papers: tuple[Paper, ...]
    ways: tuple[Path, ...]
    traced: Lot | None = None

    @property
    def stars(self) -> int:
        """Return the star that the product bears today."""
        return self.certificate.stars if self.certificate else 0

    @property
    def next(self) -> Path | None:
        """Return the way to the next star above the one it bears; nothing above five."""
        return next((way for way in self.ways if way.stars > self.stars), None)

    @property
    def warnings(self) -> list[tuple[str, Knockout, bool]]:
        """Return the knock-outs printed on the sheet: where, which, and whether it shows now.

        One that is upheld by points alone shows as soon as a criterion it names has 0.
        """
        return [
            (c.code, c.knockout, c.code in self.standing.knockouts)
            for c in self.sheet.criteria
            if c.knockout
        ]

    def advice(self, way: Path) -> list[Advice]:
        """Return each raise of ``way`` with its effort and its proofs, the cheapest first."""
        return [
            Advice(
                one, effort_of(one.criterion.key), self._proofs(one),
                WORDS in str(one.option.label).lower(), self.traced,
            )
            for one in way.raises
        ]  # fmt: skip

    @property
    def legal_form(self) -> Criterion | None:
        """Return the criterion that is read off the kind of producer."""
        return next((c for c in self.sheet.criteria if facts.is_legal_form(c)), None)

    @property
    def person(self) -> Criterion | None:
        """Return the criterion that is read off the legal representative, and never advised."""
        return next((c for c in self.sheet.criteria if facts.is_of_person(c)), None)

    def _proofs(self, one: Raise) -> tuple[Proof, ...]:
        step = one.criterion.options_in(self.case).index(one.option) + 1
        by_kind = {paper.kind: paper for paper in self.papers}
        return tuple(
            Proof(
                kind, Paper.Kind(kind).label, paper_asks(kind), by_kind.get(kind),
                KINDS[kind].serves_to(one.criterion) >= step,
            )
            for kind in kinds_for(one.criterion, step)
        )  # fmt: skip


def paper_asks(kind: str) -> str:
    """Return what is to be photographed for a kind of paper."""
    return Paper(kind=kind).about.asks


def coached(
    products: Iterable[Product],
    day: date,
    *,
    council: Mapping[int, Marks] | None = None,
    case: str | None = None,
    only_next: bool = False,
) -> dict[int, Coaching]:
    """Return the coaching of each product that a loaded sheet covers, by product key.

    The number of queries does not grow with the products. ``council`` holds the marks of decided
    dossiers by dossier key; ``only_next`` works out one way instead of three.
    """
    listed = list(products)
    rubrics = {rubric.number: rubric for rubric in rubrics_in_force(day)}
    dossiers = last_scored(listed)
    certificates = shown_certificates(listed, day)
    papers = papers_of(listed, day)
    lots = traced(listed, day)
    prefetch_related_objects(listed, "producer")
    found = {}
    for product in listed:
        if rubric := rubrics.get(product.set_number):
            dossier = dossiers.get(product.pk)
            known = _Known(
                dossier, _told(dossier, council or {}), certificates.get(product.pk),
                papers.get(product.pk, ()), lots.get(product.pk),
            )  # fmt: skip
            found[product.pk] = _coaching(product, rubric, known, case, only_next=only_next)
    return found


def last_scored(products: Iterable[Product]) -> dict[int, Dossier]:
    """Return the newest dossier of each product in which something was chosen; one query."""
    rows = Dossier.objects.filter(product__in=[p.pk for p in products])
    rows = rows.exclude(state=State.WITHDRAWN).select_related("rubric__ruleset", "product")
    ordered = rows.defer("forms", "claims").order_by("pk")
    return {dossier.product_id: dossier for dossier in ordered if dossier.choices}


def papers_of(products: Iterable[Product], day: date) -> dict[int, tuple[Paper, ...]]:
    """Return the papers that serve each product on ``day``; one query."""
    listed = list(products)
    rows = Paper.objects.valid_on(day).filter(producer__in={p.producer_id for p in listed})
    by_producer: dict[int, list[Paper]] = {}
    for paper in rows.order_by("expires_on", "pk"):
        if paper.validity_on(day).serves:
            by_producer.setdefault(paper.producer_id, []).append(paper)
    return {
        product.pk: tuple(
            paper
            for paper in by_producer.get(product.producer_id, ())
            if paper.product_id in {None, product.pk}
        )
        for product in listed
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What the record knows of one product."""

    dossier: Dossier | None
    told: tuple[Source, Marks]
    certificate: Certificate | None
    papers: tuple[Paper, ...]
    traced: Lot | None


def _coaching(
    product: Product, rubric: Rubric, known: _Known, case: str | None, *, only_next: bool
) -> Coaching:
    sheet = sheet_of(rubric)
    case = _case(sheet, known.dossier, case)
    source, told = known.told
    marks = _fitted(sheet, known.dossier, told, case)
    above = known.certificate.stars if known.certificate else 0
    wanted = [star for star in STARRED if star > above][:1] if only_next else STARRED
    ground = ground_of(sheet, product.producer, {paper.kind for paper in known.papers})
    if known.traced is not None:
        ground = replace(ground, served=_higher(ground.served, trace_steps(sheet, case)))
    ways = paths(sheet, marks, case=case, ground=ground, stars=wanted)
    stands = standing(sheet, marks, case=case)
    return Coaching(
        product, sheet, case, source, known.certificate, stands, known.papers, ways, known.traced
    )


def _higher(steps: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Return the higher of two steps of each criterion."""
    return {code: max(steps.get(code, 0), more.get(code, 0)) for code in {*steps, *more}}


def ground_of(sheet: Sheet, producer: Producer, held: Iterable[str]) -> Ground:
    """Return what the register and the ``held`` kinds of paper say of a producer on ``sheet``.

    The legal form is had once the producer is registered; until then somebody must look.
    """
    kinds = set(held)
    legal = facts.legal_steps(sheet, producer.kind)
    is_registered = bool(producer.registration_no) or Paper.Kind.BUSINESS in kinds
    return Ground(
        proved=proved_steps(sheet, kinds) | (legal if is_registered else {}),
        served=served_steps(sheet, kinds) | legal,
        limits=facts.limits(sheet, producer.kind),
    )


def _case(sheet: Sheet, dossier: Dossier | None, asked: str | None) -> str | None:
    for case in (asked, dossier.case if dossier else None):
        if case in sheet.cases:
            return case
    return sheet.cases[0] if sheet.cases else None


def _told(dossier: Dossier | None, council: Mapping[int, Marks]) -> tuple[Source, Marks]:
    if dossier is None:
        return Source.NOTHING, {}
    if dossier.pk in council:
        return Source.COUNCIL, council[dossier.pk]
    return Source.SELF, self_marks(dossier)


def _fitted(sheet: Sheet, dossier: Dossier | None, told: Marks, case: str | None) -> Marks:
    """Return the marks that mean the same on ``sheet``, each down to a step that it prints."""
    codes = carried_codes(sheet, dossier)
    fitted = {}
    for code, points in told.items():
        if code in codes:
            steps = [o.points or 0 for o in sheet.by_code[code].options_in(case)]
            fitted[code] = max((step for step in steps if step <= points), default=0)
    return fitted
