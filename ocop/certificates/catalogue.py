"""The catalogue: products found by words, narrowed by facets, with the stars of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    Case,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from ocop.certificates.facets import Choice, Facets, counted
from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.places.models import Commune
from ocop.registry.models import Product
from ocop.registry.queries import live_products
from ocop.registry.wording import BAR, Term, terms

# Product key, stars of the day or None, set, commune key, kind of producer.
Row = tuple[int, int | None, int, int, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor asked for; what was left out narrows nothing."""

    words: str = ""
    stars: int | None = None
    group: str = ""
    set_number: int | None = None
    commune: str = ""
    kind: str = ""
    # Also products that take part and bear no star today.
    starless: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, how many there are in all, and the facets' counts."""

    page: Page[int]
    products: list[Product]
    facets: Facets
    # How many more the same choice finds among those that bear no star today.
    starless: int
    # Nothing held the last word whole, so that words which begin with it were taken.
    is_widened: bool

    @property
    def count(self) -> int:
        """Return how many products were found, on all pages."""
        return self.page.paginator.count


def search(
    wanted: Wanted,
    *,
    day: date,
    groups: Mapping[int, str],
    page: int | str = 1,
    size: int = 24,
    kept: QuerySet[Certificate, dict[str, int]] | None = None,
) -> Found:
    """Return the products whose star is true on ``day`` and that hold every word of ``wanted``.

    ``kept`` are the keys of certificates that are kept alive beyond their lapse.

    Words are found whole, with or without their accents; what bears the accents as they were
    typed comes first, then Vietnamese order. ``groups`` names the group of each set. Merged and
    retired products are in no catalogue.
    """
    asked = terms(wanted.words)
    rows = _rows(_holding(asked), asked, day, kept)
    is_widened = bool(asked) and not rows
    if is_widened:
        rows = _rows(_holding(asked, widened=True), asked, day, kept)
    choice = _choice(wanted, groups)
    bearing = rows if wanted.starless else [row for row in rows if row[1] is not None]
    facets, keys = _narrowed(bearing, choice, groups)
    starless = [] if wanted.starless else [row for row in rows if row[1] is None]
    shown = Paginator(keys, size).get_page(page)
    left_out = len(_narrowed(starless, choice, groups)[1])
    return Found(shown, _in_order(shown), facets, left_out, is_widened and bool(rows))


def _narrowed(
    rows: list[Row], choice: Choice, groups: Mapping[int, str]
) -> tuple[Facets, list[int]]:
    """Return the facets' counts of ``rows``, and the keys of those that ``choice`` leaves."""
    cells = [row[1:] for row in rows]
    facets, chosen = counted(cells, choice, groups)
    return facets, [row[0] for row, cell in zip(rows, cells, strict=True) if cell in chosen]


def _rows(
    products: QuerySet[Product],
    asked: list[Term],
    day: date,
    kept: QuerySet[Certificate, dict[str, int]] | None,
) -> list[Row]:
    """Return the rows of ``products``, the closest to ``asked`` first: one query for everything."""
    stars: Combinable = _best(Certificate.objects.in_force_on(day))
    if kept is not None:
        stars = Coalesce(stars, _best(Certificate.objects.filter(pk__in=kept)))
    rows = products.annotate(stars=stars)
    order = ["sort_key", "pk"]
    if asked:
        rows = rows.annotate(closeness=_closeness(asked))
        order = ["closeness", *order]
    fields = ("pk", "stars", "set_number", "commune_id", "producer__kind")
    return list(rows.order_by(*order).values_list(*fields))


def _best(certificates: CertificateQuerySet) -> Subquery:
    """Return the most stars that any of ``certificates`` gives to the product of the row."""
    mine = certificates.filter(product=OuterRef("pk"))
    return Subquery(mine.order_by("-stars").values("stars")[:1])


def _holding(asked: list[Term], *, widened: bool = False) -> QuerySet[Product]:
    """Return the products in which every term occurs; ``widened``, the last may go on."""
    products = live_products().filter(retired_on=None)
    for term in asked:
        end = "%" if widened and term is asked[-1] else " %"
        products = products.filter(_any(_like("folded", f"% {form}{end}") for form in term.folded))
    return products


def _closeness(asked: list[Term]) -> Case:
    """Return 0 for the typed words in the name and in order; accents count before places."""
    phrase = " ".join(term.marked[0] for term in asked)
    return Case(
        When(_like("marked", f"% {phrase} %{BAR}%{BAR}%"), then=0),
        When(_all("marked", [term.marked for term in asked], in_name=True), then=1),
        When(_all("marked", [term.marked for term in asked]), then=2),
        When(_all("folded", [term.folded for term in asked], in_name=True), then=3),
        default=4,
        output_field=IntegerField(),
    )


def _all(column: str, forms: Iterable[tuple[str, ...]], *, in_name: bool = False) -> Q:
    """Return the condition that ``column``, or the name in it, holds one form of every term."""
    rest = f"%{BAR}%{BAR}%" if in_name else "%"
    condition = Q()
    for alternatives in forms:
        condition &= _any(_like(column, f"% {form} {rest}") for form in alternatives)
    return condition


def _any(conditions: Iterable[Q]) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either


def _like(column: str, pattern: str) -> Q:
    """Return the condition LIKE; words hold none of its signs, so there is nothing to escape."""
    return Q(
        Func(
            F(column),
            Value(pattern),
            arg_joiner=" LIKE ",
            template="%(expressions)s",
            output_field=BooleanField(),
        )
    )


def _choice(wanted: Wanted, groups: Mapping[int, str]) -> Choice:
    """Return the facets' choices as the rows hold them."""
    sets = frozenset(n for n, group in groups.items() if group == wanted.group)
    return Choice(
        stars=wanted.stars,
        set_number=wanted.set_number,
        commune=_commune(wanted.commune),
        kind=wanted.kind,
        sets=sets if wanted.group else None,
    )


def _commune(code: str) -> int | None:
    """Return the key of a commune; of an unknown one, a key that no row has."""
    if not code:
        return None
    return Commune.objects.filter(code=code).values_list("pk", flat=True).first() or -1


def _in_order(keys: Iterable[int]) -> list[Product]:
    """Return the products of ``keys``, in their order."""
    found = Product.objects.select_related("producer", "commune").in_bulk(list(keys))
    return [found[key] for key in keys]
