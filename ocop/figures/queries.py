"""The rows behind every figure: a figure is how many there are of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.cycles.queries import participating_on
from ocop.figures.declaring import YES
from ocop.figures.models import Declaration, Trait
from ocop.figures.scope import Scope
from ocop.figures.sealing import unseal
from ocop.kernel.act import VIETNAM
from ocop.registry.models import Producer, Product
from ocop.stamps.queries import stamped_products

STARS = (3, 4, 5)
# Stars, and from which to before which of some days they were held.
Span = tuple[int, int, int]


class Cell(NamedTuple):
    """What every breakdown is a sum of: ranked products that share all of this."""

    stars: int
    set_number: int
    # Its key.
    commune: int
    kind: str


class Change(StrEnum):
    """What a certificate was beside the one before it."""

    NEW = "new"
    UP = "up"
    AGAIN = "again"


def made(scope: Scope) -> QuerySet[Product]:
    """Return the products of the place that are made on the day and are no doubles."""
    products = Product.objects.filter(Q(retired_on=None) | Q(retired_on__gt=scope.day))
    return products.filter(_in(scope, ""), merged_into=None)


def ranked(scope: Scope, *, at_least: int = 3) -> QuerySet[Product]:
    """Return the products of the place that bear a star on the day, of ``at_least`` or more."""
    live = Certificate.objects.in_force_on(scope.day).filter(stars__gte=at_least)
    return made(scope).filter(pk__in=live.values("product"))


def ranked_at(scope: Scope, stars: int) -> QuerySet[Product]:
    """Return the products of the place whose best star on the day is just ``stars``."""
    higher = Certificate.objects.in_force_on(scope.day).filter(stars__gt=stars)
    return ranked(scope, at_least=stars).exclude(pk__in=higher.values("product"))


def participating(scope: Scope) -> QuerySet[Product]:
    """Return the products of the place that take part in the programme on the day."""
    return made(scope).filter(pk__in=participating_on(scope.day).values("pk"))


def participating_ranked(scope: Scope) -> QuerySet[Product]:
    """Return the products that take part and bear a star."""
    return ranked(scope).filter(pk__in=participating_on(scope.day).values("pk"))


def ranked_outside(scope: Scope) -> QuerySet[Product]:
    """Return the products that bear a star without a decision to take part on record."""
    return ranked(scope).exclude(pk__in=participating_on(scope.day).values("pk"))


def stampable(scope: Scope) -> QuerySet[Product]:
    """Return the ranked products that bear stamps: all but services of tourism."""
    return ranked(scope).exclude(set_number=Product.TOURISM_SET)


def stamped(scope: Scope) -> QuerySet[Product]:
    """Return the ranked products, tourism left out, of which stamps were made active."""
    return stampable(scope).filter(stamped_products(scope.day))


def producers(scope: Scope, kind: str = "") -> QuerySet[Producer]:
    """Return the producers, of one kind where asked, of at least one ranked product."""
    found = Producer.objects.filter(pk__in=ranked(scope).values("producer"))
    return found.filter(kind=kind) if kind else found


def producers_by_kind(scope: Scope) -> Counter[str]:
    """Count ``producers`` by kind, and all of them under the empty name, by one query."""
    found = producers(scope).order_by().values_list("kind").annotate(found=Count("pk"))
    counts = Counter(dict(found))
    counts[""] = counts.total()
    return counts


def declared(scope: Scope, *, yes: bool = False) -> QuerySet[Producer]:
    """Return those of ``producers`` with a declaration; with ``yes``, of an ethnic minority.

    For counting only: no page lists these rows. A declaration counts from the day on which it was
    given. One that was taken back is erased, and counts on no day any more, past ones neither.
    """
    chosen = [key for key, sealed in _answers(scope) if not yes or unseal(sealed) == YES]
    return Producer.objects.filter(pk__in=chosen)


def declared_by_answer(scope: Scope) -> Counter[str]:
    """Count ``declared`` by what was answered, and all of them under the empty name."""
    counts = Counter(unseal(sealed) for _, sealed in _answers(scope))
    counts[""] = counts.total()
    return counts


def _answers(scope: Scope) -> QuerySet[Declaration, tuple[int, str]]:
    after = datetime.combine(scope.day + timedelta(days=1), time.min, VIETNAM)
    told = Declaration.objects.filter(
        taken_back_at=None, created_at__lt=after, producer__in=producers(scope)
    )
    return told.values_list("producer", "sealed")


def ranked_where(scope: Scope, kind: str) -> QuerySet[Product]:
    """Return the ranked products made in communes that bear a trait on the day."""
    return ranked(scope).filter(commune__in=communes_where(scope, kind))


def communes_where(scope: Scope, kind: str) -> QuerySet[Trait, int]:
    """Return the keys of the communes that bear a trait on the day."""
    traits = Trait.objects.standing_on(scope.day).filter(kind=kind)
    return traits.values_list("commune", flat=True)


def first_time(scope: Scope) -> CertificateQuerySet:
    """Return the certificates issued in the period to products that never had one."""
    return _issued(scope).filter(Q(before=None))


def upgraded(scope: Scope) -> CertificateQuerySet:
    """Return the certificates issued in the period with more stars than the one before."""
    return _issued(scope).filter(Q(stars__gt=F("before")))


def renewed(scope: Scope) -> CertificateQuerySet:
    """Return the certificates issued in the period with as many stars as before, or fewer."""
    return _issued(scope).filter(Q(stars__lte=F("before")))


def issued_by_change(scope: Scope) -> Counter[Change]:
    """Count those of ``first_time``, ``upgraded`` and ``renewed``, by one query."""
    return Counter(
        Change.NEW if before is None else Change.UP if stars > before else Change.AGAIN
        for stars, before in _issued(scope).values_list("stars", F("before"))
    )


def _issued(scope: Scope) -> CertificateQuerySet:
    """Return the certificates issued in the period, each with the stars ``before`` it, if any."""
    day = OuterRef("issued_on")
    before = Q(issued_on__lt=day) | Q(issued_on=day, pk__lt=OuterRef("pk"))
    earlier = Certificate.objects.filter(before, product=OuterRef("product"))
    last = earlier.order_by("-issued_on", "-pk").values("stars")[:1]
    return _certificates(scope, "issued_on").annotate(before=Subquery(last))


def lapsed(scope: Scope) -> CertificateQuerySet:
    """Return the certificates that lapsed in the period unrevoked, and left no star behind."""
    lapse = OuterRef("lapses_on")
    others = Certificate.objects.filter(
        product=OuterRef("product"), issued_on__lte=lapse, lapses_on__gt=lapse
    ).exclude(revocation__effective_on__lte=lapse)
    unrevoked = _certificates(scope, "lapses_on").exclude(
        Exists(
            Certificate.objects.filter(
                pk=OuterRef("pk"), revocation__effective_on__lte=OuterRef("lapses_on")
            )
        )
    )
    return unrevoked.exclude(Exists(others))


def revoked(scope: Scope) -> CertificateQuerySet:
    """Return the certificates whose revocation took effect in the period."""
    return _certificates(scope, "revocation__effective_on")


def cells(scope: Scope) -> Counter[Cell]:
    """Count the ranked products of the place by stars, set, commune and kind of producer."""
    live = Certificate.objects.in_force_on(scope.day).filter(
        stars__in=STARS, product__in=made(scope)
    )
    rows = live.order_by("stars").values_list(
        "product", "stars", "product__set_number", "product__commune", "product__producer__kind"
    )
    # Of several certificates of a product the best comes last, and stays.
    best = {
        product: Cell(stars, number, commune, kind)
        for product, stars, number, commune, kind in rows
    }
    return Counter(best.values())


def month_ends(day: date, months: int) -> list[date]:
    """Return the first days of the ``months`` up to the month of ``day``, and ``day`` itself."""
    firsts = [
        date((at := day.year * 12 + day.month - 1 - back) // 12, at % 12 + 1, 1)
        for back in range(months - 1, -1, -1)
    ]
    return [*firsts, day] if firsts[-1] != day else firsts


def stars_over(scope: Scope, days: Iterable[date]) -> list[Counter[int]]:
    """Return how many products of the place bore how many stars on each of ``days``, in order."""
    days = list(days)
    counts: list[Counter[int]] = [Counter() for _ in days]
    # Most products hold one certificate after another; each alike is counted once for all.
    for held, products in Counter(_held(scope, days).values()).items():
        for at, stars in _best(held).items():
            counts[at][stars] += products
    return counts


def _held(scope: Scope, days: list[date]) -> dict[int, tuple[Span, ...]]:
    """Return, by product, the stars of each certificate with the stretch of ``days`` it holds."""
    spans: dict[int, tuple[Span, ...]] = {}
    for product, stars, begun, end in _spans(scope, days[0]):
        span = (stars, bisect_left(days, begun), bisect_left(days, end))
        spans[product] = (*spans.get(product, ()), span)
    return spans


def _best(held: tuple[Span, ...]) -> dict[int, int]:
    """Return the most stars held at each place that any of the stretches covers."""
    best: dict[int, int] = {}
    for stars, first, end in sorted(held):
        best |= dict.fromkeys(range(first, end), stars)
    return best


def _spans(scope: Scope, first: date) -> Iterator[tuple[int, int, date, date]]:
    """Yield product and stars of each certificate, with the days between which it holds."""
    held = Certificate.objects.filter(lapses_on__gt=first, issued_on__lte=scope.day)
    rows = held.filter(product__in=made(scope)).values_list(
        "product", "stars", "issued_on", "lapses_on", "revocation__effective_on"
    )
    for product, stars, begun, lapse, revocation in rows:
        yield product, stars, begun, min(lapse, revocation) if revocation else lapse


def _certificates(scope: Scope, moment: str) -> CertificateQuerySet:
    certificates = Certificate.objects.filter(_in(scope, "product__"))
    return certificates.filter(**{f"{moment}__range": (scope.since, scope.day)})


def _in(scope: Scope, path: str) -> Q:
    if scope.commune is not None:
        return Q(**{f"{path}commune": scope.commune})
    if scope.province is not None:
        return Q(**{f"{path}commune__province": scope.province})
    return Q()
