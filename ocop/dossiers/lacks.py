"""Papers that are missing, ended or ending, for the products of a place or of a producer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from ocop.certificates.models import Certificate
from ocop.dossiers.grace import shown_certificates
from ocop.registry.models import Paper, Product
from ocop.registry.validity import Validity
from ocop.registry.vault import lacking
from ocop.rulesets.queries import rubrics_in_force, sheet_of
from ocop.rulesets.sheet import Sheet

LOWEST_STARS = 3
# By set, kinds held and stars: the kinds that are missing, each with what asks for it.
Asked = Callable[[int, frozenset[str], int], dict[str, tuple[str, ...]]]


class What(StrEnum):
    """Why a paper is listed, the most pressing first."""

    ENDED = "ended"
    MISSING = "missing"
    ENDING = "ending"

    @property
    def label(self) -> str:
        """Return the word that people see."""
        return {"ended": "Hết hạn", "missing": "Còn thiếu", "ending": "Sắp hết hạn"}[self]


@dataclass(frozen=True, slots=True)
class Lack:
    """One kind of paper that one product needs, and why; ``paper`` is the one that ends."""

    product: Product
    what: What
    kind: str
    stars: int
    criteria: tuple[str, ...] = ()
    paper: Paper | None = None

    @property
    def kind_label(self) -> str:
        """Return the name of the kind of paper."""
        return str(Paper.Kind(self.kind).label)

    @property
    def until(self) -> date | None:
        """Return the last good day of the paper that ends or ended."""
        return self.paper.good_until if self.paper else None


def lacks_of(products: Iterable[Product], day: date) -> list[Lack]:
    """Return what the vault lacks for each product, in a constant number of queries.

    What the floors of its star ask for, or those of 3 stars where it bears none; and each paper
    that has ended, or will end within 60 days, without one of its kind to follow.
    """
    listed = list(products)
    sheets = {rubric.number: sheet_of(rubric) for rubric in rubrics_in_force(day)}
    certificates = shown_certificates(listed, day)
    rows = Paper.objects.kept().filter(producer__in={p.producer_id for p in listed})
    by_producer: dict[int, list[Paper]] = {}
    for paper in rows.order_by("pk"):
        by_producer.setdefault(paper.producer_id, []).append(paper)
    found: list[Lack] = []
    # Products of one set whose producers hold the same kinds lack the same.
    asked = cache(lambda number, held, stars: _asked(sheets.get(number), held, stars))
    for product in listed:
        held = [
            paper
            for paper in by_producer.get(product.producer_id, ())
            if paper.product_id in {None, product.pk}
        ]
        found += _lacks(product, asked, certificates.get(product.pk), held, day)
    return list(_once(found))


def _once(lacks: list[Lack]) -> Iterator[Lack]:
    """Leave out what is told already: one paper of a whole producer ends for all its products."""
    told: set[int] = set()
    for lack in lacks:
        if lack.paper is not None and not lack.criteria:
            if lack.paper.pk in told:
                continue
            told.add(lack.paper.pk)
        yield lack


def _asked(sheet: Sheet | None, held: frozenset[str], stars: int) -> dict[str, tuple[str, ...]]:
    """Return the kinds of paper that are missing, each with the codes of what asks for it."""
    missing = lacking(sheet, held, stars) if sheet else {}
    return {kind: tuple(c.code for c in criteria) for kind, criteria in missing.items()}


def _lacks(
    product: Product,
    asked_of: Asked,
    certificate: Certificate | None,
    held: list[Paper],
    day: date,
) -> Iterator[Lack]:
    stars = certificate.stars if certificate else LOWEST_STARS
    serving = frozenset(paper.kind for paper in held if paper.validity_on(day).serves)
    asked = asked_of(product.set_number, serving, stars)
    ended = dict(_ends(held, day))
    for kind, paper in ended.items():
        gone = kind not in serving
        what = What.ENDED if gone else What.ENDING
        yield Lack(product, what, kind, stars, asked.get(kind, ()), paper)
    for kind, codes in asked.items():
        if kind not in ended:
            yield Lack(product, What.MISSING, kind, stars, codes)


def _ends(held: list[Paper], day: date) -> Iterator[tuple[str, Paper]]:
    """Yield, by kind, the paper that lasts longest where none of the kind lasts long."""
    by_kind: dict[str, list[Paper]] = {}
    for paper in held:
        by_kind.setdefault(paper.kind, []).append(paper)
    for kind, papers in by_kind.items():
        last = max(papers, key=lambda paper: (paper.good_until or date.max, paper.pk))
        if last.validity_on(day) in {Validity.ENDED, Validity.ENDING}:
            yield kind, last
