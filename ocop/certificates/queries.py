"""Questions about stars: every screen that shows one asks here."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.certificates.radar import watched
from ocop.certificates.term import Term, is_transitional, renewal_taken
from ocop.kernel.text import fold
from ocop.registry.models import Product


def term_of(certificate: Certificate, awaits_since: date | None = None) -> Term:
    """Return the dates of ``certificate``; fetch it with ``select_related("revocation")``.

    Grace needs to know since when a renewal is under way; ``dossiers.grace`` does.
    """
    revocation = getattr(certificate, "revocation", None)
    revoked_on = revocation.effective_on if revocation else None
    return Term(certificate.issued_on, certificate.lapses_on, revoked_on, awaits_since)


def with_stars(products: QuerySet[Product], day: date) -> QuerySet[Product]:
    """Annotate each product with ``stars`` and ``star_until``: those in force on ``day``, or None.

    Where two certificates are in force at once (an upgrade), the higher star is the live one.
    """
    live = Certificate.objects.in_force_on(day).filter(product=OuterRef("pk"))
    best = live.order_by("-stars", "-lapses_on", "-pk")
    return products.annotate(
        stars=Subquery(best.values("stars")[:1]),
        star_until=Subquery(best.values("lapses_on")[:1]),
    )


def live_certificate(product: Product, day: date) -> Certificate | None:
    """Return the certificate by which ``product`` bears its star on ``day``, if any."""
    live = certificates_of(product).in_force_on(day)
    return live.order_by("-stars", "-lapses_on", "-pk").first()


def live_certificates(products: Iterable[Product], day: date) -> dict[int, Certificate]:
    """Return the live certificate of each product that has one, by product key."""
    live = Certificate.objects.in_force_on(day).filter(product__in=[p.pk for p in products])
    ordered = live.select_related("revocation", "decision").order_by("stars", "lapses_on", "pk")
    return {certificate.product_id: certificate for certificate in ordered}


def certificates_of(product: Product) -> CertificateQuerySet:
    """Return every certificate of ``product``, newest first."""
    mine = Certificate.objects.filter(product=product)
    return mine.select_related("revocation", "decision", "province").order_by("-issued_on", "-pk")


def beside(certificate: Certificate, day: date) -> CertificateQuerySet:
    """Return the other certificates of its product that are in force on ``day``.

    After an upgrade the earlier one runs on to its day, by the body that issued it: a revocation
    ends one certificate, and the star of the other stays until it is revoked as well.
    """
    return certificates_of(certificate.product).in_force_on(day).exclude(pk=certificate.pk)


def by_number(number: str) -> list[Certificate]:
    """Return the certificates that bear ``number``, however it was typed."""
    found = Certificate.objects.filter(folded_number=fold_number(number))
    return list(
        found.select_related(
            "revocation__decision", "decision", "product__producer__commune", "province"
        )
    )


def fold_number(number: str) -> str:
    """Return ``number`` without accents, case and spaces, as people type it from a photo."""
    return fold(number).replace(" ", "")[:60]


def renewable_certificate(product: Product, day: date) -> Certificate | None:
    """Return the certificate that a renewal of ``product`` would follow on ``day``, if any.

    It is the live one; or the last to lapse, where the law still takes a late renewal of it.
    """
    if live := live_certificate(product, day):
        return live
    # QĐ 26/2026/QĐ-TTg, Điều 12.3.
    last = certificates_of(product).filter(revocation=None).order_by("-lapses_on", "-pk").first()
    if last is None or not is_transitional(last.lapses_on):
        return None
    return last if renewal_taken(last.lapses_on, day) else None


def renewable(product: Product, day: date) -> bool:
    """Tell whether a renewal of ``product`` is taken on ``day``."""
    certificate = renewable_certificate(product, day)
    return certificate is not None and renewal_taken(certificate.lapses_on, day)


def lapsing_soon(certificates: CertificateQuerySet, day: date) -> CertificateQuerySet:
    """Keep what the radar shows on ``day``: what lapses within 180 days, or has just lapsed.

    Not what was revoked, nor what a later certificate of the same product has taken the place of,
    nor what is made no more.
    """
    start, end = watched(day)
    later = Certificate.objects.filter(
        Q(revocation=None), product=OuterRef("product"), lapses_on__gt=OuterRef("lapses_on")
    )
    found = certificates.lapsing_between(start, end).filter(issued_on__lte=day)
    made = found.filter(product__retired_on=None, product__merged_into=None)
    return made.exclude(Exists(later))
