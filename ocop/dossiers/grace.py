"""What certificates are worth on a day, grace included: it hangs on the renewal under way."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.certificates.queries import live_certificates, term_of
from ocop.certificates.term import (
    GRACE_DAYS,
    RENEWAL_CLOSES,
    WINDOW_SINCE,
    Standing,
    Term,
    is_transitional,
)
from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier, Kind
from ocop.kernel.act import VIETNAM
from ocop.registry.models import Product

UNDER_WAY = (State.SUBMITTED, State.RECEIVED, State.RETURNED, State.PROPOSED, State.ASSESSED)


def with_renewals(certificates: CertificateQuerySet) -> CertificateQuerySet:
    """Read with each certificate when the renewal under way of its product was filed, if any."""
    filed = _renewals().filter(product=OuterRef("product"))
    return certificates.annotate(renewal_filed_at=Subquery(filed.values("submitted_at")[:1]))


def terms_of(certificates: Iterable[Certificate]) -> dict[int, Term]:
    """Return the term of each certificate by its key, in one query where any may be in grace.

    Fetch them with ``select_related("revocation")``; for those of ``with_renewals`` nothing is
    asked.
    """
    listed = list(certificates)
    doubtful = {c.product_id for c in listed if is_transitional(c.lapses_on)}
    read = {c.product_id: c.renewal_filed_at for c in listed if hasattr(c, "renewal_filed_at")}
    since = {product: at.astimezone(VIETNAM).date() for product, at in read.items() if at}
    if unread := doubtful - read.keys():
        since |= _under_way(unread)
    return {
        c.pk: term_of(c, since.get(c.product_id) if c.product_id in doubtful else None)
        for c in listed
    }


def term_of_today(certificate: Certificate) -> Term:
    """Return the term of one certificate, with the renewal that may keep it."""
    return terms_of([certificate])[certificate.pk]


def standings_of(certificates: Iterable[Certificate], day: date) -> dict[int, Standing]:
    """Return what each certificate is worth on ``day``, by its key."""
    return {key: term.standing_on(day) for key, term in terms_of(certificates).items()}


def in_grace(certificates: CertificateQuerySet, day: date) -> CertificateQuerySet:
    """Keep the certificates that a renewal under way keeps alive on ``day``."""
    lapsed = certificates.standing(Standing.LAPSED, day).filter(
        lapses_on__gt=max(WINDOW_SINCE, day - timedelta(days=GRACE_DAYS)),
        lapses_on__lt=WINDOW_SINCE + timedelta(days=RENEWAL_CLOSES),
    )
    return lapsed.filter(product__in=_renewals().values("product"))


def of_standing(
    certificates: CertificateQuerySet, standing: Standing, day: date
) -> CertificateQuerySet:
    """Keep the certificates of one standing on ``day``; what is kept in grace has not lapsed."""
    if standing is Standing.GRACE:
        return in_grace(certificates, day)
    rows = certificates.standing(standing, day)
    return rows.exclude(pk__in=kept_on(day)) if standing is Standing.LAPSED else rows


def kept_on(day: date) -> QuerySet[Certificate, Any]:
    """Return the keys of all certificates in grace on ``day``, to ask for within a query."""
    return in_grace(Certificate.objects.all(), day).values("pk")


def shown_certificates(products: Iterable[Product], day: date) -> dict[int, Certificate]:
    """Return the certificate by which each product may show a star: in force, or kept in grace."""
    listed = list(products)
    shown = live_certificates(listed, day)
    bare = [product.pk for product in listed if product.pk not in shown]
    if not bare or day >= WINDOW_SINCE + timedelta(days=RENEWAL_CLOSES + GRACE_DAYS):
        return shown
    kept = in_grace(Certificate.objects.filter(product__in=bare), day)
    rows = list(kept.select_related("revocation", "decision").order_by("lapses_on", "pk"))
    standings = standings_of(rows, day)
    return shown | {c.product_id: c for c in rows if standings[c.pk] is Standing.GRACE}


def _under_way(products: Iterable[int]) -> dict[int, date]:
    """Return since when a renewal of each product stands filed and has no result."""
    filed = _renewals().filter(product__in=list(products)).only("product", "submitted_at")
    return {d.product_id: d.filed_on for d in filed if d.filed_on is not None}


def _renewals() -> QuerySet[Dossier]:
    return Dossier.objects.filter(
        kind=Kind.RENEWAL, state__in=UNDER_WAY, submitted_at__isnull=False
    )
